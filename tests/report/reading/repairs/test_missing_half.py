from tests.report.reading.lines import reading, row

HEAD = """
四、政府信息公开行政复议、行政诉讼情况
行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t
结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t
\t\t\t\t\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计
"""
FORM = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数"


def challenges(line: str) -> list[list[object]]:
    report = reading(FORM + HEAD + line)
    return [
        row(report, code, "challenges")
        for code in ("reconsideration", "lawsuit_direct", "lawsuit_after_reconsideration")
    ]


def test_five_blank_cells_at_the_left_stay_blank():
    assert challenges("\t\t\t\t\t1\t2\t3\t4\t10\t5\t6\t7\t8\t26") == [["blank"] * 5, [1, 2, 3, 4, 10], [5, 6, 7, 8, 26]]


def test_cells_not_there_at_the_right_are_told_by_the_heads():
    assert challenges("1\t2\t3\t4\t10\t1\t0\t0\t0\t1\t\t") == [[1, 2, 3, 4, 10], [1, 0, 0, 0, 1], ["blank"] * 5]


def test_ten_figures_that_no_head_stands_over_are_not_guessed():
    text = FORM + HEAD.replace("\t", "\n") + "\n".join("1000100001")
    report = reading(text)
    assert {cell.state.value for path, cell in report.cells.items() if path.startswith("challenges")} == {"unreadable"}


def test_a_label_with_its_five_figures_a_line_is_a_row():
    report = reading(
        FORM
        + """
        四、政府信息公开行政复议、行政诉讼情况
        \t结果维持\t结果纠正\t其他结果\t尚未审结\t总计
        行政复议\t1\t2\t3\t4\t10
        未经复议直接起诉\t5\t0\t0\t0\t5
        复议后起诉\t0\t0\t0\t6\t6
        """.replace("        ", "")
    )
    assert row(report, "reconsideration", "challenges") == [1, 2, 3, 4, 10]
    assert row(report, "lawsuit_direct", "challenges") == [5, 0, 0, 0, 5]
    assert row(report, "lawsuit_after_reconsideration", "challenges") == [0, 0, 0, 6, 6]
