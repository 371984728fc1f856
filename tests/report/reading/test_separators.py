import pytest

from tests.report.reading.lines import reading, row

ROWS = [
    ["第二十条第（一）项", "", "", ""],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "11", "12", "13"],
    ["行政规范性文件", "21", "", "23"],
    ["第二十条第（五）项", "", "", ""],
    ["信息内容", "本年处理决定数量", "", ""],
    ["行政许可", "4122", "", ""],
    ["第二十条第（六）项", "", "", ""],
    ["信息内容", "本年处理决定数量", "", ""],
    ["行政处罚", "9928", "", ""],
    ["行政强制", "0", "", ""],
]
FRAME = "├──────┼──────┼──────┼──────┤"


@pytest.mark.parametrize(
    "written",
    [
        lambda cells: f"│{'│'.join(cells)}│",
        lambda cells: f"{FRAME}\n┃ {' ┃ '.join(cells)} ┃",
        lambda cells: f"｜{'｜'.join(cells)}｜",
        lambda cells: ",".join(cells),
        lambda cells: "，".join(cells),
        lambda cells: ";".join(cells),
        lambda cells: " & ".join(cells) + r" \\",
        lambda cells: str(cells),
        lambda cells: str([cell or None for cell in cells]),
    ],
)
def test_cells_are_told_apart_whatever_mark_stands_between(written):
    report = reading("\n".join(["二、主动公开政府信息情况", *map(written, ROWS)]))
    assert row(report, "regulations", "disclosure") == [11, 12, 13]
    assert row(report, "normative_documents", "disclosure") == [21, "blank", 23]
    assert row(report, "licensing", "disclosure") == [4122]
    assert row(report, "penalties", "disclosure") == [9928]
    assert row(report, "coercion", "disclosure") == [0]


@pytest.mark.parametrize("mark", ["|", "\t"])
def test_a_whole_document_on_one_line_is_read_piece_by_piece(mark: str):
    pieces = ["柳河县水利局2023年政府信息公开工作年度报告", "一、总体情况", "概况。", "二、主动公开政府信息情况"]
    pieces += (
        [cell for cells in ROWS for cell in cells if cell] + ["三、收到和处理政府信息公开申请情况"] + ["说明"] * 40
    )
    report = reading(mark.join(pieces).replace("21|23", "21|22|23").replace("21\t23", "21\t22\t23"))
    assert report.year == 2023
    assert row(report, "normative_documents", "disclosure") == [21, 22, 23]
    assert [section.code for section in report.sections][:3] == ["overview", "disclosure", "requests"]


def test_prose_with_commas_is_no_table():
    report = reading("""
        柳河县水利局2023年政府信息公开工作年度报告
        一、总体情况
        全年主动公开120条,其中网站70条,微信30条,公告栏20条。
    """)
    assert report.form == ""
    assert "其中网站70条" in report.sections[0].text
