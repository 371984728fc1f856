"""文书: one letter as it reads, who signed it off, how it went; its files; the letters of a case."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.requests.acting import PLACE, act_page, case_url
from gongkai.desk.requests.fields import WordsField
from gongkai.errors import NotYours, Refused
from gongkai.request import access, signers
from gongkai.request.actions import issuing
from gongkai.request.letters import kinds, making, rendering
from gongkai.request.letters.content import Content
from gongkai.request.models import Delivery, InfoRequest, Letter

WITH = ("agency", "info_request__agency", "info_request__applicant", "info_request__handler", "by")
ABOUT = ("consultation", "decision", "fee", "dispute", "correction", "complaint__agency")
TONES = {
    Letter.State.REVIEWING: "waiting",
    Letter.State.SIGNING: "waiting",
    Letter.State.RETURNED: "late",
    Letter.State.ISSUED: "ok",
    Letter.State.VOID: "draft",
}
FILES = {
    "pdf": (rendering.pdf, "application/pdf"),
    "docx": (rendering.docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


class Voiding(forms.Form):
    reason = WordsField(label="作废的理由", rows=3, max_length=300)


@dataclass(frozen=True)
class Listed:
    """A letter in a list: its name, how it stands, how it went, what can be done with it."""

    letter: Letter
    title: str
    word: str
    tone: str
    went: str
    url: str
    """Its page, for who may read it."""
    is_undone: bool
    """A reply that was quashed."""
    send: str
    arrive: str
    come_back: str


def letters_part(info_request: InfoRequest, officer: Officer) -> dict[str, Any]:
    """The letters of a case with how each went; their words are for who handles it."""
    letters = list(info_request.letters.all())
    if not letters:
        return {}
    sees = access.may_see_applicant(info_request, officer)
    may = sees and agencies.may("request.handle", officer, info_request.agency)
    decisions = {each.pk: each for each in info_request.decisions.all()}
    for each in letters:
        each.info_request = info_request
        each.decision = decisions.get(each.decision_id or 0)
    here = (info_request.agency_id, info_request.pk)
    return {
        "letters": [listed(each, sees=sees, may=may) for each in letters],
        "dossier": reverse("desk:request_dossier", args=here) if sees else "",
    }


def listed(letter: Letter, *, sees: bool, may: bool) -> Listed:
    """A letter with its deliveries fetched before."""
    deliveries = list(letter.deliveries.all())
    latest = deliveries[-1] if deliveries else None
    is_under_way = latest is not None and latest.delivered_on is None and not latest.failed_reason
    has_arrived = latest is not None and latest.delivered_on is not None and letter.state == Letter.State.ISSUED
    is_archived = letter.info_request is not None and letter.info_request.state == InfoRequest.State.ARCHIVED
    can_go = letter.state == Letter.State.ISSUED and (latest is None or bool(latest.failed_reason)) and not is_archived
    here, place = (letter.agency_id, letter.pk), (letter.agency_id, latest.pk if latest else 0)
    return Listed(
        letter=letter,
        title=making.named(letter),
        word="已送达" if has_arrived else letter.get_state_display(),
        tone=TONES[Letter.State(letter.state)],
        went=went(latest) if latest else ("还没有发出" if letter.state == Letter.State.ISSUED else ""),
        url=reverse("desk:letter", args=here) if sees else "",
        is_undone=letter.decision is not None and letter.decision.undone_on is not None,
        send=reverse("desk:letter_send", args=here) if may and can_go else "",
        arrive=reverse("desk:delivery_arrived", args=place) if may and is_under_way else "",
        come_back=reverse("desk:delivery_failed", args=place) if may and is_under_way else "",
    )


def went(delivery: Delivery) -> str:
    """How a letter went, in a few words."""
    words = f"{delivery.sent_on:%Y-%m-%d} {delivery.get_way_display()}发出"
    if delivery.delivered_on is not None:
        return f"{words}，{delivery.delivered_on:%Y-%m-%d} 送达"
    return f"{words}，未送达：{delivery.failed_reason}" if delivery.failed_reason else f"{words}，等送达"


def letter_of(request: DeskRequest, letter_id: int, *, reads: bool = True) -> Letter:
    """A letter of the agency of the page, for who may read it. Raises NotYours."""
    found = access.letters_visible_to(request.user).filter(agency=request.agency, pk=letter_id)
    letter = found.select_related(*WITH, *ABOUT).prefetch_related("sign_offs__by", "deliveries__file").first()
    if letter is None:
        raise NotYours("这个机关没有这份文书。")
    if letter.info_request is not None:
        letter.agency = letter.info_request.agency
    if reads and not access.may_see_letter(letter, request.user):
        raise NotYours("文书里有对方的身份信息，只给办理的人看。")
    return letter


@never_cache
@page("request.see")
def letter(request: DeskRequest, letter_id: int) -> Response:
    """The page of one letter."""
    found = letter_of(request, letter_id, reads=False)
    sees = access.may_see_letter(found, request.user)
    content, cannot = read(found) if sees else (None, "")
    kind = kinds.by_code(found.kind)
    context = {
        "letter": found,
        "kind": kind,
        "content": content,
        "cannot": cannot,
        "enclosed": enclosed(found) if sees else [],
        "sees": sees,
        "tone": TONES[Letter.State(found.state)],
        "listed": listed(found, sees=sees, may=sees and agencies.may(_role(found), request.user, request.agency)),
        "deliveries": [(each, went(each)) for each in found.deliveries.all()],
        "may_sign": signers.may_sign(found, request.user),
        "waits_for": signers.next_sign_off(found),
        "awaited": signers.awaited(found),
        "is_last_signer": signers.is_last_signer(found, request.user),
        "may_void": found.state == Letter.State.ISSUED and agencies.may("request.void", request.user, request.agency),
        "back": case_url(found.info_request) if found.info_request else _record_url(found),
    }
    return show(request, "desk/requests/letter.html", PLACE, context)


def enclosed(letter: Letter) -> list[tuple[str, str]]:
    """The copies that go out with a reply, each with its address: who signs looks at what was covered."""
    if letter.decision is None:
        return []
    here = (letter.agency_id, letter.decision.info_request_id)
    return [
        (each.released_name or each.name, reverse("desk:request_file_released", args=[*here, each.pk]))
        for each in letter.decision.files.all()
        if each.released_hash and not each.is_withheld
    ]


def read(letter: Letter) -> tuple[Content | None, str]:
    """What a letter says, or why it cannot be said."""
    try:
        return making.shown(letter, today=timezone.localdate()), ""
    except Refused as refusal:
        return None, refusal.message


@page("request.see")
def letter_file(request: DeskRequest, letter_id: int) -> Response:
    """The letter as PDF, or as Word with ?as=docx; ?of=form is the form that goes with it."""
    found = letter_of(request, letter_id)
    name = request.GET.get("as", "pdf")
    draw, kind = FILES[name if name in FILES else "pdf"]
    content = making.shown(found, today=timezone.localdate())
    if request.GET.get("of") == "form":
        content = making.form_of(found) or content
    extension = name if name in FILES else "pdf"
    return as_file(draw(content), f"{content.title}{found.number}.{extension}", kind, inline=extension == "pdf")


def as_file(data: bytes, name: str, kind: str, *, inline: bool = False) -> HttpResponse:
    """A file made for this request, kept by nobody on the way."""
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@page("request.void")
def void(request: DeskRequest, letter_id: int) -> Response:
    """作废文书."""
    found = letter_of(request, letter_id)
    if found.info_request is None:
        raise NotYours("这份文书不属于哪一件申请，不在这里作废。")

    def act(given: dict[str, Any], revision: int) -> object:
        return issuing.void(found.pk, by=request.user, today=timezone.localdate(), reason=given["reason"])

    return act_page(
        request,
        found.info_request,
        Voiding(request.POST or None),
        act,
        title=f"作废《{making.named(found)}》",
        says=f"文号{found.number}保留，不再使用；已经办理的结果不因此改变，需要的请另行办理。",
        word="作废",
        done="文书已作废，文号保留。",
        danger=True,
        then=reverse("desk:letter", args=[found.agency_id, found.pk]),
    )


def _role(letter: Letter) -> str:
    if letter.info_request_id is not None:
        return "request.handle"
    if letter.correction_id is not None:
        return "correction.handle"
    return "complaint.handle" if letter.complaint_id is not None else "dispute.handle"


def _record_url(letter: Letter) -> str:
    """The page of what a letter is about, where that is no request."""
    for name, number in (
        ("correction", letter.correction_id),
        ("complaint", letter.complaint_id),
        ("dispute", letter.dispute_id),
    ):
        if number is not None:
            return reverse(f"desk:{name}", args=[letter.agency_id, number])
    return reverse("desk:requests", args=[letter.agency_id])
