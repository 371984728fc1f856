"""一件申请: the wanted information, by when it must be answered and why, what to do next, and all that was done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from gongkai.agency.models import Officer
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.requests.acting import PLACE, case_of
from gongkai.journal.trail import trail
from gongkai.request import access, clock
from gongkai.request.models import InfoRequest


@dataclass(frozen=True)
class Part:
    """A section of the page: its template is parts/<name>.html; what `of` finds is there as `part`, nothing if empty.

    The case comes with its steps, consultations, fees, files, searches, decisions and letters fetched before.
    """

    name: str
    of: Callable[[InfoRequest, Officer], dict[str, Any]]


PARTS: tuple[Part, ...] = ()
"""The sections below the wanted information, in their order."""

FETCHED = ("steps__by", "consultations", "fees", "files", "searches", "decisions", "letters")


@page("request.see")
def info_request(request: DeskRequest, info_request_id: int) -> Response:
    """The page of one case."""
    found = case_of(request, info_request_id)
    prefetch_related_objects([found], *FETCHED)
    today = timezone.localdate()
    sees_applicant = access.may_see_applicant(found, request.user)
    context = {
        "info_request": found,
        "applicant": found.applicant.words if sees_applicant else None,
        "clock": clock.stands(found, today=today),
        "parts": [(part.name, part.of(found, request.user)) for part in PARTS],
        "trail": trail(found)[::-1],
    }
    return show(request, "desk/requests/record.html", PLACE, context)
