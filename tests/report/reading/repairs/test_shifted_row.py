from tests.report.reading.lines import reading, row

FORM = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n三、收到和处理政府信息公开申请情况\n"


def test_blanks_in_a_row_keep_their_columns_by_the_rows_alike():
    report = reading(
        FORM
        + "|（三）不予公开 | 1.属于国家秘密 | | 2 | 1 | 0 | 0 | 0 | 0 | 3 | |\n"
        + "| | 2.其他法律行政法规禁止公开 | | | 1 | | | | 4 | 5 | |\n"
        + "| | 3.危及“三安全一稳定” | | 7 | | 0 | 0 | 0 | | | |\n"
    )
    assert row(report, "refused.prohibited_by_law") == ["blank", 1, "blank", "blank", "blank", 4, 5]
    assert row(report, "refused.security_and_stability") == [7, "blank", 0, 0, 0, "blank", "blank"]
    assert "shifted_row" in report["requests.refused.prohibited_by_law.total"].notes


def test_a_row_in_which_nothing_shows_the_columns_is_not_guessed():
    report = reading(
        FORM
        + "一、本年新收政府信息公开申请数量\n7\n0\n0\n0\n7\n二、上年结转政府信息公开申请数量\n1\n0\n0\n0\n0\n0\n1\n"
    )
    assert row(report, "new") == ["unreadable"] * 7
    assert report["requests.new.total"].text == "7 0 0 0 7"
    assert row(report, "carried_in") == [1, 0, 0, 0, 0, 0, 1]
