"""表格文件: rows into CSV or Excel as they come, so that a long table never stands in memory.

Text from other people's files is written as text: a spreadsheet must not run it as a formula.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

Value = str | int | float | Decimal | None
Rows = Iterable[Sequence[Value]]

LONGEST = 1_048_576
"""The rows a sheet of Excel can hold, its head included."""

WORDS = 32_767
"""The characters a cell of Excel can hold."""

_NARROWEST, _WIDEST, _WIDEST_HEAD = 6, 48, 16
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
    head_format = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    body_format = book.add_format({"text_wrap": True, "valign": "top"})
    sheet, number = _Sheet(book, name, head, head_format), 1
    for row in rows:
        if sheet.lines == LONGEST:
            sheet.finish()
            number += 1
            sheet = _Sheet(book, f"{name} {number}", head, head_format)
        sheet.add(row, body_format)
    sheet.finish()


class _Sheet:
    """A sheet that is written line by line; how wide its columns are to be shows on the way."""

    def __init__(self, book: Any, name: str, head: Sequence[Value], head_format: Any) -> None:
        self._sheet = book.add_worksheet(name)
        self._widths = [_NARROWEST] * len(head)
        self.lines = 0
        self.add(head, head_format, widest=_WIDEST_HEAD)

    def add(self, row: Sequence[Value], cell_format: Any, *, widest: int = _WIDEST) -> None:
        for column, value in enumerate(row):
            if value is not None:
                shown = value[:WORDS] if isinstance(value, str) else value
                self._sheet.write(self.lines, column, shown, cell_format)
                self._widths[column] = max(self._widths[column], min(_width(shown), widest))
        self.lines += 1

    def finish(self) -> None:
        """The sheet as people use it, on the screen and printed."""
        columns = len(self._widths)
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width + 1)
        self._sheet.freeze_panes(1, 0 if columns <= _COLUMNS_OF_A_PAGE else 1)
        self._sheet.autofilter(0, 0, self.lines - 1, columns - 1)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.repeat_rows(0)
        if columns <= _COLUMNS_OF_A_PAGE:  # hundreds of them on one page nobody could read
            self._sheet.fit_to_pages(1, 0)


def _width(value: Value) -> int:
    """In the characters by which Excel measures columns, of which one of Chinese is two."""
    words = str(value)[:_WIDEST]
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in words)
