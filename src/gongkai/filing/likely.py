"""可能只是这一格: where sums of the tables fail, the one cell that, written otherwise, makes them hold."""

from dataclasses import dataclass
from decimal import Decimal

from gongkai.filing.figures.figure import Number
from gongkai.report.forms import Equation
from gongkai.report.report import Report


@dataclass(frozen=True, slots=True)
class Likely:
    """A cell, the number read in it, the number with which all its sums hold, and how many of them fail now."""

    name: str
    value: Number
    should_be: Number
    sums: int


def likely(report: Report) -> list[Likely]:
    """For each sum that fails, the one cell of it that explains it; none where several would do, or none does."""
    known = [each for each in report.edition.equations if _is_known(report, each)] if report.edition else []
    gaps = {each: _gap(report, each) for each in known}
    found: dict[str, Likely] = {}
    for failing in (each for each, gap in gaps.items() if gap):
        able = [cell for path in failing.cells if (cell := _mended(report, path, gaps)) is not None]
        if len(able) == 1:
            found.setdefault(able[0].name, able[0])
    return sorted(found.values(), key=lambda each: -each.sums)


def _is_known(report: Report, equation: Equation) -> bool:
    return all(path in report.cells and report.value(path) is not None for path in equation.cells)


def _gap(report: Report, equation: Equation) -> Number:
    left, right = (sum((report.value(path) or 0) for path in side) for side in (equation.left, equation.right))
    return left - right


def _mended(report: Report, path: str, gaps: dict[Equation, Number]) -> Likely | None:
    """The cell with the number that all its sums ask for; None where they differ, or ask for less than nothing."""
    asked = {gap if path in each.right else -gap for each, gap in gaps.items() if path in each.cells}
    if len(asked) != 1:
        return None
    value = Decimal(report.value(path) or 0)
    should_be = value + Decimal(asked.pop())
    if should_be < 0:
        return None
    failing = sum(path in each.cells for each, gap in gaps.items() if gap)
    return Likely(path, _plain(value), _plain(should_be), failing)


def _plain(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else value
