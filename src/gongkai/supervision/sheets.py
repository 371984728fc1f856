"""登记簿的表格: a register as a spreadsheet to fill in, and a spreadsheet as entries of a register.

    template(register, agency) -> bytes      read(register, data, name) -> rows      values(register, agency, row)

What the list of a register exports has the same headings, and is read back the same.
"""

import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import xlsxwriter
from django.db import models

from gongkai.agency.models import Agency
from gongkai.disclosure import sheets
from gongkai.errors import Refused, Unreadable
from gongkai.supervision.checking import Fault
from gongkai.supervision.models import Inspection
from gongkai.supervision.registers import Register

MOST = 500
"""Rows of one file: more than any agency registers in a year."""
REQUIRED = "（必填）"
_TOP = 10
_OFFERED = 1000
_MOST_DIGITS = 18
"""1e9999999999 is nine letters in a cell and ten thousand million digits once it is written out."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the spreadsheet counts, and its cells as words: field → what stands there."""

    number: int
    cells: Mapping[str, str]


def read(register: Register, data: bytes, name: str) -> tuple[Row, ...]:
    """The rows below the headings of the first sheet that has them. Refuses a file without."""
    try:
        found = sheets.read(data, name)
    except Unreadable as error:
        raise Refused(str(error)) from error
    for sheet in found:
        for at, (_, cells) in enumerate(sheet.rows[:_TOP]):
            columns = _columns(register, cells)
            if len(columns) >= min(2, len(_required(register))):
                if missing := [register.label(each) for each in _required(register) if each not in columns]:
                    raise Refused(f"表格里没有这些必填的列：{'、'.join(missing)}。请照模板的列名补上。")
                return _rows(columns, sheet.rows[at + 1 :])
    wanted = "、".join(register.label(each) for each in _required(register))
    raise Refused(f"没有找到标题行：表格前 {_TOP} 行里应有一行写着“{wanted}”等列名。请下载模板，照模板的列名填写。")


def values(register: Register, agency: Agency, row: Row) -> tuple[dict[str, Any], list[Fault]]:
    """What the cells of a row mean, and what could not be read; an empty cell leaves the field as it is."""
    given: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, text in row.cells.items():
        if not text:
            continue
        try:
            given[name] = _meant(register.field(name), text, agency)
        except ValueError as error:
            faults.append(Fault(name, str(error)))
    return given, faults


def template(register: Register, agency: Agency) -> bytes:
    """The spreadsheet that an agency fills in: our headings, and what may stand in each column."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, notes = book.add_worksheet(register.word), book.add_worksheet("填写说明")
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#EEF1F4", "text_wrap": True})
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    required = _required(register)
    notes.write_row(0, 0, ("列名", "怎么填"), head)
    for place, name in enumerate(register.fields):
        field = register.field(name)
        is_day = isinstance(field, models.DateField)
        sheet.set_column(place, place, 40 if name == "title" else 16, day if is_day else text)
        sheet.write_string(0, place, register.label(name) + (REQUIRED if name in required else ""), head)
        choices = list(_choices(register, name, agency).values())
        if choices:
            rule = {"validate": "list", "source": choices, "error_type": "information"}
            sheet.data_validation(1, place, _OFFERED, place, rule)
        told = [f"可写：{'、'.join(choices)}。"] if choices else ["例如 2024-03-05。"] if is_day else []
        told += [register.helps[name]] if name in register.helps else []
        notes.write_row(place + 1, 0, (register.label(name), "".join(told)))
    sheet.freeze_panes(1, 0)
    notes.set_column(0, 0, 20)
    notes.set_column(1, 1, 90)
    notes.write_string(
        len(register.fields) + 2, 0, f"请在“{register.word}”表里填写，每行一条；列的次序可以变，用不到的列可以删。"
    )
    book.close()
    return written.getvalue()


def _required(register: Register) -> tuple[str, ...]:
    """The fields that a row must fill: those that may not be blank and have no value of their own."""
    fields = ((name, register.field(name)) for name in register.fields)
    return tuple(name for name, field in fields if not field.blank and not field.has_default())


def _columns(register: Register, cells: Sequence[sheets.Value]) -> dict[str, int]:
    """Where each field of the register stands."""
    known = {_plain(register.label(name)): name for name in register.fields}
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = known.get(_plain(sheets.text(cell)).removesuffix(_plain(REQUIRED)))
        if name:
            found.setdefault(name, place)
    return found


def _rows(columns: Mapping[str, int], body: Sequence[sheets.Row]) -> tuple[Row, ...]:
    if len(body) > MOST:
        raise Refused(f"一次最多导入 {MOST} 条，这里有 {len(body)} 行。请分成几个文件。")
    rows = (
        Row(number, {name: sheets.text(cells[at]) for name, at in columns.items() if at < len(cells)})
        for number, cells in body
    )
    found = tuple(row for row in rows if any(row.cells.values()))
    if not found:
        raise Refused("标题行下面没有内容。请从标题行的下一行开始，一行填一条。")
    return found


def _meant(field: Any, text: str, agency: Agency) -> Any:
    """What a cell means in a field. ValueError says why it means nothing."""
    if isinstance(field, models.DateField):
        return _day(text)
    if field.choices:
        codes = {label: code for code, label in field.flatchoices}
        if text not in codes:
            raise ValueError(f"没有“{text}”，请写{'、'.join(codes)}之一。")
        return codes[text]
    if isinstance(field, models.IntegerField | models.DecimalField):
        return _number(text, whole=isinstance(field, models.IntegerField))
    if isinstance(field, models.ForeignKey):
        found = Inspection.objects.filter(Inspection.VALID, agency=agency, title=text).first()
        if found is None:
            raise ValueError(f"没有登记过名称是“{text}”的检查。请先登记检查，或者不填。")
        return found
    return text


def _day(text: str) -> date:
    day = sheets.day(text)
    if day is None:
        raise ValueError(f"“{text}”不是日期。请写成 2024-03-05 这样。")
    return day


def _number(text: str, *, whole: bool) -> int | Decimal:
    plain = unicodedata.normalize("NFKC", text).replace(",", "").removesuffix("%")
    try:
        number = Decimal(plain)
    except InvalidOperation as error:
        raise ValueError(f"“{text}”不是数字。请只写数字，不写单位。") from error
    if number.is_finite() and not -_MOST_DIGITS < number.adjusted() < _MOST_DIGITS:
        raise ValueError(f"“{text[:30]}”不会有这么大或者这么小的数。")
    if not number.is_finite() or (whole and number != number.to_integral_value()):
        raise ValueError(f"“{text}”应是{'整数' if whole else '数字'}。")
    return int(number) if whole else number


def _choices(register: Register, name: str, agency: Agency) -> dict[str, str]:
    """The choices that an agency has in a field: code → word."""
    barred = register.not_for(agency).get(name, ())
    choices: Iterator[tuple[Any, Any]] = iter(getattr(register.field(name), "flatchoices", ()))
    return {str(code): str(label) for code, label in choices if code and code not in barred}


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
