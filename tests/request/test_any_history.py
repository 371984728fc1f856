"""Requests with any history over the years: tables three and four always balance, and every number is its list's."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from gongkai.errors import NotYours, Refused
from gongkai.report.report import Report
from gongkai.report.rules import check
from gongkai.request import counting
from gongkai.request.actions import amending, deciding, disputing, extending, issuing, voiding, withdrawing
from gongkai.request.models import Applicant, Dispute, InfoRequest
from tests.cast import Cast
from tests.request import arrivals

YEARS = range(2022, 2028)
SUMS = {"requests_balance", "handled_sum", "applicant_sum", "challenges_sum", "negative_count", "not_a_count"}
OUTCOMES: dict[str, dict[str, Any]] = {
    "granted.published": {"published_where": "镇政府网站“补贴”栏目"},
    "unavailable.needs_creation": {"creation_explained": "须逐户汇总，没有现成的表。"},
    "not_processed.petition_or_complaint": {},
    "refused.security_and_stability": {"security_kind": "公共安全", "security_reason": "会暴露重点目标。"},
}
CASES = st.integers(0, 4)


class AnyHistory(RuleBasedStateMachine):
    """A town's requests over the years, handled well or badly, now and then at the turn of a year."""

    cast: Cast

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.savepoint()
        self.today = date(2022, 12, 5)
        self.cases = [arrivals.registered(self.cast.town, self.cast.chen, today=self.today).pk for _ in range(3)]

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            self.every_column_balances_and_is_carried_over()
            self.every_number_is_that_of_its_list()
            transaction.savepoint_rollback(self.savepoint)

    @rule(days=st.sampled_from([0, 1, 3, 12, 26, 120]))
    def wait(self, days: int) -> None:
        self.today = min(self.today + timedelta(days=days), date(2026, 12, 31))

    @rule()
    def new_year(self) -> None:
        """To its last day or its first: where a case counts is decided there."""
        last = date(self.today.year, 12, 31)
        self.today = min(last + timedelta(days=self.today == last), date(2026, 12, 31))
        self.every_column_balances_and_is_carried_over()

    @rule(kind=st.sampled_from(Applicant.Kind.values), is_online=st.booleans())
    def come(self, kind: str, is_online: bool) -> None:
        """One more, registered at once or still to be confirmed."""
        who = {} if kind == "natural_person" else {"applicant": arrivals.FIRM}
        make = arrivals.arrived if is_online else arrivals.registered
        made = make(self.cast.town, self.cast.chen, today=self.today, kind=kind, **who)
        self.cases.append(made.pk)

    @rule(at=CASES)
    def amend(self, at: int) -> None:
        until = self.today + timedelta(days=10)
        self._try(
            at,
            lambda pk: amending.ask_to_amend(
                pk, by=self.cast.chen, today=self.today, what="年份", why="内容不明确", until=until
            ),
        )

    @rule(at=CASES)
    def amended(self, at: int) -> None:
        self._try(at, lambda pk: amending.amended(pk, by=None, today=self.today, says="2023年"))

    @rule(at=CASES)
    def extend(self, at: int) -> None:
        def act(pk: int) -> None:
            letter = extending.propose_extension(pk, by=self.cast.chen, today=self.today, reason="需查阅档案")
            issuing.sign(letter.pk, by=self.cast.zhao, today=self.today)

        self._try(at, act)

    @rule(at=CASES, outcomes=st.permutations(sorted(OUTCOMES)), days=st.sampled_from([5, 40, 200]))
    def be_corrected(self, at: int, outcomes: list[str], days: int) -> None:
        """Replied to, set aside, and replied to anew, often in another year."""
        self.reply(at, outcomes[0])
        self.dispute(at, "reconsideration")
        self.wait(days)
        self.conclude(at, "corrected", True)
        self.wait(days)
        self.reply(at, outcomes[1])

    @rule(at=CASES, outcome=st.sampled_from(sorted(OUTCOMES)))
    def reply(self, at: int, outcome: str) -> None:
        def act(pk: int) -> None:
            InfoRequest.objects.filter(pk=pk).update(overdue_reason="检索档案用时较长")
            deciding.decide(
                pk,
                by=self.cast.chen,
                today=self.today,
                outcome=outcome,
                established=OUTCOMES[outcome],
                reason="经审查，如下所述。",
            )
            letter = deciding.submit(pk, by=self.cast.chen, today=self.today)
            issuing.sign(letter.pk, by=self.cast.zhou, today=self.today)
            issuing.sign(letter.pk, by=self.cast.zhao, today=self.today)

        self._try(at, act)

    @rule(at=CASES)
    def withdraw(self, at: int) -> None:
        self._try(at, lambda pk: withdrawing.withdraw(pk, by=None, today=self.today))

    @rule(at=st.just(4))
    def void(self, at: int) -> None:
        self._try(at, lambda pk: voiding.void(pk, by=self.cast.zhou, today=self.today, reason="重复登记"))

    @rule(at=CASES, days=st.sampled_from([-40, -1, 1, 40]))
    def move_receipt(self, at: int, days: int) -> None:
        """A day of receipt that was registered wrongly: the case may move to another year."""

        def act(pk: int) -> None:
            received_on = InfoRequest.objects.get(pk=pk).received_on or self.today
            voiding.correct(
                pk,
                by=self.cast.zhou,
                today=self.today,
                reason="日期登记错了",
                received_on=received_on + timedelta(days=days),
            )

        self._try(at, act)

    @rule(at=CASES, kind=st.sampled_from(["reconsideration", "lawsuit_direct"]))
    def dispute(self, at: int, kind: str) -> None:
        self._try(
            at,
            lambda pk: disputing.register(
                self.cast.town.pk,
                by=self.cast.chen,
                today=self.today,
                kind=kind,
                procedure="ordinary",
                subject="不服答复",
                body="柳河县人民政府",
                received_on=self.today,
                info_request_id=pk,
            ),
        )

    @rule(at=CASES, result=st.sampled_from(["upheld", "corrected", "corrected", "other"]), orders=st.booleans())
    def conclude(self, at: int, result: str, orders: bool) -> None:
        def act(pk: int) -> None:
            dispute = Dispute.objects.filter(info_request=pk).order_by("result", "pk").first()
            if dispute is not None:
                disputing.conclude(
                    dispute.pk,
                    by=self.cast.chen,
                    today=self.today,
                    result=result,
                    decided_on=self.today,
                    detail="责令重新答复",
                    redo_due_on=self.today + timedelta(days=30) if orders and result == "corrected" else None,
                )

        self._try(at, act)

    def _try(self, at: int, act: Any) -> None:
        try:
            with transaction.atomic():
                act(self.cases[at % len(self.cases)])
        except (Refused, NotYours):
            pass

    def every_column_balances_and_is_carried_over(self) -> None:
        columns = [*Applicant.Kind.values, "total"]
        tables = [counting.requests_table(self.cast.town, year) for year in YEARS]
        for table in tables:
            outcomes = [row.code for row in table.table.block[0].rows if row.role == "outcome"]
            for column in columns:
                came_in = table["new", column] + table["carried_in", column]
                assert came_in == table["handled", column] + table["carried_out", column]
                assert table["handled", column] == sum(table[row, column] for row in outcomes)
            for row in table.table.block[0].rows:
                assert table[row.code, "total"] == sum(table[row.code, column] for column in columns[:-1])
        for before, after in pairwise(tables):
            for column in columns:
                assert after["carried_in", column] == before["carried_out", column]
        received = InfoRequest.objects.exclude(received_on=None).exclude(state=InfoRequest.State.VOID)
        assert sum(table["new", "total"] for table in tables) == received.count()
        assert sum(table["handled", "total"] for table in tables) == received.exclude(replied_on=None).count()

    def every_number_is_that_of_its_list(self) -> None:
        for year in sorted({self.today.year, self.today.year - 1, 2023}):
            cells = {
                **counting.requests_table(self.cast.town, year).report_tables(),
                **counting.challenges_table(self.cast.town, year).report_tables(),
            }
            for slot in counting.form_of(year).slots.values():
                place = (self.cast.town, year, slot.row.code, slot.column.code)
                if slot.table.code == "requests":
                    assert cells[slot.path].value == counting.requests_cell(*place).count()
                elif slot.table.code == "challenges":
                    assert cells[slot.path].value == counting.challenges_cell(*place).count()
            found = check(Report("清水镇人民政府", year, counting.form_of(year).edition, cells=cells))
            assert not [finding for finding in found if finding.rule in SUMS]


@pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
def test_whatever_happens_over_the_years_the_tables_balance(cast: Cast) -> None:
    machine = type("InTheTown", (AnyHistory,), {"cast": cast})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=10,
            stateful_step_count=25,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
