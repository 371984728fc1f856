"""A report is handed to the agency above, where somebody there receives."""

from datetime import date

import pytest

from gongkai.agency.models import Appointment
from gongkai.errors import NotYourRole, Refused
from gongkai.filing import access
from gongkai.filing.actions import submitting
from gongkai.journal.models import Entry
from gongkai.request.models import Message
from tests.cast import Cast
from tests.filing.reports import DAY, given
from tests.filing.road import examined, latest, submitted


def test_a_report_goes_to_the_agency_above_and_its_supervisors_are_told(cast: Cast) -> None:
    filing = submitted(cast)
    version = latest(filing)
    assert (version.state, version.submitted_on, version.received_by) == ("submitted", DAY, cast.county)
    assert Message.objects.filter(officer=cast.he, subject__contains="已报送，请审核").count() == 1


def test_the_agency_above_sees_a_report_only_once_it_is_handed_in(cast: Cast) -> None:
    filing = examined(cast)
    assert not access.visible_to(cast.he).exists()
    submitting.submit(filing.pk, by=cast.zhao, today=DAY)
    assert list(access.visible_to(cast.he)) == [filing]


def test_where_nobody_above_receives_the_report_is_not_handed_in_here(cast: Cast) -> None:
    Appointment.objects.filter(officer=cast.he).update(until_on=date(2020, 1, 1))
    filing = examined(cast)
    with pytest.raises(Refused, match="直接公布"):
        submitting.submit(filing.pk, by=cast.chen, today=DAY)
    assert latest(filing).state == "examined"


@pytest.mark.parametrize(("day", "late"), [(date(2025, 1, 31), ""), (date(2025, 2, 3), 3)])
def test_the_journal_tells_how_late_a_report_was(cast: Cast, day: date, late: object) -> None:
    submitted(cast, day)
    assert Entry.objects.get(act="filing.submitted").details["late"] == late


def test_who_only_reads_hands_nothing_in(cast: Cast) -> None:
    filing = examined(cast)
    for officer in (cast.feng, cast.zhou):
        with pytest.raises(NotYourRole):
            submitting.submit(filing.pk, by=officer, today=DAY)


def test_a_restatement_of_a_report_read_from_a_file_is_not_late(cast: Cast) -> None:
    filing = examined(cast)
    given(filing, restates_because="漏了一件")
    submitting.submit(filing.pk, by=cast.chen, today=date(2025, 6, 3))
    assert Entry.objects.get(act="filing.submitted").details["late"] == ""
