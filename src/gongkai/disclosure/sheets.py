"""表格文件: what stands in the cells of a spreadsheet (.xlsx, .xls, .csv), row by row, merged cells filled.

    read(data, name) -> sheets      day(value) -> date

Values stay what the file says they are, a date a date and a number a number; what they mean is for the reader to say.
"""

import csv
import io
import pickle
import re
import resource
import struct
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from gongkai.errors import Unreadable
from gongkai.report.reading.files.archive import Archive
from gongkai.report.reading.files.encoding import decode
from gongkai.report.reading.files.refusals import PASSWORD

Value = str | float | date
Row = tuple[int, tuple[Value, ...]]
"""The number of a row as the spreadsheet counts, from 1, and its values."""

MOST_BYTES = 20_000_000
MOST_ROWS = 20_000
MOST_PLACES = 1_000_000
"""Cells that a sheet may reach over: a single value in its last corner would make all before it."""

NO_SHEET = "这不是表格文件。请上传 xlsx、xls 或 csv；Word、PDF 里的表格请先复制到 Excel。"
DAMAGED = "文件不完整或已损坏。请用 Excel 或 WPS 打开，另存为 xlsx 再上传。"

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_XLS_LOCKED = 0x2F
_XLS_CELLS = frozenset((0x06, 0x7E, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E))
_PATIENCE = 60
_MOST_MEMORY = 2 << 30
_DELIMITERS = ",\t;，"

_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050
"""Days since 1899-12-30 from 2000 to 2099: what Excel keeps of a date when the cell is not formatted as one."""
_NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_DAY = re.compile(
    r"(\d{4})\s*(?:[-./年、]\s*(\d{1,2})\s*[-./月、]\s*(\d{1,2})\s*[日号]?|(\d{2})(\d{2}))(?:[T\s]+\d{1,2}[:：时].*)?"
)
_CHINESE_DAY = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,4})[日号]"
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that is shown, with the rows that have something in them."""

    name: str
    rows: tuple[Row, ...]


def read(data: bytes, name: str) -> list[Sheet]:
    """The sheets of a file. Raises Unreadable for one that is no spreadsheet, is locked, or asks too much."""
    if len(data) > MOST_BYTES:
        raise _too_much(f"文件超过 {MOST_BYTES // 1_000_000} MB")
    if data.startswith((_ZIP, _OLE)):
        try:
            return _read_apart(data) if data.startswith(_OLE) else _read_xlsx(data)
        except Unreadable:
            raise
        except Exception as error:  # the libraries let their own and any other through
            raise Unreadable(DAMAGED) from error
    if not name.lower().endswith((".csv", ".txt")):
        raise Unreadable(NO_SHEET)
    text = decode(data)
    mark = max(_DELIMITERS, key=text.partition("\n")[0].count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise Unreadable(f"“{name}”有的行读不了，可能引号不成对。请另存为 xlsx 再上传。") from error
    return _kept([_sheet(name, rows, {})])


def day(value: Value) -> date | None:
    """The day that a cell means, however it is written; None for what is no day, or lacks its year or day."""
    if isinstance(value, date):
        return value
    if isinstance(value, float):
        return _of_serial(value)
    text = unicodedata.normalize("NFKC", value).strip()
    if match := _DAY.fullmatch(text):
        year, *parts = (int(part) for part in match.groups() if part)
        return _of(year, *parts)
    if match := _CHINESE_DAY.fullmatch(value.strip()):
        return _of(int(match[1].translate(_NUMERALS)), _chinese(match[2]), _chinese(match[3]))
    return _of_serial(float(text)) if re.fullmatch(r"\d{5}(\.\d+)?", text) else None


def text(value: Value) -> str:
    """A cell as words: blanks at its ends gone, 5.0 as 5, a day as 2024-03-05."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{Decimal(f'{value:.15g}'):f}"
    return value.replace("\u3000", " ").replace("\xa0", " ").strip()


def _of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _of_serial(value: float) -> date | None:
    if _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return date(1899, 12, 30) + timedelta(days=int(value))
    if value == int(value) and len(str(int(value))) == 8:
        digits = str(int(value))
        return _of(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return None


def _chinese(numeral: str) -> int:
    """二十一 → 21."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int(numeral.translate(_NUMERALS)) if len(numeral) == 1 else 0
    return (int(tens.translate(_NUMERALS)) if tens else 1) * 10 + (int(ones.translate(_NUMERALS)) if ones else 0)


def _read_xlsx(data: bytes) -> list[Sheet]:
    _refuse_wide_xlsx(data)
    return _workbook(data)


def _read_apart(data: bytes) -> list[Sheet]:
    """An .xls in a process of its own: over some damaged ones the library takes its whole process down."""
    _refuse_wide_xls(data)
    command = [sys.executable, "-c", f"from {__name__} import answer; answer()"]
    done = subprocess.run(command, input=data, capture_output=True, timeout=_PATIENCE, check=True)
    found: list[Sheet] | Unreadable = pickle.loads(done.stdout)
    if isinstance(found, Unreadable):
        raise found
    return found


def answer() -> None:
    """The sheets of the .xls that comes in, or why there are none, to the process that asked."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    found: list[Sheet] | Unreadable
    try:
        found = _workbook(sys.stdin.buffer.read())
    except Unreadable as error:
        found = error
    sys.stdout.buffer.write(pickle.dumps(found))


def _workbook(data: bytes) -> list[Sheet]:
    import python_calamine

    try:
        workbook = python_calamine.load_workbook(io.BytesIO(data))
        sheets = [
            _sheet(listed.name, sheet.to_python(skip_empty_area=False), _merged(sheet))
            for number, listed in enumerate(workbook.sheets_metadata)
            if listed.typ == python_calamine.SheetTypeEnum.WorkSheet
            and listed.visible == python_calamine.SheetVisibleEnum.Visible
            for sheet in [workbook.get_sheet_by_index(number)]
        ]
    except python_calamine.PasswordError as error:
        raise Unreadable(PASSWORD) from error
    except (python_calamine.CalamineError, zipfile.BadZipFile) as error:
        raise Unreadable(DAMAGED) from error
    return _kept(sheets)


def _kept(sheets: list[Sheet]) -> list[Sheet]:
    found = [sheet for sheet in sheets if sheet.rows]
    for sheet in found:
        if len(sheet.rows) > MOST_ROWS:
            raise _too_much(f"工作表“{sheet.name}”有 {len(sheet.rows)} 行，一次最多 {MOST_ROWS} 行")
    return found


def _merged(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Every cell covered by a merged one → the cell that has the value."""
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if (bottom - top + 1) * (right - left + 1) > MOST_PLACES:
            raise _too_much("工作表有过大的合并单元格")
        covered |= {(row, column): (top, left) for row in range(top, bottom + 1) for column in range(left, right + 1)}
    return covered


def _sheet(name: str, rows: Sequence[Sequence[Any]], merged: dict[tuple[int, int], tuple[int, int]]) -> Sheet:
    if sum(map(len, rows)) > MOST_PLACES:
        raise _too_much(f"工作表“{name}”过大")
    values = [[_value(cell) for cell in row] for row in rows]
    filled = [list(row) for row in values]
    for (row, column), (top, left) in merged.items():
        if row < len(filled) and column < len(filled[row]) and filled[row][column] == "":
            filled[row][column] = values[top][left] if top < len(values) and left < len(values[top]) else ""
    return Sheet(name, tuple(_with_words(values, filled)))


def _with_words(values: Sequence[Sequence[Value]], filled: Sequence[Sequence[Value]]) -> Iterator[Row]:
    """Rows that have something of their own in them, not only what a merged cell lends them."""
    for number, (own, row) in enumerate(zip(values, filled, strict=True), start=1):
        if any(value != "" for value in own):
            yield number, tuple(row)


def _value(cell: Any) -> Value:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, int | float):
        return float(cell)
    if isinstance(cell, time | timedelta):
        return ""
    return cell if isinstance(cell, date) else text(str(cell))


def _refuse_wide_xlsx(data: bytes) -> None:
    try:
        archive = Archive(data)
        if "xl/workbook.xml" not in archive.names:
            raise Unreadable(NO_SHEET)
        for name in archive.names:
            part = archive.read(name)  # a part that lies about its size stops here, before the library unpacks it
            if name.endswith(".xml") and (places := _PLACE.findall(part)):
                _refuse_wide(max(int(row) for _, row in places), max(_column(letters) for letters, _ in places))
    except zipfile.BadZipFile as error:
        raise Unreadable(DAMAGED) from error


def _refuse_wide_xls(data: bytes) -> None:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            streams = [path for path in file.listdir() if path[0].lower() in ("workbook", "book")]
            if not streams:
                raise Unreadable(
                    PASSWORD if file.exists("EncryptedPackage") else "这不是表格文件。请另存为 xlsx 再上传。"
                )
            workbook: bytes = file.openstream(streams[0]).read()
    except OSError as error:
        raise Unreadable(DAMAGED) from error
    rows = columns = position = 0
    while position + 4 <= len(workbook):
        record, size = struct.unpack_from("<HH", workbook, position)
        if record == _XLS_LOCKED:
            raise Unreadable(PASSWORD)
        if record in _XLS_CELLS and position + 8 <= len(workbook):
            row, column = struct.unpack_from("<HH", workbook, position + 4)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        position += 4 + size
    _refuse_wide(rows, columns)


def _refuse_wide(rows: int, columns: int) -> None:
    if rows * columns > MOST_PLACES:
        raise _too_much(f"工作表有 {rows} 行 {columns} 列")


def _too_much(what: str) -> Unreadable:
    return Unreadable(f"{what}，太大了，不能读。请删去多余的行列，或分成几个文件。")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
