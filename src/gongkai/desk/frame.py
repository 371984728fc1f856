"""The frame of every desk page: who, in which agency, allowed to what; and the rail with what waits."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access
from gongkai.agency.models import Agency, Officer
from gongkai.disclosure.models import Overview
from gongkai.filing import waiting as reports
from gongkai.request import outbox
from gongkai.request.models import Standing

P = ParamSpec("P")
Response = HttpResponseBase


class DeskRequest(HttpRequest):
    """A request on the desk: the officer is signed in and the agency is one the officer may see."""

    user: Officer
    agency: Agency


Page = Callable[Concatenate[DeskRequest, P], Response]


def page(act: str) -> Callable[[Page[P]], Callable[..., Response]]:
    """A page of one agency: /desk/<agency_id>/…; an agency one may not see is 404, an act not allowed is 403."""

    def decorate(view: Page[P]) -> Callable[..., Response]:
        @wraps(view)
        @login_required
        def framed(request: Any, agency_id: int, *args: P.args, **kwargs: P.kwargs) -> Response:
            request.agency = access.for_officer(agency_id, request.user)
            access.require(act, request.user, request.agency)
            return view(request, *args, **kwargs)

        framed.act = act  # type: ignore[attr-defined]  # read by the test that walks every address with every role
        return framed

    return decorate


def show(
    request: DeskRequest, template: str, place: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page in the frame: the rail with `place` marked, the agencies to switch to, what may be done."""
    return render(request, template, {**frame(request, place), **context}, status=status)


def frame(request: DeskRequest, place: str) -> dict[str, Any]:
    """What the layout needs (see site/templates/desk.html): two queries whatever the page, and a few more for who
    examines while a report is under examination."""
    agency, officer, day = request.agency, request.user, timezone.localdate()
    kept = Agency.objects.select_related("overview", "request_standing").annotate(
        unread=outbox.count_unread(officer),
        reports=reports.count_own(agency, officer, day),
        examined=reports.count_examined(),
        received=reports.count_received(),
    )
    counted: Any = kept.get(pk=agency.pk)
    overview = getattr(counted, "overview", None) or Overview(agency=agency)
    standing = getattr(counted, "request_standing", None) or Standing(agency=agency)
    filings = counted.reports + (counted.received if access.may("filing.receive", officer, agency) else 0)
    if counted.examined and any(access.may(act, officer, agency) for act in READING):
        filings += len(reports.to_read(agency, officer, day))
    counts = {
        "today": sum(getattr(overview, name) for name in IN_TODAY)
        + sum(getattr(standing, name) for name in REQUESTS_IN_TODAY)
        + filings,
        "filings": filings,
        "requests": standing.in_hand,
        "disputes": standing.disputes_open,
        "items": overview.drafts + overview.returned,
        "screening": overview.in_screening if any(access.may(act, officer, agency) for act in EXAMINING) else 0,
        "channels": overview.planned_publications + overview.to_take_down,
        "catalogue": overview.empty_entries + overview.stale_entries,
    }
    return {
        "officer": officer,
        "agency": agency,
        "agencies": own_agencies(officer),
        "may": lambda act: access.may(act, officer, agency),
        "place": place,
        "rail": [
            {"code": code, "word": word, "url": place_url(name, agency.pk), "count": counts.get(code, 0)}
            for code, word, name, act in PLACES
            if access.may(act, officer, agency)
        ],
        "overview": overview,
        "unread": counted.unread,
    }


IN_TODAY = ("overdue", "returned", "to_take_down", "to_release", "planned_publications", "reexaminations_due")
"""What the rail counts as today's work: what waits for an act, not what is only to be watched."""

REQUESTS_IN_TODAY = ("to_confirm", "overdue", "due_soon", "lapsed", "undelivered", "disputes_due")

EXAMINING = ("item.review", "item.examine_secrecy", "item.sign")

READING = ("filing.review", "filing.examine_secrecy", "filing.sign")

PLACES = (
    ("today", "今日", "desk:today", "item.see"),
    ("items", "主动公开", "desk:items", "item.see"),
    ("screening", "审查", "desk:screening", "item.see"),
    ("channels", "渠道", "desk:channels", "channel.see"),
    ("catalogue", "目录", "desk:catalogue", "catalogue.see"),
    ("requests", "依申请", "desk:requests", "request.see"),
    ("disputes", "争议", "desk:disputes", "dispute.see"),
    ("filings", "年报", "desk:filings", "filing.see"),
    ("overview", "监督", "desk:overview", "agency.supervise"),
    ("tasks", "任务", "desk:tasks", "task.see"),
    ("settings", "设置", "desk:agency", "agency.see"),
)
"""Places of the rail: code, word, address, the act that opens it."""


@lru_cache(maxsize=20_000)
def place_url(name: str, agency_id: int) -> str:
    """The address of a place of an agency."""
    return reverse(name, args=[agency_id])


def own_agencies(officer: Officer) -> list[Agency]:
    """The agencies an officer switches between: those of the appointments themselves, not the subtree."""
    held = {agency_id for agency_id, _, _ in access.standing(officer).held}
    return list(Agency.objects.filter(pk__in=held).only("name", "path").order_by("path")[:50])
