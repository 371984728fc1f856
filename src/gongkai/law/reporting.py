"""年度报告期限: by when the report on a year must be handed in and published.

《政府信息公开条例》第四十九条；2019 年修订前为第三十一条。The period is the calendar year before. No text puts the
last day off when offices are closed on it, so work is planned to the working day before, and both days are told.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.law.calendar import DAY, Calendar, Due, Step, long_words, weekday_words
from gongkai.law.dated import Dated, Value
from gongkai.law.statutes import ORDER_492, ORDER_711

_OLD, _NEW = date(2008, 5, 1), date(2019, 5, 15)


class Reporter(StrEnum):
    """Whose report it is, so far as the law tells them apart."""

    DEPARTMENT = "department"
    GOVERNMENT = "government"
    TOWNSHIP = "township"


DEPARTMENTS_DAY = Dated(
    (_OLD, (3, 31), ORDER_492.article(31)),
    (_NEW, (1, 31), ORDER_711.article(49, paragraph=1)),
    name="部门年度报告期限",
)
"""Month and day: 「应当在每年1月31日前向本级政府信息公开工作主管部门提交……并向社会公布」."""

GOVERNMENTS_DAY = Dated(
    (_OLD, (3, 31), ORDER_492.article(31)),
    (_NEW, (3, 31), ORDER_711.article(49, paragraph=2)),
    name="人民政府年度报告期限",
)
"""Month and day by which 县级以上地方人民政府 have the report of the whole government published."""

TOWNSHIPS_DAY = Dated(
    (_OLD, (3, 31), ORDER_492.article(31)),
    (_NEW, (1, 31), ORDER_711.article(49, paragraph=1)),
    name="乡镇、街道年度报告期限",
    confirmed=False,
)
"""Article 49 names neither townships nor 街道办事处: the departments' day, unless a supervising agency set another."""

_DAYS = {
    Reporter.DEPARTMENT: DEPARTMENTS_DAY,
    Reporter.GOVERNMENT: GOVERNMENTS_DAY,
    Reporter.TOWNSHIP: TOWNSHIPS_DAY,
}
_NAMES = {
    Reporter.DEPARTMENT: "县级以上人民政府部门",
    Reporter.GOVERNMENT: "县级以上地方人民政府",
    Reporter.TOWNSHIP: "乡镇、街道",
}


@dataclass(frozen=True, slots=True)
class ReportDue:
    """The last day for a report, and the one to work to: the last working day that is not after it."""

    due: Due
    work_by: date
    confirmed: bool = True
    """False where the law does not name this kind of agency; a page shows 【未核实】."""

    @property
    def on(self) -> date:
        return self.due.on


def period(year: int) -> tuple[date, date]:
    """统计期: the first and the last day that a year's report speaks of."""
    return date(year, 1, 1), date(year, 12, 31)


def due(reporter: Reporter, year: int, calendar: Calendar) -> ReportDue:
    """The last day by law for the report on a year. Refuses the years before there was a regulation."""
    rule = _rule(reporter, year)
    last = _last_day(rule, year)
    opening = f"{_NAMES[reporter]}的{year}年度报告，统计期为{year}年1月1日至12月31日"
    stated = f"最后一日是{long_words(last)}（{weekday_words(last)}）"
    if not rule.confirmed and rule.since == _NEW:
        stated = f"条例没有单列乡镇、街道，未另行通知的比照部门，{stated}"
    first, end = period(year)
    steps = (Step(opening, first, end), Step(stated, last, last, cite=rule.cites[0]))
    return planned(last, calendar, steps=steps, cites=rule.cites, confirmed=rule.confirmed or rule.since == _OLD)


def latest(reporter: Reporter, year: int) -> Value[date]:
    """The last day that a supervising agency may set for such reports.

    For townships, which the law does not name, it is the day of the government whose total they go into.
    """
    rule = _rule(Reporter.GOVERNMENT if reporter is Reporter.TOWNSHIP else reporter, year)
    return Value(_last_day(rule, year), rule.cites, rule.since)


def planned(
    last: date,
    calendar: Calendar,
    *,
    steps: tuple[Step, ...] = (),
    cites: tuple[str, ...] = (),
    confirmed: bool = True,
) -> ReportDue:
    """A last day with the day to work to; what is not certain for want of a notice on holidays is said."""
    work_by = calendar.on_or_before(last)
    taken = list(steps)
    if work_by != last:
        taken.append(
            Step(
                f"{last.month}月{last.day}日是{calendar.name(last)}，规定没有写可以顺延，"
                f"请在{work_by.month}月{work_by.day}日（{weekday_words(work_by)}）前办完",
                work_by,
                last,
            )
        )
    years = calendar.unknown_years(work_by, last)
    taken += calendar.doubts(work_by - DAY, last)
    return ReportDue(Due(last, tuple(taken), cites, years), work_by, confirmed)


def _rule(reporter: Reporter, year: int) -> Value[tuple[int, int]]:
    """The version in force when the report was due: that of 2019 first holds for the report on 2019."""
    return _DAYS[reporter].on(date(year + 1, 1, 31))


def _last_day(rule: Value[tuple[int, int]], year: int) -> date:
    month, day = rule.value
    return date(year + 1, month, day)
