"""表格文件: rows into CSV or Excel as they come, so that a long table never stands in memory.

Text from other people's files is written as text: a spreadsheet must not run it as a formula.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

Value = str | int | float | Decimal | None
Rows = Iterable[Sequence[Value]]

LONGEST = 1_048_576
"""The rows a sheet of Excel can hold, its head included."""

WORDS = 32_767
"""The characters a cell of Excel can hold."""


def write_csv(path: Path, rows: Rows) -> None:
    """The rows as CSV that Excel opens in the right encoding."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([_inert(value) for value in row] for row in rows)


def _inert(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def write_xlsx(path: Path, sheets: Mapping[str, Rows]) -> None:
    """A workbook of these sheets, the first row of each its head; a table too long for one goes on in the next.

    Raises OSError when the file cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(path), options)
    try:
        with closing(book):
            head_format = book.add_format({"bold": True, "bottom": 1})
            for name, rows in sheets.items():
                _write_table(book, name, iter(rows), head_format)
    except FileCreateError as error:
        raise error.args[0] from error


def _write_table(book: Any, name: str, rows: Iterator[Sequence[Value]], head_format: Any) -> None:
    head = next(rows)
    sheet, line, number = _sheet(book, name, head, head_format), 1, 1
    for row in rows:
        if line == LONGEST:
            number += 1
            sheet, line = _sheet(book, f"{name} {number}", head, head_format), 1
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(line, column, value[:WORDS] if isinstance(value, str) else value)
        line += 1


def _sheet(book: Any, name: str, head: Sequence[Value], head_format: Any) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for column, words in enumerate(head):
        sheet.write(0, column, words, head_format)
    return sheet
