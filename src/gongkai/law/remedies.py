"""救济: where an applicant goes who does not accept a reply, what the letter must say of it, and the terms of disputes.

《政府信息公开条例》第五十一条；《行政复议法》第二十条、第二十三条、第二十四条；《行政诉讼法》第四十五条、第四十六条。

Since 2024-01-01 a refusal under articles 14 to 16 goes to reconsideration before it goes to court, and the letter says
so. Letters on procedure (补正、延期、说明理由、收费) carry no remedies.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from gongkai.law.calendar import DAY, Calendar, Due, Step, long_words, months_on, weekday_words
from gongkai.law.dated import Dated
from gongkai.law.outcomes import by_code
from gongkai.law.statutes import (
    LITIGATION,
    LITIGATION_1989,
    ORDER_711,
    RECONSIDERATION,
    RECONSIDERATION_1999,
)

_REVISED = date(2024, 1, 1)


class Level(StrEnum):
    """Whose reply it is, as far as it decides where reconsideration is asked for."""

    TOWNSHIP = "township"
    COUNTY_DEPARTMENT = "county_department"
    COUNTY = "county"
    CITY_DEPARTMENT = "city_department"
    CITY = "city"
    PROVINCE_DEPARTMENT = "province_department"
    PROVINCE = "province"
    VERTICAL = "vertical"


_GOVERNMENTS = {
    Level.TOWNSHIP: "县级人民政府",
    Level.COUNTY_DEPARTMENT: "县级人民政府",
    Level.COUNTY: "市级人民政府",
    Level.CITY_DEPARTMENT: "市级人民政府",
    Level.CITY: "省级人民政府",
    Level.PROVINCE_DEPARTMENT: "省级人民政府",
    Level.PROVINCE: "省级人民政府",
    Level.VERTICAL: "上一级主管部门",
}
_DEPARTMENTS = {Level.COUNTY_DEPARTMENT, Level.CITY_DEPARTMENT, Level.PROVINCE_DEPARTMENT}

RECONSIDERATION_DAYS = Dated(
    (date(1999, 10, 1), 60, RECONSIDERATION_1999.article(9)),
    (_REVISED, 60, RECONSIDERATION.article(20)),
    name="申请行政复议的期限",
)
"""Calendar days from the day the applicant knew of the reply, or should have."""

LAWSUIT_MONTHS = Dated(
    (date(1990, 10, 1), 3, LITIGATION_1989.article(39)),
    (date(2015, 5, 1), 6, LITIGATION.article(46)),
    name="直接提起行政诉讼的期限",
)
"""Months from the day the applicant knew of the reply, or should have, for a lawsuit without reconsideration."""

LAWSUIT_AFTER_DAYS = Dated(
    (date(1990, 10, 1), 15, LITIGATION_1989.article(38, paragraph=2)),
    (date(2015, 5, 1), 15, LITIGATION.article(45)),
    name="复议后提起行政诉讼的期限",
)
"""Calendar days from the decision on reconsideration for a lawsuit after it."""

FIRST = Dated(
    (date(1999, 10, 1), False, RECONSIDERATION_1999.article(5)),
    (
        _REVISED,
        True,
        (RECONSIDERATION.article(23, paragraph=1, item=4), RECONSIDERATION.article(23, paragraph=2)),
    ),
    name="政府信息不予公开的先行复议",
)
"""Whether 「行政机关不予公开」 goes to reconsideration before it goes to court."""

SIMPLE_REPLY_DAYS = Dated(
    (_REVISED, 5, (RECONSIDERATION.article(54), RECONSIDERATION.article(88))), name="简易程序复议答复期限"
)
"""Working days for the agency's answer and evidence after the copy of the application."""

ORDINARY_REPLY_DAYS = Dated(
    (date(1999, 10, 1), 10, RECONSIDERATION_1999.article(23)),
    (_REVISED, 10, RECONSIDERATION.article(48)),
    name="普通程序复议答复期限",
    confirmed=False,
)
"""Counted as working days (第八十八条), the earlier and so the cautious reading being calendar days."""

DEFENCE_DAYS = Dated(
    (date(1990, 10, 1), 10, LITIGATION_1989.article(43)),
    (date(2015, 5, 1), 15, LITIGATION.article(67)),
    name="行政诉讼答辩期限",
    confirmed=False,
)
"""Calendar days for the defence and the evidence after the copy of the complaint."""


@dataclass(frozen=True, slots=True)
class Remedies:
    """What a letter says of remedies; `says` keeps {reconsideration_agency} and {court} to be filled in.

    `heard_by` is the kind of agency that {reconsideration_agency} must be; `lawsuit_days` run from the decision on
    reconsideration, `lawsuit_months` from the reply itself, 0 where it cannot go straight to court.
    """

    reconsideration_first: bool
    says: str
    cites: tuple[str, ...] = ()
    reconsideration_days: int = 0
    lawsuit_days: int = 0
    lawsuit_months: int = 0
    heard_by: str = ""
    note: str = ""


NONE = Remedies(False, "")
"""For letters on procedure, which cannot be challenged by themselves (未核实), and closings that decide nothing."""


def remedies(outcome_code: str, decided_on: date, *, level: Level, inquiry_first: bool = False) -> Remedies:
    """The remedies against a reply of that day; none against a closing that decides nothing.

    `inquiry_first` settles the open point whether 行政查询事项 go to reconsideration first too.
    """
    outcome = by_code(outcome_code)
    if outcome.remedy == "none":
        return NONE
    rule = FIRST.on(decided_on)
    asked_first = outcome.remedy == "reconsideration_first" or (bool(outcome.setting) and inquiry_first)
    first = rule.value and asked_first
    days, after, months = (term.on(decided_on) for term in (RECONSIDERATION_DAYS, LAWSUIT_AFTER_DAYS, LAWSUIT_MONTHS))
    ask = f"自收到本答复之日起{days.value}日内向{{reconsideration_agency}}申请行政复议"
    direct = f"自收到本答复之日起{months.value}个月内向{{court}}提起行政诉讼"
    then = f"对行政复议决定不服的，可以自收到行政复议决定书之日起{after.value}日内向{{court}}提起行政诉讼。"
    partly = outcome.group == "partly_granted"
    if first:
        what = "中不予公开的部分" if partly else ""
        says = f"如对本答复{what}不服，应当先申请行政复议：可以{ask}；{then}"
        if partly:
            says += f"对本答复其他部分不服的，可以{ask}，也可以{direct}。"
    else:
        says = f"如对本答复不服，可以{ask}，也可以{direct}。"
    to_court = (months,) if partly or not first else ()
    texts = ((rule, days, after) if first else (days,)) + to_court
    return Remedies(
        reconsideration_first=first,
        says=says,
        cites=(ORDER_711.article(51), *(cite for text in texts for cite in text.cites)),
        reconsideration_days=days.value,
        lawsuit_days=after.value,
        lawsuit_months=months.value if to_court else 0,
        heard_by=_heard_by(level, decided_on),
        note=outcome.note,
    )


def _heard_by(level: Level, decided_on: date) -> str:
    """The kind of agency that hears the reconsideration (第二十四条、第二十七条)."""
    government = _GOVERNMENTS[level]
    if level in _DEPARTMENTS and decided_on < _REVISED:
        return f"{government}或者上一级主管部门"
    return government


# The terms of disputes


def reconsideration_reply_due(
    received_on: date, calendar: Calendar, *, procedure: Literal["simple", "ordinary"] = "simple"
) -> Due:
    """The last day for the agency's answer and evidence, from the day the copy of the application came.

    The ordinary procedure's term has not been read in the text; before 2024 its ten days were calendar days.
    """
    event = "收到行政复议申请书副本"
    if procedure == "simple":
        days = SIMPLE_REPLY_DAYS.on(received_on)
        return calendar.due(received_on, days.value, cites=days.cites, event=event)
    days = ORDINARY_REPLY_DAYS.on(received_on)
    count = calendar.due_in_days if received_on < _REVISED else calendar.due
    return count(received_on, days.value, cites=days.cites, event=event)


def lawsuit_defence_due(received_on: date, calendar: Calendar) -> Due:
    """The last day for the defence and the evidence, from the day the copy of the complaint came."""
    days = DEFENCE_DAYS.on(received_on)
    return calendar.due_in_days(received_on, days.value, cites=days.cites, event="收到起诉状副本")


def reconsideration_until(delivered_on: date, calendar: Calendar) -> Due:
    """The last day on which the applicant may ask for reconsideration of a reply delivered that day."""
    days = RECONSIDERATION_DAYS.on(delivered_on)
    last = delivered_on + days.value * DAY
    return _open_until(delivered_on, last, f"{days.value}日内可以申请行政复议", days.cites, calendar)


def lawsuit_until(delivered_on: date, calendar: Calendar, *, after_reconsideration: bool = False) -> Due:
    """The last day on which the applicant may sue, from the day the reply was delivered, or the decision on it."""
    if after_reconsideration:
        days = LAWSUIT_AFTER_DAYS.on(delivered_on)
        last = delivered_on + days.value * DAY
        return _open_until(delivered_on, last, f"{days.value}日内可以提起行政诉讼", days.cites, calendar)
    months = LAWSUIT_MONTHS.on(delivered_on)
    last = months_on(delivered_on, months.value)
    return _open_until(delivered_on, last, f"{months.value}个月内可以提起行政诉讼", months.cites, calendar)


def _open_until(delivered_on: date, last: date, says: str, cites: tuple[str, ...], calendar: Calendar) -> Due:
    """A time open to the applicant: a last day without work moves to the next working day."""
    on = calendar.on_or_after(last)
    steps = [
        Step(f"{long_words(delivered_on)}（{weekday_words(delivered_on)}）送达，次日起算", delivered_on, delivered_on),
        Step(f"{says}，至{long_words(last)}（{weekday_words(last)}）", delivered_on + DAY, last),
    ]
    if on != last:
        text = f"{long_words(last)}不上班，顺延到{long_words(on)}（{weekday_words(on)}）"
        steps.append(Step(text, last + DAY, on))
    return Due(on, tuple(steps), cites, calendar.unknown_years(last, on))
