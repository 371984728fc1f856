import pytest

from gongkai.report.report import Cell, State
from gongkai.report.rules import verdicts
from tests.report.rules import sound

PENALTIES = "disclosure.penalties.decisions"


def deciding(value: int, quote: str, **more):
    """Nineteen penalties in the table; what the text says of them."""
    report = sound.report(disclosure__penalties__decisions=Cell(19))
    how = {"cell": PENALTIES, "label": "行政处罚", "unit": "件"} | more
    return sound.but(report, statements=(sound.said("category", value, quote, **how),))


def test_decisions_made_are_those_of_the_table():
    assert verdicts(deciding(19, "全年作出行政处罚决定19件"))["text_decisions"] == "clean"


@pytest.mark.parametrize("value", [18, 20, 0])
def test_another_number_of_decisions_is_found(value):
    [finding] = sound.found(deciding(value, f"全年作出行政处罚决定{value}件"), "text_decisions")
    assert (finding.severity, finding.cells) == ("error", (PENALTIES,))
    assert finding.facts["table"] == 19


def test_cases_handled_may_differ_from_decisions():
    assert [f.severity for f in sound.found(deciding(12, "办理行政处罚12件"), "text_decisions")] == ["note"]


def test_decisions_of_another_year_are_no_matter():
    assert verdicts(deciding(12, "2020年作出行政处罚决定12件", year=2020))["text_decisions"] == "cannot_tell"


@pytest.mark.parametrize(("value", "count"), [(12, 0), (19, 1)])
def test_as_many_items_published_as_decisions_made_is_worth_a_look(value, count):
    found = sound.found(deciding(value, f"公开行政处罚{value}条", cell=None, unit="条"), "text_decisions")
    assert [finding.severity for finding in found] == ["note"] * count


def test_beside_a_blank_cell_no_one_can_tell():
    report = deciding(19, "全年作出行政处罚决定19件")
    blank = sound.but(report, cells=report.cells | {PENALTIES: Cell(state=State.BLANK)})
    [finding] = sound.found(blank, "text_decisions")
    assert finding.verdict == "cannot_tell"
