from tests.report.reading.lines import reading, row

HEAD = "三、收到和处理政府信息公开申请情况\n三、本年度办理结果\t（一）予以公开\t1\t0\t0\t0\t0\t0\t1\n"
FORM = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"


def test_a_row_cut_by_a_page_break_is_rejoined():
    report = reading(
        FORM
        + HEAD
        + "\t2.申请人逾期未按收费通知要求\t4\t0\t0\t0\t0\t0\t4\n\n"
        + "\t缴纳费用、行政机关不再处理其政府信息公开申请\t\t\t\t\t\t\t\n"
        + "\t3.其他\t5\t0\t0\t0\t0\t0\t5\n"
    )
    assert row(report, "otherwise_closed.fee_overdue") == [4, 0, 0, 0, 0, 0, 4]
    assert row(report, "otherwise_closed.other") == [5, 0, 0, 0, 0, 0, 5]
    assert "split_row" in report["requests.otherwise_closed.fee_overdue.total"].notes


def test_values_that_stand_beside_the_second_half_belong_to_the_row():
    report = reading(
        FORM
        + HEAD
        + "\t2.申请人逾期未按收费通知要求\t\t\t\t\t\t\t\n"
        + "\t缴纳费用、行政机关不再处理其政府信息公开申请\t4\t0\t0\t0\t0\t0\t4\n"
    )
    assert row(report, "otherwise_closed.fee_overdue") == [4, 0, 0, 0, 0, 0, 4]


def test_a_label_that_goes_on_below_its_values_is_one_label():
    report = reading(
        FORM
        + """三、收到和处理政府信息公开申请情况
            申请人情况
            （二）部分公开（区分处理的，只计这一情
                                               447   7   0   0   0   0   454
            形，不计其他情形）
                    1.属于国家秘密               2   0   0   0   0   0   2
        """
    )
    assert row(report, "partly_granted") == [447, 7, 0, 0, 0, 0, 454]
    assert row(report, "refused.state_secret") == [2, 0, 0, 0, 0, 0, 2]


def test_two_whole_labels_are_never_joined():
    report = reading(FORM + HEAD + "\t2.重复申请\t1\t0\t0\t0\t0\t0\t1\n\t3.要求提供公开出版物\t2\t0\t0\t0\t0\t0\t2\n")
    assert row(report, "not_processed.repeated") == [1, 0, 0, 0, 0, 0, 1]
    assert row(report, "not_processed.publications") == [2, 0, 0, 0, 0, 0, 2]


def test_a_label_that_goes_on_behind_its_figures_in_many_short_lines_is_one():
    report = reading("""
        一、本年新收政府信息公开申请数量
        1\t2\t3\t4\t5\t6\t21
        5.要求\t2\t0\t0\t47\t0\t0\t49
        行政
        机关
        确认
        或重
        新出
        具已
        获取
        信息
        1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请\t7\t0\t0\t0\t0\t1\t8
    """)
    assert row(report, "not_processed.reconfirmation") == [2, 0, 0, 47, 0, 0, 49]
    assert row(report, "otherwise_closed.amendment_overdue") == [7, 0, 0, 0, 0, 1, 8]
