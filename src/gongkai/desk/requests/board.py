"""依申请: the board of an agency's requests, by state and by the days that are left; the same rows as a file."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.agency import access as agencies
from gongkai.agency.calendars import national_calendar
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items import exporting
from gongkai.desk.requests import columns
from gongkai.desk.requests.acting import PLACE
from gongkai.desk.requests.columns import Column, Now
from gongkai.desk.requests.filters import EVERY, OPEN, ApplicantSearch, RequestFilter, may_search_applicants
from gongkai.request import queries
from gongkai.request.models import InfoRequest

PER_PAGE = 50
TONES = {
    "to_confirm": "due",
    "unreached": "due",
    "registered": "info",
    "to_amend": "waiting",
    "consulting": "waiting",
    "explaining": "waiting",
    "fee_due": "waiting",
    "signing": "info",
    "replied": "due",
    "delivered": "ok",
    "archived": "ok",
    "void": "draft",
}
"""State → tone of its badge."""


@page("request.see")
def requests(request: DeskRequest) -> Response:
    """The page; with ?format=xlsx or csv, the whole list as a file."""
    now = Now(timezone.localdate(), national_calendar(), settings.GONGKAI.due_soon_days)
    form = RequestFilter(request.GET, agency=request.agency, officer=request.user)
    passed = form.apply(
        queries.of_agency(request.agency, request.user), today=now.today, calendar=now.calendar, soon=now.soon
    )
    found = form.of_state(passed)
    shown = columns.chosen(request.GET.getlist("columns"), has_units=form.has_units)
    codes = [column.code for column in shown]
    found = found.order_by(
        *columns.order(request.GET.get("sort", ""), is_open=form.wanted in (OPEN, *InfoRequest.OPEN))
    )
    if "kind" in codes:
        found = found.select_related("handler", "unit", "applicant").defer(*queries.NOT_LISTED, "applicant__sealed")
    if request.GET.get("format") in exporting.FORMATS:
        return _send(request, request.GET["format"], found, shown, now)
    counts = queries.by_state(passed)
    context = {
        **_list(request, found, now),
        "form": form,
        "columns": columns.COLUMNS,
        "shown": codes,
        "tabs": _tabs(form.wanted, counts),
        "state": form.wanted,
        "by_name": ApplicantSearch() if may_search_applicants(request.user, request.agency) else None,
    }
    return show(request, "desk/requests/requests.html", PLACE, context)


@never_cache
@page("request.handle")
def of_applicant(request: DeskRequest) -> Response:
    """按申请人查: the cases of an exact name, sent by POST and shown once; the name is in no address and no log."""
    now = Now(timezone.localdate(), national_calendar(), settings.GONGKAI.due_soon_days)
    search = ApplicantSearch(request.POST or None)
    found = queries.of_agency(request.agency, request.user).order_by("-pk")
    found = search.apply(found, request.user, request.agency) if search.is_valid() else found.none()
    shown = columns.chosen([], has_units=False)
    context = {
        **_list(request, found, now),
        "by_name": search,
        "columns": columns.COLUMNS,
        "shown": [column.code for column in shown],
    }
    return show(request, "desk/requests/of_applicant.html", PLACE, context, status=422 if search.errors else 200)


def _list(request: DeskRequest, found: QuerySet[InfoRequest], now: Now) -> dict[str, Any]:
    """A page of cases with the words of its rows."""
    return {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "by_code": columns.BY_CODE,
        "clock": columns.clock,
        "now": now,
        "tones": TONES,
        "may_register": agencies.may("request.register", request.user, request.agency),
    }


def _tabs(state: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """The states that any case is in, with how many; what is still to be done first, everything last."""
    is_open = sum(counts.get(each, 0) for each in InfoRequest.OPEN)
    every = sum(count for each, count in counts.items() if each != InfoRequest.State.VOID)
    tabs = [{"code": OPEN, "word": "还要办的", "count": is_open}]
    tabs += [
        {"code": each.value, "word": each.label, "count": counts[each]}
        for each in InfoRequest.State
        if counts.get(each) or each == state
    ]
    tabs.append({"code": EVERY, "word": "全部", "count": every})
    return [{**tab, "current": tab["code"] == state} for tab in tabs]


def _send(
    request: DeskRequest, form: str, found: QuerySet[InfoRequest], shown: list[Column], now: Now
) -> FileResponse | StreamingHttpResponse:
    """The list as a file, named for the agency and the day."""
    name = f"{request.agency.name}依申请公开{now.today:%Y%m%d}"
    rows = ([column.say(case, now) for column in shown] for case in found.iterator(chunk_size=exporting.AT_ONCE))
    if form == "csv":
        return exporting.as_csv(name, shown, rows)
    return exporting.as_xlsx(name, shown, rows, sheet_name="依申请公开")
