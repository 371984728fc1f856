"""表格文件: rows into CSV or Excel as they come, so that a long table never stands in memory.

Text from other people's files is written as text: a spreadsheet must not run it as a formula.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

Value = str | int | float | Decimal | None
Rows = Iterable[Sequence[Value]]

LONGEST = 1_048_576
"""The rows a sheet of Excel can hold, its head included."""

WORDS = 32_767
"""The characters a cell of Excel can hold."""

_SAMPLE = 200  # rows by which the widths of columns are settled
_NARROWEST, _WIDEST, _WIDEST_HEAD = 6, 48, 16
_PAGE = 220  # characters beside one another that can still be read on a page
_LINE, _HIGHEST = 15, 225
_COLUMNS_OF_A_PAGE = 20
_A4 = 9


def write_csv(path: Path, rows: Rows) -> None:
    """The rows as CSV that Excel opens in the right encoding."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([_inert(value) for value in row] for row in rows)


def _inert(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def write_xlsx(path: Path, sheets: Mapping[str, Rows]) -> None:
    """A workbook of these sheets, the first row of each its head; a table too long for one goes on in the next.

    Columns are as wide as their words ask, which wrap; the head stays in sight and filters; pages lie on their side.
    Raises OSError when the file cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(path), options)
    try:
        with closing(book):
            for name, rows in sheets.items():
                _write_table(book, name, iter(rows))
    except FileCreateError as error:
        raise error.args[0] from error


def _write_table(book: Any, name: str, rows: Iterator[Sequence[Value]]) -> None:
    head = next(rows)
    first = list(islice(rows, _SAMPLE))
    widths = _widths(head, first)
    head_format = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    body_format = book.add_format({"text_wrap": True, "valign": "top"})
    sheet, number = _Sheet(book, name, head, head_format, widths), 1
    for row in chain(first, rows):
        if sheet.lines == LONGEST:
            sheet.finish()
            number += 1
            sheet = _Sheet(book, f"{name} {number}", head, head_format, widths)
        sheet.add(row, body_format)
    sheet.finish()


def _widths(head: Sequence[Value], rows: Sequence[Sequence[Value]]) -> list[int]:
    """As the words ask, the widest columns narrower until a page holds them all."""
    asked = [
        max(_NARROWEST, min(_width(head[column]), _WIDEST_HEAD), *(_width(row[column]) for row in rows)) + 1
        for column in range(len(head))
    ]
    widest = next(cap for cap in range(_WIDEST, 0, -1) if cap == _WIDEST_HEAD or _fits(asked, cap))
    return [min(width, widest) for width in asked]


def _fits(asked: Sequence[int], cap: int) -> bool:
    return sum(min(width, cap) for width in asked) <= _PAGE


class _Sheet:
    """A sheet that is written line by line, each as high as its words need where they wrap."""

    def __init__(self, book: Any, name: str, head: Sequence[Value], head_format: Any, widths: Sequence[int]) -> None:
        self._sheet = book.add_worksheet(name)
        self._widths = widths
        self.lines = 0
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self.add(head, head_format)

    def add(self, row: Sequence[Value], cell_format: Any) -> None:
        high = max((-(-_width(value) // (room - 1)) for value, room in zip(row, self._widths, strict=True)), default=1)
        self._sheet.set_row(self.lines, min(_LINE * max(high, 1), _HIGHEST))
        for column, value in enumerate(row):
            if value is not None:
                shown = value[:WORDS] if isinstance(value, str) else value
                self._sheet.write(self.lines, column, shown, cell_format)
        self.lines += 1

    def finish(self) -> None:
        """The sheet as people use it, on the screen and printed."""
        columns = len(self._widths)
        self._sheet.freeze_panes(1, 0 if columns <= _COLUMNS_OF_A_PAGE else 1)
        self._sheet.autofilter(0, 0, self.lines - 1, columns - 1)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.repeat_rows(0)
        if columns <= _COLUMNS_OF_A_PAGE:  # hundreds of them on one page nobody could read
            self._sheet.fit_to_pages(1, 0)


def _width(value: Value) -> int:
    """In the characters by which Excel measures columns, of which one of Chinese is two."""
    words = "" if value is None else str(value)[:WORDS]
    return len(words) if words.isascii() else sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)
