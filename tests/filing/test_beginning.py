"""A report is begun: once for a year and a scope, for a year that can be reported on."""

from datetime import date

import pytest

from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.filing.actions import beginning, restating
from gongkai.filing.models import Filing
from tests.cast import Cast
from tests.filing.reports import DAY, filing
from tests.filing.road import NOW, again, latest


def test_a_report_begins_counted_with_its_words_proposed(cast: Cast) -> None:
    made = beginning.begin(cast.town.pk, year=2024, scope="own", by=cast.chen, today=DAY, now=NOW)
    version = latest(made)
    assert (version.number, version.edition, version.state) == (1, "2021", "drafting")
    assert version.counted_at == NOW
    assert version.figures["requests.new.total"] == 0
    assert version.passages.exclude(text="").count() > 3
    assert (version.title, version.signature, version.signed_on) == (
        "清水镇人民政府2024年政府信息公开工作年度报告",
        "清水镇人民政府",
        DAY,
    )


def test_a_year_has_one_report_of_a_scope(cast: Cast) -> None:
    filing(cast.town, cast.chen)
    with pytest.raises(Refused, match="已经有了"):
        filing(cast.town, cast.chen)
    filing(cast.town, cast.chen, year=2023)
    assert Filing.objects.filter(agency=cast.town).count() == 2


def test_a_report_given_up_can_be_begun_again(cast: Cast) -> None:
    made = filing(cast.town, cast.chen)
    restating.discard(made.pk, by=cast.chen, today=DAY, reason="年度选错了")
    assert latest(made).state == "discarded"
    filing(cast.town, cast.chen)
    assert (latest(made).number, latest(made).state) == (2, "drafting")
    assert again(made).versions.count() == 2


def test_only_an_agency_with_others_below_it_has_a_total(cast: Cast) -> None:
    with pytest.raises(Refused, match="没有下级机关"):
        filing(cast.town, cast.chen, scope="whole")


@pytest.mark.parametrize(("year", "is_right"), [(2007, False), (2008, True), (2025, True), (2026, False)])
def test_a_report_is_of_a_year_with_a_regulation_that_is_not_to_come(cast: Cast, year: int, is_right: bool) -> None:
    if is_right:
        assert filing(cast.town, cast.chen, year=year).year == year
    else:
        with pytest.raises(Refused, match="请改为 2024 年度"):
            filing(cast.town, cast.chen, year=year)


@pytest.mark.parametrize(("year", "edition"), [(2015, "2019"), (2019, "2019"), (2020, "2019"), (2021, "2021")])
def test_a_report_follows_the_form_of_its_year(year: int, edition: str) -> None:
    assert beginning.form_for(year) == edition


def test_a_report_begun_before_its_year_ended_is_not_dated_yet(cast: Cast) -> None:
    for today, signed_on in ((date(2024, 12, 31), None), (date(2025, 1, 1), date(2025, 1, 1))):
        made = beginning.begin(cast.town.pk, year=2024, scope="own", by=cast.chen, today=today)
        assert latest(made).signed_on == signed_on
        restating.discard(made.pk, by=cast.chen, today=today, reason="重来")


def test_only_a_handler_of_the_agency_begins(cast: Cast) -> None:
    for officer in (cast.zhou, cast.zhao, cast.feng, cast.he):
        with pytest.raises(NotYourRole):
            filing(cast.town, officer)
    for stranger in (cast.li, cast.wei):
        with pytest.raises(NotYours):
            filing(cast.town, stranger)
