from gongkai.report.reading.repairs import misspelt_label
from tests.report.reading.lines import reading, row

FORM = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n三、收到和处理政府信息公开申请情况\n"


def test_a_label_with_a_letter_lost_is_told_by_its_likeness():
    report = reading(
        FORM + "一、本年新收政府信息公开申请数量\t9\t0\t0\t0\t0\t0\t9\n2.其他法律行政止公开\t3\t0\t0\t0\t0\t0\t3\n"
    )
    assert row(report, "refused.prohibited_by_law") == [3, 0, 0, 0, 0, 0, 3]
    assert "misspelt_label" in report["requests.refused.prohibited_by_law.total"].notes


def test_a_label_in_other_marks_is_not_misspelt():
    report = reading(
        FORM + '一、本年新收政府信息公开申请数量\t9\t0\t0\t0\t0\t0\t9\n3．危及"三安全一稳定"\t3\t0\t0\t0\t0\t0\t3\n'
    )
    assert row(report, "refused.security_and_stability") == [3, 0, 0, 0, 0, 0, 3]
    assert report["requests.refused.security_and_stability.total"].notes == ()


def test_words_of_another_meaning_are_no_label():
    assert misspelt_label.likeness("属于行政查询事项", "属于行政执法案卷") == 0
    assert misspelt_label.likeness("其他", "其它") == 0
    report = reading(
        FORM + "一、本年新收政府信息公开申请数量\t9\t0\t0\t0\t0\t0\t9\n9.属于商业秘密的信息\t3\t0\t0\t0\t0\t0\t3\n"
    )
    assert all(cell.value is None for path, cell in report.cells.items() if not path.startswith("requests.new"))
