"""报送情况: who owes a report, where it stands, and whether it is late."""

from datetime import date

import pytest

from gongkai.agency.models import Agency
from gongkai.filing import duties
from gongkai.filing.actions import receiving, submitting
from gongkai.filing.models import Filing, Version
from tests.cast import Cast, agency
from tests.filing.reports import DAY, begun, filed, filing, given

LATER = date(2026, 2, 10)


def duty(place: Agency) -> duties.Duty:
    return duties.of_one(place, 2025)


@pytest.mark.parametrize(
    ("state", "words", "is_filed"),
    [
        ("drafting", "起草中", False),
        ("examined", "审查通过，待报送", False),
        ("submitted", "已报送，待审核", True),
        ("returned", "已退回", False),
        ("accepted", "审核通过，待公布", True),
        ("published", "已公布", True),
        ("recorded", "已入库", True),
        ("discarded", "还没有编制", False),
    ],
)
def test_a_report_is_filed_once_it_has_left_its_agency(cast: Cast, state: str, words: str, is_filed: bool) -> None:
    given(filing(cast.town, cast.chen, 2025), state=state)
    assert (duty(cast.town).words, duty(cast.town).is_filed) == (words, is_filed)


def test_what_is_not_begun_is_no_filing(cast: Cast) -> None:
    found = duty(cast.town)
    assert (found.words, found.is_begun, found.filing_id, found.filed_version_id) == ("还没有编制", False, None, None)


def test_a_published_report_that_is_being_restated_stays_filed(cast: Cast) -> None:
    made = filed(begun(cast.town, cast.chen, 2025), "published")
    again = Version.objects.create(filing=made, number=2, edition="2021", began_on=DAY)
    Filing.objects.filter(pk=made.pk).update(published=made.latest, latest=again)
    found = duty(cast.town)
    assert (found.words, found.is_filed, found.filed_version_id) == ("已公布，正在更正", True, made.latest_id)


def test_what_came_back_and_was_handed_in_again_counts_by_the_first_day(cast: Cast) -> None:
    made = given(filing(cast.town, cast.chen, 2025), state="examined")
    submitting.submit(made.pk, by=cast.chen, today=date(2026, 1, 31))
    receiving.send_back(made.pk, by=cast.he, reason="请改", today=date(2026, 2, 3))
    assert not duty(cast.town).is_late(LATER)
    given(made, state="examined")
    submitting.submit(made.pk, by=cast.chen, today=date(2026, 2, 5))
    found = duty(cast.town)
    assert (found.submitted_on, found.late_by(LATER)) == (date(2026, 1, 31), 0)


def test_what_was_handed_in_a_day_after_is_a_day_late_for_good(cast: Cast) -> None:
    made = given(filing(cast.town, cast.chen, 2025), state="examined")
    submitting.submit(made.pk, by=cast.chen, today=date(2026, 2, 1))
    assert duty(cast.town).late_by(LATER) == 1


def test_a_report_published_without_anybody_above_is_judged_by_that_day(cast: Cast) -> None:
    given(filing(cast.town, cast.chen, 2025), state="published", published_on=date(2026, 2, 2))
    assert duty(cast.town).late_by(LATER) == 2


def test_when_a_report_from_a_file_was_handed_in_nobody_knows(cast: Cast) -> None:
    given(filing(cast.town, cast.chen, 2025), state="recorded")
    assert duty(cast.town).late_by(LATER) == 0


@pytest.mark.parametrize(
    ("fields", "owes"),
    [
        ({}, True),
        ({"opened_on": date(2025, 12, 31)}, True),
        ({"opened_on": date(2026, 1, 1)}, False),
        ({"closed_on": date(2025, 12, 31)}, False),
        ({"closed_on": date(2026, 1, 1)}, True),
        ({"kind": "enterprise"}, False),
        ({"is_on_desk": False}, False),
    ],
)
def test_who_owes_a_report_was_there_when_the_year_ended(cast: Cast, fields: dict[str, object], owes: bool) -> None:
    place = agency("城关镇人民政府", "township", "government", cast.county, 3, "990121103")
    Agency.objects.filter(pk=place.pk).update(**fields)
    assert (place in duties.those_reporting(Agency.objects.all(), 2025)) is owes


def test_what_is_drafted_below_is_not_for_others_to_read(cast: Cast) -> None:
    filing(cast.town, cast.chen, 2025)
    assert duty(cast.town).filed_version_id is None


def test_a_report_read_from_a_file_stands_while_it_is_stated_again(cast: Cast) -> None:
    restated = given(filing(cast.town, cast.chen, year=2025), state="recorded")
    stands = restated.latest_id
    restated.latest = Version.objects.create(filing=restated, number=2, edition="2021", began_on=DAY)
    restated.save()
    found = duty(cast.town)
    assert (found.state, found.words) == ("drafting", "已入库，正在更正")
    assert found.is_filed
    assert found.stands_id == found.filed_version_id == stands
