"""答复期限: when a request counts as received, by when it must be answered, and why, day by day.

《政府信息公开条例》第三十条至第三十五条；2019 年修订前为第二十一条至第二十四条。

    received(channel, submitted_on=…) -> Receipt     the day a request counts as received, or what it waits for
    explain(events, calendar, today=…) -> Clock      the last day for the reply, with every day accounted for

A term begins on the day after its event. Asking for an amendment stops it until the amendment comes, and then it runs
anew; days spent consulting do not count; after its last day nothing stops or lengthens it any more.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Any, Literal

from gongkai.errors import Refused
from gongkai.law.calendar import DAY, Calendar, Due, Step, long_words, weekday_words
from gongkai.law.dated import Dated
from gongkai.law.statutes import FEES_2020, ORDER_492, ORDER_711, RECEIPT_2015

# What the rules say


class Kind(StrEnum):
    """What happened to a request, so far as it moves the clock."""

    RECEIVED = "received"
    AMENDMENT_ASKED = "amendment_asked"
    AMENDED = "amended"
    CONSULTATION_BEGAN = "consultation_began"
    CONSULTATION_ENDED = "consultation_ended"
    EXTENDED = "extended"
    FEE_NOTICED = "fee_noticed"
    FEE_PAID = "fee_paid"
    DELAY_FIXED = "delay_fixed"
    REPLIED = "replied"
    CLOSED = "closed"


class Party(StrEnum):
    """Whose opinion is asked."""

    THIRD_PARTY = "third_party"
    CO_AUTHOR = "co_author"
    AGENCY = "agency"


_OLD, _NEW = date(2008, 5, 1), date(2019, 5, 15)

REPLY_DAYS = Dated(
    (_OLD, 15, ORDER_492.article(24, paragraph=2)),
    (_NEW, 20, ORDER_711.article(33, paragraph=2)),
    name="答复期限",
)
"""Working days for a reply: 「应当自收到申请之日起20个工作日内予以答复」."""

EXTENSION_DAYS = Dated(
    (_OLD, 15, ORDER_492.article(24, paragraph=2)),
    (_NEW, 20, ORDER_711.article(33, paragraph=2)),
    name="延长答复期限",
)
"""Working days by which a reply may be put off, once: 「延长的期限最长不得超过20个工作日」."""

AMENDMENT_DAYS = Dated((_NEW, 7, ORDER_711.article(30)), name="补正告知期限")
"""Working days from receipt to ask for an amendment, all of it at once (一次性告知)."""

THIRD_PARTY_DAYS = Dated((_NEW, 15, ORDER_711.article(32)), name="第三方提出意见的期限")
"""Working days from the letter's delivery; when they are over the agency decides by itself."""

CO_AUTHOR_DAYS = Dated((_NEW, 15, ORDER_711.article(34)), name="共同制作机关提出意见的期限")
"""Working days from the letter's delivery; 「逾期未提出意见的视为同意公开」."""

FEE_DAYS = Dated((date(2021, 1, 1), 20, FEES_2020.part("")), name="缴纳信息处理费的期限")
"""Working days from the day after the notice was delivered. The day the measures took effect is unconfirmed."""

DELAY = Dated((_NEW, "合理期限", ORDER_711.article(35)), name="大量反复申请的延迟答复")
"""A reasonable later date that the agency fixes and tells the applicant."""

UNCOUNTED = Dated(
    (_OLD, frozenset({Party.THIRD_PARTY}), ORDER_492.article(24, paragraph=3)),
    (_NEW, frozenset(Party), ORDER_711.article(33, paragraph=3)),
    name="征求意见的时间不计入期限",
)
"""Whose consulting does not count: before 2019-05-15 that of third parties alone."""

_ANEW = Dated(
    (_OLD, "重新起算", ORDER_492.article(21, item=4)),
    (_NEW, "重新起算", ORDER_711.article(30)),
    name="补正后的答复期限",
)
"""「答复期限自行政机关收到补正的申请之日起计算」; the older article asks for amendments and is silent on the term."""

_ASKED = {Party.THIRD_PARTY: "第三方", Party.CO_AUTHOR: "共同制作机关", Party.AGENCY: "其他机关"}
_TERMS = {Party.THIRD_PARTY: THIRD_PARTY_DAYS, Party.CO_AUTHOR: CO_AUTHOR_DAYS}


def extension_days(received_on: date) -> int:
    """The most working days by which the reply to a request received that day may be put off."""
    return EXTENSION_DAYS.on(received_on).value


def amendment_due(received_on: date, calendar: Calendar) -> Due:
    """The last day to ask for an amendment. Refuses a request of before 2019-05-15, which had no such term."""
    days = AMENDMENT_DAYS.on(received_on)
    return calendar.due(received_on, days.value, cites=days.cites, event="收到申请")


def consultation_due(party: Party, delivered_on: date, calendar: Calendar) -> Due | None:
    """The last day for an opinion; None where the law sets none: for other agencies, and before 2019-05-15."""
    term = _TERMS.get(party)
    if term is None or delivered_on < _NEW:
        return None
    days = term.on(delivered_on)
    return calendar.due(delivered_on, days.value, cites=days.cites, event="收到征求意见书")


def fee_due(delivered_on: date, calendar: Calendar) -> Due:
    """The last day to pay: 「收到收费通知次日起20个工作日内」; later the request counts as given up."""
    days = FEE_DAYS.on(delivered_on)
    return calendar.due(delivered_on, days.value, cites=days.cites, event="收到收费通知")


def confirm_by(arrived_on: date, calendar: Calendar, *, days: int = 1) -> Due:
    """The day by which we remind the agency to confirm receipt with the applicant.

    No text sets these days; the regulation wants an ordinary letter confirmed on the very day it arrives.
    """
    return calendar.due(arrived_on, days, event="收到来件")


# The day of receipt


class Channel(StrEnum):
    """How a request comes in."""

    IN_PERSON = "in_person"
    ORAL = "oral"
    REGISTERED_POST = "registered_post"
    ORDINARY_POST = "ordinary_post"
    FAX = "fax"
    INTERNET = "internet"


CHANNELS = {
    Channel.IN_PERSON: "当面提交",
    Channel.ORAL: "口头申请（代填）",
    Channel.REGISTERED_POST: "挂号信、快递等签收邮件",
    Channel.ORDINARY_POST: "平信等无需签收的邮件",
    Channel.FAX: "传真",
    Channel.INTERNET: "互联网",
}
"""The channels in words, in the order of 条例第三十一条."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The day a request counts as received; without one, what it waits for: 签收, 联络 or 确认."""

    on: date | None
    awaits: str
    says: str
    cites: tuple[str, ...]


def received(
    channel: Channel,
    *,
    submitted_on: date,
    signed_for_on: date | None = None,
    confirmed_on: date | None = None,
    calendar: Calendar,
) -> Receipt:
    """The day a request counts as received (收到申请之日).

    `submitted_on` is the day it was handed in, posted or arrived; `confirmed_on` the day agency and applicant
    confirmed it with each other. An applicant who cannot be reached has not been confirmed: the term has not begun.
    """
    for day, word in ((signed_for_on, "签收"), (confirmed_on, "确认")):
        if day is not None and day < submitted_on:
            raise Refused(
                f"{word}日期{long_words(day)}早于提交日期{long_words(submitted_on)}。请检查哪一个写错了。",
                cites=(ORDER_711.article(31),),
            )
    REPLY_DAYS.on(submitted_on)
    if submitted_on < _NEW:
        return _received_before_2019(channel, submitted_on, signed_for_on, confirmed_on)
    by = confirm_by(submitted_on, calendar).on
    match channel:
        case Channel.IN_PERSON:
            cites: tuple[str, ...] = (ORDER_711.article(31, item=1),)
            return Receipt(submitted_on, "", "当面提交的，以提交之日为收到申请之日", cites)
        case Channel.ORAL:
            cites = (ORDER_711.article(29, paragraph=1), ORDER_711.article(31, item=1))
            return Receipt(submitted_on, "", "口头提出、当场代填的，按当面提交，以提交之日为收到申请之日", cites)
        case Channel.REGISTERED_POST:
            cites = (ORDER_711.article(31, item=2),)
            says = "邮寄的，以行政机关签收之日为收到申请之日；收发室签收即为签收"
            return Receipt(signed_for_on, "" if signed_for_on else "签收", says, cites)
        case Channel.ORDINARY_POST:
            cites = (ORDER_711.article(31, item=2),)
            says = "平信等无需签收的，工作机构应当于收到当日与申请人确认，以确认之日为收到申请之日"
            if not confirmed_on:
                says += "；联系不上的登记在案，恢复联络之日起算"
            return Receipt(confirmed_on, "" if confirmed_on else "联络", says, cites)
        case Channel.FAX | Channel.INTERNET:
            cites = (ORDER_711.article(31, item=3),)
            says = f"通过{CHANNELS[channel]}提交的，以双方确认之日为收到申请之日"
            if not confirmed_on:
                says += f"；请在{long_words(by)}前与申请人确认"
            return Receipt(confirmed_on, "" if confirmed_on else "确认", says, cites)


def _received_before_2019(
    channel: Channel, submitted_on: date, signed_for_on: date | None, confirmed_on: date | None
) -> Receipt:
    cites = (RECEIPT_2015.part("第一条"),)
    match channel:
        case Channel.IN_PERSON | Channel.ORAL:
            return Receipt(submitted_on, "", "当面提交的，以提交之日为收到申请之日", cites)
        case Channel.REGISTERED_POST:
            says = "邮寄的，以行政机关签收之日为收到申请之日"
            return Receipt(signed_for_on, "" if signed_for_on else "签收", says, cites)
        case Channel.INTERNET:
            says = "2019年5月15日以前发到公布的邮箱的，以电子邮件系统接收之日为收到申请之日"
            return Receipt(submitted_on, "", says, cites)
        case Channel.ORDINARY_POST | Channel.FAX:
            says = "以与申请人确认之日为收到申请之日；联系不上的登记在案，恢复联络之日起算"
            awaits = "联络" if channel is Channel.ORDINARY_POST else "确认"
            return Receipt(confirmed_on, "" if confirmed_on else awaits, says, cites)


# The clock


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. Which fields are wanted depends on the kind."""

    kind: Kind
    on: date
    key: str = ""
    """Which consultation begins or ends."""
    party: Party | None = None
    delivered_on: date | None = None
    """The day the letter or the notice reached whom it was for."""
    days: int | None = None
    """Working days of an extension; without them all that the law allows."""
    until: date | None = None
    """The later date fixed for a reply (第三十五条); the date given for an amendment."""


@dataclass(frozen=True, slots=True)
class Choices:
    """How points are settled that no text read so far settles; the defaults are the cautious ones."""

    fee_restart: Literal["anew", "resume"] = "anew"
    """After payment the whole term runs anew from the next day, or what was left of it goes on."""
    consultation_last_day_counts: bool = True
    """The day the opinion comes back counts for the agency, as the day of asking always does."""
    extension_after_restart: Literal["lost", "kept"] = "lost"
    """Whether an extension decided before the term began anew lengthens the new term too."""


StopKind = Literal["amendment", "consultation", "fee"]
State = Literal["not_started", "running", "stopped", "ended"]


@dataclass(frozen=True, slots=True)
class Stop:
    """A time that the clock stood still for; without `until` it still does."""

    kind: StopKind
    from_: date
    until: date | None
    says: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the clock of a request stands at the end of a day.

    `due` is None before receipt and while it is not known when a stop will end; `steps` are there all the same.
    `left` is None where it means nothing: not begun, ended, or to begin anew. `late_by` counts working days and is at
    least 1 once the last day has passed.
    """

    due: Due | None
    state: State
    total: int = 0
    used: int = 0
    left: int | None = None
    stops: tuple[Stop, ...] = ()
    stop_ends_by: date | None = None
    late_by: int = 0
    provisional: bool = False
    cites: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "due": self.due.on.isoformat() if self.due else None,
            "provisional": self.provisional,
            "state": self.state,
            "total": self.total,
            "used": self.used,
            "left": self.left,
            "late_by": self.late_by,
            "stop_ends_by": self.stop_ends_by.isoformat() if self.stop_ends_by else None,
            "stops": [
                {
                    "kind": stop.kind,
                    "from": stop.from_.isoformat(),
                    "until": stop.until.isoformat() if stop.until else None,
                    "says": stop.says,
                    "cites": list(stop.cites),
                }
                for stop in self.stops
            ],
            "steps": [step.to_dict() for step in self.steps],
            "cites": list(self.cites),
        }


def explain(events: Iterable[Event], calendar: Calendar, *, today: date, choices: Choices = Choices()) -> Clock:
    """The clock of a request at the end of `today`, with the reason for every day since receipt.

    Events of later days have not happened yet. Events that cannot follow each other are refused.
    """
    happened = sorted((event for event in events if event.on <= today), key=lambda event: event.on)
    if not happened:
        return Clock(None, "not_started")
    if happened[0].kind is not Kind.RECEIVED:
        raise Refused(
            f"{long_words(happened[0].on)}的办理记录早于收到申请之日，期限无从起算。请先登记收到申请之日。",
            cites=(ORDER_711.article(33, paragraph=2),),
        )
    course = _Course(calendar, choices, happened[0].on)
    for event in happened[1:]:
        course.take(event)
    return course.clock(today)


@dataclass(slots=True)
class _Halt:
    """A stop while it is being reckoned. `lapses_on` is the last day of the opinion's own term."""

    kind: StopKind
    event: Event
    says: str
    cites: tuple[str, ...]
    lapses_on: date | None = None
    ended_on: date | None = None
    helps: bool = True

    def is_open(self, on: date) -> bool:
        return self.ended_on is None and (self.lapses_on is None or on <= self.lapses_on)

    @property
    def until(self) -> date | None:
        """The day it ended, by an opinion or by the end of its term."""
        if self.ended_on and self.lapses_on:
            return min(self.ended_on, self.lapses_on)
        return self.ended_on or self.lapses_on


@dataclass(slots=True)
class _Pause:
    """Days together that do not count; without `last` nobody knows until when.

    `is_applicants`: the applicant is waited for, who was told within the term; even on its last day that stops it.
    """

    first: date
    last: date | None
    says: str
    cite: str
    is_applicants: bool


@dataclass(slots=True)
class _Course:
    """The events so far, as the term that they make."""

    calendar: Calendar
    choices: Choices
    start: date
    begins: str = "收到申请"
    extension: int = 0
    extended: Event | None = None
    fixed: Event | None = None
    halts: list[_Halt] = field(default_factory=list)
    waiting: _Halt | None = None
    """The amendment or payment that is waited for."""
    ended: Event | None = None
    past: list[Step] = field(default_factory=list)
    """The steps of terms that began anew."""
    notes: list[str] = field(default_factory=list)
    cites: list[str] = field(default_factory=list)
    received_on: date = field(init=False)

    def __post_init__(self) -> None:
        self.received_on = self.start
        self._cite(REPLY_DAYS.on(self.start).cites)

    @property
    def days(self) -> int:
        return REPLY_DAYS.on(self.start).value

    def _cite(self, cites: Iterable[str]) -> None:
        self.cites += [cite for cite in cites if cite not in self.cites]

    # What happens

    def take(self, event: Event) -> None:
        if self.ended:
            word = "答复" if self.ended.kind is Kind.REPLIED else "结束办理"
            raise Refused(
                f"这件申请已于{long_words(self.ended.on)}{word}，{long_words(event.on)}不能再有别的办理步骤。"
            )
        match event.kind:
            case Kind.RECEIVED:
                raise Refused(f"这件申请已于{long_words(self.received_on)}收到，收到申请之日只能有一个。")
            case Kind.AMENDMENT_ASKED:
                self._ask_to_amend(event)
            case Kind.AMENDED:
                self._amend(event)
            case Kind.CONSULTATION_BEGAN:
                self._consult(event)
            case Kind.CONSULTATION_ENDED:
                self._end_consultation(event)
            case Kind.EXTENDED:
                self._extend(event)
            case Kind.FEE_NOTICED:
                self._notice_fee(event)
            case Kind.FEE_PAID:
                self._pay(event)
            case Kind.DELAY_FIXED:
                self._fix_delay(event)
            case Kind.REPLIED | Kind.CLOSED:
                self.ended = event

    def _refuse_while_waiting(self, act: str) -> None:
        if self.waiting:
            for_what = "申请人补正" if self.waiting.kind == "amendment" else "申请人缴费"
            raise Refused(
                f"正在等待{for_what}，现在不能{act}。请等补正或者缴费有了结果再办。",
                cites=self.waiting.cites,
            )

    def _is_late(self, event: Event, act: str) -> bool:
        """Whether the last day had passed, after which nothing helps any more."""
        due = self._due()
        if due is None or event.on <= due:
            return False
        self.notes.append(f"{long_words(event.on)}{act}时，答复期限已于{long_words(due)}届满，期限不因此改变")
        return True

    def _ask_to_amend(self, event: Event) -> None:
        asked = next((halt for halt in self.halts if halt.kind == "amendment"), None)
        if asked:
            raise Refused(
                f"已于{long_words(asked.event.on)}要求申请人补正，补正应当一次性告知，不能要求第二次。"
                "补正后仍不明确的，可以按“补正后申请内容仍不明确”答复。",
                cites=asked.cites,
            )
        self._refuse_while_waiting("要求补正")
        cites = _ANEW.on(event.on).cites
        helps = not self._is_late(event, "要求补正")
        if helps and self.received_on >= _NEW:
            last = self.calendar.after(self.received_on, AMENDMENT_DAYS.on(self.received_on).value)
            if event.on > last:
                self.notes.append(
                    f"{long_words(event.on)}才要求补正，条例要求最迟在{long_words(last)}告知；期限仍自收到补正之日起算"
                )
        self.waiting = _Halt("amendment", event, "等待申请人补正", cites, helps=helps)
        self.halts.append(self.waiting)

    def _amend(self, event: Event) -> None:
        if not self.waiting or self.waiting.kind != "amendment":
            raise Refused(
                f"没有要求过补正，或者补正已经收到，{long_words(event.on)}不能登记收到补正。请先登记补正告知。",
                cites=_ANEW.on(event.on).cites,
            )
        self._end_waiting(event, "收到补正", anew=True)

    def _consult(self, event: Event) -> None:
        self._refuse_while_waiting("征求意见")
        if event.party is None:
            raise Refused("征求意见要写明征求谁的意见：第三方、共同制作机关或者其他机关。")
        if any(halt.kind == "consultation" and halt.event.key == event.key for halt in self.halts):
            raise Refused(f"征求意见的编号“{event.key}”已经用过。每次征求意见各用一个编号。")
        if event.delivered_on and event.delivered_on < event.on:
            raise Refused(
                f"征求意见书{long_words(event.delivered_on)}送达，早于发出的{long_words(event.on)}。请检查哪一个写错了。"
            )
        rule = UNCOUNTED.on(event.on)
        asked = _ASKED[event.party]
        helps = not self._is_late(event, f"征求{asked}意见")
        if helps and event.party not in rule.value:
            helps = False
            self.notes.append(f"{long_words(event.on)}征求{asked}意见：2019年5月15日以前只有征求第三方意见的时间不计入")
        lapses_on = None
        if event.delivered_on and event.delivered_on >= _NEW and (term := _TERMS.get(event.party)):
            days = term.on(event.delivered_on)
            lapses_on = self.calendar.after(event.delivered_on, days.value)
            rule = replace(rule, cites=rule.cites + days.cites)
        self.halts.append(_Halt("consultation", event, f"征求{asked}意见", rule.cites, lapses_on, helps=helps))

    def _end_consultation(self, event: Event) -> None:
        for halt in self.halts:
            if halt.kind == "consultation" and halt.event.key == event.key and halt.ended_on is None:
                halt.ended_on = event.on
                return
        raise Refused(f"没有编号为“{event.key}”、还没有结束的征求意见。请先登记征求意见，或者检查编号。")

    def _extend(self, event: Event) -> None:
        most = EXTENSION_DAYS.on(self.start)
        if self.extended:
            raise Refused(
                f"已于{long_words(self.extended.on)}延期一次，答复期限只能延长一次。",
                cites=most.cites,
            )
        self._refuse_while_waiting("延期")
        days = most.value if event.days is None else event.days
        if not 1 <= days <= most.value:
            raise Refused(
                f"延期{days}个工作日不行，延长的期限最短1个、最长{most.value}个工作日。请改写天数。", cites=most.cites
            )
        self.extended = event
        if not self._is_late(event, "延期"):
            self.extension = days
            self._cite(most.cites)

    def _notice_fee(self, event: Event) -> None:
        cites = FEE_DAYS.on(event.on).cites
        if self.waiting and self.waiting.kind == "fee":
            self.waiting.event = replace(event, on=self.waiting.event.on)
            return
        self._refuse_while_waiting("发出收费通知")
        paid = next((halt for halt in self.halts if halt.kind == "fee"), None)
        if paid:
            raise Refused(
                f"这件申请的信息处理费已于{long_words(paid.ended_on or paid.event.on)}缴清，一件申请只收一次。",
                cites=cites,
            )
        helps = not self._is_late(event, "发出收费通知")
        self.waiting = _Halt("fee", event, "等待申请人缴纳信息处理费", cites, helps=helps)
        self.halts.append(self.waiting)

    def _pay(self, event: Event) -> None:
        if not self.waiting or self.waiting.kind != "fee":
            raise Refused(
                f"没有发过收费通知，或者费用已经缴清，{long_words(event.on)}不能登记缴费。请先登记收费通知。",
                cites=FEE_DAYS.on(event.on).cites,
            )
        self._end_waiting(event, "缴费", anew=self.choices.fee_restart == "anew")

    def _fix_delay(self, event: Event) -> None:
        cites = DELAY.on(event.on).cites
        self._refuse_while_waiting("确定延迟答复的期限")
        if self.fixed:
            raise Refused(f"已于{long_words(self.fixed.on)}确定延迟答复的期限，不能再定一次。", cites=cites)
        if event.until is None or event.until <= event.on:
            raise Refused("延迟答复要写明答复的日期，并且晚于作出决定的当日。", cites=cites)
        if not self._is_late(event, "确定延迟答复的期限"):
            self.fixed = event
            self._cite(cites)

    def _end_waiting(self, event: Event, begins: str, *, anew: bool) -> None:
        halt = self.waiting
        assert halt is not None
        halt.ended_on = event.on
        self.waiting = None
        if not halt.helps:
            return
        self._cite(halt.cites)
        if anew:
            self.past += self._given_up(halt, event.on, begins)
            self.start, self.begins = event.on, begins
            if self.choices.extension_after_restart == "lost":
                self.extension = 0

    # What it comes to

    def _pauses(self) -> list[_Pause]:
        """The days of the present term that do not count, in order, none of them twice."""
        found: list[_Pause] = []
        for halt in self.halts:
            first = max(halt.event.on, self.start) + DAY
            last = halt.until
            if halt.kind == "consultation" and last and last == halt.ended_on and self._last_day_counts:
                last -= DAY
            if halt.helps and (last is None or last >= first):
                found.append(_Pause(first, last, halt.says, halt.cites[0], halt.kind != "consultation"))
        found.sort(key=lambda pause: pause.first)
        merged: list[_Pause] = []
        for pause in found:
            before = merged[-1] if merged else None
            if before is None or (before.last and pause.first > before.last + DAY):
                merged.append(pause)
                continue
            if before.last and (pause.last is None or pause.last > before.last):
                before.last, before.is_applicants = pause.last, pause.is_applicants
            if pause.says not in before.says:
                before.says += f"、{pause.says}"
        return merged

    @property
    def _last_day_counts(self) -> bool:
        return self.choices.consultation_last_day_counts

    def _reach(self, days: int) -> tuple[date | None, list[_Pause]]:
        """The day on which so many working days have counted, None where nobody knows, and the pauses before it."""
        at = self.start
        passed: list[_Pause] = []
        for pause in self._pauses():
            counted = self.calendar.count(at + DAY, pause.first)
            if counted >= days and not (pause.is_applicants and pause.last is None):
                break
            days -= counted
            passed.append(pause)
            if pause.last is None:
                return None, passed
            at = pause.last
        return self.calendar.after(at, days), passed

    def _due(self) -> date | None:
        last, _ = self._reach(self.days + self.extension)
        return last and max(last, self._fixed_on or last)

    @property
    def _fixed_on(self) -> date | None:
        """The day fixed for the reply, or the first working day after it."""
        return self.calendar.on_or_after(self.fixed.until) if self.fixed and self.fixed.until else None

    def _counted(self, until: date, pauses: Iterable[_Pause]) -> int:
        """The days of the present term up to a day that counted."""
        at, counted = self.start, 0
        for pause in pauses:
            if pause.first > until:
                break
            counted += self.calendar.count(at + DAY, pause.first)
            if pause.last is None:
                return counted
            at = pause.last
        return counted + max(0, self.calendar.count(at + DAY, until + DAY))

    def clock(self, today: date) -> Clock:
        on = today
        if self.ended:
            on = self.ended.on
            for halt in self.halts:
                if halt.kind == "consultation" and halt.is_open(on):
                    halt.ended_on = on
        ordinary, passed = self._reach(self.days + self.extension)
        due = self._due()
        total = self.days + self.extension
        if ordinary and due and due > ordinary:
            total += self.calendar.count(ordinary + DAY, due + DAY)
        used = self._counted(min(on, due or on), passed)
        stopping = [] if self.ended else [halt for halt in self.halts if self._stops(halt, on, passed)]
        state: State = "ended" if self.ended else "stopped" if stopping else "running"
        starts_anew = any(
            halt.kind == "amendment" or (halt.kind == "fee" and self.choices.fee_restart == "anew") for halt in stopping
        )
        for halt in self.halts:
            self._cite(halt.cites if halt.helps else ())
        steps = tuple(chain(self.past, self._steps(ordinary, due, passed, on)))
        cites = tuple(self.cites)
        years = self.calendar.unknown_years(self.received_on + DAY, due) if due else ()
        return Clock(
            due=Due(due, steps, cites, years) if due else None,
            state=state,
            total=total,
            used=used,
            left=None if self.ended or starts_anew else total - used,
            stops=tuple(self._told(halt, on) for halt in self.halts if halt.helps),
            stop_ends_by=self._stop_ends_by(stopping),
            late_by=max(1, self.calendar.count(due + DAY, on + DAY)) if due and on > due else 0,
            provisional=bool(years),
            cites=cites,
            steps=steps,
        )

    def _stops(self, halt: _Halt, on: date, passed: list[_Pause]) -> bool:
        """Whether the clock stands still for it now."""
        first = max(halt.event.on, self.start) + DAY
        within = any(pause.first <= first and (pause.last is None or first <= pause.last) for pause in passed)
        return halt.helps and within and halt.is_open(on)

    def _stop_ends_by(self, stopping: list[_Halt]) -> date | None:
        ends: list[date] = []
        for halt in stopping:
            end = halt.lapses_on
            if halt.kind == "amendment":
                end = halt.event.until
            elif halt.kind == "fee" and halt.event.delivered_on:
                end = self.calendar.after(halt.event.delivered_on, FEE_DAYS.on(halt.event.on).value)
            if end is None:
                return None
            ends.append(end)
        return max(ends, default=None)

    @staticmethod
    def _told(halt: _Halt, on: date) -> Stop:
        until = None if halt.is_open(on) else halt.until
        says = halt.says
        if halt.lapses_on and until == halt.lapses_on and halt.ended_on != until:
            silence = "由本机关依法决定" if halt.event.party is Party.THIRD_PARTY else "视为同意公开"
            says += f"，{long_words(until)}期满，逾期未提出意见的{silence}"
        return Stop(halt.kind, halt.event.on, until, says, halt.cites)

    # Saying why

    def _given_up(self, halt: _Halt, on: date, begins: str) -> Iterator[Step]:
        """The steps of the term that is given up when it begins anew on a day."""
        asked = halt.event.on
        yield self._opening()
        if (last := min(asked, on - DAY)) > self.start:
            counted = self._counted(last, self._reach(self.days + self.extension)[1])
            text = f"{_days(self.start + DAY, last)}已计{counted}个工作日，{begins}后重新起算，不再计"
            yield Step(text, self.start + DAY, last, 0, halt.cites[0])
        if on - DAY > asked:
            text = f"{_days(asked + DAY, on - DAY)}{halt.says}，不计"
            yield Step(text, asked + DAY, on - DAY, 0, halt.cites[0])

    def _opening(self) -> Step:
        again = "" if self.start == self.received_on and self.begins == "收到申请" else "重新起算"
        text = f"{long_words(self.start)}（{weekday_words(self.start)}）{self.begins}，{again or '次日起算'}"
        return Step(text + ("，次日为第1日" if again else ""), self.start, self.start)

    def _steps(self, ordinary: date | None, due: date | None, passed: list[_Pause], on: date) -> Iterator[Step]:
        """Every day of the present term, in stretches; then what is to be said besides."""
        yield self._opening()
        at, counted = self.start, 0
        base = self._reach(self.days)[0] if self.extension else None
        for pause in passed:
            yield from self._run(at, pause.first - DAY, counted, base)
            counted += self.calendar.count(at + DAY, pause.first)
            if pause.last is None:
                text = f"{long_words(pause.first)}起{pause.says}，期限停止计算"
                yield Step(text, pause.first, max(on, pause.first), 0, pause.cite)
                return
            inside = self.calendar.count(pause.first, pause.last + DAY)
            text = f"{_days(pause.first, pause.last)}{pause.says}，其间{inside}个工作日不计"
            yield Step(text, pause.first, pause.last, 0, pause.cite)
            at = pause.last
        assert ordinary is not None and due is not None
        yield from self._run(at, ordinary, counted, base)
        total = self.days + self.extension
        if due > ordinary and self.fixed:
            yield Step(
                f"第{total}个工作日是{_day(ordinary)}；{long_words(self.fixed.on)}告知申请人延迟答复，接着计",
                ordinary,
                ordinary,
                0,
                DELAY.on(self.fixed.on).cites[0],
            )
            yield from self.calendar.stretches(ordinary, due, counted=total)
            moved = (
                f"定在{_day(self.fixed.until)}，当日不上班，顺延；"
                if self.fixed.until and self.fixed.until != due
                else ""
            )
            yield Step(f"延迟答复的期限{moved}到{_day(due)}，为最后一日", due, due)
        else:
            yield Step(f"第{total}个工作日是{_day(due)}，为最后一日", due, due)
        for halt in self.halts:
            if halt.lapses_on and self._stops(halt, on, passed):
                text = f"{halt.says}最迟到{long_words(halt.lapses_on)}；意见提前到的，期限相应提前"
                yield Step(text, due, due)
        for note in self.notes:
            yield Step(note, due, due)
        yield from self.calendar.doubts(self.received_on, due)

    def _run(self, at: date, last: date, counted: int, base: date | None) -> Iterator[Step]:
        """Days that count, with a word on the extension where the term would have ended."""
        if base is None or not at < base <= last or self.extended is None:
            yield from self.calendar.stretches(at, last, counted=counted)
            return
        yield from self.calendar.stretches(at, base, counted=counted)
        decided = f"{long_words(self.extended.on)}决定延期{self.extension}个工作日"
        text = f"第{self.days}个工作日是{_day(base)}；{decided}，接着计"
        yield Step(text, base, base, 0, EXTENSION_DAYS.on(self.start).cites[0])
        yield from self.calendar.stretches(base, last, counted=self.days)


def _day(day: date) -> str:
    return f"{long_words(day)}（{weekday_words(day)}）"


def _days(first: date, last: date) -> str:
    return long_words(first) if first == last else f"{long_words(first)}至{long_words(last)}"
