from decimal import Decimal

from gongkai.report.reading.blocks import Document, Grid, GridCell, Paragraph
from gongkai.report.reading.statistics import statistics


def grid(text: str) -> Grid:
    rows = [line.split("|") for line in text.strip().split("\n")]
    return Grid(
        tuple(GridCell(words.strip(), row, at) for row, line in enumerate(rows) for at, words in enumerate(line))
    )


def told(*blocks: Paragraph | Grid) -> list[tuple[str, str, dict[str, int | Decimal | None]]]:
    return [(found.label, found.unit, found.values) for found in statistics(Document("txt", blocks))]


def test_a_drawn_table_gives_labels_units_and_columns_in_their_own_words():
    assert told(
        grid("""
            统计指标 | 单位 | 统计数
            一、主动公开情况 | —— | ——
            （一）主动公开政府信息数 | 条 | 1,028
            七、依申请公开信息收取的费用 | 万元 | 0.5
            六、举报投诉数量 | 件 |
        """)
    ) == [
        ("（一）主动公开政府信息数", "条", {"统计数": 1028}),
        ("七、依申请公开信息收取的费用", "万元", {"统计数": Decimal("0.5")}),
        ("六、举报投诉数量", "件", {"统计数": None}),
    ]


def test_a_unit_behind_the_label_is_parted_from_it():
    assert told(grid("指标名称 | 2012年度 | 历年累计\n主动公开文件数（条） | 25 | 310")) == [
        ("主动公开文件数", "条", {"2012年度": 25, "历年累计": 310})
    ]


def test_a_table_in_running_text_is_read_by_its_head():
    line = (
        "六、统计表 指标名称 计量单位 2014年度 历年累计 主动公开文件数 条 254 7896 "
        "其中：1、政府网站公开数 条 254 7896 行政复议数 件 0 0 附件下载"
    )
    assert told(Paragraph(line)) == [
        ("主动公开文件数", "条", {"2014年度": 254, "历年累计": 7896}),
        ("其中：1、政府网站公开数", "条", {"2014年度": 254, "历年累计": 7896}),
        ("行政复议数", "件", {"2014年度": 0, "历年累计": 0}),
    ]


def test_a_table_of_one_cell_a_line_is_read_the_same():
    cells = [
        "统计指标",
        "单位",
        "统计数",
        "一、主动公开情况",
        "——",
        "——",
        "（一）主动公开政府信息数",
        "条",
        "128",
        "其中：主动公开规范性文件数",
        "条",
        "3",
    ]
    assert told(*map(Paragraph, cells)) == [
        ("（一）主动公开政府信息数", "条", {"统计数": 128}),
        ("其中：主动公开规范性文件数", "条", {"统计数": 3}),
    ]


def test_prose_without_such_a_table_gives_nothing():
    assert told(Paragraph("全年公开信息 56 条，收到申请 3 件。")) == []
