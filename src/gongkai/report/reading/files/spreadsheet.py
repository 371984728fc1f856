"""表格文件 (.xlsx, .xls, .csv): each sheet a table, its name before it."""

import csv
import io
import re
import struct
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any

from gongkai.errors import Unreadable
from gongkai.report.reading.blocks import Document, Grid, GridCell, Paragraph
from gongkai.report.reading.files import limits
from gongkai.report.reading.files.encoding import decode
from gongkai.report.reading.files.refusals import PASSWORD, too_much
from gongkai.report.report import Place

Spans = dict[tuple[int, int], tuple[int, int]]
"""How many rows and columns merged cells cover, by their first row and column."""

_DELIMITERS = ",;"
_FEWEST_FIELDS = 4
_FEWEST_ROWS = 10
_LISTED = re.compile(r"^\[['\"].*\]$", re.M)
_FIGURE = re.compile(r"[-+]?\d[\d,.]*")
_PLACE = re.compile(rb"""\br=["']([A-Z]{0,3})(\d{1,7})["']""")
_XLS_LOCKED = 0x2F
_XLS_CELLS = frozenset((0x06, 0x7E, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E))


def read_xlsx(data: bytes) -> Document:
    from gongkai.report.reading.files.archive import Archive

    archive = Archive(data)
    for name in archive.names:
        part = archive.read(name)  # a part that lies about its size stops here, before the library unpacks it
        if name.endswith(".xml"):
            limits.refuse_heavy_markup(part)
        if places := _PLACE.findall(part):  # wherever the workbook says that its sheets lie
            rows = max((int(row) for _, row in places), default=0)
            _refuse_wide(rows, max((_column(letters) for letters, _ in places), default=0))
    return _sheets("xlsx", data)


def read_xls(data: bytes) -> Document:
    import olefile

    with olefile.OleFileIO(io.BytesIO(data)) as file:
        stream = next(path for path in file.listdir() if path[0].lower() in ("workbook", "book"))
        workbook: bytes = file.openstream(stream).read()
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
    return _sheets("xls", data)


def read_csv(data: bytes) -> Document:
    limits.refuse_heavy_text(data)
    text = decode(data)
    return Document("csv", (_grid(_fields(text, delimiter(text) or ","), {}, 1),))


def delimiter(text: str) -> str:
    """What separates the fields of a text that is rows of tables but for a few headings, "" for any other.

    Lists that a program printed have commas, but are none of its rows.
    """
    if len(_LISTED.findall(text)) >= _FEWEST_ROWS:
        return ""
    for mark in _DELIMITERS:
        try:
            rows = [row for row in _fields(text, mark) if any(map(str.strip, row))]
        except csv.Error:  # a field longer than any cell
            return ""
        wide = sum(len(row) >= _FEWEST_FIELDS for row in rows)
        even = Counter(map(len, rows)).most_common(1)
        if wide * 10 >= len(rows) * 7 > 7 or (len(rows) > 1 and even[0][0] > 1 and even[0][1] * 10 >= len(rows) * 9):
            return mark
        if sum(map(_is_of_figures, rows)) >= _FEWEST_ROWS:
            return mark
    return ""


def _is_of_figures(row: list[str]) -> bool:
    """Whether a row ends with figures, as those of the form do: prose among them makes a file no other kind."""
    last = [text.strip() for text in row[-_FEWEST_FIELDS + 1 :]]
    return len(row) >= _FEWEST_FIELDS and any(last) and all(not text or _FIGURE.fullmatch(text) for text in last)


def _fields(text: str, mark: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refuse_wide(rows: int, columns: int) -> None:
    """A single value in the last corner would make the library lay out every cell before it."""
    if rows * columns > limits.SHEET_PLACES:
        raise too_much(f"工作表有 {rows} 行 {columns} 列")


def _sheets(kind: str, data: bytes) -> Document:
    import python_calamine

    try:
        workbook = python_calamine.load_workbook(io.BytesIO(data))
    except python_calamine.PasswordError as error:
        raise Unreadable(PASSWORD) from error
    blocks: list[Paragraph | Grid] = []
    for number, listed in enumerate(workbook.sheets_metadata):
        if listed.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if listed.visible != python_calamine.SheetVisibleEnum.Visible:
            continue
        sheet = workbook.get_sheet_by_index(number)
        rows = [[_written(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        if any(text.strip() for row in rows for text in row):
            blocks += [Paragraph(listed.name, heading=1), _grid(rows, _merged(sheet), len(blocks) // 2 + 1)]
    return Document(kind, tuple(blocks))


def _merged(sheet: Any) -> Spans:
    ranges = sheet.merged_cell_ranges or ()
    return {(top, left): (bottom - top + 1, right - left + 1) for (top, left), (bottom, right) in ranges}


def _grid(rows: Sequence[Sequence[str]], merged: Spans, table: int) -> Grid:
    """The rows as a table, cut after the last that has words, or that a cell with words reaches into."""
    height = width = 0
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            if text.strip():
                down, across = merged.get((row, column), (1, 1))
                height, width = max(height, row + down), max(width, column + across)
    if height * width > limits.CELLS:
        raise too_much(f"工作表有 {height} 行 {width} 列")

    cells: list[GridCell] = []
    covered: set[tuple[int, int]] = set()
    for row in range(height):
        line = rows[row] if row < len(rows) else ()
        for column in range(width):
            if (row, column) in covered:
                continue
            down, across = merged.get((row, column), (1, 1))
            down, across = min(down, height - row), min(across, width - column)
            if down * across > 1:
                covered.update((row + i, column + j) for i in range(down) for j in range(across))
            text = line[column] if column < len(line) else ""
            cells.append(GridCell(text, row, column, down, across, Place(None, table, row + 1, column + 1)))
    return Grid(tuple(cells), Place(None, table))


def _written(value: Any) -> str:
    """A value as the sheet shows it to a person: 5.0 is 5, and no more than the fifteen digits that are kept."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and isfinite(value):
        return f"{Decimal(f'{value:.15g}'):f}"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)
