"""The cells and statements of a report against what a careful person reads."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gongkai.report.report import Cell, Report, State, Statement, StatementKind
from tests.accuracy.truth import Truth, Value

SILENT = {State.READ}
"""A cell in this state says nothing of a doubt; all others are listed in `unread` or `inferred`."""


@dataclass
class Cells:
    """How many cells are right, and of the others how many say so."""

    right: int = 0
    marked: list[str] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)

    @property
    def all(self) -> int:
        return self.right + len(self.marked) + len(self.unmarked)

    @property
    def faults(self) -> list[str]:
        return self.unmarked + self.marked

    def __add__(self, other: "Cells") -> "Cells":
        return Cells(self.right + other.right, self.marked + other.marked, self.unmarked + other.unmarked)


def cells(report: Report, truth: Truth) -> Cells:
    """Every cell of the tables in the text, and every figure in a cell that is not."""
    found = Cells()
    for path, expected in truth.cells.items():
        cell = report[path]
        if _same(expected, cell):
            found.right += 1
        else:
            words = f"{truth.name}: {path}: {expected!r}, read {cell.value!r} ({cell.state}, {cell.text!r})"
            (found.unmarked if cell.state in SILENT else found.marked).append(words)
    for path, cell in report.cells.items():
        if path not in truth.cells and cell.value is not None:
            words = f"{truth.name}: {path}: not in the text, read {cell.value} ({cell.state})"
            (found.unmarked if cell.state in SILENT else found.marked).append(words)
    return found


def _same(expected: Value, cell: Cell) -> bool:
    if expected is None:
        return cell.value is None and cell.state is State.BLANK
    if isinstance(expected, str):
        return cell.value is None and expected in cell.text
    return cell.value is not None and cell.value == expected


@dataclass
class Counted:
    """Statements that the truth has, that were read, and that are the same."""

    expected: int = 0
    found: int = 0
    right: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(
            self.expected + other.expected,
            self.found + other.found,
            self.right + other.right,
            self.faults + other.faults,
        )


KINDS: tuple[StatementKind, ...] = (
    "disclosed_total",
    "channel",
    "category",
    "requests_received",
    "reconsiderations",
    "lawsuits",
)


def statements(report: Report, truth: Truth) -> dict[StatementKind, Counted]:
    """The statements of each kind, by their numbers; one said twice counts once."""
    return {kind: _counted(report, truth, kind) for kind in KINDS}


def _counted(report: Report, truth: Truth, kind: StatementKind) -> Counted:
    expected = Counter(_expected(truth, kind))
    said = {(statement.value, statement.label) for statement in report.stated(kind) if _is_whole(statement)}
    found = Counter(value for value, _ in said)
    for value in [value for value in found if value in expected]:
        found[value] = min(found[value], max(expected[value], 1))
    for value in _also_said(truth, kind):
        if value not in expected:
            del found[value]
    faults = [f"{truth.name}: {kind} {value} not read" for value in (expected - found)]
    faults += [f"{truth.name}: {kind} {value} read" for value in (found - expected)]
    return Counted(expected.total(), found.total(), (expected & found).total(), faults)


def _is_whole(statement: Statement) -> bool:
    """Of requests, reviews and lawsuits the truth has the whole number, not the outcomes that make it up."""
    return statement.of is None or statement.kind in ("channel", "category")


def _expected(truth: Truth, kind: StatementKind) -> Iterator[int]:
    said = truth.said
    if kind == "disclosed_total" and said["proactive_total_stated"] is not None:
        yield said["proactive_total_stated"]
    if kind in ("channel", "category"):
        yield from (item["count"] for item in said["channels" if kind == "channel" else "categories"])
    narrative = said.get("requests_narrative", {})
    key = {"requests_received": "new", "reconsiderations": "复议", "lawsuits": "诉讼"}.get(kind)
    if key in narrative:
        yield narrative[key]


def _also_said(truth: Truth, kind: StatementKind) -> Iterable[int]:
    """Numbers of the prose that the truth has under another word, or, as nought, does not care to list."""
    narrative = truth.said.get("requests_narrative")
    if kind in ("requests_received", "reconsiderations", "lawsuits"):
        return [0, *(narrative or {}).values()]
    return ()


def approximate(report: Report, truth: Truth) -> bool:
    """Whether the total is taken as exact or not, as the text has it; true where it was not read."""
    totals = [s for s in report.stated("disclosed_total") if s.value == truth.said["proactive_total_stated"]]
    return all(s.exact != truth.said.get("proactive_total_approximate", False) for s in totals)


def sums(counted: Iterable[dict[StatementKind, Counted]]) -> dict[StatementKind, Counted]:
    total = {kind: Counted() for kind in KINDS}
    for one in counted:
        for kind, number in one.items():
            total[kind] += number
    return total
