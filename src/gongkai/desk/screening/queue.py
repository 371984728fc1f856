"""审查: what waits at each stage, one's own first, with the days it waits and the day it is due."""

from django.core.paginator import Paginator
from django.db.models import Case, Count, F, Max, OrderBy, Q, QuerySet, Value, When
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.calendars import national_calendar
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.disclosure import access, queries
from gongkai.disclosure.models import Edition
from gongkai.filing import waiting as reports
from gongkai.screening import stages
from gongkai.screening.models import Examination, Reading

PER_PAGE = 50


@page("item.see")
def queue(request: DeskRequest) -> Response:
    """The page; ?stage=second shows one stage alone."""
    today = timezone.localdate()
    mine = list(queries.to_examine(request.agency, request.user, today).values_list("pk", flat=True))
    waiting = _waiting(request)
    counts = dict(waiting.order_by().values_list("examination__next_stage").annotate(count=Count("pk")))
    asked = request.GET.get("stage", "")
    shown = waiting.filter(examination__next_stage=asked) if asked in stages.STEPS else waiting
    order: list[OrderBy] = [F("item__due_on").asc(nulls_last=True), F("pk").asc()]
    if mine:
        order.insert(0, Case(When(pk__in=mine, then=Value(1)), default=Value(0)).desc())
    shown = shown.order_by(*order)
    paged = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    read = Reading.objects.filter(examination__in=[each.examination_id for each in paged.object_list])
    since = dict(read.order_by().values_list("examination").annotate(last=Max("on")))
    calendar = national_calendar()
    rows = [
        {
            "edition": edition,
            "item": edition.item,
            "examination": edition.examination,
            "is_mine": edition.pk in mine,
            "waits": (today - since.get(edition.examination_id, today)).days,
            "left": calendar.left(today, edition.item.due_on) if edition.item.due_on else None,
        }
        for edition in paged.object_list
    ]
    context = {
        "page": paged,
        "rows": rows,
        "mine": len(mine),
        "reports": reports.to_read(request.agency, request.user, today),
        "asked": asked,
        "stages": [(step.stage, step.stage.label, counts.get(step.stage, 0)) for step in stages.ORDER[1:]],
        "may_except": agencies.may("screening.except", request.user, request.agency),
    }
    return show(request, "desk/screening/queue.html", "screening", context)


def _waiting(request: DeskRequest) -> QuerySet[Edition]:
    items = access.visible_to(request.user).filter(agency=request.agency)
    states = (Edition.State.IN_SCREENING, Edition.State.RELEASED)
    return (
        Edition.objects.filter(item__in=items, state__in=states, examination__state__in=queries.IN_SCREENING)
        .filter(~Q(state=Edition.State.RELEASED) | Q(examination__state=Examination.State.AFTERWARDS))
        .select_related("item__handler", "examination")
        .defer("body", "metadata", "pending")
    )
