"""Two at the same moment, on both databases: one wins, the other is told, nothing is done twice.

Each act runs in a process of its own, as on a site with several.
"""

from datetime import date
from typing import Any

import pytest

from gongkai.agency.models import Office
from gongkai.journal.chain import verify
from gongkai.journal.models import Chain
from gongkai.request import jobs
from gongkai.request.actions import amending, charging, consulting, deciding, extending, issuing, withdrawing
from gongkai.request.models import Fee, InfoRequest, Letter, Step
from tests.cast import Cast, assemble
from tests.disclosure.test_races import at_once
from tests.request.cases import case

TODAY = date(2024, 4, 10)


@pytest.fixture
def town(transactional_db: None) -> Cast:
    """The cast, where what is committed can be seen by other processes."""
    cast = assemble()
    Office.objects.filter(agency=cast.town).update(address="清水镇人民路1号")
    return cast


def holds(cast: Cast) -> bool:
    return verify(Chain.objects.get(agency=cast.town)) is None


def test_of_two_extensions_one_is_proposed(town: Cast) -> None:
    made = case(town.town, handler=town.chen)

    def propose() -> Any:
        return extending.propose_extension(
            made.pk, by=town.chen, today=TODAY, reason="查档案", revision=made.revision
        ).state

    answers = at_once(propose, propose)
    assert sorted(map(str, answers)) == ["ChangedMeanwhile", "signing"]
    assert Letter.objects.filter(kind="extension_notice").count() == 1 and holds(town)


def test_of_two_heads_one_extends(town: Cast) -> None:
    made = case(town.town, handler=town.chen)
    letter = extending.propose_extension(made.pk, by=town.chen, today=TODAY, reason="查档案")

    def sign(by: Any) -> Any:
        return lambda: issuing.sign(letter.pk, by=by, today=TODAY).state

    answers = at_once(sign(town.zhou), sign(town.zhao))
    assert sorted(map(str, answers)) == ["ChangedMeanwhile", "issued"]
    assert Step.objects.filter(kind=Step.Kind.EXTENDED).count() == 1 and holds(town)


def test_a_reply_and_a_withdrawal_do_not_both_happen(town: Cast) -> None:
    made = case(town.town, handler=town.chen)
    words = {"published_where": "柳河县人民政府网站"}
    deciding.decide(made.pk, by=town.chen, today=TODAY, outcome="granted.published", established=words)
    letter = deciding.submit(made.pk, by=town.chen, today=TODAY)
    issuing.sign(letter.pk, by=town.zhou, today=TODAY)
    answers = at_once(
        lambda: issuing.sign(letter.pk, by=town.zhao, today=TODAY).state,
        lambda: withdrawing.withdraw(made.pk, by=None, today=TODAY).state,
    )
    found = InfoRequest.objects.get(pk=made.pk)
    ended = Step.objects.filter(info_request=made, kind__in=(Step.Kind.REPLIED, Step.Kind.WITHDRAWN))
    assert ended.count() == 1 and holds(town)
    if found.outcome == "granted.published":
        assert answers == ["issued", "Refused"] and found.state == InfoRequest.State.REPLIED
    else:
        assert answers == ["ChangedMeanwhile", "delivered"] and found.state == InfoRequest.State.DELIVERED


def test_of_an_amendment_asked_and_the_same_again_one_is_asked(town: Cast) -> None:
    made = case(town.town, handler=town.chen)

    def ask() -> Any:
        return amending.ask_to_amend(
            made.pk, by=town.chen, today=TODAY, what="年份", why="没写", until=date(2024, 5, 10)
        ).state

    assert sorted(map(str, at_once(ask, ask))) == ["Refused", "to_amend"]
    assert Letter.objects.get(kind="amendment_notice").number.endswith("1号-补") and holds(town)


def test_of_an_opinion_and_the_end_of_its_term_one_counts(town: Cast) -> None:
    made = case(town.town, handler=town.chen)
    asked = consulting.begin_consultation(
        made.pk, by=town.chen, today=TODAY, party="third_party", name="某公司", address="中山路", question="账号"
    )
    consulting.note_delivery(asked.pk, by=town.chen, today=TODAY, delivered_on=TODAY)
    after = date(2024, 6, 3)
    at_once(
        lambda: consulting.end_consultation(asked.pk, by=town.chen, today=after, answer="agreed").answer,
        lambda: jobs.end_consultations(after),
    )
    assert Step.objects.filter(info_request=made, kind=Step.Kind.CONSULTATION_ENDED).count() == 1 and holds(town)


def test_of_two_who_note_a_payment_one_does(town: Cast) -> None:
    made = case(town.town, handler=town.chen)
    fee = charging.propose_fee(made.pk, by=town.chen, today=TODAY, method="pages", count=40, reason="量大")
    issuing.sign(Letter.objects.get(fee=fee).pk, by=town.zhou, today=TODAY)

    def pay() -> Any:
        return charging.paid(fee.pk, by=town.chen, today=TODAY, paid_on=TODAY, receipt_number="A1").state

    assert sorted(map(str, at_once(pay, pay))) == ["Refused", "paid"]
    assert Fee.objects.get(pk=fee.pk).state == Fee.State.PAID and holds(town)
