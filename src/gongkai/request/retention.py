"""保管: how long a dossier is kept, what in it must go before, and what keeps it longer.

A dossier is kept as the site says (`dossier_years`, unconfirmed); copies of identity documents are deleted soon after
the case is closed (`identity_file_days`, unconfirmed). Neither while a dispute is open or can still be begun.
"""

from datetime import date, timedelta

from django.conf import settings

from gongkai.agency.calendars import national_calendar
from gongkai.errors import Refused
from gongkai.law import outcomes, remedies
from gongkai.law.calendar import Calendar
from gongkai.request import waiting
from gongkai.request.models import Dispute, InfoRequest

CLOSED = (InfoRequest.State.DELIVERED, InfoRequest.State.ARCHIVED, InfoRequest.State.VOID)


def keep_until(archived_on: date) -> date | None:
    """The last day a dossier is kept: full years after that in which it was archived; none is for ever."""
    years = settings.GONGKAI.dossier_years
    return None if years == "permanent" else date(archived_on.year + int(years), 12, 31)


def over_before(today: date) -> date | None:
    """What was closed before this day is kept no longer; none where it is kept for ever."""
    years = settings.GONGKAI.dossier_years
    return None if years == "permanent" else date(today.year - int(years), 1, 1)


def is_over(info_request: InfoRequest, *, today: date) -> bool:
    """Whether the term of keeping is over: that of the dossier; of a registration made void, that of the documents."""
    if info_request.state == InfoRequest.State.VOID:
        latest = info_request.steps.order_by("-pk").values_list("on", flat=True).first() or info_request.arrived_on
        return latest < today - timedelta(days=settings.GONGKAI.identity_file_days)
    return (
        info_request.state == InfoRequest.State.ARCHIVED
        and info_request.keep_until is not None
        and info_request.keep_until < today
    )


def delete_identity_on(info_request: InfoRequest, *, today: date) -> date:
    """The day from which the copies of identity documents of a closed case are deleted."""
    closed_on = info_request.delivered_on or info_request.replied_on or today
    return closed_on + timedelta(days=settings.GONGKAI.identity_file_days)


def disputed_until(info_request: InfoRequest, *, calendar: Calendar | None = None) -> date | None:
    """The last day on which a dispute about a case may be begun, none where none is possible; `date.max` while one is
    open."""
    disputes = list(info_request.disputes.filter(void_reason=""))
    if any(_is_open(each) for each in disputes):
        return date.max
    calendar = calendar or national_calendar()
    ends = [
        remedies.lawsuit_until(each.decided_on, calendar, after_reconsideration=True).on
        for each in disputes
        if each.kind == Dispute.Kind.RECONSIDERATION and each.decided_on
    ]
    if info_request.delivered_on is not None and _can_be_disputed(info_request):
        ends.append(remedies.lawsuit_until(info_request.delivered_on, calendar).on)
        ends.append(remedies.reconsideration_until(info_request.delivered_on, calendar).on)
    return max(ends, default=None)


def is_free(info_request: InfoRequest, *, today: date) -> bool:
    """Whether nothing about a case is, or may still be, disputed."""
    last = disputed_until(info_request)
    return last is None or last < today


def _is_open(dispute: Dispute) -> bool:
    return Dispute.objects.filter(waiting.DISPUTE_OPEN, pk=dispute.pk).exists()


def _can_be_disputed(info_request: InfoRequest) -> bool:
    try:
        return outcomes.by_code(info_request.outcome).remedy != "none"
    except Refused:
        return True
