"""Any ledger: whatever lies in it, each number is what its records make, and no other agency's is among them."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from gongkai.filing import figures
from gongkai.filing.figures.figure import Figure
from gongkai.filing.figures.query import number_of
from gongkai.filing.models import Filing
from gongkai.report.report import Cell, Report
from gongkai.report.rules import check
from gongkai.supervision.models import Accountability, Assessment, Problem, Training
from tests.cast import Cast
from tests.filing import reports
from tests.filing.figures.ledger import AFTER, BEFORE, FIRST, LAST, Ledger

DAYS = (date(2023, 1, 1), BEFORE, FIRST, date(2024, 7, 1), LAST, AFTER)
SUMS = {"requests_balance", "handled_sum", "applicant_sum", "challenges_sum"}

Days = tuple[date, date]


def _item(ledger: Ledger, days: Days, number: int, void: bool) -> None:
    item = ledger.item(
        days[0],
        state="withdrawn" if void else "released",
        root=("20.1", "20.11", "21.8")[number],
        kind=("notice", "budget", "interpretation")[number],
        due_on=days[1],
    )
    channel = ledger.channel(f"渠道{ledger.agency.channels.count()}", closed_on=days[1])
    ledger.shown(item, channel, days[1], state="taken_down" if void else "done")


def _case(ledger: Ledger, days: Days, number: int, void: bool) -> None:
    outcome = ("granted.provided", "refused.internal_affairs", "otherwise_closed.other")[number]
    kind = ("natural_person", "business", "legal_service")[number]
    made = ledger.case(days[0], None if void else days[1], outcome, kind=kind)
    ledger.fee(made, days[1], 10 + number, state="paid")


def _dispute(ledger: Ledger, days: Days, number: int, void: bool) -> None:
    decided = {"result": ("upheld", "corrected", "other")[number], "decided_on": days[1]}
    ledger.dispute("reconsideration", days[0], **({} if void else decided))


def _document(ledger: Ledger, days: Days, number: int, void: bool) -> None:
    ends = {"ended_on": days[1], "end": "repealed"} if number else {}
    ledger.document(days[0], void_reason="登记错了" if void else "", **ends)


def _decided(ledger: Ledger, days: Days, number: int, void: bool) -> None:
    kind = ("licensing", "penalties", "charges")[number]
    ledger.decided(kind, days[0], "2.5" if kind == "charges" else "3", void_reason="重复" if void else "")


def _entry(ledger: Ledger, days: Days, number: int, void: bool) -> None:
    void_reason = "登记错了" if void else ""
    ledger.entry(Training, days[0], attendance=number or None, void_reason=void_reason)
    ledger.entry(Accountability, days[0], people=number + 1, void_reason=void_reason)
    ledger.entry(Problem, days[0], mended_on=days[1], void_reason=void_reason)
    ledger.entry(Assessment, days[1], year=days[0].year, void_reason=void_reason)
    ledger.member(*days)


def _other(ledger: Ledger, days: Days, number: int, void: bool) -> None:
    ledger.examination(days[0], state="returned" if void else "passed")
    ledger.consultation(days[0], state="withdrawn" if void else "released")
    ledger.complaint(days[0], closed_on=days[1], result=("founded", "unfounded", "partly")[number])


MAKERS: tuple[Callable[[Ledger, Days, int, bool], None], ...] = (
    *(_item, _case, _dispute, _document, _decided, _entry, _other),
)
DAY_PAIRS = some.lists(some.sampled_from(DAYS), min_size=2, max_size=2).map(sorted).map(tuple)
RECORDS = some.lists(
    some.tuples(some.sampled_from(MAKERS), DAY_PAIRS, some.integers(0, 2), some.booleans(), some.booleans()),
    max_size=12,
)


@pytest.fixture
def empty(cast: Cast) -> Filing:
    return reports.filing(cast.town, cast.chen)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=RECORDS)
def test_every_number_is_what_its_records_make(cast: Cast, empty: Filing, made: Iterable[Any]) -> None:
    town, other = Ledger(cast.town, cast.chen), Ledger(cast.other_town, cast.li)
    savepoint = transaction.savepoint()
    try:
        for make, days, number, void, is_foreign in made:
            make(other if is_foreign else town, days, number, void)
        counted = figures.count(empty)
        for name in counted:
            of_its_records(empty, counted[name])
        add_up(counted)
        balance(counted)
    finally:
        transaction.savepoint_rollback(savepoint)


def of_its_records(report: Filing, figure: Figure) -> None:
    opened = figures.records(report, figure.name)
    if opened is None:
        assert figure.name == "disclosed.increase"
        return
    assert number_of(opened) == (figure.value or 0), figure.name
    for record in opened.rows:
        owner = getattr(record, "agency", None) or _owner(record)
        assert owner == report.agency, figure.name


def _owner(record: Any) -> object:
    for step in ("info_request", "item", "group"):
        if hasattr(record, step):
            return getattr(record, step).agency
    raise AssertionError(record)


def add_up(counted: dict[str, Figure]) -> None:
    """Categories, kinds and channels make the whole."""

    def whole(beginning: str) -> int:
        return sum(int(figure.value or 0) for name, figure in counted.items() if name.startswith(beginning))

    assert whole("disclosed.root.") == whole("disclosed.kind.") == counted["disclosed.total"].value
    assert whole("disclosed.channel.") == counted["disclosed.publications"].value
    assert whole("requests.received_by.") == counted["requests.new.total"].value


def balance(counted: dict[str, Figure]) -> None:
    """What the form itself asks of its tables."""
    cells = {name: Cell(figure.value) for name, figure in counted.items() if name.count(".") >= 2}
    slots = Report("清水镇人民政府", 2024, "2021").edition
    assert slots is not None
    report = Report("清水镇人民政府", 2024, "2021", cells={name: cells[name] for name in slots.slots})
    assert [finding for finding in check(report) if finding.rule in SUMS] == []
