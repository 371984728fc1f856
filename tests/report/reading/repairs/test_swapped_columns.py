from gongkai.report.reading import understood
from gongkai.report.reading.blocks import Document, Grid, GridCell, Paragraph
from gongkai.report.report import Report, Source
from tests.report.reading.lines import row


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
