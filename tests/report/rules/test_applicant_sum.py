from gongkai.report.report import Cell
from tests.report.rules import sound


def test_a_row_whose_applicants_are_more_than_its_total_is_found():
    right = sound.report()
    path = "requests.refused.internal_affairs.total"
    [finding] = sound.found(
        sound.report(requests__refused__internal_affairs__total=Cell(right.value(path) - 1)), "applicant_sum"
    )
    assert (finding.severity, finding.facts["gap"]) == ("error", 1)
    assert finding.place == "表三“（三）不予公开5.属于三类内部事务信息”行"
    assert "自然人" in finding.message
