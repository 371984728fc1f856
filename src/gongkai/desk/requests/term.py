"""The clock of a case as its page draws it: a piece for each working day, hatched where it stood still."""

from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.law.calendar import Calendar, Step
from gongkai.law.deadlines import Clock, Stop
from gongkai.request.models import InfoRequest

DAY = timedelta(days=1)
MOST_DRAWN = 120


@dataclass(frozen=True)
class Term:
    """What the page shows: `days` are gone, stopped, left or over; `stops` are (working days, reason)."""

    words: str
    tone: str
    due_on: date | None
    left: int | None
    days: list[str]
    stops: list[tuple[int, str]]
    steps: tuple[Step, ...]
    cites: tuple[str, ...]
    years: tuple[int, ...]
    """Years in it whose holidays are not known yet."""


def drawn(info_request: InfoRequest, clock: Clock, *, calendar: Calendar, today: date, soon: int) -> Term:
    """The clock of a case on a day."""
    words, tone = _words(info_request, clock, soon)
    kinds = _kinds(clock, calendar, today)
    stood_still = [day for day, kind in kinds.items() if kind == "stopped"]
    return Term(
        words=words,
        tone=tone,
        due_on=clock.due.on if clock.due else None,
        left=clock.left,
        days=_days(clock, kinds)[:MOST_DRAWN],
        stops=[
            (days, _named(stop))
            for stop in clock.stops
            if (days := sum(_within(stop, day) for day in stood_still)) or stop.until is None
        ],
        steps=clock.steps,
        cites=clock.cites,
        years=clock.due.provisional_years if clock.due else (),
    )


def _words(info_request: InfoRequest, clock: Clock, soon: int) -> tuple[str, str]:
    if info_request.state == InfoRequest.State.VOID:
        return "登记已作废，不计期限", "waiting"
    if clock.state == "not_started":
        return "未起算：确认收到申请之日以后起算", "due"
    if clock.state == "ended":
        late = f"，超期 {clock.late_by} 个工作日" if clock.late_by else "，没有超期"
        return f"已办结，用了 {clock.used} 个工作日{late}", "late" if clock.late_by else "ok"
    if clock.state == "stopped":
        waits = "、".join(dict.fromkeys(stop.says.split("，")[0] for stop in clock.stops if stop.until is None))
        rest = f"还剩 {clock.left} 个工作日" if clock.left is not None else "之后重新起算"
        return f"暂停：{waits}，{rest}", "waiting"
    if clock.late_by:
        return f"超期 {clock.late_by} 个工作日", "late"
    if clock.left is None:
        return "没有期限", "waiting"
    words = f"还剩 {clock.left} 个工作日" if clock.left else "今天到期"
    return words, "due" if clock.left <= soon else "ok"


def _kinds(clock: Clock, calendar: Calendar, today: date) -> dict[date, str]:
    """What each working day of the term is; the days of a term given up are not drawn."""
    kinds: dict[date, str] = {}
    for step in clock.steps:
        for day in _working(step.first, step.last, calendar):
            if step.counted:
                kinds[day] = "gone" if day <= today else "left"
            elif any(_within(stop, day) for stop in clock.stops):
                kinds.setdefault(day, "stopped")
    return kinds


def _days(clock: Clock, kinds: dict[date, str]) -> list[str]:
    found = [kinds[day] for day in sorted(kinds)]
    if clock.due is None and clock.left is not None:
        found += ["left"] * clock.left
    return found + ["over"] * clock.late_by


def _working(first: date, last: date, calendar: Calendar) -> list[date]:
    days = (first + number * DAY for number in range((last - first).days + 1))
    return [day for day in days if calendar.is_working(day)]


def _within(stop: Stop, day: date) -> bool:
    return stop.from_ < day and (stop.until is None or day <= stop.until)


def _named(stop: Stop) -> str:
    return stop.says + ("（还没有结束）" if stop.until is None else "")
