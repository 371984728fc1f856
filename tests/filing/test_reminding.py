"""到期提醒、催报."""

from datetime import date

import pytest

from gongkai.agency.models import Agency
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.filing import duties, reminding
from gongkai.filing.models import Reminder
from gongkai.journal.models import Entry
from gongkai.journal.recording import record
from gongkai.request.models import Message
from tests.cast import Cast, agency
from tests.filing.reports import filing, given


@pytest.fixture
def here(cast: Cast) -> Cast:
    """The town kept its ledger here in 2025."""
    record("agency.opened", cast.town, by=cast.qian, on=date(2025, 3, 3))
    return cast


def told(place: Agency) -> dict[str, list[str]]:
    """Subject → who was told on the desk."""
    found: dict[str, list[str]] = {}
    for message in Message.objects.filter(agency=place, way="desk").select_related("officer").order_by("pk"):
        assert message.officer is not None
        found.setdefault(message.subject, []).append(message.officer.name)
    return found


def test_who_hands_the_report_in_is_reminded_and_told_the_day_to_work_to(here: Cast) -> None:
    assert reminding.remind_all(date(2026, 1, 16)) == 1  # 31 January 2026 is a Saturday, worked to on the 30th
    assert told(here.town) == {"2025年度报告应在2026年1月30日前报送": ["陈静", "赵敏"]}
    assert "2026年1月31日不上班，期限不顺延" in Message.objects.all()[0].words["text"]


@pytest.mark.parametrize(
    ("today", "occasion"),
    [
        (date(2026, 1, 15), ""),
        (date(2026, 1, 16), "days_14"),
        (date(2026, 1, 22), "days_14"),
        (date(2026, 1, 23), "days_7"),
        (date(2026, 1, 26), "days_7"),
        (date(2026, 1, 27), "days_3"),
        (date(2026, 1, 30), "days_3"),
        (date(2026, 1, 31), ""),
        (date(2026, 2, 1), "overdue"),
    ],
)
def test_of_what_one_is_reminded_on_which_day(here: Cast, today: date, occasion: str) -> None:
    assert reminding.occasion_of(duties.of_one(here.town, 2025), today) == occasion


def test_each_occasion_is_told_once_whatever_happens_in_between(here: Cast) -> None:
    days = [date(2026, 1, day) for day in (16, 16, 17, 23, 24, 27, 31)] + [date(2026, 2, day) for day in (1, 2, 9)]
    assert [reminding.remind_all(day) for day in days] == [1, 0, 0, 1, 0, 1, 0, 1, 0, 0]
    assert list(told(here.town))[-1] == "2025年度报告超期 1 天，还没有报送"


def test_who_kept_no_ledger_here_in_the_year_is_not_reminded(cast: Cast) -> None:
    record("agency.opened", cast.town, by=cast.qian, on=date(2026, 1, 1))
    assert reminding.remind_all(date(2026, 2, 1)) == 0
    filing(cast.town, cast.chen, 2025)
    assert reminding.remind_all(date(2026, 2, 1)) == 1


@pytest.mark.parametrize(
    ("state", "submitted_on", "today", "reminded"),
    [
        ("drafting", None, date(2026, 2, 1), 1),
        ("examined", None, date(2026, 2, 1), 1),
        ("submitted", date(2026, 1, 12), date(2026, 1, 23), 0),
        ("returned", date(2026, 1, 12), date(2026, 1, 23), 1),
        ("accepted", date(2026, 1, 12), date(2026, 1, 26), 0),
        ("accepted", date(2026, 1, 12), date(2026, 1, 27), 1),
        ("accepted", date(2026, 1, 12), date(2026, 2, 1), 1),
        ("recorded", None, date(2026, 2, 1), 0),
    ],
)
def test_what_was_handed_in_waits_only_to_be_published(
    cast: Cast, state: str, submitted_on: date | None, today: date, reminded: int
) -> None:
    given(filing(cast.town, cast.chen, 2025), state=state, submitted_on=submitted_on)
    assert reminding.remind_all(today) == reminded


def test_a_government_is_reminded_of_the_report_of_all_below_it_by_its_own_day(cast: Cast) -> None:
    filing(cast.town, cast.chen, 2025)
    record("agency.opened", cast.county, by=cast.he, on=date(2025, 3, 3))
    reminding.remind_all(date(2026, 3, 17))  # 31 March 2026 is a Tuesday
    assert set(Reminder.objects.values_list("agency__name", "occasion")) == {
        ("清水镇人民政府", "overdue"),
        ("柳河县人民政府", "overdue"),
        ("柳河县人民政府", "whole_days_14"),
    }


# What a supervisor asks

TODAY = date(2026, 2, 3)


def test_a_supervisor_asks_those_who_have_not_handed_in_theirs(here: Cast) -> None:
    cast = here
    given(filing(cast.other_town, cast.li, 2025), state="submitted", submitted_on=date(2026, 1, 20))
    asked, before = reminding.chase(
        cast.county.pk, [cast.town.pk, cast.other_town.pk], year=2025, says="请周五前报来", by=cast.he, today=TODAY
    )
    assert (asked, before) == ([cast.town], [])
    assert told(cast.town) == {"柳河县人民政府催报2025年度报告，已超期 3 天": ["陈静", "赵敏"]}
    assert Message.objects.filter(way="desk")[0].words["text"].startswith("请周五前报来\n2026年1月31日前报送")
    assert not told(cast.other_town)
    entry = Entry.objects.get(act="filing.chased")
    assert (entry.agency, entry.details["agencies"]) == (cast.county, "清水镇人民政府")


def test_one_is_asked_once_a_day(here: Cast) -> None:
    cast = here
    record("agency.opened", cast.other_town, by=None, on=date(2025, 12, 31))

    def chase(*places: Agency, on: date = TODAY) -> tuple[list[Agency], list[Agency]]:
        return reminding.chase(cast.county.pk, [place.pk for place in places], year=2025, by=cast.he, today=on)

    assert chase(cast.town) == ([cast.town], [])
    assert chase(cast.town, cast.other_town) == ([cast.other_town], [cast.town])
    with pytest.raises(Refused, match="今天都已经催过"):
        chase(cast.town)
    assert chase(cast.town, on=date(2026, 2, 4)) == ([cast.town], [])


def test_where_all_are_in_nobody_is_asked(cast: Cast) -> None:
    given(filing(cast.town, cast.chen, 2025), state="accepted", submitted_on=date(2026, 1, 20))
    with pytest.raises(Refused, match="没有要催的"):
        reminding.chase(cast.county.pk, [cast.town.pk], year=2025, by=cast.he, today=TODAY)


def test_nobody_asks_an_agency_that_is_not_below(cast: Cast) -> None:
    elsewhere = agency("临江县人民政府", "county", "government", None, 8, "990122")
    with pytest.raises(Refused, match="没有要催的"):
        reminding.chase(cast.county.pk, [elsewhere.pk, cast.county.pk], year=2025, by=cast.he, today=TODAY)
    with pytest.raises(NotYours):
        reminding.chase(elsewhere.pk, [elsewhere.pk], year=2025, by=cast.he, today=TODAY)
    with pytest.raises(NotYourRole):
        reminding.chase(cast.town.pk, [cast.other_town.pk], year=2025, by=cast.chen, today=TODAY)
    assert not Reminder.objects.exists()
