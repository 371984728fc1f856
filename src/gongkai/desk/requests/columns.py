"""The columns of the board: which there are, what they say, how they sort; the page and the export agree.

No column tells who applied; what it says of the applicant is the kind alone, which the year's report counts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, When
from django.db.models.expressions import OrderBy

from gongkai.desk.requests import clocks
from gongkai.law.calendar import Calendar
from gongkai.law.outcomes import OUTCOMES
from gongkai.request.models import Applicant, Channel, InfoRequest


@dataclass(frozen=True, slots=True)
class Now:
    """What the words of a row depend on besides the case."""

    today: date
    calendar: Calendar
    soon: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its code in the address, its heading, what it says of a case, the fields it sorts by, its kind."""

    code: str
    word: str
    say: Callable[[InfoRequest, Now], str]
    sort: tuple[str, ...] = ()
    kind: str = "text"


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def clock(case: InfoRequest, now: Now) -> clocks.Shown:
    """The clock of a row."""
    return clocks.shown(case, today=now.today, calendar=now.calendar, soon=now.soon)


def outcome(case: InfoRequest) -> str:
    """The outcome in words."""
    return OUTCOMES[case.outcome].name if case.outcome in OUTCOMES else case.outcome


COLUMNS: tuple[Column, ...] = (
    Column("title", "所需信息", lambda case, _: case.title, ("title",), "title"),
    Column("clock", "期限", lambda case, now: clock(case, now).words, ("due_on",), "state"),
    Column("number", "登记编号", lambda case, _: case.number, ("received_on", "pk"), "short"),
    Column("state", "状态", lambda case, _: InfoRequest.State(case.state).label, ("state",), "state"),
    Column("due_on", "答复期限", lambda case, _: _day(case.due_on), ("due_on",), "date"),
    Column("received_on", "收到日期", lambda case, _: _day(case.received_on), ("received_on",), "date"),
    Column("unit", "承办机构", lambda case, _: case.unit.name if case.unit else "", ("unit__name",)),
    Column("handler", "承办人", lambda case, _: case.handler.name if case.handler else "", ("handler__name",), "short"),
    Column("channel", "渠道", lambda case, _: Channel(case.channel).label, ("channel",)),
    Column("kind", "申请人类型", lambda case, _: Applicant.Kind(case.applicant.kind).label, ("applicant__kind",)),
    Column("outcome", "办理结果", lambda case, _: outcome(case), ("outcome",)),
    Column("replied_on", "答复日期", lambda case, _: _day(case.replied_on), ("replied_on",), "date"),
    Column("delivered_on", "送达日期", lambda case, _: _day(case.delivered_on), ("delivered_on",), "date"),
    Column("arrived_on", "到件日期", lambda case, _: _day(case.arrived_on), ("arrived_on",), "date"),
    Column("internal_due_on", "内部期限", lambda case, _: _day(case.internal_due_on), ("internal_due_on",), "date"),
    Column("document_number", "文号", lambda case, _: case.document_number, ("document_number",)),
    Column("external_number", "上级平台编号", lambda case, _: case.external_number, ("external_number",)),
)
BY_CODE = {column.code: column for column in COLUMNS}
USUAL = ("title", "number", "state", "clock", "due_on", "received_on", "handler")


def chosen(codes: Sequence[str], *, has_units: bool) -> list[Column]:
    """The columns asked for, in our order; the title is always among them, the usual ones when none is asked for."""
    usual = {*USUAL, "unit"} if has_units else {*USUAL}
    wanted = {"title", *(code for code in codes if code in BY_CODE)} if codes else usual
    return [column for column in COLUMNS if column.code in wanted]


_REPLIED_LAST = Case(When(clock=InfoRequest.ClockState.ENDED, then=1), default=0).asc()
"""What only waits to be delivered or archived comes after all that is still to be answered."""


def order(sort: str, *, is_open: bool) -> list[OrderBy | str]:
    """The fields to order by for `due_on` or `-due_on`; else what is due first is first, of closed cases the latest."""
    column = BY_CODE.get(sort.removeprefix("-"))
    if column is None or not column.sort:
        return [_REPLIED_LAST, F("due_on").asc(nulls_last=True), "arrived_on", "pk"] if is_open else ["-pk"]
    is_down = sort.startswith("-")
    fields = [F(name) for name in column.sort]
    return [*(each.desc(nulls_last=True) if is_down else each.asc(nulls_last=True) for each in fields), "-pk"]
