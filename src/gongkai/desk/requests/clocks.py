"""期限一句话: where the clock of a request stands, in words and colour, from what is kept with the case."""

from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.law.calendar import Calendar
from gongkai.request.models import InfoRequest

_State, _Clock = InfoRequest.State, InfoRequest.ClockState
_DAY = timedelta(days=1)

_WAITS_FOR = {_State.TO_AMEND: "等补正", _State.CONSULTING: "征求意见", _State.FEE_DUE: "等缴费"}
_NOT_BEGUN = {_State.TO_CONFIRM: "未起算：待确认", _State.UNREACHED: "未起算：待联络"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a list says of a clock, and in which tone."""

    words: str
    tone: str


def left(info_request: InfoRequest, *, today: date, calendar: Calendar) -> int | None:
    """Working days left of a running clock; below zero those it is over, at least one once its day has passed."""
    if info_request.clock != _Clock.RUNNING or info_request.due_on is None:
        return None
    if today > info_request.due_on:
        return -max(1, calendar.count(info_request.due_on + _DAY, today + _DAY))
    return calendar.count(today + _DAY, info_request.due_on + _DAY)


def shown(info_request: InfoRequest, *, today: date, calendar: Calendar, soon: int) -> Shown:
    """The clock of a case in a few words."""
    if info_request.state == _State.VOID:
        return Shown("不计", "draft")
    match info_request.clock:
        case _Clock.NOT_STARTED:
            return Shown(_NOT_BEGUN.get(_State(info_request.state), "未起算"), "due")
        case _Clock.STOPPED:
            waits = _WAITS_FOR.get(_State(info_request.state), "")
            kept = info_request.left_when_stopped
            rest = f"，还剩 {kept} 个工作日" if kept is not None else ""
            return Shown(f"暂停{'：' if waits else ''}{waits}{rest}", "waiting")
        case _Clock.ENDED:
            return _ended(info_request)
    days = left(info_request, today=today, calendar=calendar)
    if days is None:
        return Shown("没有期限", "waiting")
    if days < 0:
        return Shown(f"超期 {-days} 个工作日", "late")
    words = f"还剩 {days} 个工作日" if days else "今天到期"
    return Shown(words, "due" if days <= soon else "ok")


def _ended(info_request: InfoRequest) -> Shown:
    if info_request.replied_on is None or info_request.due_on is None:
        return Shown("已办结", "ok")
    if info_request.replied_on > info_request.due_on:
        return Shown("超期答复", "late")
    return Shown("按期答复", "ok")
