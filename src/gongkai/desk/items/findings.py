"""What the checks found, as the pages show it: where in words, marked in the text, confirmed by whom."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.disclosure.actions.submitting import Weighed
from gongkai.report.report import Finding
from gongkai.screening.models import Confirmation

_WHERE = {
    "title": "标题",
    "body": "正文",
    "summary": "内容概述",
    "formed_on": "成文日期",
    "document_number": "发文字号",
    "effective_on": "生效日期",
    "expires_on": "有效期至",
    "elements": "要素核对",
    "links": "文件与解读",
}
_FIELDS = {"elements": "elements_present_0", "attachment": "uploads", "links": ""}
"""Where the form mends what is found at a place, if not in the field of that name."""


@dataclass(frozen=True)
class Shown:
    """A finding with its place in words, who let it stand, and why it cannot be let stand."""

    number: int
    rule: str
    severity: str
    message: str
    place: str
    quote: str
    cites: tuple[str, ...]
    address: str
    """Its place as the check gave it: what a confirmation names."""
    url: str
    """The field of the form it concerns, "" for words in the body, which are marked."""
    confirmation: Confirmation | None
    why_not: str
    only_if_not_personal: bool
    blocks: bool


def shown(weighed: Sequence[Weighed], form: str = "") -> list[Shown]:
    """The findings in their order; `form` is the address of the form that mends them, where it is another page."""
    return [
        Shown(
            number,
            each.finding.rule,
            each.finding.severity,
            each.finding.message,
            where(each.finding.place),
            each.finding.quote,
            each.finding.cites,
            each.finding.place,
            _field(each.finding.place, form),
            each.confirmation,
            each.why_not,
            each.only_if_not_personal,
            each.blocks,
        )
        for number, each in enumerate(weighed)
    ]


def where(place: str) -> str:
    """A place in words: 正文, 附件“名单.xlsx”."""
    kind, _, rest = place.partition(":")
    return f"附件“{rest}”" if kind == "attachment" else _WHERE.get(kind, "")


def _field(place: str, form: str) -> str:
    """The field where a place is mended; on the page of the form itself words of the body are marked instead."""
    kind, _, rest = place.partition(":")
    name = _FIELDS.get(kind, kind)
    return f"{form}#id_{name}" if name and (form or kind != "body" or not rest) else ""


def marks(findings: Sequence[Finding]) -> str:
    """The ranges that the editor marks, in the order of the findings, as JSON; a finding elsewhere marks nothing."""
    return json.dumps([_mark(finding) for finding in findings], ensure_ascii=False)


def _mark(finding: Finding) -> dict[str, object]:
    kind, _, span = finding.place.partition(":")
    start, _, end = span.partition("-")
    if kind != "body" or not (start.isdigit() and end.isdigit()):
        return {}
    return {
        "from": int(start),
        "to": int(end),
        "quote": finding.quote,
        "message": finding.message,
        "severity": finding.severity,
    }
