"""一步: the one way in which a case moves: state, step, clock, journal and messages, together or not at all."""

from datetime import date
from typing import Any

from gongkai.agency.models import Officer
from gongkai.journal import recording as journal
from gongkai.request import clock, naming, states, telling
from gongkai.request.models import InfoRequest, Step


def take(
    info_request: InfoRequest,
    kind: Step.Kind,
    *,
    by: Officer | None,
    on: date,
    leads: InfoRequest.State | None = None,
    reason: str = "",
    recorded: dict[str, Any] | None = None,
    **details: Any,
) -> Step:
    """Do one step of a locked case: refuse it where the state forbids, else move, settle the clock, record and tell.

    `leads` goes before the state of the table; `details` are kept with the step (the clock reads key, party,
    delivered_on, days, until); `recorded` goes into the journal beside the reason. Neither may say who applied; a
    reason that names the applicant is kept without the name. A day that the officer gave is in the journal beside that
    of the act. The caller has set other fields of the case; everything is saved here.
    """
    states.refuse_unless_allowed(info_request, kind)
    reason = naming.unnamed(reason, info_request.applicant.words) if reason else ""
    step = Step.objects.create(
        info_request=info_request,
        kind=kind,
        by=by,
        on=on,
        reason=reason,
        details={name: value.isoformat() if isinstance(value, date) else value for name, value in details.items()},
    )
    led = leads or states.ACTS[kind].leads
    if led is not None:
        info_request.state = led
    info_request.revision += 1
    clock.settle(info_request, today=on)
    info_request.save()
    if info_request.due_on is not None:
        step.due_on = info_request.due_on
        step.save(update_fields=["due_on"])
    said = {"happened_on": details["happened_on"]} if "happened_on" in details else {}
    journal.record(f"request.{kind}", info_request, by=by, on=on, **{"reason": reason, **said, **(recorded or {})})
    telling.after(info_request, step)
    return step


def changed(info_request: InfoRequest, *, today: date) -> None:
    """Keep a locked case that something beside the steps changed: the clock anew, and pages opened before are told."""
    info_request.revision += 1
    clock.settle(info_request, today=today)
    info_request.save()
