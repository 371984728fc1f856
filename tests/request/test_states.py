"""状态表: every act in every state is open exactly where the table says, and says why where it is not."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from gongkai.agency.roles import MAY
from gongkai.errors import Refused
from gongkai.request import states
from gongkai.request.actions import (
    amending,
    assigning,
    charging,
    consulting,
    deciding,
    explaining,
    extending,
    merging,
    overdue,
    rating,
    registering,
    reopening,
    voiding,
    withdrawing,
)
from gongkai.request.models import Consultation, Dispute, Fee, InfoRequest, Step
from tests.cast import Cast
from tests.request.cases import RECEIVED, case

_K = Step.Kind
TODAY = date(2024, 4, 10)
DAY = {"today": TODAY}
Act = Callable[[InfoRequest, SimpleNamespace], Any]

ACTS: dict[Step.Kind, Act] = {
    _K.RECEIVED: lambda made, of: registering.register(made.pk, by=of.chen, **DAY),
    _K.ASSIGNED: lambda made, of: assigning.assign(made.pk, by=of.chen, handler_id=of.chen.pk, **DAY),
    _K.CLAIMED: lambda made, of: assigning.claim(made.pk, by=of.chen, **DAY),
    _K.SENT_BACK: lambda made, of: assigning.send_back(made.pk, by=of.chen, reason="不归我办", **DAY),
    _K.CHASED: lambda made, of: assigning.chase(made.pk, by=of.chen, **DAY),
    _K.AMENDMENT_ASKED: lambda made, of: amending.ask_to_amend(
        made.pk, by=of.chen, what="年份", why="没写", until=date(2024, 5, 10), **DAY
    ),
    _K.AMENDED: lambda made, of: amending.amended(made.pk, by=of.chen, says="2023年", **DAY),
    _K.CONSULTATION_BEGAN: lambda made, of: consulting.begin_consultation(
        made.pk, by=of.chen, party="agency", name="民政局", address="县政府", question="名单", **DAY
    ),
    _K.CONSULTATION_ENDED: lambda made, of: consulting.end_consultation(
        of.inquiry.pk, by=of.chen, answer="agreed", **DAY
    ),
    _K.EXPLANATION_ASKED: lambda made, of: explaining.ask_to_explain(
        made.pk, by=of.chen, reason="62件", until=date(2024, 5, 10), **DAY
    ),
    _K.EXPLAINED: lambda made, of: explaining.explained(made.pk, by=of.chen, says="办案需要", **DAY),
    _K.DELAY_FIXED: lambda made, of: explaining.propose_delay(
        made.pk, by=of.chen, reason="量大", until=date(2024, 7, 1), **DAY
    ),
    _K.EXTENDED: lambda made, of: extending.propose_extension(made.pk, by=of.chen, reason="查档案", **DAY),
    _K.FEE_NOTICED: lambda made, of: charging.propose_fee(
        made.pk, by=of.chen, method="pages", count=40, reason="量大", **DAY
    ),
    _K.FEE_PAID: lambda made, of: charging.paid(of.fee.pk, by=of.chen, paid_on=TODAY, receipt_number="1", **DAY),
    _K.FEE_CANCELLED: lambda made, of: charging.cancel_notice(of.fee.pk, by=of.zhou, reason="不收了", **DAY),
    _K.FEE_REFUNDED: lambda made, of: charging.refund(of.fee.pk, by=of.zhou, refunded_on=TODAY, reason="多收", **DAY),
    _K.SUBMITTED: lambda made, of: deciding.submit(made.pk, by=of.chen, **DAY),
    _K.WITHDRAWN: lambda made, of: withdrawing.withdraw(made.pk, by=None, **DAY),
    _K.REOPENED: lambda made, of: reopening.reopen(
        made.pk, by=of.chen, dispute=Dispute.objects.get(pk=of.dispute), until=date(2024, 7, 1), **DAY
    ),
    _K.MERGED: lambda made, of: merging.merge(made.pk, into=of.other.pk, by=of.chen, **DAY),
    _K.OVERDUE_EXPLAINED: lambda made, of: overdue.explain_overdue(made.pk, by=of.chen, reason="人手不足", **DAY),
    _K.VOIDED: lambda made, of: voiding.void(made.pk, by=of.zhou, reason="重复登记", **DAY),
    _K.RATED: lambda made, of: rating.rate(made.pk, rating=5, **DAY),
}
"""Acts as the officers and the applicant do them; what is refused for another reason than the state is open."""


class TakenBack(Exception):
    """The act went through; nothing of it is kept."""


def is_open(act: Act, made: InfoRequest, of: SimpleNamespace) -> bool:
    try:
        with transaction.atomic():
            act(made, of)
            raise TakenBack
    except TakenBack:
        return True
    except Refused as refusal:
        return f"现在是“{made.get_state_display()}”，不能" not in refusal.message


@pytest.fixture
def of(cast: Cast) -> SimpleNamespace:
    """The cast with a case and what the acts name of it."""
    made = case(cast.town)
    decision = made.decisions.create(number=1, outcome="granted.provided", made_on=RECEIVED, effective_on=RECEIVED)
    dispute = Dispute.objects.create(
        agency=cast.town,
        info_request=made,
        decision=decision,
        kind="reconsideration",
        subject="答复",
        body="县政府",
        received_on=TODAY,
        handler=cast.chen,
    )
    inquiry = Consultation.objects.create(info_request=made, party="agency", asked_on=TODAY, by=cast.chen)
    fee = Fee.objects.create(
        info_request=made,
        method="pages",
        count=40,
        amount=100,
        reason="量大",
        state="noticed",
        noticed_on=TODAY,
        by=cast.chen,
    )
    for kind in (_K.AMENDMENT_ASKED, _K.EXPLANATION_ASKED):
        Step.objects.create(info_request=made, kind=kind, on=RECEIVED, details={"until": TODAY.isoformat()})
    made.steps.filter(kind=_K.RECEIVED).delete()
    people = {name: getattr(cast, name) for name in ("chen", "zhou")}
    return SimpleNamespace(
        made=made, dispute=dispute.pk, inquiry=inquiry, fee=fee, other=case(cast.town, handler=cast.chen), **people
    )


@pytest.mark.parametrize("kind", ACTS, ids=str)
def test_an_act_is_open_exactly_in_the_states_of_the_table(of: SimpleNamespace, kind: Step.Kind) -> None:
    found = set()
    for state in InfoRequest.State:
        InfoRequest.objects.filter(pk=of.made.pk).update(state=state)
        of.made.refresh_from_db()
        if is_open(ACTS[kind], of.made, of):
            found.add(state)
    assert found == set(states.ACTS[kind].starts)


def test_every_kind_of_step_is_in_the_table_and_leads_where_a_case_can_be() -> None:
    assert set(states.ACTS) == set(Step.Kind)
    for act in states.ACTS.values():
        assert act.leads is None or act.leads in InfoRequest.State
        assert not act.role or act.role in MAY


def test_every_state_but_the_last_ones_can_be_left() -> None:
    left = {
        state for act in states.ACTS.values() if act.leads is not None for state in act.starts if act.leads != state
    }
    assert set(InfoRequest.State) - left == {InfoRequest.State.VOID}


def test_every_state_can_be_reached() -> None:
    assert {act.leads for act in states.ACTS.values()} >= set(InfoRequest.State)


def test_the_page_of_the_manual_is_made_from_the_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "requests.md"
    assert page.read_text(encoding="utf-8") == states.manual(), "make documents"


def test_a_refusal_says_where_the_act_would_be_open(of: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="只有“待补正”的申请可以") as refused:
        amending.amended(of.made.pk, by=of.chen, says="2023年", **DAY)
    assert "第三十条" in refused.value.cites[0]
