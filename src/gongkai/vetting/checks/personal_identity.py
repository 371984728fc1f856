"""身份证号: no resident's identity number goes out.

公民身份号码是个人隐私，《条例》第十五条不得公开；名单、公示确需区分同名的，只留后四位。
"""

import re
from collections.abc import Iterator
from datetime import date

from gongkai.law.statutes import ORDER_711
from gongkai.report.report import Finding
from gongkai.report.rules.rule import Rule
from gongkai.vetting.checks.told import told
from gongkai.vetting.draft import Draft, Passage
from gongkai.vetting.identifiers import (
    IDENTITY_BEGINS,
    Found,
    is_credit_code,
    is_identity_number,
    is_like_identity_number,
    is_old_identity_number,
    numbers,
)

rule = Rule(
    __name__,
    "身份证号",
    cites=(ORDER_711.article(15),),
    severity="error",
    says="{where}有居民身份证号{times}。身份证号不得公开；请删去，确需区分同名的只留后四位，其余用*代替。",
)

_MISTYPED = "{where}有像身份证号的数字{times}，只是校验码不符，可能抄错了一位。是身份证号的，请删去或只留后四位。"
_OLD = "{where}有像15位旧身份证号的数字{times}。是身份证号的，请删去或只留后四位。"

_NAMED = re.compile("身份证|身份号码|证件号")
_CREDIT_NAMED = re.compile("信用代码|机构代码|纳税人识别号|税号")
_NEAR = 24
_OLD_GROUPS = ((15,), (6, 6, 3))


def check(draft: Draft) -> Iterator[Finding]:
    for passage in draft.passages:
        valid, mistyped, old = identities(passage, draft.today)
        yield from told(rule, passage, valid)
        yield from told(rule, passage, mistyped, says=_MISTYPED, severity="warning")
        yield from told(rule, passage, old, says=_OLD, severity="warning")


def identities(passage: Passage, on: date) -> tuple[list[Found], list[Found], list[Found]]:
    """The numbers in a passage that are a resident's, those with a wrong check digit, and those of fifteen digits."""
    valid: list[Found] = []
    mistyped: list[Found] = []
    old: list[Found] = []
    named = _NAMED.search(passage.text) is not None

    def fits(number: str) -> bool:
        return is_like_identity_number(number, on) or is_old_identity_number(number, on)

    for found in numbers(passage.plain, (15, 18), IDENTITY_BEGINS, fits):
        if len(found.number) == 15:
            if found.groups in _OLD_GROUPS:
                old.append(found)
        elif is_identity_number(found.number, on):
            before = passage.text[max(0, found.start - _NEAR) : found.start]
            if not (is_credit_code(found.number) and _CREDIT_NAMED.search(before)):
                valid.append(found)
        elif named:
            mistyped.append(found)
    return _apart(valid), _outside(_apart(mistyped), valid), _outside(_apart(old), [*valid, *mistyped])


def _apart(found: list[Found]) -> list[Found]:
    """Of numbers that overlap the first."""
    kept: list[Found] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _outside(found: list[Found], others: list[Found]) -> list[Found]:
    taken = sorted((other.start, other.end) for other in others)
    kept = []
    index = 0
    for each in found:
        while index < len(taken) and taken[index][1] <= each.start:
            index += 1
        if index == len(taken) or taken[index][0] >= each.end:
            kept.append(each)
    return kept
