"""What the pages of this place share: its tabs, the one way to a record, and the page of one act on it."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.agency import access as agencies
from gongkai.desk.frame import DeskRequest, Response, show
from gongkai.desk.items.once import once, token
from gongkai.errors import NotYours, Refused
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


class Nothing(forms.Form):
    """The form of an act that needs no words."""


class Reason(forms.Form):
    """The form of an act that needs only its reason."""

    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea({"rows": 3}))


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A field for a day."""
    widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


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


def act_page(
    request: DeskRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], str],
    *,
    title: str,
    says: str,
    word: str,
    done: str,
    back: str,
    crumbs: Sequence[tuple[str, str]],
    about: Sequence[tuple[str, object]] = (),
    revision: int | None = None,
    danger: bool = False,
    template: str = "desk/disputes/act.html",
    context: dict[str, Any] | None = None,
) -> Response:
    """Show the form, or do the act with what it says and go to the address it gives; what it refuses stands above."""
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            address = once(request, lambda: act(form.cleaned_data))
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, done)
            return redirect(address)
    given = {
        "form": form,
        "refused": refused,
        "title": title,
        "says": says,
        "word": word,
        "danger": danger,
        "back": back,
        "crumbs": crumbs,
        "about": about,
        "token": token(request),
        "revision": revision,
        **(context or {}),
    }
    return show(request, template, PLACE, given, status=409 if refused else 422 if form.errors else 200)
