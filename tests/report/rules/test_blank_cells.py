from gongkai.report.report import Cell, State
from tests.report.rules import sound

BLANK = Cell(state=State.BLANK)


def blank(*starts: str):
    right = sound.report()
    return sound.but(right, cells={p: BLANK if p.startswith(starts) else c for p, c in right.cells.items()})


def test_one_column_filled_is_one_finding_with_the_count():
    right = sound.report()
    cells = {
        path: BLANK if path.startswith("requests.") and not path.endswith(".natural_person") else cell
        for path, cell in right.cells.items()
    }
    [finding] = sound.found(sound.but(right, cells=cells), "blank_cells")
    assert finding.facts["count"] == len(finding.cells) == 150
    assert "表三25行只填了“自然人”一列，150格空白" in finding.message


def test_the_left_of_table_four_is_named():
    [finding] = sound.found(blank("challenges.reconsideration."), "blank_cells")
    assert "表四“行政复议”没有填，5格空白" in finding.message


def test_each_table_has_its_own_finding():
    found = sound.found(blank("disclosure.penalties.", "requests.granted.business"), "blank_cells")
    assert [finding.place for finding in found] == ["表二", "表三"]


def test_a_whole_table_blank_is_said_so():
    [finding] = sound.found(blank("disclosure."), "blank_cells")
    assert "表二整张没有填" in finding.message


def test_words_that_are_no_number_are_quoted_and_judged_by_no_one():
    slash = sound.report(disclosure__coercion__decisions=Cell(state=State.UNREADABLE, text="/"))
    [finding] = sound.found(slash, "blank_cells")
    assert (finding.verdict, finding.quote) == ("cannot_tell", "/")
    assert finding.cells == ("disclosure.coercion.decisions",)


def test_nought_is_not_a_blank():
    assert not sound.found(sound.report(disclosure__coercion__decisions=Cell(0)), "blank_cells")


def test_a_table_with_nothing_in_it_at_all_is_an_error():
    report = sound.report()
    blank = {path: Cell(state=State.BLANK) for path in report.cells if path.startswith("challenges.")}
    [whole] = sound.found(sound.but(report, cells=report.cells | blank), "blank_cells")
    assert (whole.severity, whole.facts["count"]) == ("error", 15)
    del blank["challenges.reconsideration.total"]
    [part] = sound.found(sound.but(report, cells=report.cells | blank), "blank_cells")
    assert (part.severity, part.facts["count"]) == ("warning", 14)
