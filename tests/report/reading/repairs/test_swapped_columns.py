from gongkai.report.reading import understood
from gongkai.report.reading.blocks import Document, Grid, GridCell, Paragraph
from gongkai.report.report import Report, Source
from tests.report.reading.lines import reading, row


def drawn(*lines: str) -> Report:
    cells = [
        GridCell(text.strip(), number, column)
        for number, line in enumerate(lines)
        for column, text in enumerate(line.split("|"))
    ]
    return understood(Document("docx", (Paragraph("本年制发件数"), Grid(tuple(cells)))), Source())


def test_columns_in_another_order_are_read_by_their_heads():
    report = drawn(
        " | 自然人 | 商业企业 | 科研机构 | 法律服务机构 | 社会公益组织 | 其他 | 总计",
        "一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 21",
    )
    assert row(report, "new") == [1, 2, 3, 5, 4, 6, 21]
    assert "swapped_columns" in report["requests.new.total"].notes


def test_a_column_of_the_agencys_own_is_over():
    report = drawn(
        " | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 小计 | 总计",
        "一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 20 | 21",
    )
    assert row(report, "new") == [1, 2, 3, 4, 5, 6, 21]
    assert [surplus.text for surplus in report.surplus] == ["20"]


def test_heads_in_the_forms_order_change_nothing():
    report = drawn(
        " | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计",
        "一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 21",
    )
    assert row(report, "new") == [1, 2, 3, 4, 5, 6, 21]
    assert report["requests.new.total"].notes == ()


def test_blank_cells_under_heads_in_another_order_keep_their_columns():
    report = drawn(
        " | 总计 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他",
        "一、本年新收政府信息公开申请数量 | 21 | 1 | 2 | 3 | 4 | 5 | 6",
        "二、上年结转政府信息公开申请数量 | 5 |  | 2 |  | 3 |  | ",
    )
    assert row(report, "carried_in") == ["blank", 2, "blank", 3, "blank", "blank", 5]


def test_figures_with_blanks_lost_under_heads_in_another_order_are_not_guessed():
    report = reading("""
        \t总计\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他
        一、本年新收政府信息公开申请数量\t21\t1\t2\t3\t4\t5\t6
        二、上年结转政府信息公开申请数量  5  2  3
    """)
    assert row(report, "new") == [1, 2, 3, 4, 5, 6, 21]
    assert row(report, "carried_in") == ["unreadable"] * 7
