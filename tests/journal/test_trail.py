"""The trail of a record: what happened to it, oldest first."""

from datetime import date

from gongkai.agency.models import Officer
from gongkai.journal.recording import record
from gongkai.journal.trail import trail
from tests.cast import Cast

DAY = date(2024, 5, 6)


def test_a_trail_tells_of_its_records_alone_and_in_their_order(cast: Cast) -> None:
    record("agency.opened", cast.town, by=cast.qian, on=DAY)
    record("agency.opened", cast.other_town, by=cast.li, on=DAY)
    record("officer.password_reset", cast.chen, by=cast.qian, on=DAY, agency=cast.town, name="陈静")
    assert [each["says"] for each in trail(cast.town, cast.chen)] == [
        "钱进为“清水镇人民政府”开通本系统",
        "钱进重置了陈静的密码",
    ]
    assert trail(cast.zhou) == []


def test_a_record_of_another_kind_with_the_same_number_is_not_mixed_in(cast: Cast) -> None:
    record("agency.opened", cast.town, by=cast.qian, on=DAY)
    assert trail(Officer(pk=cast.town.pk, name="同号")) == []


def test_a_long_trail_is_asked_for_with_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    for number in range(30):
        record("agency.changed", cast.town, by=cast.qian, on=DAY, changes=[["电话", "", str(number)]])
    with django_assert_num_queries(1):  # type: ignore[operator]
        told = trail(cast.town)
    assert len(told) == 30
    assert told[-1]["says"].endswith("“29”")
