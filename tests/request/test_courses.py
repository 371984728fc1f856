"""Any legal order of acts: whatever officers and applicants do one after the other, the case stays whole."""

import contextlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from gongkai.errors import Refused
from gongkai.journal.chain import verify
from gongkai.journal.models import Chain, Entry
from gongkai.request import clock, jobs, states
from gongkai.request.actions import (
    amending,
    charging,
    consulting,
    deciding,
    delivering,
    explaining,
    extending,
    issuing,
    overdue,
    withdrawing,
)
from gongkai.request.models import Fee, InfoRequest, Letter, Step
from tests.cast import Cast
from tests.request.cases import RECEIVED, case

_K, _S = Step.Kind, InfoRequest.State
DAYS = st.integers(0, 12)
PARTIES = st.sampled_from(["third_party", "co_author", "agency"])


def while_open(*kinds: Step.Kind) -> Any:
    return precondition(lambda self: any(states.allowed(self.case, kind) for kind in kinds))


class Course(RuleBasedStateMachine):
    """One case from its receipt on. An act may be refused for a reason of its own; then nothing has changed."""

    cast: Cast

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.pk = case(self.cast.town, handler=self.cast.chen).pk
        self.today = RECEIVED

    def teardown(self) -> None:
        assert all(verify(chain) is None for chain in Chain.objects.filter(agency=self.cast.town))
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    @property
    def case(self) -> InfoRequest:
        return InfoRequest.objects.get(pk=self.pk)

    def do(self, act: Callable[..., Any], *args: Any, **given: Any) -> Any:
        before = (self.case.revision, Entry.objects.count(), Letter.objects.count())
        try:
            done = act(*args, by=given.pop("by", self.cast.chen), today=self.today, **given)
        except Refused:
            assert (self.case.revision, Entry.objects.count(), Letter.objects.count()) == before
            return None
        assert self.case.revision > before[0] and Entry.objects.count() > before[1]
        return done

    def sign(self, kind: str) -> None:
        for letter in Letter.objects.filter(info_request=self.pk, kind=kind, state__in=("reviewing", "signing")):
            for who in (self.cast.zhou, self.cast.zhao):
                letter.refresh_from_db()
                if letter.state in ("reviewing", "signing"):
                    with contextlib.suppress(Refused):
                        issuing.sign(letter.pk, by=who, today=self.today)

    @rule(days=DAYS)
    def days_pass(self, days: int) -> None:
        for _ in range(days):
            self.today += timedelta(days=1)
            jobs.end_consultations(self.today)
            jobs.lapse_fees(self.today)

    @while_open(_K.AMENDMENT_ASKED)
    @rule(days=DAYS)
    def an_amendment_is_asked(self, days: int) -> None:
        until = self.today + timedelta(days=days)
        self.do(amending.ask_to_amend, self.pk, what="年份", why="没写", until=until)

    @while_open(_K.AMENDED)
    @rule(ago=st.integers(0, 3))
    def it_comes(self, ago: int) -> None:
        self.do(amending.amended, self.pk, says="2023年", received_on=self.today - timedelta(days=ago))

    @while_open(_K.CONSULTATION_BEGAN)
    @rule(party=PARTIES)
    def somebody_is_consulted(self, party: str) -> None:
        given = {"party": party, "name": "某公司", "address": "中山路", "question": "账号"}
        self.do(consulting.begin_consultation, self.pk, **given)

    @while_open(_K.CONSULTATION_ENDED)
    @rule(ago=st.integers(0, 3))
    def the_letter_arrives(self, ago: int) -> None:
        inquiry = self.case.consultations.filter(answer="").first()
        assert inquiry is not None
        self.do(consulting.note_delivery, inquiry.pk, delivered_on=self.today - timedelta(days=ago))

    @while_open(_K.CONSULTATION_ENDED)
    @rule(answer=st.sampled_from(["agreed", "objected", "silent"]))
    def somebody_answers(self, answer: str) -> None:
        inquiry = self.case.consultations.filter(answer="").first()
        assert inquiry is not None
        self.do(consulting.end_consultation, inquiry.pk, answer=answer, opinion="有理由", is_reasonable=True)

    @while_open(_K.EXTENDED)
    @rule(days=st.integers(1, 20))
    def it_is_extended(self, days: int) -> None:
        self.do(extending.propose_extension, self.pk, reason="查档案", days=days)
        self.sign("extension_notice")

    @while_open(_K.EXPLANATION_ASKED)
    @rule(days=DAYS)
    def reasons_are_asked(self, days: int) -> None:
        self.do(explaining.ask_to_explain, self.pk, reason="62件", until=self.today + timedelta(days=days))

    @while_open(_K.EXPLAINED)
    @rule(says=st.sampled_from(["", "办案需要"]))
    def reasons_are_given(self, says: str) -> None:
        self.do(explaining.explained, self.pk, says=says)

    @while_open(_K.DELAY_FIXED)
    @rule(days=st.integers(20, 60))
    def a_later_day_is_fixed(self, days: int) -> None:
        self.do(explaining.propose_delay, self.pk, reason="量大", until=self.today + timedelta(days=days))
        self.sign("delay_notice")

    @while_open(_K.FEE_NOTICED)
    @rule(pages=st.integers(31, 60))
    def a_fee_is_charged(self, pages: int) -> None:
        self.do(charging.propose_fee, self.pk, method="pages", count=pages, reason="量大")
        self.sign("fee_notice")

    @while_open(_K.FEE_PAID)
    @rule(how=st.sampled_from(["delivered", "paid", "cancelled"]))
    def the_fee_goes_on(self, how: str) -> None:
        fee = self.case.fees.filter(state__in=(Fee.State.NOTICED, Fee.State.LAPSED)).get()
        if how == "delivered":
            self.do(charging.note_delivery, fee.pk, delivered_on=self.today)
        elif how == "paid":
            self.do(charging.paid, fee.pk, paid_on=self.today, receipt_number="A1")
        else:
            self.do(charging.cancel_notice, fee.pk, by=self.cast.zhou, reason="不收了")

    @while_open(_K.OVERDUE_EXPLAINED)
    @rule()
    def lateness_is_explained(self) -> None:
        self.do(overdue.explain_overdue, self.pk, reason="人手不足")

    @while_open(_K.SUBMITTED)
    @rule(is_passed=st.booleans())
    def it_is_replied_to(self, is_passed: bool) -> None:
        given = {"outcome": "granted.published", "established": {"published_where": "柳河县人民政府网站"}}
        if self.do(deciding.decide, self.pk, **given) and self.do(deciding.submit, self.pk):
            letter = Letter.objects.get(info_request=self.pk, state=Letter.State.REVIEWING, kind__startswith="reply")
            if is_passed:
                self.sign(letter.kind)
            else:
                issuing.send_back(letter.pk, by=self.cast.zhou, today=self.today, reason="再核对")

    @while_open(_K.DELIVERED)
    @rule()
    def the_reply_arrives(self) -> None:
        letter = Letter.objects.get(info_request=self.pk, state=Letter.State.ISSUED, kind__startswith="reply")
        self.do(delivering.send, letter.pk, way="in_person", sent_on=self.today, proof="本人签收")

    @while_open(_K.WITHDRAWN)
    @rule()
    def it_is_withdrawn(self) -> None:
        self.do(withdrawing.withdraw, self.pk, reason="书面撤回")

    @invariant()
    def what_is_kept_of_the_clock_is_what_it_says(self) -> None:
        found = self.case
        stands = clock.stands(found, today=self.today)
        assert found.due_on == (stands.due.on if stands.due else None)
        assert found.clock == stands.state
        assert stands.left is None or stands.used + stands.left == stands.total

    @invariant()
    def the_state_is_what_is_waited_for(self) -> None:
        found = self.case
        is_asked = found.consultations.filter(answer="").exists()
        assert (found.state == _S.CONSULTING) == (is_asked and found.replied_on is None)
        is_charged = found.fees.filter(state__in=(Fee.State.NOTICED, Fee.State.LAPSED)).exists()
        assert (found.state == _S.FEE_DUE) == (is_charged and found.replied_on is None and found.state != _S.SIGNING)

    @invariant()
    def it_is_counted_once_or_not_yet(self) -> None:
        found = self.case
        is_over = found.state in (_S.REPLIED, _S.DELIVERED)
        assert is_over == (found.replied_on is not None) == bool(found.outcome)
        assert found.is_extended == found.steps.filter(kind=_K.EXTENDED).exists()
        assert found.steps.filter(kind=_K.AMENDMENT_ASKED).count() <= 1


def test_whatever_is_done_in_whatever_order_the_case_stays_whole(cast: Cast) -> None:
    course = type("CourseOfTheCast", (Course,), {"cast": cast})
    run_state_machine_as_test(
        course,
        settings=settings(
            max_examples=25,
            stateful_step_count=12,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
