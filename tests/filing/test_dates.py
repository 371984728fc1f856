"""报送期限: whose day holds, and what may be set."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from gongkai.agency.models import Agency
from gongkai.agency.roles import Role
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.filing import dates
from gongkai.filing.models import Dates, Filing
from gongkai.journal.models import Entry
from tests.cast import Cast, agency, officer
from tests.filing.reports import DAY

Queries = Callable[[int], AbstractContextManager[object]]
TOWNSHIP, DEPARTMENT, GOVERNMENT = Dates.Whom.TOWNSHIP, Dates.Whom.DEPARTMENT, Dates.Whom.GOVERNMENT


def settle(cast: Cast, year: int = 2025, whom: Dates.Whom = TOWNSHIP, **changed: object) -> Dates:
    """What the county's supervisor sets: in by 20 January, out by the 31st."""
    given = {
        "submit_by": date(2026, 1, 20),
        "publish_by": date(2026, 1, 31),
        "notice": "柳政办函〔2026〕1号",
        "by": cast.he,
        "today": DAY,
        **changed,
    }
    return dates.set_dates(cast.county.pk, year=year, whom=whom, **given)  # type: ignore[arg-type]


def test_without_a_notice_a_town_reports_as_departments_do_which_is_not_confirmed(cast: Cast) -> None:
    found = dates.of(cast.town, 2025)
    assert (found.submit_by, found.submit.work_by) == (date(2026, 1, 31), date(2026, 1, 30))
    assert not found.is_confirmed
    assert found.whose == "《中华人民共和国政府信息公开条例》第四十九条第一款"


@pytest.mark.parametrize(
    ("kind", "level", "scope", "whom"),
    [
        ("government", "county", "whole", GOVERNMENT),
        ("government", "county", "own", DEPARTMENT),
        ("department", "county", "own", DEPARTMENT),
        ("department", "township", "own", TOWNSHIP),
        ("government", "township", "whole", TOWNSHIP),
        ("street_office", "county", "own", TOWNSHIP),
        ("authorised", "city", "own", DEPARTMENT),
    ],
)
def test_as_which_kind_an_agency_reports(kind: str, level: str, scope: str, whom: Dates.Whom) -> None:
    assert dates.whom(Agency(kind=kind, level=level), scope) == whom


def test_what_the_county_set_holds_for_its_towns_and_says_by_what_notice(cast: Cast) -> None:
    settle(cast)
    found = dates.of(cast.town, 2025)
    assert (found.submit_by, found.publish_by) == (date(2026, 1, 20), date(2026, 1, 31))
    assert found.whose == "柳河县人民政府（柳政办函〔2026〕1号）"
    assert found.is_confirmed
    assert "1月31日是周末，规定没有写可以顺延，请在1月30日（周五）前办完" in found.reasons
    assert "定为2026年1月20日前报送、2026年1月31日前公布" in found.reasons[-1]


def test_it_holds_neither_for_another_year_nor_another_kind_nor_for_the_county_itself(cast: Cast) -> None:
    settle(cast, whom=DEPARTMENT)
    office = agency("柳河县民政局", "county", "department", cast.county, 9, "990121")
    assert dates.of(office, 2025).submit_by == date(2026, 1, 20)
    assert dates.of(office, 2024).notice is None
    assert dates.of(cast.town, 2025).notice is None
    assert dates.of(cast.county, 2025).notice is None


def test_of_two_that_set_a_day_the_nearest_holds(cast: Cast) -> None:
    city = agency("江州市人民政府", "city", "government", None, 7, "990100")
    county = agency("临江县人民政府", "county", "government", city, 1, "990122")
    village = agency("东山镇人民政府", "township", "government", county, 1, "990122101")
    for place, number in ((city, 1), (county, 2)):
        by = officer(f"head{number}", "主管", (place, Role.SUPERVISOR))
        dates.set_dates(
            place.pk,
            year=2025,
            whom=TOWNSHIP,
            submit_by=date(2026, 1, 10 * number),
            publish_by=date(2026, 1, 31),
            notice="",
            by=by,
            today=DAY,
        )
    assert dates.of(village, 2025).submit_by == date(2026, 1, 20)
    assert dates.of(county, 2025).notice is None


@pytest.mark.parametrize(
    ("whom", "publish_by", "refused"),
    [
        (DEPARTMENT, date(2026, 1, 31), False),
        (DEPARTMENT, date(2026, 2, 1), True),
        (TOWNSHIP, date(2026, 3, 31), False),
        (TOWNSHIP, date(2026, 4, 1), True),
        (GOVERNMENT, date(2026, 3, 31), False),
        (GOVERNMENT, date(2026, 4, 1), True),
    ],
)
def test_no_day_may_be_later_than_the_laws(cast: Cast, whom: Dates.Whom, publish_by: date, refused: bool) -> None:
    if refused:
        with pytest.raises(Refused, match="不能定得更晚"):
            settle(cast, whom=whom, publish_by=publish_by)
    else:
        assert settle(cast, whom=whom, publish_by=publish_by).publish_by == publish_by


def test_reports_are_not_asked_for_before_the_year_is_over_nor_published_before_they_are_handed_in(cast: Cast) -> None:
    settle(cast, submit_by=date(2026, 1, 1))
    with pytest.raises(Refused, match="2025年还没有结束"):
        settle(cast, submit_by=date(2025, 12, 31))
    with pytest.raises(Refused, match="公布截止日期不能早于"):
        settle(cast, submit_by=date(2026, 1, 21), publish_by=date(2026, 1, 20))


def test_only_who_supervises_sets_days_and_each_time_is_journalled(cast: Cast) -> None:
    settle(cast)
    settle(cast, submit_by=date(2026, 1, 15))
    assert Dates.objects.get().submit_by == date(2026, 1, 15)
    assert Entry.objects.filter(act="filing.dates_set", agency=cast.county).count() == 2
    with pytest.raises(NotYourRole):
        dates.set_dates(
            cast.town.pk,
            year=2025,
            whom=TOWNSHIP,
            submit_by=date(2026, 1, 20),
            publish_by=date(2026, 1, 31),
            notice="",
            by=cast.chen,
            today=DAY,
        )
    with pytest.raises(NotYours):
        settle(cast, by=cast.li)


def test_what_was_set_can_be_taken_back(cast: Cast) -> None:
    settle(cast)
    dates.drop_dates(cast.county.pk, year=2025, whom=TOWNSHIP, by=cast.he, today=DAY)
    assert dates.of(cast.town, 2025).notice is None
    with pytest.raises(Refused, match="没有设定过"):
        dates.drop_dates(cast.county.pk, year=2025, whom=TOWNSHIP, by=cast.he, today=DAY)


@pytest.mark.parametrize(
    ("submitted_on", "today", "late"),
    [
        (None, date(2026, 1, 31), 0),
        (None, date(2026, 2, 1), 1),
        (date(2026, 1, 31), date(2026, 5, 1), 0),
        (date(2026, 2, 3), date(2026, 5, 1), 3),
    ],
)
def test_a_report_is_late_after_the_day_itself_not_after_the_working_day_before(
    cast: Cast, submitted_on: date | None, today: date, late: int
) -> None:
    assert dates.of(cast.town, 2025).late_by(submitted_on, today) == late


def test_the_dates_of_many_take_as_many_queries_as_those_of_one(cast: Cast, django_assert_num_queries: Queries) -> None:
    settle(cast)
    many = [agency(f"{number}村镇", "township", "government", cast.county, number, "99") for number in range(3, 33)]
    with django_assert_num_queries(2):
        found = dates.of_many(many, 2025, Filing.Scope.OWN)
    assert {each.submit_by for each in found.values()} == {date(2026, 1, 20)}
