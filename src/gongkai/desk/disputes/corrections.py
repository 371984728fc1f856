"""更正申请: who shows that a record about himself is wrong; a list, one of them, and the acts on it."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.agency import access as agencies
from gongkai.desk.acting import Nothing, Reason, day
from gongkai.desk.disputes.place import PER_PAGE, PLACE, act_page, correction_of, tabs
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.journal.trail import trail
from gongkai.request import access
from gongkai.request.actions import correcting
from gongkai.request.letters import kinds
from gongkai.request.models import Correction, Letter


class Person(forms.Form):
    """Who asks; everything here is kept sealed."""

    name = forms.CharField(label="姓名或名称", max_length=60)
    id_number = forms.CharField(label="证件号码", max_length=30, required=False)
    mobile = forms.CharField(label="联系电话", max_length=30, required=False)
    email = forms.EmailField(label="电子邮箱", max_length=100, required=False)
    address = forms.CharField(label="联系地址", max_length=200, required=False)


class Registration(Person):
    """A correction on paper, by post or at the counter."""

    received_on = day("收到日期")
    record = forms.CharField(label="哪条记录", max_length=300, help_text="例如：2019年低保登记表中的住址。不要写姓名。")
    says = forms.CharField(label="怎样不准确、应当是怎样的", max_length=4000, widget=forms.Textarea({"rows": 4}))
    evidence = forms.CharField(label="证据", max_length=4000, widget=forms.Textarea({"rows": 4}))
    field_order = ("received_on", "record", "says", "evidence")


class Conclusion(forms.Form):
    result = forms.ChoiceField(label="结果", choices=Correction.Result.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="怎样核实的、怎样处理的",
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
        help_text="写进答复书。本机关无权更正的，写明转送给了谁，或者请向谁提出。",
    )
    makes_letter = forms.BooleanField(label="制作答复书", required=False, initial=True)


@page("correction.see")
def corrections(request: DeskRequest) -> Response:
    """The list, those without a result first."""
    found = access.corrections_visible_to(request.user).filter(agency=request.agency).select_related("handler")
    state = request.GET.get("state", "")
    if state == "open":
        found = found.filter(closed_on=None)
    context = {
        "tabs": tabs(request, "desk:corrections"),
        "state": state,
        "page": Paginator(found.order_by("-received_on", "-pk"), PER_PAGE).get_page(request.GET.get("page")),
        "may_handle": agencies.may("correction.handle", request.user, request.agency),
        "cites": correcting.CITES,
    }
    return show(request, "desk/disputes/corrections.html", PLACE, context)


@never_cache
@page("correction.see")
def correction(request: DeskRequest, correction_id: int) -> Response:
    """The page of one correction; who asks is shown to who handles it."""
    found = correction_of(request, correction_id)
    context = {
        "correction": found,
        "person": found.words if access.may_see_corrector(found, request.user) else None,
        "letters": [(each, kinds.by_code(each.kind)) for each in found.letters.filter(state=Letter.State.ISSUED)],
        "may_handle": agencies.may("correction.handle", request.user, request.agency),
        "trail": trail(found)[::-1],
        "cites": correcting.CITES,
    }
    return show(request, "desk/disputes/correction.html", PLACE, context)


@page("correction.handle")
def correction_new(request: DeskRequest) -> Response:
    """登记更正申请."""
    today = timezone.localdate()

    def act(given: dict[str, Any]) -> str:
        made = correcting.register(
            request.agency.pk,
            by=request.user,
            today=today,
            person={name: given[name] for name in correcting.PERSON},
            **{name: given[name] for name in ("received_on", "record", "says", "evidence")},
        )
        return _address(made)

    back = reverse("desk:corrections", args=[request.agency.pk])
    return act_page(
        request,
        Registration(request.POST or None, initial={"received_on": today}),
        act,
        title="登记更正申请",
        says="有证据证明本机关保存的、与自己有关的记录不准确的，可以要求更正。它不是信息公开申请，单独编号，不进年报表三。"
        "条例没有规定办理期限，请及时核实。",
        word="登记",
        done="已登记。",
        back=back,
        crumbs=[("更正申请", back)],
    )


@page("correction.handle")
def correction_take(request: DeskRequest, correction_id: int) -> Response:
    """接手."""
    found = correction_of(request, correction_id)

    def act(given: dict[str, Any]) -> str:
        correcting.take(found.pk, by=request.user, today=timezone.localdate())
        return _address(found)

    return _act_page(request, found, Nothing(request.POST or None), act, "接手", "由您办理这件更正申请。", "接手")


@page("correction.handle")
def correction_conclude(request: DeskRequest, correction_id: int) -> Response:
    """办结."""
    found = correction_of(request, correction_id)

    def act(given: dict[str, Any]) -> str:
        correcting.conclude(found.pk, by=request.user, today=timezone.localdate(), **given)
        return _address(found)

    says = "核实后登记结果并告知申请人。登记后不能改。"
    return _act_page(request, found, Conclusion(request.POST or None), act, "办结", says, "办结")


@page("correction.handle")
def correction_void(request: DeskRequest, correction_id: int) -> Response:
    """登记作废."""
    found = correction_of(request, correction_id)

    def act(given: dict[str, Any]) -> str:
        correcting.void(found.pk, by=request.user, today=timezone.localdate(), reason=given["reason"])
        return _address(found)

    says = "重复登记或者登记错了的才作废；编号保留，写明理由。"
    return _act_page(request, found, Reason(request.POST or None), act, "登记作废", says, "作废", danger=True)


def _address(correction: Correction) -> str:
    return reverse("desk:correction", args=[correction.agency_id, correction.pk])


def _act_page(
    request: DeskRequest,
    found: Correction,
    form: forms.Form,
    act: Any,
    title: str,
    says: str,
    word: str,
    *,
    danger: bool = False,
) -> Response:
    back = reverse("desk:corrections", args=[request.agency.pk])
    return act_page(
        request,
        form,
        act,
        title=title,
        says=says,
        word=word,
        done=f"更正申请{found}：已{title}。",
        back=_address(found),
        crumbs=[("更正申请", back), (str(found), _address(found))],
        about=[("登记编号", found.number), ("哪条记录", found.record), ("收到日期", found.received_on)],
        danger=danger,
    )
