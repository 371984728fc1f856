"""A case's section on the reconsiderations and lawsuits about it, and where one is registered."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Officer
from gongkai.request.disputes import stands
from gongkai.request.models import InfoRequest


def disputes_part(info_request: InfoRequest, officer: Officer) -> dict[str, Any]:
    """The disputes about a case; nothing before it was replied to or is late, unless there is one already."""
    today = timezone.localdate()
    found = list(info_request.disputes.order_by("received_on", "pk"))
    is_late = info_request.due_on is not None and info_request.due_on < today
    may_arise = info_request.received_on is not None and info_request.state != InfoRequest.State.VOID
    if not found and not (may_arise and (info_request.replied_on is not None or is_late)):
        return {}
    calendar = national_calendar() if found else None
    may_register = may_arise and agencies.may("dispute.handle", officer, info_request.agency)
    register = f"{reverse('desk:dispute_new', args=[info_request.agency_id])}?case={info_request.pk}"
    return {
        "disputes": [(each, stands(each, today, calendar)) for each in found] if calendar else [],
        "register": register if may_register else "",
    }
