"""与上级平台交换: requests as a sheet or JSON that the platform above takes and gives, so that nobody types twice.

    write(cases, "xlsx", has_identity=…) -> bytes    read(data, name) -> rows    check(row, agency) -> Plan

A file has who applied only where an officer said so. Read back, what is written gives the same.
"""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import xlsxwriter
from django.utils import timezone

from gongkai.agency.models import Agency
from gongkai.disclosure import sheets
from gongkai.errors import Refused, Unreadable
from gongkai.law.outcomes import OUTCOMES
from gongkai.request import naming
from gongkai.request.letters.content import printable
from gongkai.request.models import Applicant, Channel, InfoRequest

FORMAT = "gongkai.requests/1"
MOST = 500
"""Rows of one file."""

FORMS = ("xlsx", "json")
_MOST_BYTES = 20_000_000
_LONGEST = {"description": 20_000, "purpose": 2_000, "title": 200}
_CUT = 30

OF_CASE: dict[str, str] = {
    "external_number": "上级平台编号",
    "number": "登记编号",
    "channel": "申请渠道",
    "submitted_on": "提交日期",
    "arrived_on": "到件日期",
    "received_on": "收到日期",
    "kind": "申请人类型",
    "title": "所需信息",
    "description": "内容描述",
    "document_number": "文号",
    "purpose": "用途",
    "form": "提供方式",
    "way": "获取方式",
}
"""What a case is made from; the code names it in JSON, the word heads its column."""

OF_PROGRESS: dict[str, str] = {
    "state": "状态",
    "due_on": "答复期限",
    "outcome": "办理结果",
    "replied_on": "答复日期",
    "delivered_on": "送达日期",
}
"""How it stands; written for the platform, not read back."""

OF_APPLICANT: dict[str, str] = Applicant.FIELDS

_CHOICES: dict[str, Any] = {
    "channel": Channel,
    "kind": Applicant.Kind,
    "form": InfoRequest.Form,
    "way": InfoRequest.Way,
}
_DAYS = ("submitted_on", "arrived_on", "received_on")
_NUMBERS = ("id_number", "credit_code", "mobile")


@dataclass(slots=True)
class Row:
    """A row as read: where it stood, its words by code, sentences on what is wrong in it."""

    number: int
    values: dict[str, str]
    errors: list[str] = field(default_factory=list)


PLANS = {"new": "新建", "link": "记上平台编号", "receive": "登记收到日", "same": "已经有了，不变", "wrong": "有错"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a row would do, by the codes of PLANS, and to which case; "link" gives a case of ours its number there."""

    what: str
    case: InfoRequest | None = None


# Writing


def facts(case: InfoRequest, *, has_identity: bool) -> dict[str, str]:
    """A case in the words of the file; without who applied, what the applicant wrote names nobody."""
    words = case.applicant.words
    said = {"description": case.description, "purpose": case.purpose}
    if not has_identity:
        said = {code: naming.covered(text, words, on=case.arrived_on) for code, text in said.items()}
    found = {
        "external_number": case.external_number,
        "number": case.number,
        "channel": case.get_channel_display(),
        "submitted_on": timezone.localtime(case.submitted_at).date().isoformat(),
        "arrived_on": case.arrived_on.isoformat(),
        "received_on": _iso(case.received_on),
        "kind": case.applicant.get_kind_display(),
        "title": case.title,
        "description": said["description"],
        "document_number": case.document_number,
        "purpose": said["purpose"],
        "form": case.get_form_display(),
        "way": case.get_way_display(),
        "state": case.get_state_display(),
        "due_on": _iso(case.due_on),
        "outcome": OUTCOMES[case.outcome].name if case.outcome in OUTCOMES else "",
        "replied_on": _iso(case.replied_on),
        "delivered_on": _iso(case.delivered_on),
    }
    if has_identity:
        found |= {name: words.get(name, "") for name in OF_APPLICANT}
    return found


def write(cases: Iterable[InfoRequest], form: str, *, agency: Agency, has_identity: bool, today: date) -> bytes:
    """The file for the platform above."""
    rows = [facts(case, has_identity=has_identity) for case in cases]
    if form == "json":
        told = {"format": FORMAT, "agency": agency.name, "made_on": today.isoformat(), "requests": rows}
        return json.dumps(told, ensure_ascii=False, indent=1).encode()
    headings = {**OF_CASE, **OF_PROGRESS, **(OF_APPLICANT if has_identity else {})}
    return _workbook(headings, rows)


def _workbook(headings: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """A sheet of text alone: nothing in it is calculated, whatever an applicant wrote."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("依申请公开")
    bold, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    sheet.set_column(0, len(headings) - 1, 18, text)
    sheet.freeze_panes(1, 0)
    for place, word in enumerate(headings.values()):
        sheet.write_string(0, place, word, bold)
    for number, row in enumerate(rows, start=1):
        for place, code in enumerate(headings):
            sheet.write_string(number, place, row.get(code, ""), text)
    book.close()
    return kept.getvalue()


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


# Reading


def read(data: bytes, name: str, *, today: date) -> list[Row]:
    """The rows of a file from the platform above, with what is wrong in each. Raises Refused for no such file."""
    try:
        found = _read_json(data) if name.lower().endswith(".json") else _read_sheet(data, name)
    except Unreadable as error:
        raise Refused(str(error)) from error
    if not found:
        raise Refused("文件里没有申请。第一行应是列名，如“上级平台编号”“内容描述”；下面每行一件。")
    if len(found) > MOST:
        raise Refused(f"文件有 {len(found)} 件，一次最多 {MOST} 件。请分成几个文件。")
    seen: dict[str, int] = {}
    for row in found:
        _check(row, today)
        for code in ("external_number", "number"):
            given = row.values.get(code, "")
            if given and (first := seen.setdefault(f"{code}:{given}", row.number)) != row.number:
                row.errors.append(f"{OF_CASE[code]}“{given[:_CUT]}”与第 {first} 行相同。请删去一行。")
    return found


def _read_json(data: bytes) -> list[Row]:
    if len(data) > _MOST_BYTES:
        raise Unreadable(f"文件超过 {_MOST_BYTES // 1_000_000} MB。请分成几个文件。")
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("不是正确的 JSON 文件，或者不是 UTF-8 编码。请从上级平台重新下载。") from error
    rows = told.get("requests") if isinstance(told, dict) else told
    if not isinstance(rows, list) or not all(isinstance(each, dict) for each in rows):
        raise Unreadable("JSON 文件里应有一个 requests 列表，每件申请一个对象。请核对是不是上级平台导出的文件。")
    known = {**OF_CASE, **OF_APPLICANT}
    return [
        Row(number, {code: _words(value) for code, value in each.items() if code in known and value is not None})
        for number, each in enumerate(rows, start=1)
    ]


def _read_sheet(data: bytes, name: str) -> list[Row]:
    codes = {word: code for code, word in {**OF_CASE, **OF_APPLICANT}.items()}
    for sheet in sheets.read(data, name):
        if not sheet.rows:
            continue
        headings = [codes.get(sheets.text(value), "") for value in sheet.rows[0][1]]
        if "external_number" in headings or "number" in headings:
            return [_row(number, headings, values) for number, values in sheet.rows[1:]]
    raise Unreadable("没有找到列名“上级平台编号”或“登记编号”。请核对是不是上级平台导出的文件。")


def _row(number: int, headings: Sequence[str], values: Sequence[sheets.Value]) -> Row:
    row = Row(number, {})
    for code, value in zip(headings, values, strict=False):
        if not code or value == "":
            continue
        if code in _NUMBERS and isinstance(value, float) and value >= 10**15:
            word = {**OF_CASE, **OF_APPLICANT}[code]
            row.errors.append(f"{word}在表格里存成了数字，后几位已经丢失。请把这一列改成文本，重新导出。")
        else:
            day = sheets.day(value) if code in _DAYS else None
            row.values[code] = day.isoformat() if day else _words(sheets.text(value))
    return row


def _words(value: object) -> str:
    return str(printable(str(value))).strip()


def _check(row: Row, today: date) -> None:
    """Say what is wrong in a row; words of choice become their codes."""
    values = row.values
    if not values.get("external_number") and not values.get("number"):
        row.errors.append("没有上级平台编号，也没有登记编号，认不出是哪一件。请补上一个。")
    if len(values.get("external_number", "")) > 60:
        row.errors.append("上级平台编号超过 60 个字。请核对。")
    for code, choices in _CHOICES.items():
        given = values.get(code, "")
        if not given:
            continue
        chosen = next((each for each in choices if given in (each.value, each.label)), None)
        if chosen is None:
            can_be = "、".join(each.label for each in choices)
            row.errors.append(f"{OF_CASE[code]}“{given[:_CUT]}”认不出。可以是：{can_be}。")
        else:
            values[code] = chosen.value
    for code in _DAYS:
        given = values.get(code, "")
        day = sheets.day(given) if given else None
        if given and day is None:
            row.errors.append(f"{OF_CASE[code]}“{given[:_CUT]}”认不出是哪一天。请写成 2024-03-05。")
        elif day and day > today:
            row.errors.append(f"{OF_CASE[code]}{day.isoformat()}还没有到。请核对。")
        elif day:
            values[code] = day.isoformat()
    for code, most in _LONGEST.items():
        if len(values.get(code, "")) > most:
            row.errors.append(f"{OF_CASE[code]}有 {len(values[code])} 个字，最多 {most} 个。")


def check(row: Row, agency: Agency) -> Plan:
    """What a row would do here as things stand now; what is wrong with it then goes to its errors."""
    if row.errors:
        return Plan("wrong")
    external, number = row.values.get("external_number", ""), row.values.get("number", "")
    cases = InfoRequest.objects.filter(agency=agency).select_related("applicant")
    case = cases.filter(external_number=external).first() if external else None
    if case is not None and number and case.number and case.number != number:
        row.errors.append(
            f"上级平台编号“{external[:_CUT]}”在本机关是{case.number}，文件里是“{number[:_CUT]}”。请核对。"
        )
        return Plan("wrong", case)
    if case is None and number:
        case = cases.filter(number=number).first()
        if case is None:
            row.errors.append(f"本机关没有编号为“{number[:_CUT]}”的申请。请核对，或删去登记编号当新件导入。")
            return Plan("wrong")
        if external and case.external_number and case.external_number != external:
            row.errors.append(f"{case.number}已有上级平台编号“{case.external_number}”，与文件里的不同。请核对。")
            return Plan("wrong", case)
        if external and not case.external_number:
            return Plan("link", case)
    if case is None:
        row.errors += [
            f"没有{OF_CASE[code]}，不能新建。请补上。" for code in ("channel", "kind") if not row.values.get(code)
        ]
        return Plan("wrong" if row.errors else "new")
    if row.values.get("received_on") and case.state in InfoRequest.NOT_RECEIVED:
        return Plan("receive", case)
    return Plan("same", case)
