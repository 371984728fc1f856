"""日志: what was done in the agency, in plain sentences."""

from datetime import datetime, time
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone

from gongkai.desk.agencies.forms import JournalFilter
from gongkai.desk.agencies.frame import show
from gongkai.desk.frame import DeskRequest, page
from gongkai.filing import access as reports
from gongkai.journal import access, words
from gongkai.journal.models import Chain

PER_PAGE = 50
MOST_PEOPLE = 300


@page("journal.see")
def journal(request: DeskRequest) -> HttpResponse:
    """Filtered by act, person, days or record; fifty a page."""
    entries = reports.told(access.of_agency(request.agency, request.user), request.user, request.agency)
    people = (
        entries.order_by().exclude(by=None).values_list("by", "by_name").distinct().order_by("by_name")[:MOST_PEOPLE]
    )
    form = JournalFilter(
        request.GET or None, acts=_acts(), people=[(str(pk), name) for pk, name in dict(people).items()]
    )
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = Paginator(entries.filter(_wanted(given)), PER_PAGE).get_page(request.GET.get("page"))
    names = words.names(found.object_list)
    rows = [
        {
            "number": entry.number,
            "at": entry.at,
            "label": words.label(entry.act),
            "says": words.sentence(entry, names.get((entry.subject_kind, entry.subject_id), "")),
            "record": f"{entry.subject_kind}:{entry.subject_id}",
        }
        for entry in found.object_list
    ]
    return show(
        request,
        "journal.html",
        "journal",
        {
            "form": form,
            "found": found,
            "rows": rows,
            "record": given.get("record", ""),
            "chain": Chain.objects.filter(agency=request.agency).first(),
        },
    )


def _acts() -> list[Any]:
    return [
        (
            group.word,
            [(f"{group.code}.", f"{group.word}：全部"), *((act, each.label) for act, each in group.acts.items())],
        )
        for group in words.GROUPS.values()
    ]


def _wanted(given: dict[str, Any]) -> Q:
    wanted = Q()
    if act := given.get("act"):
        wanted &= Q(act__startswith=act) if act.endswith(".") else Q(act=act)
    if by := given.get("by"):
        wanted &= Q(by=by)
    if since := given.get("since"):
        wanted &= Q(at__gte=_midnight(since))
    if until := given.get("until"):
        wanted &= Q(at__lte=timezone.make_aware(datetime.combine(until, time.max)))
    kind, _, number = given.get("record", "").partition(":")
    if number:
        wanted &= Q(subject_kind=kind, subject_id=number)
    return wanted


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
