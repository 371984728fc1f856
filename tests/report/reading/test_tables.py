from tests.report.reading.lines import reading, row

HEAD = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n三、收到和处理政府信息公开申请情况\n申请人情况\n"


def lines(*texts: str) -> str:
    return HEAD + "\n".join(text for line in texts for text in line.split())


def test_figures_that_stand_before_their_labels_are_not_taken_for_the_row_above():
    report = reading(
        lines(
            "其他 总计 1 2 3 4 5 6 21 一、本年新收政府信息公开申请数量",
            "2 0 0 0 0 1 3 二、上年结转政府信息公开申请数量",
            "4 0 0 0 0 1 5 （一）予以公开",
        )
    )
    assert row(report, "new") == row(report, "carried_in") == ["unreadable"] * 7


def test_figures_of_two_rows_behind_the_second_label_belong_to_neither():
    report = reading(
        lines(
            "总计 一、本年新收政府信息公开申请数量 1 2 3 4 5 6 21",
            "4.保护第三方合法权益 5.属于三类内部事务信息 2 0 0 0 0 1 3 4 0 0 0 0 1 5",
            "6.属于四类过程性信息 1 0 0 0 0 0 1",
        )
    )
    assert row(report, "refused.internal_affairs") == ["unreadable"] * 7


def test_figures_behind_their_labels_are_read_from_the_same_text():
    report = reading(
        lines(
            "总计 一、本年新收政府信息公开申请数量 1 2 3 4 5 6 21",
            "4.保护第三方合法权益 2 0 0 0 0 1 3 5.属于三类内部事务信息 4 0 0 0 0 1 5",
        )
    )
    assert row(report, "refused.third_party_rights") == [2, 0, 0, 0, 0, 1, 3]
    assert row(report, "refused.internal_affairs") == [4, 0, 0, 0, 0, 1, 5]


def test_a_row_of_another_tables_figures_belongs_to_no_label_that_has_its_own():
    report = reading(HEAD + "四、结转下年度继续办理\t\t\t1\t\t\t\t1\n\t0\t1\t2\t3\t4\t5\t6\n")
    blank = "blank"
    assert row(report, "carried_out") == [blank, blank, 1, blank, blank, blank, 1]


def test_what_programs_write_for_an_empty_cell_is_blank():
    report = reading(
        HEAD
        + "二、上年结转政府信息公开申请数量\t1\tNaN\tnan\tNone\tnull\t<NA>\t1\n"
        + "Unnamed: 0\t四、结转下年度继续办理\t0\t2\t0\t0\t0\t0\t2\n"
    )
    assert row(report, "carried_in") == [1, *["blank"] * 5, 1]
    assert row(report, "carried_out") == [0, 2, 0, 0, 0, 0, 2]


def test_a_table_is_known_by_the_first_piece_of_a_head_that_is_cut():
    report = reading("""
        三、收到和处理政府信息公开申请情况
        （本列数据的勾稽关系 申请人情况
        为：第一项加第二项之 自然 法人或其他组织 总计
        一、本年新收政府信息 1 2 3 4 5 6 21
        公开申请数量
        二、上年结转政府信息 2 0 0 0 0 1 3
        公开申请数量
    """)
    assert row(report, "new") == [1, 2, 3, 4, 5, 6, 21]
    assert row(report, "carried_in") == [2, 0, 0, 0, 0, 1, 3]


def test_a_table_is_known_by_a_head_cut_into_short_lines():
    head = "申请 人情 况 一、本年 新收政 府信息 公开申 请数量 1 2 3 4 5 6 21"
    rest = "二、上年 结转政 府信息 公开申 请数量 2 0 0 0 0 1 3"
    report = reading("\n".join(f"{head} {rest}".split()))
    assert row(report, "carried_in") == [2, 0, 0, 0, 0, 1, 3]


def test_a_row_wrapped_by_the_width_of_a_page_goes_on_in_the_next_line():
    report = reading("""
        一、本年新收政府信息公开申请数量| 1| 2| 3| 4| 5| 6| 21
        二、上年结转政府信息公开申请数量| 1195| 1356| 1517|
        1678| 1839| 2000| 9585
        四、结转下年度继续办理| 0| 0| 0| 0| 0| 1| 1
    """)
    assert row(report, "carried_in") == [1195, 1356, 1517, 1678, 1839, 2000, 9585]
    assert row(report, "carried_out") == [0, 0, 0, 0, 0, 1, 1]


def test_rules_drawn_between_rows_are_no_figures():
    report = reading(
        HEAD.split("\n")[0]
        + """
第二十条第（六）项
------------------ ------------------
行政处罚           9928
------------------ ------------------
行政强制           3477
------------------ ------------------
    """
    )
    assert row(report, "penalties", "disclosure") == [9928]
    assert row(report, "coercion", "disclosure") == [3477]


def test_strokes_and_words_for_nought_stand_for_a_cell_between_blanks():
    report = reading("""
        一、本年新收政府信息公开申请数量 1 2 3 4 5 6 21
        二、上年结转政府信息公开申请数量 1 无 / —— N/A 0件 1
    """)
    unread = "unreadable"
    assert row(report, "carried_in") == [1, unread, unread, unread, unread, 0, 1]


def test_a_table_printed_twice_is_read_once_and_the_other_is_named_as_over():
    table = "申请人情况\n本年制发件数\n一、本年新收政府信息公开申请数量\t{0}\t0\t0\t0\t0\t0\t{0}\n"
    table += "二、上年结转政府信息公开申请数量\t{0}\t0\t0\t0\t0\t0\t{0}\n"
    report = reading(table.format(3) + table.format(8))
    read = report.value("requests.new.total")
    other = {3: "8", 8: "3"}[read]
    assert other in {surplus.text for surplus in report.surplus}
