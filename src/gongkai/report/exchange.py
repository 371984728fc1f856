"""交换: a report as JSON, the form in which other systems take and give one.

    encode(report) -> bytes     decode(bytes) -> Report     checked(report, findings) -> bytes

Row names stand as flat keys (`refused.state_secret`), amounts as JSON numbers with every digit kept. A `null`
in a table has its reason in `unread`; the words and the place of a figure are in `origins`.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, NoReturn

import msgspec

from gongkai.errors import Unreadable
from gongkai.report import forms
from gongkai.report.forms import Form
from gongkai.report.report import (
    Cell,
    Finding,
    Note,
    Place,
    Report,
    Section,
    Source,
    State,
    Statement,
    Statistic,
    Surplus,
)

MOST_DIGITS = 15
"""Figures with more digits than this before the point, or after it, are refused: no spreadsheet keeps them."""

_LONGEST = 200

_encoder = msgspec.json.Encoder(decimal_format="number")


class _Unread(msgspec.Struct, omit_defaults=True):
    cell: str
    state: Literal["blank", "missing", "unreadable"]
    text: str = ""


class _Inferred(msgspec.Struct):
    cell: str
    how: str = ""


class _Origin(msgspec.Struct, omit_defaults=True):
    text: str = ""
    place: Place | None = None
    notes: tuple[str, ...] = ()


class _File(msgspec.Struct):
    """The file as it is checked on arrival; the cells of `tables` are looked at one by one, to name the wrong one."""

    form: str
    agency: str | None = None
    year: Annotated[int, msgspec.Meta(ge=1900, le=2999)] | None = None
    sections: tuple[Section, ...] = ()
    tables: dict[str, Any] = {}
    unread: tuple[_Unread, ...] = ()
    inferred: tuple[_Inferred, ...] = ()
    statements: tuple[Statement, ...] = ()
    title: str = ""
    preamble: str = ""
    period: tuple[date, date] | None = None
    signature: str = ""
    signed_on: date | None = None
    statistics: tuple[Statistic, ...] = ()
    surplus: tuple[Surplus, ...] = ()
    notes: tuple[Note, ...] = ()
    source: Source = Source()
    origins: dict[str, _Origin] = {}


def encode(report: Report) -> bytes:
    """The report as JSON text in UTF-8; the same report always gives the same bytes."""
    return _written(_plain(report))


def checked(report: Report, findings: Iterable[Finding]) -> bytes:
    """A report with what was found in it: `{"report": …, "findings": […]}`."""
    return _written({"report": _plain(report), "findings": [_plain_finding(finding) for finding in findings]})


def decode(data: bytes) -> Report:
    """The report that `encode` or `checked` wrote, or that a person wrote by hand with fewer keys.

    A cell without its key is missing; a `null` without an entry in `unread` is blank. Raises Unreadable.
    """
    raw = _parsed(data)
    if isinstance(raw, dict) and "form" not in raw and "report" in raw:
        raw = raw["report"]
    try:
        file = msgspec.convert(raw, _File)
    except msgspec.ValidationError as error:
        _refuse(_in_chinese(str(error)))
    form = _form(file.form)
    cells = _cells(file, form) if form else {}
    if not form and (file.tables or file.unread or file.inferred or file.origins):
        _refuse('form 是空的，却填了表格；请写明表格用的是哪一版格式，如 "2021"')
    _check_statements(file, form)
    for number, statistic in enumerate(file.statistics, start=1):
        for column, value in statistic.values.items():
            if value is not None:
                _check_size(value, f"statistics第{number}项.values.{column}")
    kept = {name: getattr(file, name) for name in Report.__struct_fields__ if name != "cells"}
    return Report(cells=cells, **kept)


def _plain(report: Report) -> dict[str, Any]:
    form = report.edition
    paths = [path for path in form.every_slot if path in form.slots or path in report.cells] if form else []
    unread, inferred = [], []
    for path in paths:
        cell = report[path]
        if cell.value is None:
            unread.append(_Unread(path, _unread_state(cell), cell.text))
        elif cell.state is State.INFERRED:
            inferred.append(_Inferred(path, cell.how))
    origins = {path: origin for path in paths if (origin := _origin(report[path])) != _Origin()}
    return {
        "agency": report.agency,
        "year": report.year,
        "form": report.form,
        "sections": [_plain_section(section) for section in report.sections],
        "tables": {table.code: _plain_table(report, table) for table in form.table} if form else {},
        "unread": unread,
        "inferred": inferred,
        "statements": report.statements,
        "title": report.title,
        "preamble": report.preamble,
        "period": report.period,
        "signature": report.signature,
        "signed_on": report.signed_on,
        "statistics": report.statistics,
        "surplus": report.surplus,
        "notes": report.notes,
        "source": report.source,
        "origins": origins,
    }


def _plain_section(section: Section) -> dict[str, Any]:
    """All four promised keys, the empty ones too, then the place where it is known."""
    plain: dict[str, Any] = {
        "code": section.code,
        "title": section.title,
        "text": section.text,
        "parts": section.parts,
    }
    return plain | {"place": section.place} if section.place else plain


def _plain_table(report: Report, table: forms.Table) -> dict[str, dict[str, int | Decimal | None]]:
    rows: dict[str, dict[str, int | Decimal | None]] = {}
    merged = [slot for slot in forms.form(report.form).merged_slots.values() if slot.path in report.cells]
    for slot in (*table.slots, *(slot for slot in merged if slot.table == table)):
        rows.setdefault(slot.row.code, {})[slot.column.code] = report.value(slot.path)
    return rows


def _unread_state(cell: Cell) -> Literal["blank", "missing", "unreadable"]:
    match cell.state:
        case State.MISSING:
            return "missing"
        case State.UNREADABLE:
            return "unreadable"
        case _:
            return "blank"


def _origin(cell: Cell) -> _Origin:
    return _Origin("" if cell.value is None else cell.text, cell.place, cell.notes)


def _plain_finding(finding: Finding) -> dict[str, Any]:
    plain = {name: getattr(finding, name) for name in Finding.__struct_fields__}
    return plain | {"facts": dict(finding.facts)}


def _written(plain: Mapping[str, Any]) -> bytes:
    return msgspec.json.format(_encoder.encode(plain), indent=2) + b"\n"


def _refuse(sentence: str) -> NoReturn:
    """Words that come from the file are shown on one line, and not without end."""
    line = "".join(character if character.isprintable() else " " for character in sentence[:_LONGEST])
    raise Unreadable(f"JSON 读不成年度报告：{line}。", tried=["json"])


def _parsed(data: bytes) -> Any:
    try:
        raw = json.loads(
            data.decode("utf-8-sig"),
            parse_int=_number,
            parse_float=_number,
            parse_constant=Decimal,
            object_pairs_hook=_without_repeats,
        )
        msgspec.json.encode(
            raw
        )  # half of a surrogate pair passes the parser, but no file could ever be written with it
    except UnicodeError:
        _refuse("文件不是 UTF-8 编码，请用 UTF-8 另存")
    except json.JSONDecodeError as error:
        _refuse(f"第{error.lineno}行第{error.colno}个字符处不合 JSON 语法")
    except RecursionError:
        _refuse("括号层数太多")
    return raw


def _number(text: str) -> int | Decimal:
    if len(text) > 2 * MOST_DIGITS + 2:
        _refuse(f"数字 {text[:20]}… 太长")
    return Decimal(text) if set(text) & set(".eE") else int(text)


def _without_repeats(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    together = dict(pairs)
    if len(together) < len(pairs):
        names = [name for name, _ in pairs]
        _refuse(f"“{next(name for name in names if names.count(name) > 1)}”在同一个对象里写了两次")
    return together


def _form(edition: str) -> Form | None:
    if not edition:
        return None
    try:
        return forms.form(edition)
    except KeyError:
        known = "、".join(form.edition for form in forms.editions())
        _refuse(f"form 写的是“{edition}”，没有这一版格式，现有 {known}")


def _cells(file: _File, form: Form) -> dict[str, Cell]:
    values = _values(file, form)
    unread = {entry.cell: entry for entry in file.unread}
    inferred = {entry.cell: entry for entry in file.inferred}
    for name, entries in (("unread", unread), ("inferred", inferred), ("origins", file.origins)):
        for path in entries:
            if path not in form.every_slot:
                _refuse(f"{name} 提到 {path}，{form.name}没有这一格")
    for path in unread:
        if values.get(path) is not None:
            _refuse(f"{path} 既有数字 {values[path]}，又列在 unread 里")
    for path in inferred:
        if values.get(path) is None:
            _refuse(f"{path} 列在 inferred 里，却没有数字")
    return {
        path: _cell(path in values, values.get(path), unread.get(path), inferred.get(path), file.origins.get(path))
        for path in form.every_slot
        if path in form.slots or path in values
    }


def _values(file: _File, form: Form) -> dict[str, int | Decimal | None]:
    values: dict[str, int | Decimal | None] = {}
    for table, rows in file.tables.items():
        if table not in form.tables:
            _refuse(f"tables.{table}：{form.name}没有这个表")
        for row, columns in _object(rows, f"tables.{table}").items():
            for column, value in _object(columns, f"tables.{table}.{row}").items():
                path = f"{table}.{row}.{column}"
                if path not in form.every_slot:
                    _refuse(f"tables.{path}：{form.name}没有这一格")
                if isinstance(value, bool) or not isinstance(value, int | Decimal | None):
                    _refuse(f"tables.{path} 应为数字或 null，实际是{_kind(value)}")
                if value is not None:
                    _check_size(value, f"tables.{path}")
                values[path] = value
    return values


def _object(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        _refuse(f"{place} 应为对象 {{…}}，实际是{_kind(value)}")
    return value


def _cell(
    there: bool, value: int | Decimal | None, unread: _Unread | None, inferred: _Inferred | None, origin: _Origin | None
) -> Cell:
    origin = origin or _Origin()
    if value is None:
        state = State(unread.state) if unread else State.BLANK if there else State.MISSING
        text = (unread.text if unread else "") or origin.text
        return Cell(None, state, text, origin.place, origin.notes)
    state = State.INFERRED if inferred else State.READ
    return Cell(value, state, origin.text, origin.place, origin.notes, inferred.how if inferred else "")


def _check_statements(file: _File, form: Form | None) -> None:
    for number, statement in enumerate(file.statements, start=1):
        place = f"statements第{number}项"
        _check_size(statement.value, f"{place}.value")
        if statement.of is not None and not 0 <= statement.of < len(file.statements):
            _refuse(f"{place}.of 写的是 {statement.of}，statements 里没有这个位置")
        if form and statement.cell is not None and statement.cell not in form.every_slot:
            _refuse(f"{place}.cell 写的是 {statement.cell}，{form.name}没有这一格")


def _check_size(value: int | Decimal, place: str) -> None:
    """Refuse what is no amount: not finite, or with more digits than anyone counts."""
    number = Decimal(value)
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or number.adjusted() >= MOST_DIGITS or exponent < -MOST_DIGITS:
        _refuse(f"{place} 的数 {str(value)[:20]} 太大、太细或不是数")


_KINDS = {
    "object": "对象 {…}",
    "array": "列表 […]",
    "str": "文字",
    "int": "整数",
    "float": "小数",
    "decimal": "数",
    "bool": "true 或 false",
    "null": "null",
    "date": '日期，如 "2024-01-12"',
}
_EXPECTED = re.compile(r"Expected `(?P<wanted>.+?)`.*, got (?P<found>.+?)(?: - at `(?P<place>.+)`)?")
_REQUIRED = re.compile(r"Object missing required field `(?P<name>.+?)`(?: - at `(?P<place>.+)`)?")


def _kind(value: Any) -> str:
    names: dict[type, str] = {dict: "object", list: "array", str: "str", bool: "bool", type(None): "null"}
    return _KINDS[names.get(type(value), "decimal")]


def _in_chinese(complaint: str) -> str:
    """What msgspec says of a wrong value, as a sentence for the person who wrote it."""
    if match := _EXPECTED.fullmatch(complaint):
        wanted = " 或 ".join(_KINDS.get(name, name) for name in match["wanted"].split(" | "))
        found = match["found"].strip("`")
        return f"{_spot(match['place'])}应为{wanted}，实际是{_KINDS.get(found, found)}"
    if match := _REQUIRED.fullmatch(complaint):
        return f"{_spot(match['place'])}缺少 {match['name']}"
    place = complaint.rpartition(" - at `")[2].rstrip("`") if " - at `" in complaint else None
    return f"{_spot(place)}的内容不合规定"


def _spot(place: str | None) -> str:
    """A path of msgspec in words: `$.statements[0].value` → statements第1项.value."""
    if place is None or place == "$":
        return "最外层"
    words = re.sub(r"\[(\d+)\]", lambda match: f"第{int(match[1]) + 1}项", place.removeprefix("$."))
    return f"{words} ".replace("[...]", ".…")
