"""待办: in which pile a report lies."""

from datetime import date

import pytest

from gongkai.agency.models import Agency, Appointment, Officer
from gongkai.filing import waiting
from gongkai.filing.models import Dates, Reading
from gongkai.journal.recording import record
from gongkai.screening.models import Stage
from tests.cast import Cast
from tests.filing.reports import filing, given

EARLY = date(2026, 1, 5)


def codes(agency: Agency, officer: Officer, today: date = EARLY) -> list[str]:
    return [pile.code for pile in waiting.piles(agency, officer, today)]


@pytest.mark.parametrize(
    ("state", "pile"),
    [
        ("drafting", []),
        ("returned", ["filing_returned"]),
        ("examined", ["filing_submit"]),
        ("accepted", ["filing_publish"]),
        ("submitted", []),
        ("published", []),
        ("reading", ["filing_read"]),
    ],
)
def test_a_report_lies_where_its_state_puts_it(cast: Cast, state: str, pile: list[str]) -> None:
    given(filing(cast.town, cast.chen, 2025), state=state)
    assert codes(cast.town, cast.chen) == pile


@pytest.mark.parametrize(
    ("today", "pile"),
    [
        (date(2026, 1, 15), []),
        (date(2026, 1, 16), ["filing_soon"]),
        (date(2026, 1, 31), ["filing_soon"]),
        (date(2026, 2, 1), ["filing_late"]),
    ],
)
@pytest.mark.parametrize("is_begun", [True, False])
def test_a_report_is_told_of_from_two_weeks_before_its_day(
    cast: Cast, today: date, pile: list[str], is_begun: bool
) -> None:
    if is_begun:
        filing(cast.town, cast.chen, 2025)
    else:
        record("agency.opened", cast.town, by=cast.qian, on=date(2025, 3, 3))
    assert codes(cast.town, cast.chen, today) == pile


def test_of_a_year_before_the_agency_came_here_nothing_is_told(cast: Cast) -> None:
    assert codes(cast.town, cast.chen, date(2026, 2, 1)) == []


def test_a_late_report_lies_there_alone_with_the_day_it_was_due(cast: Cast) -> None:
    given(filing(cast.town, cast.chen, 2025), state="examined")
    [pile] = waiting.piles(cast.town, cast.chen, date(2026, 2, 1))
    assert (pile.code, pile.total) == ("filing_late", 1)
    assert (pile.rows[0].title, pile.rows[0].due_on) == ("2025年度报告", date(2026, 1, 31))


def test_what_came_back_in_time_is_not_late_but_to_be_mended(cast: Cast) -> None:
    given(filing(cast.town, cast.chen, 2025), state="returned", submitted_on=date(2026, 1, 20))
    assert codes(cast.town, cast.chen, date(2026, 2, 1)) == ["filing_returned"]


def test_only_whose_turn_it_is_reads_a_report(cast: Cast) -> None:
    made = given(filing(cast.town, cast.chen, 2025), state="examining")
    assert made.latest is not None
    Reading.objects.create(version=made.latest, stage=Stage.FIRST, decision="passed", by=cast.chen, on=EARLY)
    assert codes(cast.town, cast.zhou) == ["filing_examine"]
    assert codes(cast.town, cast.chen) == []
    assert codes(cast.town, cast.zhao) == []


def test_the_agency_above_finds_what_was_handed_in_to_it(cast: Cast) -> None:
    handed_in = {"state": "submitted", "submitted_on": EARLY, "received_by": cast.county}
    given(filing(cast.town, cast.chen, 2025), **handed_in)
    given(filing(cast.other_town, cast.li, 2025), **handed_in)
    [pile] = waiting.piles(cast.county, cast.he, EARLY)
    assert (pile.code, pile.total) == ("filing_receive", 2)
    assert pile.rows[0].title == "清水镇人民政府2025年度报告"


def rail(agency: Agency, officer: Officer, today: date = EARLY) -> int:
    counted = Agency.objects.annotate(own=waiting.count_own(agency, officer, today)).get(pk=agency.pk)
    return int(counted.own)


def test_the_rail_counts_what_waits_for_an_act_of_this_officer(cast: Cast) -> None:
    given(filing(cast.town, cast.chen, 2025), state="returned")
    given(filing(cast.town, cast.chen, 2024), state="published")
    given(filing(cast.other_town, cast.li, 2025), state="submitted", submitted_on=EARLY, received_by=cast.county)
    assert [rail(cast.town, officer) for officer in (cast.chen, cast.zhou, cast.zhao, cast.feng)] == [1, 0, 0, 0]
    received = Agency.objects.annotate(received=waiting.count_received())
    assert received.get(pk=cast.county.pk).received == 1  # type: ignore[attr-defined]  # annotated


@pytest.mark.parametrize(("today", "counted"), [(date(2026, 1, 31), 0), (date(2026, 2, 1), 1)])
@pytest.mark.parametrize("is_begun", [True, False])
def test_the_rail_counts_a_late_report_for_who_draws_it_up(
    cast: Cast, today: date, counted: int, is_begun: bool
) -> None:
    if is_begun:
        filing(cast.town, cast.chen, 2025)
    else:
        record("agency.opened", cast.town, by=cast.qian, on=date(2025, 3, 3))
    assert rail(cast.town, cast.chen, today) == counted
    assert rail(cast.town, cast.zhou, today) == 0


def test_the_rail_knows_a_day_that_was_set_above(cast: Cast) -> None:
    filing(cast.town, cast.chen, 2025)
    Dates.objects.create(
        agency=cast.county,
        year=2025,
        whom="township",
        submit_by=date(2026, 1, 15),
        publish_by=date(2026, 1, 20),
        by=cast.he,
        on=EARLY,
    )
    assert [rail(cast.town, cast.chen, date(2026, 1, day)) for day in (15, 16)] == [0, 1]


def test_a_late_report_that_one_has_to_read_lies_with_those_to_be_read(cast: Cast) -> None:
    made = given(filing(cast.town, cast.chen, 2025), state="examining")
    assert made.latest is not None
    Reading.objects.create(version=made.latest, stage=Stage.FIRST, decision="passed", by=cast.chen, on=EARLY)
    late = date(2026, 2, 4)
    [pile] = waiting.piles(cast.town, cast.zhou, late)
    assert (pile.code, pile.rows[0].over) == ("filing_examine", 4)
    assert waiting.to_read(cast.town, cast.zhou, late) == [made]
    [pile] = waiting.piles(cast.town, cast.chen, late)
    assert (pile.code, pile.rows[0].over) == ("filing_late", 4)
    assert waiting.to_read(cast.town, cast.chen, late) == []


def test_who_appoints_finds_the_report_that_nobody_can_read(cast: Cast) -> None:
    made = given(filing(cast.town, cast.chen, 2025), state="examining")
    assert made.latest is not None
    Reading.objects.create(version=made.latest, stage=Stage.FIRST, decision="passed", by=cast.chen, on=EARLY)
    assert codes(cast.town, cast.qian) == []
    Appointment.objects.filter(officer=cast.zhou).update(until_on=date(2020, 1, 1))
    [pile] = waiting.piles(cast.town, cast.qian, EARLY)
    assert (pile.code, pile.rows[0].note) == ("filing_unread", "没有人可以办理“二审二校（科室）”")
