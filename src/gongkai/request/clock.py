"""时钟: by when a case must be answered, from its steps, the law and the calendar; kept with the case for lists.

timeline(case) -> events of `law.deadlines`    stands(case, today) -> Clock with every reason    settle(case): keep it
"""

from datetime import date, timedelta

from django.conf import settings

from gongkai.agency.calendars import national_calendar
from gongkai.law import deadlines
from gongkai.law.calendar import Calendar
from gongkai.law.deadlines import Choices, Clock, Event, Kind, Party
from gongkai.request.models import InfoRequest, Step

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


def choices() -> Choices:
    """How this site settles what is not confirmed."""
    return Choices(fee_restart=settings.GONGKAI.fee_restart)


def timeline(info_request: InfoRequest) -> list[Event]:
    """The events of a case that its term depends on, in their order."""
    if info_request.received_on is None:
        return []
    events = [Event(Kind.RECEIVED, info_request.received_on)]
    for step in info_request.steps.all():
        kind = _KINDS.get(Step.Kind(step.kind))
        if kind is None:
            continue
        told = step.details
        events.append(
            Event(
                kind,
                step.on,
                key=str(told.get("key", "")),
                party=Party(told["party"]) if told.get("party") else None,
                delivered_on=_day(told.get("delivered_on")),
                days=told.get("days"),
                until=_day(told.get("until")),
            )
        )
    if info_request.replied_on is not None:
        events.append(Event(Kind.REPLIED, info_request.replied_on))
    return events


def stands(info_request: InfoRequest, *, today: date, calendar: Calendar | None = None) -> Clock:
    """The clock of a case on a day, with every reason."""
    return deadlines.explain(timeline(info_request), calendar or national_calendar(), today=today, choices=choices())


def settle(info_request: InfoRequest, *, today: date, calendar: Calendar | None = None) -> Clock:
    """Keep with the case, unsaved, what lists show of its clock."""
    calendar = calendar or national_calendar()
    found = stands(info_request, today=today, calendar=calendar)
    info_request.clock = InfoRequest.ClockState(found.state)
    info_request.due_on = found.due.on if found.due else None
    info_request.left_when_stopped = found.left if found.state == "stopped" else None
    info_request.stop_ends_by = found.stop_ends_by
    info_request.is_due_provisional = found.provisional
    if info_request.due_on is None or found.state != "running":
        info_request.internal_due_on = None
    else:
        info_request.internal_due_on = calendar.before(
            info_request.due_on + timedelta(days=1), settings.GONGKAI.internal_days + 1
        )
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
