import pytest

from gongkai.report.report import Cell, State
from gongkai.report.rules import verdicts
from tests.report.rules import sound


@pytest.mark.parametrize(
    ("edition", "row"), [("2021", "otherwise_closed.fee_overdue"), ("2019", "otherwise_closed.all")]
)
def test_every_outcome_of_the_edition_counts(edition, row):
    path = f"requests.{row}.natural_person"
    right = sound.report(edition)
    wrong = sound.but(right, cells=right.cells | {path: Cell(right.value(path) + 2)})
    [finding] = sound.found(wrong, "handled_sum")
    assert (finding.severity, finding.place, finding.facts["gap"]) == ("error", "表三“自然人”列", 2)
    assert path in finding.cells


def test_one_printed_row_stands_for_the_three_of_the_form():
    right = sound.report()
    rows = [f"requests.otherwise_closed.{code}" for code in ("amendment_overdue", "fee_overdue", "other")]
    cells = dict(right.cells)
    for column in right.edition.tables["requests"].block[0].columns:
        cells[f"requests.otherwise_closed.all.{column.code}"] = Cell(
            sum(right.value(f"{row}.{column.code}") for row in rows)
        )
        cells |= {f"{row}.{column.code}": Cell(state=State.MISSING) for row in rows}
    merged = sound.but(right, cells=cells)
    assert verdicts(merged)["handled_sum"] == "clean"
    cells["requests.otherwise_closed.all.research"] = Cell(cells["requests.otherwise_closed.all.research"].value + 1)
    [finding] = sound.found(sound.but(right, cells=cells), "handled_sum")
    assert finding.place == "表三“科研机构”列"
    assert "requests.otherwise_closed.all.research" in finding.cells
