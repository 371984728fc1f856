"""撤回: the applicant takes the request back; before receipt it comes to nothing, after it the year counts it closed.

That a withdrawal counts under 其他处理—其他 is not confirmed (request-handling.md, Z6.3).
"""

from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.disclosure.refusals import written
from gongkai.request import access, states, steps
from gongkai.request.actions import issuing
from gongkai.request.models import Decision, InfoRequest, Step

OUTCOME = "otherwise_closed.other"


@transaction.atomic
def withdraw(
    info_request_id: int, *, by: Officer | None, today: date, reason: str = "", revision: int | None = None
) -> InfoRequest:
    """登记撤回: in writing, or by the applicant himself online. Letters that wait for a sign-off are dropped."""
    info_request = access.for_either(info_request_id, "request.handle", by=by, revision=revision)
    states.refuse_unless_allowed(info_request, Step.Kind.WITHDRAWN)
    if by is not None:
        reason = written(reason, "申请人怎样撤回的（如书面撤回的日期）")
    issuing.drop_waiting(info_request, by=by, today=today, reason="申请人撤回")
    if info_request.received_on is None:
        leads = InfoRequest.State.VOID
    else:
        leads = InfoRequest.State.DELIVERED
        _close(info_request, by=by, today=today)
    steps.take(info_request, Step.Kind.WITHDRAWN, by=by, on=today, leads=leads, reason=reason.strip())
    return info_request


def _close(info_request: InfoRequest, *, by: Officer | None, today: date) -> None:
    """The outcome that the year counts; a reply made before and undone since stays counted where it was."""
    Decision.objects.create(
        info_request=info_request,
        number=info_request.decisions.count() + 1,
        outcome=OUTCOME,
        established={"closing_reason": "withdrawn"},
        by=by,
        made_on=today,
        effective_on=today,
    )
    if info_request.replied_on is None or info_request.replied_on.year == today.year:
        info_request.outcome = OUTCOME
    info_request.replied_on = info_request.replied_on or today
    info_request.delivered_on = info_request.delivered_on or today
