"""一件复议或诉讼: what it is about, by when the agency must answer and why, what to do next, all that was done."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.calendars import national_calendar
from gongkai.desk.disputes.place import PLACE, dispute_of
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items import clock
from gongkai.journal.trail import trail
from gongkai.law.outcomes import OUTCOMES
from gongkai.request import disputes
from gongkai.request.letters import kinds
from gongkai.request.models import Dispute, Letter


@dataclass(frozen=True)
class Next:
    """Something that can be done now: what, and where."""

    word: str
    url: str
    is_next: bool = False
    is_danger: bool = False


@page("dispute.see")
def dispute(request: DeskRequest, dispute_id: int) -> Response:
    """The page of one dispute."""
    found = dispute_of(request, dispute_id)
    today, calendar = timezone.localdate(), national_calendar()
    may_handle = agencies.may("dispute.handle", request.user, request.agency)
    acts = [*_acts(found)] if may_handle else []
    term = disputes.term(found.kind, found.procedure, found.received_on, calendar)
    letters = found.letters.filter(state=Letter.State.ISSUED).order_by("pk")
    context = {
        "dispute": found,
        "stand": disputes.stands(found, today, calendar),
        "clock": clock.of_due(term, calendar, found.replied_on or today),
        "is_waiting": found.replied_on is None and not found.result and not found.void_reason,
        "is_confirmed": disputes.is_confirmed(found.kind, found.procedure),
        "caution": disputes.caution(found.kind, found.decision),
        "outcome": OUTCOMES.get(found.decision.outcome) if found.decision else None,
        "following": list(found.followed_by.filter(void_reason="")),
        "letters": [(letter, kinds.by_code(letter.kind)) for letter in letters],
        "proofs": disputes.evidence(found.info_request) if found.info_request else [],
        "soon": settings.GONGKAI.due_soon_days,
        "first": next((act for act in acts if act.is_next), None),
        "others": [act for act in acts if not act.is_next],
        "trail": trail(found)[::-1],
    }
    return show(request, "desk/disputes/record.html", PLACE, context)


def _acts(dispute: Dispute) -> Iterable[Next]:
    """What a handler can do now, the one it waits for marked."""

    def to(word: str, name: str, *, is_next: bool = False, is_danger: bool = False) -> Next:
        return Next(word, reverse(f"desk:{name}", args=[dispute.agency_id, dispute.pk]), is_next, is_danger)

    if dispute.void_reason:
        return
    if not dispute.result:
        if dispute.replied_on is None:
            yield to("答复举证", "dispute_answer", is_next=True)
        yield to("登记结果", "dispute_conclude", is_next=dispute.replied_on is not None)
        yield to("登记听证或开庭", "dispute_hearing")
        yield to("更正登记", "dispute_change")
    elif dispute.redo_due_on is not None and dispute.redone_on is None:
        if dispute.undone.exists():
            case = reverse("desk:info_request", args=[dispute.agency_id, dispute.info_request_id])
            yield Next("去重新答复", case, is_next=True)
        else:
            yield to("登记已重新处理", "dispute_redone", is_next=True)
    if dispute.kind == Dispute.Kind.RECONSIDERATION and dispute.result:
        register = reverse("desk:dispute_new", args=[dispute.agency_id])
        yield Next("登记复议后的起诉", f"{register}?after={dispute.pk}")
    yield to("登记作废", "dispute_void", is_danger=True)
