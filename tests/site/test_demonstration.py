"""The town of the demonstration is asked, charges, is disputed: everything by the acts of the desk."""

from datetime import date

import pytest

from gongkai.desk.requests.counts import SUMS
from gongkai.report import rules
from gongkai.report.report import Report
from gongkai.request import counting, waiting
from gongkai.request.models import Complaint, Correction, Dispute, Fee, InfoRequest, Message
from gongkai.site import demonstration
from gongkai.site.demonstration import places, requests
from gongkai.site.demonstration.answering import Answering

TODAY = date(2026, 11, 20)


@pytest.fixture
def answering(db: None) -> Answering:
    """The county's agencies and people; nothing asked yet."""
    began_on = date(TODAY.year - 2, 1, 2)
    agencies = demonstration._agencies(began_on)
    people = demonstration._people(agencies, "柳河-demo-2024", began_on)
    return Answering(agencies[places.TOWN], agencies[places.COUNTY], people, TODAY)


def test_its_requests_stand_in_every_state_and_its_tables_balance(
    answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "PAST", [requests.PAST[at] for at in (5, 9, 10, 11)])
    monkeypatch.setattr(requests, "FLOOD", 12)
    answering.past()
    answering.disputes()
    answering.in_hand()
    answering.flood()
    answering.corrections_and_complaints()

    states = set(InfoRequest.objects.values_list("state", flat=True))
    assert states >= {"to_confirm", "registered", "to_amend", "consulting", "fee_due", "signing", "replied", "archived"}
    assert sum(Fee.objects.values_list("amount", flat=True)) == 200
    assert set(Dispute.objects.values_list("result", flat=True)) == {"corrected", ""}
    assert Correction.objects.count() == Complaint.objects.count() == 1
    of_signer, of_reviewer = (
        {pile.code: pile.total for pile in waiting.piles(answering.town, who, TODAY)}
        for who in (answering.zhao, answering.zhou)
    )
    assert of_signer["request_late"] == 1
    assert (of_signer["letter_sign"], of_reviewer["letter_sign"]) == (1, 2)  # the only signer is offered no review
    assert not Message.objects.filter(state="waiting").exists()
    for year in (TODAY.year - 1, TODAY.year):
        tables = counting.Tables(
            counting.requests_table(answering.town, year), counting.challenges_table(answering.town, year)
        )
        cells = {path: cell for table in tables for path, cell in table.report_tables().items()}
        found = rules.check(Report(answering.town.name, year, "2021", cells=cells))
        assert [each.message for each in found if each.rule in SUMS] == []
