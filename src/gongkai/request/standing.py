"""依申请概况: how an agency's requests and disputes stand, in counts kept as one row that rails and supervisors read.

`count_after` is the one place from which acts have it counted anew, once they are committed; every night it is counted
for all, since days pass even where nobody acts.
"""

from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import Count

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency
from gongkai.request import waiting
from gongkai.request.models import Dispute, InfoRequest, Standing
from gongkai.task import timers

_S = InfoRequest.State
WITH_US = (*InfoRequest.NOT_RECEIVED, _S.REGISTERED, _S.SIGNING, _S.REPLIED)
"""States in which a case waits for the agency itself."""


def count_after(agency_id: int, today: date) -> None:
    """Have an agency counted anew once the act is committed; a count that fails undoes no act."""
    transaction.on_commit(partial(refresh, agency_id, today), robust=True)


def refresh(agency_id: int, today: date) -> Standing:
    """Count an agency anew, in a few queries whatever its size."""
    cases = InfoRequest.objects.filter(agency=agency_id)
    days = waiting.days(today, national_calendar())
    open_ones = list(waiting.watched(cases))
    handled = [case for case in open_ones if case.is_handled]
    lapsed = [case for case in handled if case.is_lapsed(days)]
    undelivered = sum(case.state == _S.REPLIED for case in open_ones)
    counts = {
        "open": len(open_ones) - undelivered,
        "in_hand": sum(case.state in WITH_US for case in open_ones) + len(lapsed),
        "to_confirm": sum(case.state in InfoRequest.NOT_RECEIVED for case in open_ones),
        "overdue": sum(case.is_late(days) for case in handled),
        "due_soon": sum(case.is_due_soon(days) for case in handled),
        "stopped": sum(case.is_stopped for case in handled),
        "lapsed": len(lapsed),
        "undelivered": undelivered,
        "unassigned": sum(case.handler is None for case in handled),
    }
    year = (date(today.year, 1, 1), date(today.year, 12, 31))
    counts |= {
        "received_this_year": cases.filter(received_on__range=year).exclude(state=_S.VOID).count(),
        "replied_this_year": cases.filter(replied_on__range=year).exclude(state=_S.VOID).count(),
    }
    counts |= Dispute.objects.filter(agency=agency_id).aggregate(
        disputes_open=Count("pk", filter=waiting.DISPUTE_OPEN),
        disputes_due=Count("pk", filter=waiting.dispute_due(days)),
    )
    found, _ = Standing.objects.update_or_create(agency_id=agency_id, defaults={**counts, "counted_on": today})
    return found


@timers.daily("request.refresh_standings")
def refresh_all(today: date) -> int:
    """依申请概况夜间重算. How many agencies."""
    agencies = list(Agency.objects.filter(is_on_desk=True).order_by("path").values_list("pk", flat=True))
    for agency_id in agencies:
        refresh(agency_id, today)
    return len(agencies)
