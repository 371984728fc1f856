"""The agency above accepts a report or sends it back with marks on cells and sentences."""

import pytest

from gongkai.agency.models import Appointment
from gongkai.agency.roles import Role
from gongkai.desk.filings.doing import doing
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.filing import access, duties
from gongkai.filing.actions import examining, marking, receiving, submitting
from gongkai.request.models import Message
from tests.cast import SINCE, Cast
from tests.filing.reports import DAY
from tests.filing.road import accepted, again, latest, submitted


def test_an_accepted_report_waits_for_its_publication(cast: Cast) -> None:
    filing = accepted(cast)
    assert (latest(filing).state, latest(filing).accepted_on) == ("accepted", DAY)
    told = Message.objects.filter(subject__contains="上级审核通过").order_by("officer__name")
    assert {message.officer for message in told} == {cast.chen, cast.zhao}


def test_a_report_sent_back_is_mended_examined_again_and_handed_in_again(cast: Cast) -> None:
    filing = submitted(cast)
    cell = marking.mark(filing.pk, by=cast.he, today=DAY, cell="requests.new.total", says="与平台不一致")
    words = marking.mark(filing.pk, by=cast.he, today=DAY, section="problems", says="太空，写具体")
    receiving.send_back(filing.pk, by=cast.he, today=DAY, reason="两处要改")
    version = latest(filing)
    assert (version.state, version.returned_reason, version.report) == ("returned", "两处要改", "")
    assert "柳河县人民政府" in version.returned_by
    assert Message.objects.filter(subject__contains="被上级退回").count() == 2
    for mark in (cell, words):
        marking.answer(mark.pk, by=cast.chen, today=DAY, answer="已改")
    examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY)
    for reader in (cast.zhou, cast.sun, cast.zhao):
        examining.pass_stage(filing.pk, by=reader, today=DAY)
    submitting.submit(filing.pk, by=cast.chen, today=DAY)
    receiving.accept(filing.pk, by=cast.he, today=DAY)
    assert latest(filing).state == "accepted"


def test_what_is_mended_within_the_agency_is_hidden_from_above_again(cast: Cast) -> None:
    filing = submitted(cast)
    receiving.send_back(filing.pk, by=cast.he, today=DAY, reason="改")
    assert access.version_for_reading(again(filing), by=cast.he).state == "returned"
    examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY)
    with pytest.raises(NotYours):
        access.version_for_reading(again(filing), by=cast.he)
    assert access.version_for_reading(again(filing), by=cast.chen).state == "examining"


def test_a_report_that_the_agency_itself_returned_is_not_seen_above_though_it_was_handed_in_before(cast: Cast) -> None:
    filing = submitted(cast)
    receiving.send_back(filing.pk, by=cast.he, today=DAY, reason="改")
    assert duties.of_one(cast.town, 2024).is_sent_back
    examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY)
    examining.return_(filing.pk, by=cast.zhou, today=DAY, reason="上级的意见没有改到")
    assert latest(filing).first_submitted_on == DAY
    assert not duties.of_one(cast.town, 2024).is_sent_back
    with pytest.raises(NotYours):
        access.version_for_reading(again(filing), by=cast.he)


def test_an_accepted_report_can_still_be_sent_back_until_it_is_published(cast: Cast) -> None:
    filing = accepted(cast)
    receiving.send_back(filing.pk, by=cast.he, today=DAY, reason="乡镇来电说有错")
    assert (latest(filing).state, latest(filing).accepted_on) == ("returned", None)


def test_a_report_with_marks_that_nobody_saw_is_not_accepted(cast: Cast) -> None:
    filing = submitted(cast)
    marking.mark(filing.pk, by=cast.he, today=DAY, cell="requests.new.total", says="查")
    with pytest.raises(Refused, match="没有发出的批注"):
        receiving.accept(filing.pk, by=cast.he, today=DAY)


def test_nobody_receives_the_report_of_the_own_agency(cast: Cast) -> None:
    Appointment.objects.create(officer=cast.zhao, agency=cast.town, role=Role.SUPERVISOR, from_on=SINCE)
    filing = submitted(cast)
    for officer in (cast.zhao, cast.chen, cast.qian):
        with pytest.raises(NotYourRole):
            receiving.accept(filing.pk, by=officer, today=DAY)
    with pytest.raises(NotYours):
        receiving.accept(filing.pk, by=cast.li, today=DAY)


@pytest.mark.parametrize("who", ["chen", "zhou", "zhao"])
def test_who_drew_up_or_examined_a_report_does_not_receive_it_above(cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    Appointment.objects.create(officer=person, agency=cast.county, role=Role.SUPERVISOR, from_on=SINCE)
    filing = submitted(cast)
    with pytest.raises(Refused, match="您参与了"):
        receiving.accept(filing.pk, by=person, today=DAY)
    assert doing(latest(filing), person, today=DAY).first is None
    receiving.send_back(filing.pk, by=person, today=DAY, reason="改")


def test_of_two_who_decide_on_the_same_page_the_second_is_told(cast: Cast) -> None:
    filing = submitted(cast)
    receiving.accept(filing.pk, by=cast.he, today=DAY, revision=filing.revision)
    with pytest.raises(access.ChangedMeanwhile):
        receiving.send_back(filing.pk, by=cast.he, today=DAY, reason="改", revision=filing.revision)
