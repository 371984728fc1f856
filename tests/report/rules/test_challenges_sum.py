import pytest

from gongkai.report.report import Cell
from tests.report.rules import sound


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("reconsideration", "表四“行政复议”"),
        ("lawsuit_direct", "表四“未经复议直接起诉”"),
        ("lawsuit_after_reconsideration", "表四“复议后起诉”"),
    ],
)
def test_a_total_left_at_nought_beside_its_results_is_found(row, place):
    right = sound.report()
    path = f"challenges.{row}.total"
    [finding] = sound.found(sound.but(right, cells=right.cells | {path: Cell(0)}), "challenges_sum")
    assert finding.severity == "error"
    assert finding.facts == {"left": 0, "right": right.value(path), "gap": right.value(path)}
    assert finding.place == place
    assert f"{place}：总计0件，结果维持" in finding.message
