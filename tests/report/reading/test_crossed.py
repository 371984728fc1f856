import pytest

from tests.report.reading.lines import reading, repairs, row

DISCLOSURE = "第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t2\t3\n"
SECTION = "四、政府信息公开行政复议、行政诉讼情况"


def challenges(text: str) -> list[list[object]]:
    report = reading(DISCLOSURE + SECTION + text)
    rows = ("reconsideration", "lawsuit_direct", "lawsuit_after_reconsideration")
    return [row(report, code, "challenges") for code in rows]


EACH = [[11, 12, 13, 14, 50], [21, 22, 23, 24, 90], [31, 32, 33, 34, 130]]


def test_a_row_for_each_kind_of_challenge_is_read_by_its_label():
    found = challenges("""
类别\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计
行政复议\t11\t12\t13\t14\t50
未经复议直接起诉\t21\t22\t23\t24\t90
复议后起诉\t31\t32\t33\t34\t130
""")
    assert found == EACH


def test_blank_cells_of_such_a_row_stay_where_they_are():
    found = challenges("""
类别\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计
行政复议\t\t12\t\t\t12
未经复议直接起诉\t21\t\t\t\t21
复议后起诉\t\t\t\t\t
""")
    blank = "blank"
    assert found == [[blank, 12, blank, blank, 12], [21, blank, blank, blank, 21], [blank] * 5]


def test_a_table_turned_on_its_side_is_read_by_its_heads():
    found = challenges("""
结果\t行政复议\t未经复议直接起诉\t复议后起诉
结果维持\t11\t21\t31
结果纠正\t12\t22\t32
其他结果\t13\t23\t33
尚未审结\t14\t24\t34
总计\t50\t90\t130
""")
    assert found == EACH


def test_a_figure_a_row_is_read_by_both_labels_before_it():
    results = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    lines = ["项目\t\t件数"]
    for name, figures in zip(("行政复议", "未经复议直接起诉", "复议后起诉"), EACH, strict=True):
        lines += [f"{name if n == 0 else ''}\t{result}\t{figures[n]}" for n, result in enumerate(results)]
    assert challenges("\n" + "\n".join(lines)) == EACH


LAWSUITS_FIRST = """
行政诉讼\t\t\t\t\t\t\t\t\t\t行政复议
未经复议直接起诉\t\t\t\t\t复议后起诉
结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计
21\t22\t23\t24\t90\t31\t32\t33\t34\t130\t11\t12\t13\t14\t50
"""


def test_lawsuits_printed_before_reconsideration_are_not_taken_for_it():
    found = challenges(LAWSUITS_FIRST.replace("复议后起诉", "复议后起诉\t\t\t\t\t行政复议", 1))
    assert found == EACH


def test_figures_whose_heads_stand_in_another_order_and_over_no_column_are_not_guessed():
    lines = [line.replace("\t\t", "").replace("\t", "  ") for line in LAWSUITS_FIRST.split("\n")]
    assert challenges("\n".join(lines)) == [["unreadable"] * 5] * 3


def test_the_numbers_that_a_program_puts_before_its_rows_belong_to_no_cell():
    text = """
\t0\t1\t2\t3\t4
0\t行政复议\t行政复议\t行政复议\t行政复议\t行政复议
1\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计
2\t11\t12\t13\t14\t50
"""
    assert challenges(text)[0] == EACH[0]


def test_another_order_leaves_its_note():
    report = reading(SECTION + LAWSUITS_FIRST.replace("复议后起诉", "复议后起诉\t\t\t\t\t行政复议", 1))
    assert repairs(report, "challenges.reconsideration.total") == ("swapped_columns",)


@pytest.mark.parametrize("between", ["\t", "  "])
def test_the_official_order_needs_no_columns(between: str):
    heads = between.join(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3)
    figures = between.join(str(number) for numbers in EACH for number in numbers)
    text = f"\n行政复议{between}行政诉讼\n未经复议直接起诉{between}复议后起诉\n{heads}\n{figures}\n"
    assert challenges(text) == EACH
