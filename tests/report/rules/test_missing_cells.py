from gongkai.report.report import Cell, State
from gongkai.report.rules import verdicts
from tests.report.rules import sound


def without(*starts: str):
    right = sound.report()
    return sound.but(right, cells={p: c for p, c in right.cells.items() if not p.startswith(starts)})


def test_a_row_left_out_is_named():
    [finding] = sound.found(without("requests.refused.enforcement_files."), "missing_cells")
    assert finding.severity == "error"
    assert finding.facts["count"] == 7
    assert "“（三）不予公开7.属于行政执法案卷”一行" in finding.message


def test_a_table_left_out_is_said_so():
    [finding] = sound.found(without("challenges."), "missing_cells")
    assert "表四整张没有列出" in finding.message


def test_a_report_with_no_table_at_all_is_found():
    bare = sound.but(sound.report(), form="", cells={})
    [finding] = sound.found(bare, "missing_cells")
    assert finding.severity == "error"
    assert "三、收到和处理政府信息公开申请情况" in finding.message


def test_before_the_first_form_no_table_is_wanted():
    old = sound.but(sound.report(), form="", cells={}, year=2014)
    assert verdicts(old)["missing_cells"] == "cannot_tell"


def test_rows_printed_as_one_of_the_older_form_are_another_rules_matter():
    right = sound.report()
    cells = {p: c for p, c in right.cells.items() if ".otherwise_closed." not in p}
    columns = right.edition.tables["requests"].block[0].columns
    cells |= {f"requests.otherwise_closed.all.{column.code}": Cell(0) for column in columns}
    assert not sound.found(sound.but(right, cells=cells), "missing_cells")


def test_a_blank_cell_is_there():
    assert not sound.found(sound.report(requests__new__total=Cell(state=State.BLANK)), "missing_cells")
