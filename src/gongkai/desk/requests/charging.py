"""信息处理费: proposed with its reckoning, paid, taken back, refunded."""

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.agency.models import Officer
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.requests.acting import act_page, case_of
from gongkai.desk.requests.fields import DayField, WordsField
from gongkai.errors import NotYours
from gongkai.request.actions import charging
from gongkai.request.models import Fee, InfoRequest

TEMPLATE = "desk/requests/fee.html"


class Charging(forms.Form):
    method = forms.ChoiceField(
        label="计费方式",
        choices=Fee.Method.choices,
        widget=forms.RadioSelect,
        help_text="只能选一种。按件：同一申请人一个月内累计超过10件；按量：本件超过30页（A4 单面）。",
    )
    count = forms.IntegerField(
        label="件数或页数",
        min_value=1,
        max_value=100_000,
        initial=1,
        help_text="按件的，本件包含几项内容就填几件，一般填 1；按量的，填要提供多少页。",
    )
    split = WordsField(
        label="本件怎样拆成几件",
        rows=3,
        required=False,
        help_text="按件填了 2 件以上才写：一事一申请，写明本件包含哪几项内容、为什么各算一件。会写进收费理由。",
    )
    reason = WordsField(label="收费的理由", rows=3, help_text="收费是“可以”不是“应当”，写明为什么这次要收。")
    how = WordsField(label="缴纳方式", rows=2, required=False, help_text="写进通知书：缴到哪个账户、怎样取得缴款码。")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        count = found.get("count", 1)
        if found.get("method") == Fee.Method.ITEMS and count > 1 and not found.get("split"):
            self.add_error("split", f"按 {count} 件收费，请写明本件怎样拆成 {count} 件（一事一申请）。")
        return found


class Paid(forms.Form):
    paid_on = DayField(label="到账日期")
    receipt_number = forms.CharField(label="财政票据号", max_length=60)


class Cancelling(forms.Form):
    reason = WordsField(label="理由", rows=3, max_length=300)


class Refunding(forms.Form):
    refunded_on = DayField(label="退费日期")
    reason = WordsField(label="理由", rows=3, max_length=300)


def fees_part(info_request: InfoRequest, officer: Officer) -> dict[str, Any]:
    """The fees of the case, each with its reckoning and its days."""
    fees = list(info_request.fees.all())
    return {"fees": fees} if fees else {}


@page("request.handle")
def charge(request: DeskRequest, info_request_id: int) -> Response:
    """提请收费."""
    info_request = case_of(request, info_request_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return charging.propose_fee(
            info_request.pk, by=request.user, today=timezone.localdate(), revision=revision, **given
        )

    form = Charging(request.POST or None)
    told: dict[str, Any] = form.cleaned_data if form.is_valid() else {"method": Fee.Method.ITEMS, "count": 1}
    fee = charging.reckon(info_request, told["method"], told["count"])
    reckoned = f"{told['method']} {told['count']} {fee.amount}"
    is_seen = request.POST.get("reckoned") == reckoned
    is_worked = form.is_bound and not form.errors
    return act_page(
        request,
        info_request,
        form,
        act,
        title="提请收费",
        says="经负责人同意后发出收费通知，答复期限停止计算；20 个工作日内未缴的，视为放弃申请。不得另收复印、邮寄费。",
        word="提交审签" if is_worked and not fee.free else "算一算",
        done="收费通知书已提交，等负责人同意。",
        template="desk/requests/charge.html",
        is_ready=is_seen and not fee.free,
        context={
            "before": charging.items_before(info_request),
            "fee": fee,
            "count": told["count"],
            "unit": "页" if told["method"] == Fee.Method.PAGES else "件",
            "reckoned": reckoned if is_worked else "",
            "is_known": bool(info_request.applicant.identity_key),
        },
    )


@page("request.handle")
def paid(request: DeskRequest, info_request_id: int, fee_id: int) -> Response:
    """登记缴费."""
    info_request, fee = _fee(request, info_request_id, fee_id)
    today = timezone.localdate()

    def act(given: dict[str, Any], revision: int) -> object:
        return charging.paid(fee.pk, by=request.user, today=today, revision=revision, **given)

    return act_page(
        request,
        info_request,
        Paid(request.POST or None, initial={"paid_on": today}),
        act,
        title="登记缴费",
        says="缴清以后继续办理，答复期限从缴费次日起计算。",
        word="登记",
        done="缴费已登记。",
        template=TEMPLATE,
        context={"fee": fee},
    )


@page("request.consent")
def cancel(request: DeskRequest, info_request_id: int, fee_id: int) -> Response:
    """作废收费通知."""
    info_request, fee = _fee(request, info_request_id, fee_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return charging.cancel_notice(fee.pk, by=request.user, today=timezone.localdate(), revision=revision, **given)

    return act_page(
        request,
        info_request,
        Cancelling(request.POST or None),
        act,
        title="作废收费通知",
        says="不再收费，或者要换一种计费方式另发通知。发出通知以来的日子照常计入答复期限，可能因此超期。",
        word="作废",
        done="收费通知已作废，请告知申请人。",
        danger=True,
        template=TEMPLATE,
        context={"fee": fee},
    )


@page("request.consent")
def refund(request: DeskRequest, info_request_id: int, fee_id: int) -> Response:
    """登记退费."""
    info_request, fee = _fee(request, info_request_id, fee_id)
    today = timezone.localdate()

    def act(given: dict[str, Any], revision: int) -> object:
        return charging.refund(fee.pk, by=request.user, today=today, revision=revision, **given)

    return act_page(
        request,
        info_request,
        Refunding(request.POST or None, initial={"refunded_on": today}),
        act,
        title="登记退费",
        says="款项按财政规定退付以后登记。",
        word="登记",
        done="退费已登记。",
        template=TEMPLATE,
        context={"fee": fee},
    )


def _fee(request: DeskRequest, info_request_id: int, fee_id: int) -> tuple[InfoRequest, Fee]:
    """One fee of the case of the page. Raises NotYours."""
    info_request = case_of(request, info_request_id)
    fee = info_request.fees.filter(pk=fee_id).first()
    if fee is None:
        raise NotYours("这件申请没有这笔收费。")
    return info_request, fee
