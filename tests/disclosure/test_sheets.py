"""Spreadsheets as people keep them: every way to write a day, merged cells, encodings, files that ask too much."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from gongkai.disclosure import sheets
from gongkai.errors import Unreadable
from tests.conftest import HERE


def workbook(*rows: tuple[object, ...], merge: tuple[str, ...] = (), hidden: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "公开信息"
    for row in rows:
        sheet.append(row)
    for span in merge:
        sheet.merge_cells(span)
    if hidden:
        book.create_sheet("底稿").append(["不给看"])
        book["底稿"].sheet_state = "hidden"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    "written",
    [
        *("2024-03-05", "2024.3.5", "2024/3/5", "2024年3月5日", "2024 年 3 月 5 日", "20240305", "2024年3月5号"),
        *("２０２４．３．５", "二〇二四年三月五日", "2024-03-05 10:20", "45356", 45356.0, 20240305.0, date(2024, 3, 5)),
    ],
)
def test_a_day_is_known_however_it_is_written(written: sheets.Value) -> None:
    assert sheets.day(written) == date(2024, 3, 5)


@pytest.mark.parametrize(
    "written", ["3月5日", "2024年3月", "2024-13-05", "2024-02-30", "24.3.5", "上月", "", 12.0, "36525"]
)
def test_what_is_no_whole_day_is_none(written: sheets.Value) -> None:
    assert sheets.day(written) is None


@pytest.mark.parametrize(
    ("serial", "day"), [(36526.0, date(2000, 1, 1)), (73050.0, date(2099, 12, 31)), (73051.0, None)]
)
def test_serial_days_are_of_this_century(serial: float, day: date | None) -> None:
    assert sheets.day(serial) == day


def test_chinese_tens_are_days() -> None:
    assert sheets.day("二○二四年十二月三十一日") == date(2024, 12, 31)
    assert sheets.day("二〇二四年十月二十日") == date(2024, 10, 20)


def test_rows_are_counted_as_the_spreadsheet_counts_and_empty_ones_left_out() -> None:
    [sheet] = sheets.read(workbook(("标题", "日期"), (), ("公告", datetime(2024, 3, 5))), "表.xlsx")
    assert sheet.rows == ((1, ("标题", "日期")), (3, ("公告", date(2024, 3, 5))))


def test_a_merged_cell_lends_its_value_to_the_rows_it_covers_but_makes_none() -> None:
    data = workbook(("标题", "日期"), ("公告甲", "2024.3.5"), ("公告乙", None), (None, None), merge=("B2:B4",))
    [sheet] = sheets.read(data, "表.xlsx")
    assert [row[1] for row in sheet.rows[1:]] == [("公告甲", "2024.3.5"), ("公告乙", "2024.3.5")]


def test_hidden_sheets_are_not_read() -> None:
    assert [sheet.name for sheet in sheets.read(workbook(("标题",), hidden=True), "表.xlsx")] == ["公开信息"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_separated_values_are_read_in_the_encodings_of_offices(encoding: str) -> None:
    data = '标题,公开日期\r\n"公告，第一号",2024.3.5\r\n'.encode(encoding)
    [sheet] = sheets.read(data, "导出.csv")
    assert sheet.rows == ((1, ("标题", "公开日期")), (2, ("公告，第一号", "2024.3.5")))


def test_separated_values_may_be_parted_by_tabs_or_semicolons() -> None:
    for mark in "\t;":
        [sheet] = sheets.read(f"标题{mark}公开日期\n甲{mark}2024.3.5\n".encode(), "表.csv")
        assert sheet.rows[1] == (2, ("甲", "2024.3.5"))


def test_numbers_are_written_as_the_sheet_shows_them() -> None:
    assert [sheets.text(value) for value in (5.0, 0.1, date(2024, 3, 5), "　甲 ")] == ["5", "0.1", "2024-03-05", "甲"]


@pytest.mark.parametrize(
    ("data", "name"), [(b"%PDF-1.7", "a.pdf"), (b"PK\x03\x04broken", "a.xlsx"), (b"\xd0\xcf\x11\xe0broken", "a.xls")]
)
def test_what_is_no_spreadsheet_is_refused_with_a_sentence(data: bytes, name: str) -> None:
    with pytest.raises(Unreadable, match="请"):
        sheets.read(data, name)


def test_a_document_of_another_kind_is_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(Unreadable, match="不是表格"):
        sheets.read(written.getvalue(), "a.xlsx")


def test_a_single_value_in_the_last_corner_is_not_laid_out() -> None:
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "远"
    written = io.BytesIO()
    book.save(written)
    with pytest.raises(Unreadable, match="太大"):
        sheets.read(written.getvalue(), "a.xlsx")


def test_an_old_workbook_is_read() -> None:
    [first, *_] = sheets.read((HERE / "samples/reports/workbook_97.xls").read_bytes(), "表.xls")
    assert first.rows


@pytest.mark.parametrize("at", [2592, 4806])
def test_a_damaged_old_workbook_is_refused_and_takes_nothing_down(at: int) -> None:
    """The library panics at the one place, and ends its process at the other."""
    data = bytearray((HERE / "samples/reports/workbook_97.xls").read_bytes())
    data[at : at + 2] = b"\xff\x7f"
    with pytest.raises(Unreadable, match="已损坏"):
        sheets.read(bytes(data), "表.xls")


def test_a_workbook_packed_wrongly_is_refused() -> None:
    data = bytearray(workbook(("标题", "公开日期")))
    data[60:90] = b"\xff" * 30
    with pytest.raises(Unreadable):
        sheets.read(bytes(data), "表.xlsx")
