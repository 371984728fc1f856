import pytest

from gongkai.report.report import Cell, State
from gongkai.report.rules import verdicts
from tests.report.rules import sound


def test_a_column_that_dealt_with_more_than_came_in_is_found_with_its_arithmetic():
    right = sound.report()
    handled = right.value("requests.handled.business")
    wrong = sound.report(requests__new__business=Cell(right.value("requests.new.business") + 1))
    [finding] = sound.found(wrong, "requests_balance")
    assert (finding.severity, finding.verdict) == ("error", "fault")
    assert finding.place == "表三“商业企业”列"
    assert finding.facts["gap"] == 1
    assert f"本年度办理结果总计{handled}件＋结转下年度" in finding.message
    assert "相差1件" in finding.message
    assert "requests.carried_out.business" in finding.cells


def test_a_blank_takes_no_part_in_a_sum_and_one_finding_speaks_for_the_table():
    blank = Cell(state=State.BLANK)
    found = sound.found(
        sound.report(requests__new__business=blank, requests__carried_in__research=blank), "requests_balance"
    )
    [finding] = found
    assert (finding.severity, finding.verdict) == ("note", "cannot_tell")
    assert finding.cells == ("requests.new.business", "requests.carried_in.research")


def test_an_inferred_number_is_a_number():
    right = sound.report()
    inferred = Cell(right.value("requests.new.business"), State.INFERRED)
    assert not sound.found(sound.report(requests__new__business=inferred), "requests_balance")


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_a_report_without_the_table_is_no_proof_of_balance(edition):
    right = sound.report(edition)
    without = sound.but(right, cells={p: c for p, c in right.cells.items() if not p.startswith("requests.")})
    assert verdicts(without)["requests_balance"] == "cannot_tell"
    assert not sound.found(without, "requests_balance")
