"""What the pages of this place share: its tabs, the one way to a record."""

from functools import partial
from typing import Any, TypeVar

from django.urls import reverse

from gongkai.agency import access as agencies
from gongkai.desk import acting
from gongkai.desk.frame import DeskRequest
from gongkai.errors import NotYours
from gongkai.request import access, waiting
from gongkai.request.models import Complaint, Correction, Dispute

PLACE = "disputes"
PER_PAGE = 50

_TABS = (
    ("desk:disputes", "复议、诉讼", "dispute.see"),
    ("desk:corrections", "更正申请", "correction.see"),
    ("desk:complaints", "投诉举报", "complaint.see"),
)

T = TypeVar("T", Dispute, Correction, Complaint)

act_page = partial(acting.act_page, place=PLACE)


def tabs(request: DeskRequest, current: str) -> list[dict[str, Any]]:
    """The lists of this place that the officer may open, with how many wait for their end."""
    unfinished = {
        "desk:disputes": Dispute.objects.filter(waiting.DISPUTE_OPEN, agency=request.agency),
        "desk:corrections": Correction.objects.filter(agency=request.agency, closed_on=None),
        "desk:complaints": Complaint.objects.filter(agency=request.agency, closed_on=None),
    }
    return [
        {
            "word": word,
            "url": reverse(name, args=[request.agency.pk]),
            "current": name == current,
            "count": unfinished[name].count(),
        }
        for name, word, act in _TABS
        if agencies.may(act, request.user, request.agency)
    ]


def dispute_of(request: DeskRequest, dispute_id: int) -> Dispute:
    """A dispute of the agency of the page. Raises NotYours."""
    return _here(request, access.dispute_for_reading(dispute_id, by=request.user))


def correction_of(request: DeskRequest, correction_id: int) -> Correction:
    """A correction of the agency of the page. Raises NotYours."""
    return _here(request, access.correction_for_reading(correction_id, by=request.user))


def complaint_of(request: DeskRequest, complaint_id: int) -> Complaint:
    """A complaint that the agency of the page deals with. Raises NotYours."""
    return _here(request, access.complaint_for_reading(complaint_id, by=request.user))


def _here(request: DeskRequest, found: T) -> T:
    if found.agency_id != request.agency.pk:
        raise NotYours("这个机关没有这一件。")
    return found


def revision_seen(request: DeskRequest, dispute: Dispute) -> int:
    """The revision of the dispute that the form was opened on; that of now where the form is only shown."""
    given = request.POST.get("revision", "")
    return int(given) if given.isdigit() else dispute.revision
