"""导出: exactly the rows and columns that the list shows, as xlsx or csv, sent as they are read."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

import xlsxwriter
from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from gongkai.agency.models import Agency
from gongkai.desk.items.columns import Column, entry_names
from gongkai.disclosure.models import Item

FORMATS = ("xlsx", "csv")
AT_ONCE = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDE = {"title": 60, "entry": 40, "root": 30, "index_number": 32, "document_number": 22, "channels": 30}
_CALCULATED = ("=", "+", "-", "@", "\t", "\r")


class Headed(Protocol):
    """A column as a file needs it: its code and its heading."""

    @property
    def code(self) -> str: ...
    @property
    def word(self) -> str: ...


def send(
    form: str, agency: Agency, items: QuerySet[Item], columns: Sequence[Column], today: date
) -> FileResponse | StreamingHttpResponse:
    """The list as a file, named for the agency and the day."""
    name = f"{agency.name}主动公开信息{today:%Y%m%d}"
    return (as_xlsx if form == "xlsx" else as_csv)(name, columns, rows(agency, items, columns))


def rows(agency: Agency, items: QuerySet[Item], columns: Sequence[Column]) -> Iterator[list[str]]:
    """A row for each item, in the words of the page."""
    entries = entry_names(agency) if any(column.code == "entry" for column in columns) else {}
    for item in items.iterator(chunk_size=AT_ONCE):
        yield [column.say(item, entries) for column in columns]


def as_csv(name: str, columns: Sequence[Headed], found: Iterable[Sequence[str]]) -> StreamingHttpResponse:
    """Sent row by row, marked as UTF-8 for Excel and WPS; what a spreadsheet would calculate is made plain text."""
    writer = csv.writer(_Line())

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow([column.word for column in columns])
        for row in found:
            yield writer.writerow(["'" + cell if cell.startswith(_CALCULATED) else cell for cell in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.csv")
    return response


def as_xlsx(
    name: str, columns: Sequence[Headed], found: Iterable[Sequence[str]], *, sheet_name: str = "主动公开信息"
) -> FileResponse:
    """A sheet with its heading frozen and a filter over it; written row by row, whatever the number of rows."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(sheet_name)
    bold = book.add_format({"bold": True, "bottom": 1})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, WIDE.get(column.code, 14))
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, [column.word for column in columns], bold)
    number = 0
    for number, row in enumerate(found, start=1):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell)
    sheet.autofilter(0, 0, max(number, 1), len(columns) - 1)
    book.close()
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


class _Line:
    """What `csv.writer` writes to: gives every line back."""

    def write(self, text: str) -> str:
        return text
