from gongkai.report.report import Cell, State
from gongkai.report.rules import verdicts
from tests.report.rules import sound


def telling(text: str, **cells: Cell):
    return sound.telling(sound.report(disclosure__penalties__decisions=Cell(19), **cells), "disclosure", text)


def test_decisions_made_are_those_of_the_table():
    assert verdicts(telling("全年作出行政处罚决定19件。"))["text_decisions"] == "clean"
    [finding] = sound.found(telling("全年作出行政处罚决定12件。"), "text_decisions")
    assert finding.severity == "error"
    assert finding.facts == {"text": 12, "table": 19, "gap": 7}


def test_decisions_of_another_year_are_no_matter():
    assert not sound.found(telling("2020年作出行政处罚决定12件。"), "text_decisions")


def test_items_published_may_differ_from_decisions_made():
    assert not sound.found(telling("公开行政处罚信息12条。"), "text_decisions")


def test_as_many_items_as_decisions_is_worth_a_look():
    item = sound.said("category", 19, "行政处罚19条", label="行政处罚", unit="条")
    [finding] = sound.found(sound.stating(telling("公开行政处罚19条。"), item), "text_decisions")
    assert finding.severity == "note"
    assert "不是公开的条数" in finding.message


def test_beside_a_blank_cell_no_one_can_tell():
    report = telling("作出行政强制决定2件。", disclosure__coercion__decisions=Cell(state=State.BLANK))
    [finding] = sound.found(report, "text_decisions")
    assert finding.verdict == "cannot_tell"
