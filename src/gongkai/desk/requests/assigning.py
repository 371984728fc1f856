"""交办: who answers a request: one given to a unit or an officer, claimed, sent back, chased; several at once."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.once import once, token
from gongkai.desk.requests.acting import PLACE, Nothing, act_page, case_of
from gongkai.errors import Refused
from gongkai.request import access, queries
from gongkai.request.actions import assigning
from gongkai.request.models import InfoRequest, Unit

MOST = 50
ELSEWHERE = {"export": ("desk:exchange_out", "request.exchange"), "charge": ("desk:requests_charge", "request.handle")}
"""Acts on several that have a page of their own, and who does them."""


class Assigning(forms.Form):
    unit = forms.ChoiceField(label="承办机构", required=False)
    handler = forms.ChoiceField(label="承办人", required=False)
    reason = forms.CharField(label="交办意见", max_length=300, required=False, help_text="可以不写。不要写申请人姓名。")

    def __init__(self, *args: Any, agency: Agency, **options: Any) -> None:
        super().__init__(*args, **options)
        units = list(Unit.objects.filter(agency=agency, closed_on=None).values_list("pk", "name"))
        people = [(each.pk, each.name) for each in access.handlers(agency)]
        for name, nothing, found in (("unit", "不经承办机构", units), ("handler", "由承办机构认领", people)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", nothing), *found]
        if not units:
            del self.fields["unit"]
            self.fields["handler"].required = True

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("unit") and not found.get("handler") and not self.errors:
            self.add_error("handler", "请选择承办机构或承办人。")
        return found

    def given(self) -> dict[str, Any]:
        """What the form says, as `assigning.assign` takes it."""
        told = self.cleaned_data
        unit, handler = told.get("unit"), told.get("handler")
        return {
            "unit_id": int(unit) if unit else None,
            "handler_id": int(handler) if handler else None,
            "reason": told["reason"],
        }


class Reason(forms.Form):
    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea({"rows": 3}))


class Reminder(forms.Form):
    reason = forms.CharField(
        label="说明", max_length=300, required=False, help_text="如“还剩 3 个工作日，请今天提出意见”。可以不写。"
    )


@page("request.assign")
def assign(request: DeskRequest, info_request_id: int) -> Response:
    """交办."""
    info_request = case_of(request, info_request_id)
    initial = {"unit": info_request.unit_id or "", "handler": info_request.handler_id or ""}
    form = Assigning(request.POST or None, agency=request.agency, initial=initial)

    def act(_: dict[str, Any], revision: int) -> object:
        return assigning.assign(
            info_request.pk, by=request.user, today=timezone.localdate(), revision=revision, **form.given()
        )

    return act_page(
        request,
        info_request,
        form,
        act,
        title="交办",
        says="交给承办机构的，由它的成员认领；也可以直接交给一个人。原来的承办人不再承办。",
        word="交办",
        done="已交办。",
    )


@page("request.handle")
def claim(request: DeskRequest, info_request_id: int) -> Response:
    """认领."""
    return _act(
        request,
        info_request_id,
        Nothing(request.POST or None),
        assigning.claim,
        title="认领",
        says="这件申请归您承办，期限提醒发给您。",
        word="认领",
        done="已认领。",
    )


@page("request.handle")
def send_back(request: DeskRequest, info_request_id: int) -> Response:
    """退回交办."""
    return _act(
        request,
        info_request_id,
        Reason(request.POST or None),
        assigning.send_back,
        title="退回交办",
        says="不该由您承办的，写明理由退回，由公开工作机构重新交办。期限照常计算。",
        word="退回",
        done="已退回，等重新交办。",
    )


@page("request.assign")
def chase(request: DeskRequest, info_request_id: int) -> Response:
    """催办."""
    return _act(
        request,
        info_request_id,
        Reminder(request.POST or None),
        assigning.chase,
        title="催办",
        says="提醒现在的承办人抓紧办理，催办记入经过。",
        word="催办",
        done="已催办。",
    )


def _act(
    request: DeskRequest, info_request_id: int, form: forms.Form, act: Callable[..., object], **words: Any
) -> Response:
    """The page of an act that takes what its form says."""
    info_request = case_of(request, info_request_id)

    def do(given: dict[str, Any], revision: int) -> object:
        return act(info_request.pk, by=request.user, today=timezone.localdate(), revision=revision, **given)

    return act_page(request, info_request, form, do, **words)


@page("request.assign")
def several(request: DeskRequest) -> Response:
    """所选的几件: what will be assigned, once more before it is; or on to the page of another act on several."""
    numbers = [int(each) for each in request.GET.getlist("case") if each.isdecimal()][:MOST]
    name, role = ELSEWHERE.get(request.GET.get("act", ""), ("", ""))
    if name and agencies.may(role, request.user, request.agency):
        chosen = urlencode([("case", each) for each in numbers])
        return redirect(f"{reverse(name, args=[request.agency.pk])}?{chosen}")
    found = list(queries.of_agency(request.agency, request.user).filter(pk__in=numbers).order_by("due_on", "pk"))
    back = reverse("desk:requests", args=[request.agency.pk])
    form = Assigning(request.POST or None, agency=request.agency)
    refused = None
    if request.method == "POST" and found and form.is_valid():
        try:
            address = once(request, lambda: _assign_all(request, found, form, back))
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, f"已交办 {len(found)} 件。")
            return redirect(address)
    context = {"cases": found, "form": form, "refused": refused, "back": back, "token": token(request)}
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/requests/several.html", PLACE, context, status=status)


@transaction.atomic
def _assign_all(request: DeskRequest, found: list[InfoRequest], form: Assigning, back: str) -> str:
    for case in sorted(found, key=lambda each: each.pk):
        assigning.assign(case.pk, by=request.user, today=timezone.localdate(), **form.given())
    return back
