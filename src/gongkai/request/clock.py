"""时钟: by when a case must be answered, from its steps, the law and the calendar; kept with the case for lists.

timeline(case) -> events of `law.deadlines`    stands(case, today) -> Clock with every reason    settle(case): keep it

A reply that a reconsideration or a lawsuit undid is made anew within the term that was ordered: the law's own term is
over, and nothing stops the other.
"""

from datetime import date, timedelta

from django.conf import settings

from gongkai.agency.calendars import national_calendar
from gongkai.law import deadlines
from gongkai.law.calendar import Calendar, Due, long_words
from gongkai.law.calendar import Step as Stretch
from gongkai.law.deadlines import Choices, Clock, Event, Kind, Party
from gongkai.request.models import Consultation, Fee, InfoRequest, Step

_KINDS = {
    Step.Kind.AMENDMENT_ASKED: Kind.AMENDMENT_ASKED,
    Step.Kind.AMENDED: Kind.AMENDED,
    Step.Kind.CONSULTATION_BEGAN: Kind.CONSULTATION_BEGAN,
    Step.Kind.CONSULTATION_ENDED: Kind.CONSULTATION_ENDED,
    Step.Kind.EXTENDED: Kind.EXTENDED,
    Step.Kind.FEE_NOTICED: Kind.FEE_NOTICED,
    Step.Kind.FEE_PAID: Kind.FEE_PAID,
    Step.Kind.DELAY_FIXED: Kind.DELAY_FIXED,
}
ENDING = (Step.Kind.REPLIED, Step.Kind.CLOSED, Step.Kind.WITHDRAWN)
DAY = timedelta(days=1)


def choices() -> Choices:
    """How this site settles what is not confirmed."""
    return Choices(
        fee_restart=settings.GONGKAI.fee_restart,
        consultation_last_day_counts=settings.GONGKAI.opinion_day == "counted",
        extension_after_restart=settings.GONGKAI.extension_after_restart,
    )


def happened_on(step: Step) -> date:
    """The day that counts: that of the event where it was recorded later."""
    return _day(step.details.get("happened_on")) or step.on


def timeline(info_request: InfoRequest) -> list[Event]:
    """The events of a case that its term by law depends on, in their order, up to the first reply."""
    if info_request.received_on is None:
        return []
    first, _ = _terms(info_request)
    asked = list(info_request.consultations.all())
    delivered = {str(each.pk): each.delivered_on for each in asked}
    silent = {str(each.pk) for each in asked if each.answer == Consultation.Answer.SILENT and each.due_on}
    fees = {str(each.pk): each for each in info_request.fees.all()}
    events = [Event(Kind.RECEIVED, info_request.received_on)]
    for step in first:
        kind = _KINDS.get(Step.Kind(step.kind))
        if kind is None:
            continue
        told, key = step.details, str(step.details.get("key", ""))
        fee = fees.get(key) if kind in (Kind.FEE_NOTICED, Kind.FEE_PAID) else None
        if fee is not None and _never_held(fee):
            continue
        delivered_on = fee.delivered_on if fee is not None else delivered.get(key)
        waited_out = kind is Kind.CONSULTATION_ENDED and key in silent
        events.append(
            Event(
                kind,
                happened_on(step) + DAY if waited_out else happened_on(step),  # the whole last day was theirs
                key=key,
                party=Party(told["party"]) if told.get("party") else None,
                delivered_on=delivered_on if kind in (Kind.CONSULTATION_BEGAN, Kind.FEE_NOTICED) else None,
                days=told.get("days"),
                until=_day(told.get("until")),
            )
        )
    if info_request.replied_on is not None:
        events.append(Event(Kind.REPLIED, info_request.replied_on))
    return events


def stands(info_request: InfoRequest, *, today: date, calendar: Calendar | None = None) -> Clock:
    """The clock of a case on a day, with every reason."""
    calendar = calendar or national_calendar()
    _, again = _terms(info_request)
    if again and again[0].on <= today:
        return _as_ordered(again, calendar, today)
    return deadlines.explain(timeline(info_request), calendar, today=today, choices=choices())


def settle(info_request: InfoRequest, *, today: date, calendar: Calendar | None = None) -> Clock:
    """Keep with the case, unsaved, what lists show of its clock."""
    calendar = calendar or national_calendar()
    found = stands(info_request, today=today, calendar=calendar)
    is_void = info_request.state == InfoRequest.State.VOID
    info_request.clock = InfoRequest.ClockState.ENDED if is_void else InfoRequest.ClockState(found.state)
    info_request.due_on = found.due.on if found.due and not is_void else None
    info_request.left_when_stopped = found.left if found.state == "stopped" else None
    info_request.stop_ends_by = found.stop_ends_by
    info_request.is_due_provisional = found.provisional
    if info_request.due_on is None or info_request.clock != InfoRequest.ClockState.RUNNING:
        info_request.internal_due_on = None
    else:
        info_request.internal_due_on = calendar.before(info_request.due_on + DAY, settings.GONGKAI.internal_days + 1)
    return found


def _terms(info_request: InfoRequest) -> tuple[list[Step], list[Step]]:
    """The steps of the term by law, and those since the reply was last undone."""
    made = list(info_request.steps.all())
    undone = [at for at, step in enumerate(made) if step.kind == Step.Kind.REOPENED]
    return (made[: undone[0]], made[undone[-1] :]) if undone else (made, [])


def _never_held(fee: Fee) -> bool:
    """A notice taken back before anything was paid stopped nothing: the days since count, as if it had not gone out."""
    return fee.state == Fee.State.CANCELLED


def _as_ordered(steps: list[Step], calendar: Calendar, today: date) -> Clock:
    """The clock of a reply to be made anew, until the day that was ordered."""
    start = happened_on(steps[0])
    ended = next((happened_on(step) for step in steps if step.kind in ENDING), None)
    until = date.fromisoformat(steps[0].details["until"])
    opening = f"{long_words(start)}原答复被撤销或者被确认违法，重新办理，次日起计"
    closing = f"复议决定或者判决要求在{long_words(until)}前重新答复，为最后一日"
    stretches = (
        Stretch(opening, start, start),
        *calendar.stretches(start, until),
        Stretch(closing, until, until),
        *calendar.doubts(start, until),
    )
    years = calendar.unknown_years(start + DAY, until)
    on = min(ended or today, today)
    total = max(calendar.count(start + DAY, until + DAY), 0)
    used = max(calendar.count(start + DAY, min(on, until) + DAY), 0)
    return Clock(
        Due(until, stretches, provisional_years=years),
        "ended" if ended else "running",
        total=total,
        used=used,
        left=None if ended else total - used,
        late_by=max(1, calendar.count(until + DAY, on + DAY)) if on > until else 0,
        provisional=bool(years),
        steps=stretches,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
