"""一件申请: the wanted information, by when it must be answered and why, what to do next, and all that was done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Officer
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.requests import (
    board,
    charging,
    consulting,
    converting,
    decision,
    disputed,
    doing,
    files,
    identity,
    letters,
    linked,
    searches,
    term,
)
from gongkai.desk.requests.acting import PLACE, case_of
from gongkai.journal.trail import trail
from gongkai.request import access, clock, naming
from gongkai.request.actions import seeing
from gongkai.request.models import Applicant, InfoRequest, Step


@dataclass(frozen=True)
class Part:
    """A section of the page: its template is parts/<name>.html; what `of` finds is there as `part`, nothing if empty.

    The case comes with its steps, consultations, fees, files, searches, decisions and letters fetched before.
    """

    name: str
    of: Callable[[InfoRequest, Officer], dict[str, Any]]


PARTS: tuple[Part, ...] = (
    Part("decisions", decision.decisions_part),
    Part("converted", converting.converted_part),
    Part("letters", letters.letters_part),
    Part("disputes", disputed.disputes_part),
    Part("files", files.files_part),
    Part("searches", searches.searches_part),
    Part("consultations", consulting.consultations_part),
    Part("fees", charging.fees_part),
    Part("linked", linked.linked_part),
    Part("identity", identity.identity_part),
)
"""The sections below the wanted information, in their order."""

ASKED = (Step.Kind.AMENDMENT_ASKED, Step.Kind.EXPLANATION_ASKED)
FETCHED = ("steps__by", "consultations", "fees", "files", "searches", "decisions", "letters__deliveries")


@never_cache
@page("request.see")
def info_request(request: DeskRequest, info_request_id: int) -> Response:
    """The page of one case."""
    found = case_of(request, info_request_id)
    prefetch_related_objects([found], *FETCHED)
    today, calendar = timezone.localdate(), national_calendar()
    sees_applicant = access.may_see_applicant(found, request.user)
    stands = clock.stands(found, today=today, calendar=calendar)
    told = trail(found, *found.letters.all(), without=[seeing.ACT])[::-1]
    context = {
        "info_request": found,
        "applicant": _applicant(found, request.user, today) if sees_applicant else [],
        **_wanted(found, sees_applicant, today),
        "sees_applicant": sees_applicant,
        "term": term.drawn(found, stands, calendar=calendar, today=today, soon=settings.GONGKAI.due_soon_days),
        "doing": doing.doing(found, request.user, today=today),
        "supplements": [
            (step, _day(step, "happened_on") or step.on) for step in found.steps.all() if step.details.get("says")
        ],
        "asked": [(step, _day(step, "until")) for step in found.steps.all() if step.kind in ASKED],
        "moved": next((entry["says"] for entry in told if entry["act"] == "request.due_recomputed"), ""),
        "parts": [(part.name, part.of(found, request.user)) for part in PARTS],
        "tone": board.TONES[found.state],
        "trail": told,
    }
    return show(request, "desk/requests/record.html", PLACE, context)


def _day(step: Step, name: str) -> date | None:
    """A day that a step tells."""
    told = step.details.get(name)
    return date.fromisoformat(told) if told else None


def _wanted(info_request: InfoRequest, sees_applicant: bool, today: date) -> dict[str, str]:
    """What the applicant wrote; who may not know the applicant reads it without what names him."""
    told = {"description": info_request.description, "purpose": info_request.purpose}
    if sees_applicant:
        return told
    words = info_request.applicant.words
    return {name: naming.covered(text, words, on=today) for name, text in told.items()}


def _applicant(info_request: InfoRequest, officer: Officer, today: date) -> list[tuple[str, str]]:
    """Who applied, word by word; that it was looked at is journalled once a day."""
    words = seeing.applicant_seen(info_request, by=officer, today=today)
    return [(label, words[name]) for name, label in Applicant.FIELDS.items() if words.get(name)]
