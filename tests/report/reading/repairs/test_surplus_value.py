from tests.report.reading.lines import reading, row

FORM = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n三、收到和处理政府信息公开申请情况\n申请人情况\n"


def test_a_stray_nought_at_the_end_is_named_and_not_read():
    report = reading(FORM + "\t（七）总计\t3\t1\t0\t0\t0\t0\t4\t0\n四、结转下年度继续办理\t\t5\t0\t0\t0\t0\t0\t5\n")
    assert row(report, "handled") == [3, 1, 0, 0, 0, 0, 4]
    [surplus] = report.surplus
    assert (surplus.table, surplus.row, surplus.text) == ("requests", "（七）总计", "0")
    assert "surplus_value" in report["requests.handled.total"].notes
    assert row(report, "carried_out") == [5, 0, 0, 0, 0, 0, 5]


def test_a_stray_nought_at_the_start_is_told_by_the_sum():
    report = reading(FORM + "\t（七）总计\t0\t3\t1\t0\t0\t0\t2\t6\n")
    assert row(report, "handled") == [3, 1, 0, 0, 0, 2, 6]


def test_a_row_of_the_right_length_has_nothing_over():
    assert reading(FORM + "\t（七）总计\t3\t1\t0\t0\t0\t0\t4\t\n").surplus == ()
