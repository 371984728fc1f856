"""Words and order in which findings and the states of cells are shown to people."""

import re
from collections.abc import Iterable
from datetime import date

from gongkai.report.report import Finding, Severity, State, StatementKind

SEVERITIES: dict[Severity, str] = {"error": "错误", "warning": "警告", "note": "提示"}
"""The weights of a finding, the heaviest first."""

STATES: dict[State, tuple[str, str]] = {
    State.BLANK: ("空", "没有填"),
    State.MISSING: ("缺", "表里没有这一行或这一列"),
    State.UNREADABLE: ("？", "有字，但读不成一个数"),
    State.INFERRED: ("≈", "原文分不出，由勾稽关系推定"),
}
"""The mark of a cell that is not simply read, and what the mark says."""

KINDS: dict[StatementKind, str] = {
    "disclosed_total": "公开总数",
    "channel": "渠道",
    "category": "类别",
    "requests_received": "申请",
    "increase_on_last_year": "比上年增减",
    "normative_documents": "规范性文件",
    "reconsiderations": "行政复议",
    "lawsuits": "行政诉讼",
    "processing_fee": "信息处理费",
    "meetings": "会议",
    "trainings": "培训",
}
"""What a number in the text counts."""


def by_weight(findings: Iterable[Finding]) -> list[Finding]:
    """Errors, then warnings, then notes; what cannot be told after what is wrong; else in the order found."""
    order = list(SEVERITIES)
    return sorted(findings, key=lambda finding: (order.index(finding.severity), finding.verdict == "cannot_tell"))


def name(finding: Finding) -> str:
    """How heavy it is, in a word; that it cannot be told, where nothing is known to be wrong."""
    word = SEVERITIES[finding.severity]
    return f"{word}·不能判定" if finding.verdict == "cannot_tell" else word


def state_of(state: State, text: str = "", how: str = "") -> str:
    """The state of a cell in a sentence, with the words found in it or how its number was settled."""
    says = STATES[state][1]
    if text and state is not State.INFERRED:
        says += f"：“{text}”"
    return f"{says}（{how}）" if how else says


def in_words(day: date) -> str:
    """2024年1月12日."""
    return f"{day.year}年{day.month}月{day.day}日"


_DAY = re.compile(r"(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])")


def days_in_words(sentence: str) -> str:
    """The sentence with its days as people write them: 2024-01-12 → 2024年1月12日."""
    return _DAY.sub(_day_in_words, sentence)


def _day_in_words(match: re.Match[str]) -> str:
    try:
        return in_words(date.fromisoformat(match[0]))
    except ValueError:
        return match[0]
