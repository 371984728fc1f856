"""日期颠倒: what was formed was formed before it is released, and a period ends after it begins.

成文日期不晚于公开日期，公开日期不能早填：《条例》第十二条第三款、第二十六条。
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from gongkai.law.statutes import ORDER_711
from gongkai.report.reading.numerals import dates
from gongkai.report.report import Finding
from gongkai.report.rules.rule import Rule
from gongkai.vetting.draft import Draft

rule = Rule(
    __name__,
    "日期颠倒",
    cites=(ORDER_711.article(12, paragraph=3), ORDER_711.article(26)),
    severity="error",
    says="{late_name}（{late}）晚于{early_name}（{early}）。请核对这两个日期。",
)

_RETROACTIVE = "生效日期（{early}）早于成文日期（{late}）。请核对，确为追溯适用的请在正文写明。"
_EXPIRED = "有效期到{expires}为止，已经过了，有效性却仍标为有效。请改标失效，或核对有效期。"
_SIGNED_OTHERWISE = "落款日期{signed}与填写的成文日期{formed}不是同一天。请核对。"
_PERIOD = "“{quote}”的结束早于开始。请核对这两个日期。"
_NO_DAY = "“{quote}”这一天并不存在。请核对。"

_BETWEEN = re.compile(r"\s*(?:\d{1,2}[时点:：]\d{0,2}分?)?\s*(?:起|开始)?[，,]?\s*(?:至|到|—+|–|-|~|～)\s*")
_WRITTEN = re.compile(r"(?<!\d)(\d{4})年(\d{1,2})月(\d{1,2})日")
_LAST_LINES = 4
_LONGEST_GAP = 16


def check(draft: Draft) -> Iterator[Finding]:
    yield from _fields(draft)
    yield from _signature(draft)
    yield from _periods(draft)
    for match in _WRITTEN.finditer(draft.text):
        if not _is_day(*map(int, match.groups())):
            place = f"body:{match.start()}-{match.end()}"
            yield rule.finding(says=_NO_DAY, severity="warning", place=place, quote=match[0])


def _fields(draft: Draft) -> Iterator[Finding]:
    formed, released, today = draft.formed_on, draft.released_on, draft.today
    effective, expires = draft.effective_on, draft.expires_on
    if formed and formed > today:
        yield _order("formed_on", ("成文日期", formed), ("今天", today))
    if formed and released and formed > released:
        yield _order("formed_on", ("成文日期", formed), ("公开日期", released))
    if effective and expires and effective > expires:
        yield _order("effective_on", ("生效日期", effective), ("有效期截止日", expires))
    if formed and effective and effective < formed:
        facts = {"early": effective.isoformat(), "late": formed.isoformat()}
        yield rule.finding(says=_RETROACTIVE, severity="note", place="effective_on", facts=facts)
    if expires and expires < today and draft.validity == "valid":
        yield rule.finding(
            says=_EXPIRED, severity="warning", place="expires_on", facts={"expires": expires.isoformat()}
        )


def _signature(draft: Draft) -> Iterator[Finding]:
    """The date under the text, a line by itself near its end."""
    end = len(draft.text)
    for line in list(reversed(draft.text.split("\n")))[:_LAST_LINES]:
        start = end - len(line)
        found = list(dates(line))
        if len(found) == 1 and line[found[0][1] : found[0][2]] == line.strip():
            signed, begins, ends = found[0]
            place = f"body:{start + begins}-{start + ends}"
            if signed > draft.today:
                yield _order(place, ("落款日期", signed), ("今天", draft.today), quote=line.strip())
            elif draft.formed_on and signed != draft.formed_on:
                facts = {"signed": signed.isoformat(), "formed": draft.formed_on.isoformat()}
                yield rule.finding(
                    says=_SIGNED_OTHERWISE, severity="warning", place=place, quote=line.strip(), facts=facts
                )
            return
        end = start - 1


def _periods(draft: Draft) -> Iterator[Finding]:
    text = draft.text
    for (begins, start, first_end), (ends, second_start, end) in pairwise(dates(text)):
        is_period = second_start - first_end <= _LONGEST_GAP and _BETWEEN.fullmatch(text, first_end, second_start)
        if is_period and ends < begins:
            yield rule.finding(
                says=_PERIOD,
                place=f"body:{start}-{end}",
                quote=text[start:end],
                facts={"from": begins.isoformat(), "until": ends.isoformat()},
            )


def _order(place: str, late: tuple[str, date], early: tuple[str, date], *, quote: str = "") -> Finding:
    facts = {"late": late[1].isoformat(), "early": early[1].isoformat()}
    return rule.finding(place=place, quote=quote, facts=facts, late_name=late[0], early_name=early[0])


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
