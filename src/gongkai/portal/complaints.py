"""投诉举报、更正申请: what the law gives, where else to turn, and a form; a page that says what happens next."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.agency.models import Agency, Office
from gongkai.errors import Refused
from gongkai.portal.frame import agency_or_404, show
from gongkai.request import limits
from gongkai.request.actions import complaining, correcting

MOST_AN_HOUR = 5
"""From one address: more is a flood."""

LONGEST = 4000
_SENT = "sent_to"
"""In the session: what was sent last, for the page that says what happens next."""


class Contact(forms.Form):
    """Who sends it: sealed, seen only by who deals with it."""

    name = forms.CharField(label="姓名或名称", max_length=60)
    mobile = forms.CharField(label="联系电话", max_length=30, required=False)
    email = forms.EmailField(label="电子邮箱", max_length=100, required=False)
    address = forms.CharField(label="联系地址", max_length=200, required=False)
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    """Left empty by people: what fills in every field is a machine."""

    token = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("name") and not any(given.get(name) for name in ("mobile", "email", "address")):
            self.add_error("mobile", "电话、电子邮箱、地址至少填一项，好把结果告诉您。")
        return given


class ComplaintForm(Contact):
    says = forms.CharField(
        label="您要投诉举报什么",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 8}),
        help_text="写清时间、哪件申请或哪条信息、您认为哪里不对。",
        error_messages={"required": "请写下您要投诉举报的内容。"},
    )
    field_order = ("says", "name", "mobile", "email", "address")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["name"].required = False
        self.fields["name"].help_text = "可以不填；不填就没有办法把结果告诉您。"


class CorrectionForm(Contact):
    record = forms.CharField(label="哪条记录不准确", max_length=300, help_text="例如：2019年低保登记表里我的住址。")
    says = forms.CharField(label="怎样不准确，应当是怎样的", max_length=LONGEST, widget=forms.Textarea({"rows": 5}))
    evidence = forms.CharField(
        label="证据",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text="有什么能证明，例如户口簿、判决书。本机关核实时会请您出示。",
    )
    id_number = forms.CharField(
        label="证件号码", max_length=30, help_text="只能要求更正与您自身有关的记录，所以要核对身份。"
    )
    field_order = ("record", "says", "evidence", "name", "id_number", "mobile", "email", "address")


@never_cache
@sensitive_post_parameters()
def complaint(request: HttpRequest, agency_id: int) -> HttpResponse:
    """投诉举报: to the agency above, where that works here."""
    against = agency_or_404(agency_id)
    dealing = complaining.dealt_with_by(against)

    def send(given: dict[str, Any]) -> str:
        made = complaining.register(
            dealing.pk,
            by=None,
            today=timezone.localdate(),
            received_on=timezone.localdate(),
            against_id=against.pk,
            says=given["says"],
            person=given,
            token=given["token"],
        )
        return made.number

    context = {"dealing": dealing, "office": Office.objects.filter(agency=dealing).first(), "cites": complaining.CITES}
    return _page(request, against, ComplaintForm, send, "complaint", context)


@never_cache
@sensitive_post_parameters()
def correction(request: HttpRequest, agency_id: int) -> HttpResponse:
    """更正申请: of a record about oneself that the agency keeps."""
    agency = agency_or_404(agency_id)

    def send(given: dict[str, Any]) -> str:
        made = correcting.register(
            agency.pk,
            by=None,
            today=timezone.localdate(),
            received_on=timezone.localdate(),
            person=given,
            token=given["token"],
            **{name: given[name] for name in ("record", "says", "evidence")},
        )
        return made.number

    context = {"office": Office.objects.filter(agency=agency).first(), "cites": correcting.CITES}
    return _page(request, agency, CorrectionForm, send, "correction", context)


@never_cache
def complaint_sent(request: HttpRequest, agency_id: int) -> HttpResponse:
    """What happens next."""
    return _sent(request, agency_id, "complaint")


@never_cache
def correction_sent(request: HttpRequest, agency_id: int) -> HttpResponse:
    """What happens next."""
    return _sent(request, agency_id, "correction")


def _page(
    request: HttpRequest, agency: Agency, kind: type[Contact], send: Any, code: str, context: dict[str, Any]
) -> HttpResponse:
    form = kind(request.POST or None, initial={"token": get_random_string(32)})
    refused, status = None, 200
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            return redirect(f"portal:{code}_sent", agency.pk)
        if _is_flood(request, code):
            refused = Refused("这个网络地址一小时里提交得太多，没有提交。请一小时后再试，或改用信件、电话。")
            status = 429
        else:
            try:
                number = send(form.cleaned_data)
            except Refused as refusal:
                refused = refusal
            else:
                request.session[_SENT] = {"code": code, "agency": agency.pk, "number": number}
                return redirect(f"portal:{code}_sent", agency.pk)
    given = {"form": form, "refused": refused, **context}
    return show(request, f"portal/{code}.html", given, agency=agency, status=422 if form.errors else status)


def _sent(request: HttpRequest, agency_id: int, code: str) -> HttpResponse:
    agency = agency_or_404(agency_id)
    sent = request.session.get(_SENT) or {}
    number = sent.get("number", "") if (sent.get("code"), sent.get("agency")) == (code, agency.pk) else ""
    context = {"number": number, "dealing": complaining.dealt_with_by(agency)}
    return show(request, f"portal/{code}_sent.html", context, agency=agency)


def _is_flood(request: HttpRequest, code: str) -> bool:
    """Counts by a keyed hash of the address, over every process: who sent what is not kept."""
    now, who = timezone.now(), request.META["REMOTE_ADDR"]
    limits.note(code, who, now=now)
    return limits.tried(code, who, now=now, within=timedelta(hours=1)) > MOST_AN_HOUR
