"""Workbooks and separated values."""

import io

import pytest
import xlsxwriter

from gongkai.errors import Unreadable
from gongkai.report.reading.blocks import Grid, Paragraph
from gongkai.report.reading.files import open_bytes, spreadsheet
from gongkai.report.reading.files.sniff import kind
from tests.report.reading.files.made import converted, grids, shown, zipped


def workbook(**sheets) -> bytes:
    """Each sheet is filled by a function of the sheet and of the format for dates."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, fill in sheets.items():
            fill(book.add_worksheet(name), date)
    return out.getvalue()


def disclosure(sheet, date) -> None:
    sheet.merge_range("A1:C1", "第二十条第（一）项")
    sheet.merge_range("A2:A3", "规章")
    sheet.write_row("B2", [5.0, 7730.28])
    sheet.write_row("B3", [True, 0.1 + 0.2])
    sheet.write("A4", "签发")
    sheet.write_datetime("B4", __import__("datetime").datetime(2024, 1, 15), date)
    sheet.write_blank("A40", None, date)


EXPECTED = ["表二", "第二十条第（一）项 1x3", "规章 2x1 | 5 | 7730.28", "TRUE | 0.3", "签发 | 2024-01-15 | "]


def test_a_sheet_is_its_name_and_a_table_with_numbers_as_they_read():
    document = open_bytes(workbook(表二=disclosure))
    assert document.kind == "xlsx"
    assert shown(document) == EXPECTED
    assert isinstance(document.blocks[0], Paragraph) and document.blocks[0].heading == 1


def test_an_old_workbook_reads_alike(tmp_path):
    document = open_bytes(converted(workbook(表二=disclosure), tmp_path, "年报.xlsx", "xls"))
    assert document.kind == "xls"
    assert shown(document) == EXPECTED


def test_empty_and_hidden_sheets_are_passed_over_and_tables_numbered():
    def hidden(sheet, date):
        sheet.write("A1", "字典")
        sheet.hide()

    def blank(sheet, date):
        sheet.write("B7", " ")

    document = open_bytes(workbook(表二=disclosure, 空=blank, 字典=hidden, 表四=lambda s, d: s.write("B2", 3)))
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["表二", "表四"]
    assert str(grids(document)[1].cells[-1].place) == "第2个表第2行第2列"


def test_blank_places_before_the_figures_are_cells():
    [grid] = grids(open_bytes(workbook(表四=lambda s, d: s.write("B2", 3))))
    assert [(cell.row, cell.column, cell.text) for cell in grid.cells] == [
        (0, 0, ""),
        (0, 1, ""),
        (1, 0, ""),
        (1, 1, "3"),
    ]


def test_a_value_in_the_last_corner_is_refused_before_the_library_lays_it_out():
    def corner(sheet, date):
        sheet.write(1_048_575, 16_383, 1)

    with pytest.raises(Unreadable, match="1048576 行 16384 列"):
        open_bytes(workbook(表二=corner))


def test_an_old_workbook_with_a_value_in_the_last_corner_is_refused(tmp_path):
    wide = workbook(表二=lambda s, d: s.write(65_535, 255, 1))
    with pytest.raises(Unreadable, match="65536 行 256 列"):
        open_bytes(converted(wide, tmp_path, "宽.xlsx", "xls"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_separated_values_are_one_table(encoding: str):
    text = '信息内容,本年制发件数,现行有效件数\r\n规章,3,"1,136"\r\n"行政\n规范性文件",5,\r\n'
    document = open_bytes(text.encode(encoding))
    assert document.kind == "csv"
    assert shown(document) == ["信息内容 | 本年制发件数 | 现行有效件数", "规章 | 3 | 1,136", "行政⏎规范性文件 | 5 | "]


def test_semicolons_separate_too():
    assert shown(open_bytes("规章;3\n行政许可;5".encode())) == ["规章 | 3", "行政许可 | 5"]


@pytest.mark.parametrize(
    "text", ["共公开1,136条,其中规章3件。\n办结9件。\n无。", "规章\t3\n许可\t5", "规章，3\n许可，5", "甲,3"]
)
def test_prose_with_commas_and_rows_of_tabs_are_no_separated_values(text: str):
    assert kind(text.encode()) == "txt"


def test_rows_among_paragraphs_of_prose_are_separated_values():
    prose = "".join(f"第{n}段，没有分隔的文字。\n" for n in range(15))
    assert kind((prose + "规章,11,12,13\n" * 10).encode()) == "csv"


def test_lists_that_a_program_printed_are_no_separated_values():
    assert kind(("['规章', '11', '12', None]\n" * 12).encode()) == "txt"


def test_a_damaged_workbook_is_one_sentence():
    broken = zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook"})
    with pytest.raises(Unreadable, match="损坏"):
        open_bytes(broken)


def test_the_grid_has_no_cell_twice():
    [grid] = grids(open_bytes(workbook(表二=disclosure)))
    assert isinstance(grid, Grid)
    taken = [(c.row + i, c.column + j) for c in grid.cells for i in range(c.rowspan) for j in range(c.colspan)]
    assert len(taken) == len(set(taken)) == 4 * 3


def test_a_line_longer_than_any_cell_makes_no_table():
    assert spreadsheet.delimiter("公开," + "长" * 200_000 + ",情况\n") == ""
