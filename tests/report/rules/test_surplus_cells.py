from gongkai.report.report import Surplus
from tests.report.rules import sound


def test_rows_with_a_figure_too_many_are_one_finding_even_if_it_is_nought():
    rows = ("3.其他", "（七）总计", "四、结转下年度继续办理")
    report = sound.but(sound.report(), surplus=tuple(Surplus("requests", row, "0") for row in rows))
    [finding] = sound.found(report, "surplus_cells")
    assert (finding.severity, finding.place) == ("warning", "表三")
    assert finding.facts == {"rows": 3, "count": 3}
    assert all(row in finding.message for row in rows)
    assert "requests.handled.total" in finding.cells


def test_each_table_has_its_own_finding():
    surplus = (Surplus("disclosure", "行政许可", "0"), Surplus("requests", "3.其他", "5"))
    found = sound.found(sound.but(sound.report(), surplus=surplus), "surplus_cells")
    assert [finding.place for finding in found] == ["表二", "表三"]


def test_a_row_with_several_too_many_is_named_once():
    surplus = tuple(Surplus("requests", "3.其他", text) for text in ("8", "9"))
    [finding] = sound.found(sound.but(sound.report(), surplus=surplus), "surplus_cells")
    assert "“3.其他”多出8、9。" in finding.message
