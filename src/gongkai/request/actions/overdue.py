"""超期说明: a case past its day gets its reason on record before the reply is submitted."""

from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.disclosure.refusals import written
from gongkai.errors import Refused
from gongkai.request import access, states, steps
from gongkai.request.models import InfoRequest, Step


@transaction.atomic
def explain_overdue(
    info_request_id: int, *, by: Officer, today: date, reason: str, revision: int | None = None
) -> InfoRequest:
    """说明超期原因: why the reply was not made, or not made in time."""
    info_request = access.for_act(info_request_id, "request.handle", by=by, revision=revision)
    refuse_unless_overdue(info_request, today=today)
    reason = written(reason, "超期的原因")
    info_request.overdue_reason = reason[:300]
    steps.take(info_request, Step.Kind.OVERDUE_EXPLAINED, by=by, on=today, reason=reason)
    return info_request


def is_overdue(info_request: InfoRequest, *, today: date) -> bool:
    """Whether the term passed before the reply was made, or passed with none."""
    if info_request.due_on is None:
        return False
    if info_request.clock == InfoRequest.ClockState.ENDED:
        return info_request.replied_on is not None and info_request.replied_on > info_request.due_on
    return info_request.due_on < today


def refuse_unless_overdue(info_request: InfoRequest, *, today: date) -> None:
    """Refuse a reason where nothing is past its day."""
    states.refuse_unless_allowed(info_request, Step.Kind.OVERDUE_EXPLAINED)
    if not is_overdue(info_request, today=today):
        raise Refused(f"{info_request}没有超过答复期限，不用说明。")
