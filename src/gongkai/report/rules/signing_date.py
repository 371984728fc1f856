"""落款日期: a report is signed after the year it reports on has ended.

县级以上政府部门每年1月31日前、县级以上地方政府每年3月31日前公布上一年度报告：《条例》第四十九条。
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from gongkai.law.statutes import ORDER_711
from gongkai.report.report import Finding, Report
from gongkai.report.rules.agencies import Level, is_government, level
from gongkai.report.rules.editions import calendar_year
from gongkai.report.rules.prose import squeezed
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "落款日期",
    cites=(ORDER_711.article(49),),
    severity="error",
    says="落款日期是{signed}，而报告的是{year}年，统计期到{end}才结束，不可能在此之前写成。请核对是否应为{next}年。",
)

FIRST_YEAR = 2019
_ON_LAST_DAY = "落款日期是{signed}，正是统计期的最后一天，当天的数尚未结清。请核对日期。"
_YEARS_LATER = "落款日期是{signed}，距{year}年度结束已过一年。请核对年份是否写错。"
_LATE = "落款日期是{signed}，晚于公布期限{due}（{whose}）。请核对是否按期公布。"
_NONE = "报告没有落款日期。请写明成文日期。"


def check(report: Report) -> Iterator[Found]:
    signed, year = report.signed_on, calendar_year(report)
    if year is not None and year < FIRST_YEAR:
        yield rule.untold(f"{year}年度的报告适用修订前的条例")
        return
    if signed is None:
        yield rule.finding(says=_NONE, severity="note", place="落款")
        return
    if year is None:
        yield rule.untold("没有读出报告年度")
        return
    end = date(year, 12, 31)
    due, whose = _due(report, year)
    facts = {"signed": signed.isoformat(), "year": year, "end": end.isoformat(), "next": year + 1}
    quote = _quote(report, signed)
    if signed < end:
        yield rule.finding(place="落款", quote=quote, facts=facts)
    elif signed == end:
        yield rule.finding(says=_ON_LAST_DAY, severity="warning", place="落款", quote=quote, facts=facts)
    elif signed > date(year + 1, 12, 31):
        yield rule.finding(says=_YEARS_LATER, severity="warning", place="落款", quote=quote, facts=facts)
    elif signed > due:
        yield _late(quote, facts, due, whose)


def against(found: Finding | None, report: Report, due: date, whose: str) -> Finding | None:
    """What the date of signing says where the last day of this very report is known; `found` is what `check` said."""
    signed, year = report.signed_on, calendar_year(report)
    if found is not None and "due" not in found.facts:
        return found
    if signed is None or year is None or year < FIRST_YEAR or not due < signed <= date(year + 1, 12, 31):
        return None
    facts = {"signed": signed.isoformat(), "year": year, "end": date(year, 12, 31).isoformat(), "next": year + 1}
    return _late(_quote(report, signed), facts, due, whose)


def _late(quote: str, facts: dict[str, Any], due: date, whose: str) -> Finding:
    facts = {**facts, "due": due.isoformat()}
    return rule.finding(says=_LATE, severity="note", place="落款", quote=quote, facts=facts, whose=whose)


def _quote(report: Report, signed: date) -> str:
    return f"{squeezed(report.signature)} {signed.year}年{signed.month}月{signed.day}日".strip()


def _due(report: Report, year: int) -> tuple[date, str]:
    """The last day in law; the later one for townships, which it does not name, and wherever the name cannot tell."""
    is_department = not is_government(report) and level(report) is Level.COUNTY and report.agency is not None
    if is_department and report.agency and report.agency.endswith(("局", "委员会", "委")):
        return date(year + 1, 1, 31), "县级以上政府部门"
    return date(year + 1, 3, 31), "县级以上地方政府"
