"""一并提请收费: several requests of one applicant and one month; what each costs and the sum, before it is proposed."""

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency.models import Agency, Officer
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.once import once, token
from gongkai.desk.requests.acting import PLACE, case_of, case_url
from gongkai.desk.requests.fields import WordsField
from gongkai.errors import Refused
from gongkai.request import access, queries
from gongkai.request.actions import charging
from gongkai.request.actions.charging import Charge
from gongkai.request.models import InfoRequest


class ChargingTogether(forms.Form):
    amount = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = WordsField(
        label="收费的理由", rows=3, help_text="收费是“可以”不是“应当”，写明为什么这次要收。每一件都用这个理由。"
    )
    how = WordsField(label="缴纳方式", rows=2, required=False, help_text="写进通知书：缴到哪个账户、怎样取得缴款码。")


def due_in_month(info_request: InfoRequest, officer: Officer) -> list[Charge]:
    """What can be charged of the month of a case, for who may see its applicant."""
    found = _reckoned_from(charging.of_month(info_request), officer, info_request.agency)
    return [each for each in charging.reckon_together(found, today=timezone.localdate()) if each.is_due]


def _reckoned_from(cases: QuerySet[InfoRequest], officer: Officer, agency: Agency) -> QuerySet[InfoRequest]:
    """Of cases, those whose applicants the officer may see, with what their fees are reckoned from."""
    found = cases.filter(access.applicants_seen(officer, agency), agency=agency)
    return found.select_related("agency", "applicant").prefetch_related("fees").defer(*queries.NOT_LISTED)


@page("request.handle")
def charge_several(request: DeskRequest) -> Response:
    """提请收费: the cases ticked in a list."""
    numbers = [int(each) for each in request.GET.getlist("case") if each.isdecimal()]
    chosen = access.visible_to(request.user).filter(pk__in=numbers[: charging.MOST])
    cases = list(_reckoned_from(chosen, request.user, request.agency))
    unseen = len({*numbers[: charging.MOST]}) - len(cases)
    return _page(request, cases, reverse("desk:requests", args=[request.agency.pk]), unseen=unseen)


@page("request.handle")
def charge_month(request: DeskRequest, info_request_id: int) -> Response:
    """本月一并收费: every case of the applicant in the month of this one."""
    info_request = case_of(request, info_request_id)
    access.require_applicant(info_request, request.user)
    cases = _reckoned_from(charging.of_month(info_request), request.user, request.agency)
    return _page(request, cases, case_url(info_request))


def _page(request: DeskRequest, cases: Iterable[InfoRequest], back: str, *, unseen: int = 0) -> Response:
    today = timezone.localdate()
    charges: list[Charge] = []
    refused = None
    try:
        charges = charging.reckon_together(cases, today=today)
    except Refused as refusal:
        refused = refusal
    due = [each for each in charges if each.is_due][: charging.MOST]
    total = sum(each.fee.amount for each in due)
    form = ChargingTogether(request.POST or None, initial={"amount": total})

    def propose() -> str:
        told = form.cleaned_data
        charging.propose_fees([each.info_request.pk for each in due], by=request.user, today=today, **told)
        return back

    if request.method == "POST" and not refused and form.is_valid():
        try:
            address = once(request, propose)
        except Refused as refusal:
            refused = refusal
            form = ChargingTogether({**request.POST.dict(), "amount": total})
        else:
            messages.success(request, f"收费通知书已提交，合计 {form.cleaned_data['amount']} 元，等负责人同意。")
            return redirect(address)
    context = {
        "charges": charges,
        "due": due,
        "left": sum(each.is_due for each in charges) - len(due),
        "unseen": unseen,
        "free": sum(each.fee.free for each in charges),
        "total": total,
        "worked": charging.worked(due),
        "form": form,
        "refused": refused,
        "back": back,
        "token": token(request),
    }
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/requests/charge_together.html", PLACE, context, status=status)
