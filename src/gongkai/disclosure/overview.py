"""概况: how an agency stands in counts, kept as one row that supervisors, rails and lists read.

`count_after` is the one place from which acts have it counted anew, once they are committed.
"""

from datetime import date, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Max, Q

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency
from gongkai.catalogue import coverage, guide
from gongkai.disclosure import queries
from gongkai.disclosure.due import UNFINISHED
from gongkai.disclosure.models import Item, Overview, Publication
from gongkai.screening.models import Examination

_State = Item.State


def count_after(agency_id: int, today: date) -> None:
    """Have an agency counted anew once the act is committed; a count that fails undoes no act."""
    transaction.on_commit(partial(refresh, agency_id, today), robust=True)


def refresh(agency_id: int, today: date) -> Overview:
    """Count an agency anew, in a few queries whatever its size."""
    agency = Agency.objects.get(pk=agency_id)
    soon = national_calendar().after(today, settings.GONGKAI.due_soon_days)
    expiring_by = today + timedelta(days=settings.GONGKAI.expiry_reminder_days)
    unfinished = Q(state__in=UNFINISHED, attribute=Item.Attribute.ACTIVE)
    this_year = queries.released_in(today.year)
    counts = Item.objects.filter(agency=agency).aggregate(
        drafts=Count("pk", filter=Q(state=_State.DRAFT)),
        returned=Count("pk", filter=Q(state=_State.RETURNED)),
        to_release=Count("pk", filter=Q(state=_State.PASSED)),
        overdue=Count("pk", filter=unfinished & Q(due_on__lt=today)),
        due_soon=Count("pk", filter=unfinished & Q(due_on__gte=today, due_on__lte=soon)),
        released_this_year=Count("pk", filter=this_year),
        released_late_this_year=Count("pk", filter=this_year & Q(released_on__gt=F("due_on"))),
        expiring=Count("pk", filter=queries.EXPIRING & Q(expires_on__lte=expiring_by)),
        reexaminations_due=Count("pk", filter=queries.KEPT & Q(reexamine_on__lte=today)),
        last_released_on=Max("released_on"),
    )
    counts |= Publication.objects.filter(agency=agency).aggregate(
        planned_publications=Count("pk", filter=Q(state=Publication.State.PLANNED)),
        to_take_down=Count("pk", filter=queries.TO_TAKE_DOWN & Q(take_down_due_on__lte=today)),
    )
    standing = coverage.counts(agency, today)
    counts |= {
        "in_screening": Examination.objects.filter(agency=agency, state__in=queries.IN_SCREENING).count(),
        "entries": standing.entries,
        "empty_entries": standing.empty,
        "stale_entries": standing.stale,
        "stale_channels": len(queries.stale_channels(agency, today)),
        "guide_gaps": len(guide.gaps(agency, today)),
        "counted_on": today,
    }
    overview, _ = Overview.objects.update_or_create(agency=agency, defaults=counts)
    return overview
