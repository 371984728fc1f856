"""登记: a request written down at the desk, one that came confirmed, and applicants who must be reached.

What is typed is shown once more before it is saved, with the day of receipt, its reason, and the day of the reply.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.once import FIELD, once, token
from gongkai.desk.requests.acting import PLACE, act_page, case_of, case_url, revision_seen
from gongkai.desk.requests.forms import Coming, RequestForm
from gongkai.errors import Refused
from gongkai.law.calendar import long_words
from gongkai.request import access, channels, naming, queries
from gongkai.request.actions import arriving, registering
from gongkai.request.models import Applicant, Channel, InfoRequest

CHECKED, BACK = "checked", "back"
"""Which button was pressed on the page that shows everything once more."""

SURE = "sure"
"""The tick that a day which looks mistyped is right."""

SAYS = {
    Channel.IN_PERSON: "申请人当面交来书面申请。提交之日就是收到日，当场登记、给回执。",
    Channel.ORAL: "申请人书写确有困难，当面口头提出，由您代填后念给申请人确认。按当面提交算。",
    Channel.REGISTERED_POST: "EMS、挂号信等要签收的邮件。收发室签收之日就是收到日，不是转到您手里的那天。",
    Channel.ORDINARY_POST: "平信等不用签收的信件。收到当天要联系申请人，确认之日才是收到日。",
    Channel.FAX: "发到工作机构公布的传真。双方确认之日才是收到日。",
    Channel.INTERNET: "发到公布的电子邮箱。双方确认之日才是收到日。网上申请页提交的不用在这里登记。",
}
TO_CONFIRM = "请先联系申请人，确认收到了申请、联系方式和内容无误。双方确认之日就是收到日，期限从第二天起算。"


@page("request.register")
def new(request: DeskRequest) -> Response:
    """登记申请: by which channel first, then only what that channel needs, then everything once more."""
    offered = {each.channel: each for each in channels.of_agency(request.agency)}
    given = request.POST.get("channel") or request.GET.get("channel")
    if given is None or given not in Channel:
        rows = [{"channel": each, "says": SAYS[each.channel]} for each in offered.values()]
        return show(request, "desk/requests/new.html", PLACE, {"rows": rows})
    channel = Channel(given)
    today = timezone.localdate()
    initial = {"arrived_on": today, "id_kind": "居民身份证", "form": "paper", "way": "post", "kind": "natural_person"}
    form = RequestForm(request.POST or None, channel=channel, initial=initial)
    refused = None
    if request.method == "POST" and BACK not in request.POST and form.is_valid():
        try:
            if CHECKED not in request.POST or _is_unsure(request, form, form.submitted, today):
                return _check_new(request, form, today)
            return redirect(once(request, lambda: _take_in(request, form, today)))
        except Refused as refusal:
            refused = refusal
    context = {
        "form": form,
        "channel": channel,
        "says": SAYS[channel],
        "refused": refused,
        "token": token(request),
    }
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/requests/register_new.html", PLACE, context, status=status)


def _take_in(request: DeskRequest, form: RequestForm, today: date) -> str:
    made = registering.take_in(
        request.agency, by=request.user, today=today, token=request.POST.get(FIELD, ""), **form.given()
    )
    if made.received_on is None:
        messages.success(request, "已收下，存为“待确认”。请尽快联系申请人，确认以后登记。")
    else:
        messages.success(request, f"已登记为{made}，答复期限 {long_words(made.due_on or made.received_on)}。")
    return case_url(made)


def _check_new(request: DeskRequest, form: RequestForm, today: date) -> Response:
    """Everything that was typed, before it is saved."""
    words = form.applicant
    told = form.cleaned_data
    case = InfoRequest(
        applicant=Applicant(kind=told["kind"]), description=told["description"], title=told["title"] or naming.UNWRITTEN
    )
    title = naming.titled(told["title"], told["description"], words, on=today)
    context = {
        "form": form,
        "title": "核对后登记",
        "rows": [
            ("渠道", form.channel.label),
            ("所需信息（显示在列表里）", title),
            *((bound.label, _shown(bound)) for _, _, fields in form.sections for bound in fields),
            *((bound.label, _shown(bound)) for bound in form.by_hand),
        ],
        "notes": [
            *(["“所需信息”里的申请人姓名已换成“申请人”。"] if naming.names_applicant(told["title"], words) else []),
        ],
        "missing": queries.missing(case, words, on=today),
        "back": reverse("desk:requests", args=[request.agency.pk]),
        "hidden": {"channel": form.channel.value},
        **_receipt(form, form.submitted, today),
    }
    return _checking(request, {**context, "revision": None})


def _receipt(form: Coming, submitted_on: date, today: date) -> dict[str, Any]:
    """The day of receipt that follows from what was typed, with its reason, and the term from it.

    Raises Refused for days that cannot be.
    """
    told = form.cleaned_data
    receipt = registering.receipt_of(
        form.channel,
        submitted_on=submitted_on,
        signed_for_on=told.get("signed_for_on"),
        confirmed_on=told.get("confirmed_on"),
    )
    on = told.get("received_on") or receipt.on
    if on is not None and on > today:
        raise Refused(f"收到日{on.isoformat()}晚于今天。请核对日期。", cites=receipt.cites)
    term = registering.term(on, today=today) if on else None
    return {
        "receipt": receipt,
        "received_on": on,
        "by_hand": told.get("received_on") is not None and told["received_on"] != receipt.on,
        "term": term,
        "doubts": _doubts(on, term.due.on if term and term.due else None, today) if on else [],
    }


def _doubts(received_on: date, due_on: date | None, today: date) -> list[str]:
    """What makes a day of receipt look mistyped."""
    found = []
    if received_on.year != today.year:
        found.append(
            f"收到日{long_words(received_on)}不在今年：登记编号是〔{received_on.year}〕年的，"
            f"计入{received_on.year}年的年报，登记以后编号不能再改。"
        )
    if due_on is not None and due_on < today:
        found.append(f"答复期限{long_words(due_on)}已经过了，一登记就超期 {(today - due_on).days} 天。")
    return found


def _is_unsure(request: DeskRequest, form: Coming, submitted_on: date, today: date) -> bool:
    """Whether a day looks mistyped and nobody has said that it is right."""
    return SURE not in request.POST and bool(_receipt(form, submitted_on, today)["doubts"])


def _checking(request: DeskRequest, context: dict[str, Any]) -> Response:
    """The page that shows everything once more; again where a tick was left out."""
    is_unsure = CHECKED in request.POST
    given = {**context, "token": token(request), "is_unsure": is_unsure, "sure": SURE}
    return show(request, "desk/requests/check.html", PLACE, given, status=422 if is_unsure else 200)


def _shown(bound: forms.BoundField) -> Any:
    """A value in words."""
    value = bound.form.cleaned_data.get(bound.name)
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(bound.field, forms.ChoiceField):
        return dict(bound.field.choices).get(value, value)  # type: ignore[arg-type]  # no groups here
    return value.isoformat() if isinstance(value, date) else value


class Confirming(Coming):
    """The days of a case that came, as far as its channel asks for them."""

    def __init__(self, *args: Any, info_request: InfoRequest, **options: Any) -> None:
        super().__init__(*args, channel=Channel(info_request.channel), **options)
        for name in ("arrived_on", "submitted_on", "signed_for_by", "waybill", "read_back"):
            self.fields.pop(name, None)
        if "confirmed_on" in self.fields:
            self.fields["confirmed_on"].help_text = "与申请人联系上、双方确认的日期，以这一天为收到日。"
            self.fields["confirmed_on"].required = True


@page("request.register")
def register(request: DeskRequest, info_request_id: int) -> Response:
    """确认并登记: the day of receipt with its reason, then the number and the clock."""
    info_request = case_of(request, info_request_id)
    today = timezone.localdate()
    initial = {"confirmed_on": today, "signed_for_on": info_request.signed_for_on}
    form = Confirming(request.POST or None, info_request=info_request, initial=initial)
    submitted_on = timezone.localtime(info_request.submitted_at).date()
    refused = None
    if request.method == "POST" and BACK not in request.POST and form.is_valid():
        try:
            if CHECKED not in request.POST or _is_unsure(request, form, submitted_on, today):
                return _check(request, info_request, form, submitted_on, today)
            return redirect(once(request, lambda: _register(request, info_request, form, today)))
        except Refused as refusal:
            refused = refusal
    context = {
        "form": form,
        "info_request": info_request,
        "refused": refused,
        "title": "确认并登记",
        "says": TO_CONFIRM if "confirmed_on" in form.fields else SAYS[Channel(info_request.channel)],
        "word": "下一步：核对",
        "danger": False,
        "back": case_url(info_request),
        "token": token(request),
        "revision": revision_seen(request, info_request),
        "words": _words_of(request, info_request),
    }
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/requests/reach.html", PLACE, context, status=status)


def _words_of(request: DeskRequest, info_request: InfoRequest) -> dict[str, str]:
    """Who must be reached, for who may know it."""
    return info_request.applicant.words if access.may_see_applicant(info_request, request.user) else {}


def _check(
    request: DeskRequest, info_request: InfoRequest, form: Confirming, submitted_on: date, today: date
) -> Response:
    words = _words_of(request, info_request)
    context = {
        "form": form,
        "title": "核对后登记",
        "rows": [
            ("渠道", info_request.get_channel_display()),
            ("所需信息", info_request.title),
            ("提交日期", submitted_on.isoformat()),
            *((bound.label, _shown(bound)) for bound in form),
        ],
        "notes": [],
        "missing": queries.missing(info_request, words, on=today) if words else [],
        "back": case_url(info_request),
        "hidden": {},
        "revision": revision_seen(request, info_request),
        **_receipt(form, submitted_on, today),
    }
    return _checking(request, context)


def _register(request: DeskRequest, info_request: InfoRequest, form: Confirming, today: date) -> str:
    made = registering.register(
        info_request.pk,
        by=request.user,
        today=today,
        revision=revision_seen(request, info_request),
        **form.cleaned_data,
    )
    messages.success(request, f"已登记为{made}，答复期限 {long_words(made.due_on or today)}。")
    return case_url(made)


class Contacting(forms.Form):
    how = forms.CharField(label="怎样联系的", max_length=100, help_text="如“电话”“邮件”“信函”。不要写号码和姓名。")
    result = forms.CharField(
        label="结果", max_length=300, help_text="如“无人接听”“空号”“已通知补充材料”。确认收到的，请直接办“确认并登记”。"
    )


class Unreached(forms.Form):
    reason = forms.CharField(
        label="怎样联系过、为什么联系不上",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="如“当日两次拨打所留电话，均为空号，未留其他联系方式”。",
    )


@page("request.register")
def contact(request: DeskRequest, info_request_id: int) -> Response:
    """联系申请人."""
    info_request = case_of(request, info_request_id)
    return _act(
        request,
        info_request,
        Contacting(request.POST or None),
        arriving.contact,
        title="登记一次联系",
        says="把这次联系的时间、方式和结果记下来。",
        word="登记",
        done="已记下这次联系。",
    )


@page("request.register")
def unreached(request: DeskRequest, info_request_id: int) -> Response:
    """登记联系不上."""
    info_request = case_of(request, info_request_id)
    return _act(
        request,
        info_request,
        Unreached(request.POST or None),
        arriving.unreached,
        title="登记联系不上",
        says="存为“待联络”，期限不起算；恢复联络之日再确认登记。依据：国办公开办函〔2015〕207号。",
        word="登记联系不上",
        done="已存为“待联络”。",
    )


def _act(
    request: DeskRequest, info_request: InfoRequest, form: forms.Form, act: Callable[..., object], **words: Any
) -> Response:
    """The page of an act that takes what its form says."""

    def do(given: dict[str, Any], revision: int) -> object:
        return act(info_request.pk, by=request.user, today=timezone.localdate(), revision=revision, **given)

    context = {"words": _words_of(request, info_request)}
    return act_page(request, info_request, form, do, template="desk/requests/reach.html", context=context, **words)
