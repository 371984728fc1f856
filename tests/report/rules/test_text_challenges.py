import pytest

from gongkai.report.report import Cell, State
from gongkai.report.rules import verdicts
from tests.report.rules import sound


def saying(*statements, **cells: Cell):
    """Three reconsiderations, four lawsuits filed at once, two after reconsideration."""
    totals = {"reconsideration": 3, "lawsuit_direct": 4, "lawsuit_after_reconsideration": 2}
    known = {f"challenges__{row}__total": Cell(n) for row, n in totals.items()}
    return sound.but(sound.report(**known | cells), statements=statements)


def test_lawsuits_are_the_sum_of_both_kinds():
    assert verdicts(saying(sound.said("lawsuits", 6, "行政诉讼6件")))["text_challenges"] == "clean"
    [finding] = sound.found(saying(sound.said("lawsuits", 4, "行政诉讼4件")), "text_challenges")
    assert finding.severity == "error"
    assert finding.facts == {"text": 4, "table": 6, "gap": 2}
    assert len(finding.cells) == 2


@pytest.mark.parametrize(("value", "faults"), [(3, 0), (2, 1)])
def test_reconsiderations_are_those_of_the_table(value, faults):
    report = saying(sound.said("reconsiderations", value, f"行政复议{value}件"))
    assert len(sound.found(report, "text_challenges")) == faults


@pytest.mark.parametrize(("value", "faults"), [(9, 0), (8, 1)])
def test_one_number_may_count_reconsiderations_and_lawsuits_together(value, faults):
    report = saying(sound.said("reconsiderations", value, f"办理行政复议、行政诉讼案件{value}件"))
    assert len(sound.found(report, "text_challenges")) == faults


def test_a_text_that_denies_what_the_table_counts_is_found():
    none = [sound.said(kind, 0, "没有发生行政复议、行政诉讼") for kind in ("reconsiderations", "lawsuits")]
    assert [f.facts["table"] for f in sound.found(saying(*none), "text_challenges")] == [3, 6]


def test_beside_a_blank_total_no_one_can_tell():
    report = saying(sound.said("lawsuits", 6, "行政诉讼6件"), challenges__lawsuit_direct__total=Cell(state=State.BLANK))
    [finding] = sound.found(report, "text_challenges")
    assert finding.verdict == "cannot_tell"
