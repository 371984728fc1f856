"""转主动公开、公布答复: what one asked for becomes an item for everybody, or the answer without who asked."""

from typing import Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.once import FIELD, once, token
from gongkai.desk.requests.acting import PLACE, case_of, case_url, revision_seen
from gongkai.desk.requests.fields import DayField, WordsField
from gongkai.disclosure.models import Item
from gongkai.errors import Refused
from gongkai.law import outcomes
from gongkai.request import access, queries, states
from gongkai.request.actions import converting, deciding, publishing_reply
from gongkai.request.models import InfoRequest, Step

MOST_OFFERED = 20


class Conversion(forms.Form):
    title = forms.CharField(label="公开信息的标题", max_length=300, help_text="不要写申请人。")
    kind = forms.ChoiceField(label="种类", choices=Item.Kind.choices, initial=Item.Kind.OTHER)
    formed_on = DayField(label="信息的形成日期", help_text="信息本身成文的日期，不是申请的日期。")
    others = forms.TypedMultipleChoiceField(
        label="还有哪些申请问的是同一信息",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="勾选的一起转，都链接到同一条公开信息。",
    )

    def __init__(self, data: Any, *, info_request: InfoRequest, offered: list[InfoRequest]) -> None:
        super().__init__(data, initial={"title": info_request.title})
        field = self.fields["others"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(each.pk, f"{each} {each.title}（{each.get_state_display()}）") for each in offered]
        if not offered:
            del self.fields["others"]


class Reply(forms.Form):
    question = forms.CharField(label="问题（作标题）", max_length=200, help_text="改写成一般的问题，看不出是谁问的。")
    answer = WordsField(
        label="答复", max_length=20_000, rows=10, help_text="去掉称呼、姓名、地址、号码。提交后照常经过审查才公开。"
    )


@page("request.handle")
def convert(request: DeskRequest, info_request_id: int) -> Response:
    """转主动公开."""
    info_request = case_of(request, info_request_id)
    likely, people = queries.alike(info_request)
    numbers = [each.info_request_id for each in likely[:MOST_OFFERED]]
    offered = list(access.visible_to(request.user).filter(pk__in=numbers, become_item=None).order_by("pk"))
    form = Conversion(request.POST or None, info_request=info_request, offered=offered)
    refused = None
    revision = revision_seen(request, info_request)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def act() -> str:
            item = converting.convert(
                [info_request.pk, *given.get("others", ())],
                by=request.user,
                today=timezone.localdate(),
                kind=given["kind"],
                title=given["title"],
                formed_on=given["formed_on"],
                token=request.POST.get(FIELD, ""),
                revision=revision,
            )
            return reverse("desk:item_edit", args=[request.agency.pk, item.pk])

        try:
            address = once(request, act)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, "已建立主动公开信息的草稿。请补全内容，按程序审查后公开。")
            return redirect(address)
    wish = "申请人建议把它主动公开；审核属实的，应当及时主动公开。" if info_request.asks_to_publish else ""
    many = f"近两年有 {people} 个申请人问了差不多的信息。" if people >= queries.MANY else ""
    says = f"{wish}{many}建立一条主动公开信息的草稿，从今天起 20 个工作日内公开（条例第二十六条、第四十四条）。"
    return _shown(request, info_request, form, refused, revision, "转主动公开", says, "建立草稿")


@page("request.handle")
def publish_reply(request: DeskRequest, info_request_id: int) -> Response:
    """公布答复."""
    info_request = case_of(request, info_request_id)
    form = Reply(request.POST or None, initial={"question": info_request.title, "answer": _answer(info_request)})
    refused = None
    revision = revision_seen(request, info_request)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            item = publishing_reply.draft(
                info_request.pk,
                by=request.user,
                today=timezone.localdate(),
                token=request.POST.get(FIELD, ""),
                revision=revision,
                **form.cleaned_data,
            )
            return reverse("desk:item_edit", args=[request.agency.pk, item.pk])

        try:
            address = once(request, act)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, "已建立草稿。按程序审查以后才会公开。")
            return redirect(address)
    says = "把问题和答复公布出来，别人就不用再问。是否公布由本机关决定；公布前机器会检查有没有申请人和个人信息。"
    return _shown(request, info_request, form, refused, revision, "公布答复", says, "检查并建立草稿")


def converted_part(info_request: InfoRequest, officer: Officer) -> dict[str, Any]:
    """What became of a case beside its reply: the item for everybody, the applicant's wish for one."""
    if not info_request.become_item_id and not info_request.asks_to_publish:
        return {}
    may = agencies.may("request.handle", officer, info_request.agency)
    is_open = not info_request.become_item_id and states.allowed(info_request, Step.Kind.CONVERTED)
    return {
        "item": info_request.become_item_id,
        "convert": (
            reverse("desk:request_convert", args=[info_request.agency_id, info_request.pk]) if may and is_open else ""
        ),
    }


def _answer(info_request: InfoRequest) -> str:
    decision = deciding.in_force(info_request)
    if decision is None:
        return ""
    words = [value for value in decision.established.values() if isinstance(value, str)]
    return "\n".join([outcomes.by_code(decision.outcome).name, *words, decision.reason]).strip()


def _shown(
    request: DeskRequest,
    info_request: InfoRequest,
    form: forms.Form,
    refused: Refused | None,
    revision: int,
    title: str,
    says: str,
    word: str,
) -> Response:
    context = {
        "info_request": info_request,
        "form": form,
        "refused": refused,
        "title": title,
        "says": says,
        "word": word,
        "danger": False,
        "back": case_url(info_request),
        "token": token(request),
        "revision": revision,
    }
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/requests/act.html", PLACE, context, status=status)
