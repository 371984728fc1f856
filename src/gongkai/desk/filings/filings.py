"""年报: the reports of this agency, a row for each year and scope, and the one to be drawn up now."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency
from gongkai.agency.roles import MAY
from gongkai.desk.filings.place import PER_PAGE, PLACE, TONES, tabs
from gongkai.desk.filings.term import ReportClock, clock_of, waits
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.filing import access, dates, readers
from gongkai.filing.models import Dates, Filing, Version
from gongkai.law.calendar import Calendar

_S = Version.State


@page("filing.see")
def filings(request: DeskRequest) -> Response:
    """The list."""
    own = access.visible_to(request.user).filter(agency=request.agency)
    inside = access.is_inside(request.user, request.agency)
    found = access.with_shown(own, inside=inside).select_related("handler", "published").order_by("-year", "scope")
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows: list[Any] = list(shown.object_list)
    versions = Version.objects.in_bulk([row.shown for row in rows])
    today = timezone.localdate()
    context: dict[str, Any] = {
        "tabs": tabs(request, "desk:filings"),
        "page": shown,
        "rows": rows,
        "versions": versions,
        "tones": {state.value: tone for state, tone in TONES.items()},
        "clocks": _clocks(request.agency, rows, versions, today, national_calendar()),
        "may_draft": agencies.may("filing.draft", request.user, request.agency),
        "nobody": _nobody_drafts(request, today) if inside else None,
        "begin": _to_begin(request.agency, today) if inside else None,
    }
    return show(request, "desk/filings/filings.html", PLACE, context)


def _nobody_drafts(request: DeskRequest, today: date) -> dict[str, Any] | None:
    """Who can appoint somebody to draw reports up, where nobody in the agency can."""
    agency = request.agency
    if readers.holding(agency, MAY["filing.draft"], today):
        return None
    where, people = readers.appointers(agency, today)
    may_appoint = agencies.may("officer.manage", request.user, agency)
    return {
        "where": where,
        "people": "、".join(officer.name for officer in people),
        "url": reverse("desk:officers", args=[agency.pk]) if may_appoint else "",
    }


def _to_begin(agency: Agency, today: date) -> dict[str, Any] | None:
    """The report on the year that just ended, while nobody has begun it: its year, where to begin, by when."""
    year = today.year - 1
    begun = Filing.objects.filter(agency=agency, year=year, scope=Filing.Scope.OWN)
    if begun.exclude(latest__state=_S.DISCARDED).exists():
        return None
    address = reverse("desk:filing_begin", args=[agency.pk])
    return {"year": year, "url": f"{address}?year={year}", "due": dates.of(agency, year).submit_by}


def _clocks(
    agency: Agency, rows: list[Any], versions: dict[int, Version], today: date, calendar: Calendar
) -> dict[int, ReportClock]:
    """The clock of each report whose day still runs; one query for all."""
    waiting = [row for row in rows if waits(row, versions[row.shown])]
    set_for = list(Dates.objects.filter(year__in={row.year for row in waiting}).select_related("agency"))
    found = {}
    for row in waiting:
        of_year = [each for each in set_for if each.year == row.year]
        days = dates.among([agency], row.year, row.scope, rows=of_year, calendar=calendar)[agency.pk]
        found[row.pk] = clock_of(row, versions[row.shown], days, today, calendar)
    return found
