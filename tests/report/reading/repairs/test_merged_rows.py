from tests.report.reading.lines import reading, row

TABLE = """
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
三、收到和处理政府信息公开申请情况
\t（五）不予处理\t5.要求行政机关确认或重新出具已获取信息\t1\t0\t0\t0\t0\t0\t1
"""


def test_one_row_in_place_of_three_is_read_as_it_is():
    report = reading(TABLE + "\t（六）其他处理\t\t3\t0\t0\t0\t0\t0\t3\n\t（七）总计\t\t4\t0\t0\t0\t0\t0\t4\n")
    assert row(report, "otherwise_closed.all") == [3, 0, 0, 0, 0, 0, 3]
    assert row(report, "otherwise_closed.other") == ["missing"] * 7
    assert "merged_rows" in report["requests.otherwise_closed.all.total"].notes


def test_the_three_rows_of_the_form_leave_no_merged_one():
    report = reading(TABLE + "\t（六）其他处理\t3.其他\t3\t0\t0\t0\t0\t0\t3\n\t（七）总计\t\t4\t0\t0\t0\t0\t0\t4\n")
    assert row(report, "otherwise_closed.other") == [3, 0, 0, 0, 0, 0, 3]
    assert "requests.otherwise_closed.all.total" not in report.cells
