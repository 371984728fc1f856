"""Where sums fail, the one cell that explains them is told, and none where several would do."""

from typing import Any

import pytest

from gongkai.filing.likely import likely
from gongkai.report.report import Cell, Report
from tests.report import liuhe

INNER = "requests.granted.natural_person"
TOTAL = "requests.new.total"


def with_cells(**cells: Any) -> Report:
    return liuhe.report(**{name.replace(".", "__"): Cell(value) for name, value in cells.items()})


def right(path: str) -> int:
    return int(liuhe.report().value(path) or 0)


def test_tables_that_hold_point_at_nothing() -> None:
    assert likely(liuhe.report()) == []


@pytest.mark.parametrize(("path", "sums"), [(INNER, 2), (TOTAL, 2)])
@pytest.mark.parametrize("off", [3, -1])
def test_the_cell_that_makes_all_its_sums_hold_is_told_with_its_number(path: str, sums: int, off: int) -> None:
    report = with_cells(**{path: right(path) + off})
    found = [(each.name, each.value, each.should_be, each.sums) for each in likely(report)]
    assert found == [(path, right(path) + off, right(path), sums)]


def test_where_several_cells_would_do_none_is_told() -> None:
    path = "challenges.reconsideration.upheld"
    assert likely(with_cells(**{path: right(path) + 1})) == []


def test_a_sum_with_a_blank_in_it_asks_for_nothing() -> None:
    report = with_cells(**{INNER: right(INNER) + 1, "requests.handled.natural_person": None})
    assert [(each.name, each.sums) for each in likely(report)] == [(INNER, 1)]


def test_what_would_have_to_be_less_than_nothing_is_not_told() -> None:
    report = with_cells(**{"requests.new.total": 0, "requests.new.natural_person": 5})
    assert all(each.should_be >= 0 for each in likely(report))
