"""重新办理: a reply that was undone is made anew; the first one stays counted in its year."""

from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.errors import Refused
from gongkai.request import access, steps
from gongkai.request.actions import deciding
from gongkai.request.models import Dispute, InfoRequest, Step


@transaction.atomic
def reopen(
    info_request_id: int,
    *,
    by: Officer,
    today: date,
    dispute: Dispute,
    until: date,
    reason: str = "",
    revision: int | None = None,
) -> InfoRequest:
    """重新办理: the decision that a reconsideration or a judgment undid is marked so; a new one is due on a day."""
    info_request = access.for_act(info_request_id, "request.handle", by=by, revision=revision)
    if dispute.info_request_id != info_request.pk:
        raise Refused(f"争议“{dispute}”不是关于{info_request}的。请核对。")
    ordered_on = dispute.decided_on or today
    if until < ordered_on:
        raise Refused("重新答复的期限早于复议决定书或者判决书的日期。请核对它写的期限。")
    decision = dispute.decision or deciding.in_force(info_request)
    if decision is None or decision.undone_on is not None:
        raise Refused(f"{info_request}没有可以撤销的答复，或者已经撤销过了。")
    decision.undone_on, decision.undone_by = today, dispute
    decision.save(update_fields=["undone_on", "undone_by"])
    info_request.delivered_on = info_request.archived_on = None
    steps.take(
        info_request,
        Step.Kind.REOPENED,
        by=by,
        on=today,
        reason=reason,
        happened_on=ordered_on,
        until=until,
        dispute=dispute.pk,
        decision=decision.pk,
    )
    return info_request
