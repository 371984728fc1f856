"""预公开: a draft decision put before the public: opened, its opinions entered and answered, the outcome published."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone

from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.acting import act_page, item_of
from gongkai.disclosure import access
from gongkai.disclosure.actions import consulting_public
from gongkai.disclosure.models import DraftConsultation, Item, Opinion
from gongkai.errors import NotYours

PER_PAGE = 50
MOST_OFFERED = 50


class Opening(forms.Form):
    explanation = forms.CharField(
        label="草案的说明",
        max_length=5000,
        widget=forms.Textarea({"rows": 5}),
        help_text="为什么要定、主要内容、依据。和草案一起公布。",
    )
    how = forms.CharField(
        label="提意见的方式",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="邮寄地址、电子邮箱、电话，如“寄至清水镇党政综合办公室”。",
    )
    opens_on = forms.DateField(label="开始日期", widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    closes_on = forms.DateField(
        label="截止日期",
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text="一般不少于 30 日。",
    )
    shortened_reason = forms.CharField(
        label="少于 30 日的理由", required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )


class NewOpinion(forms.Form):
    text = forms.CharField(label="意见的内容", max_length=5000, widget=forms.Textarea({"rows": 4}))
    way = forms.CharField(label="途径", max_length=20, help_text="来信、电话、邮件、座谈会……")
    received_on = forms.DateField(label="收到日期", widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    name = forms.CharField(label="姓名", required=False, max_length=40, help_text="不对外公开。")
    contact = forms.CharField(label="联系方式", required=False, max_length=100, help_text="不对外公开。")


class Adoption(forms.Form):
    adoption = forms.ChoiceField(
        label="采纳情况",
        choices=[each for each in Opinion.Adoption.choices if each[0] != Opinion.Adoption.WAITING],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="理由",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="没有全部采纳的须写明。",
    )


class Outcome(forms.Form):
    outcome = forms.CharField(
        label="意见采纳情况",
        max_length=5000,
        widget=forms.Textarea({"rows": 6}),
        help_text="收到多少条、采纳了哪些、没有采纳的为什么。没有收到意见的也写明。",
    )


class Decision(forms.Form):
    decision = forms.ChoiceField(label="根据这份草案作出的决定")


@page("draft_consultation.run")
def start(request: DeskRequest, item_id: int) -> Response:
    """公布草案征求意见."""
    item = item_of(request, item_id)

    def act(given: dict[str, Any]) -> object:
        return consulting_public.open_consultation(item.pk, by=request.user, today=timezone.localdate(), **given)

    return act_page(
        request,
        item,
        Opening(request.POST or None, initial={"opens_on": timezone.localdate()}),
        act,
        title="征求公众意见",
        says="把这条信息作为决策草案，向公众征求意见。草案公开后，公众页面上显示期限和提意见的方式。",
        word="开始征求意见",
        done="已登记征求意见。",
        then="desk:item_opinions",
    )


@page("item.see")
def opinions(request: DeskRequest, item_id: int) -> Response:
    """意见台账."""
    item = item_of(request, item_id)
    consultation = _consultation(item)
    paged = Paginator(consultation.opinions.all(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "item": item,
        "consultation": consultation,
        "page": paged,
        "waiting": consultation.opinions.filter(adoption=Opinion.Adoption.WAITING).count(),
        "is_over": timezone.localdate() > consultation.closes_on,
    }
    return show(request, "desk/items/opinions.html", "items", context)


@page("draft_consultation.run")
def record(request: DeskRequest, item_id: int) -> Response:
    """登记一条意见."""
    item = item_of(request, item_id)
    consultation = _consultation(item)

    def act(given: dict[str, Any]) -> object:
        return consulting_public.record_opinion(consultation.pk, by=request.user, today=timezone.localdate(), **given)

    return act_page(
        request,
        item,
        NewOpinion(request.POST or None, initial={"received_on": timezone.localdate()}),
        act,
        title="登记意见",
        says="一条意见登记一次；姓名和联系方式不对外公开。",
        word="登记",
        done="意见已登记。",
        then="desk:item_opinions",
    )


@page("draft_consultation.run")
def answer(request: DeskRequest, item_id: int, opinion_id: int) -> Response:
    """登记采纳情况."""
    item = item_of(request, item_id)
    opinion = _consultation(item).opinions.filter(pk=opinion_id).first()
    if opinion is None:
        raise NotYours("没有这条意见。")

    def act(given: dict[str, Any]) -> object:
        return consulting_public.answer_opinion(opinion.pk, by=request.user, today=timezone.localdate(), **given)

    return act_page(
        request,
        item,
        Adoption(request.POST or None),
        act,
        title="登记采纳情况",
        says=opinion.text,
        word="登记",
        done="采纳情况已登记。",
        then="desk:item_opinions",
    )


@page("draft_consultation.run")
def publish_outcome(request: DeskRequest, item_id: int) -> Response:
    """公布意见采纳情况."""
    item = item_of(request, item_id)
    consultation = _consultation(item)

    def act(given: dict[str, Any]) -> object:
        return consulting_public.publish_outcome(
            consultation.pk, by=request.user, today=timezone.localdate(), outcome=given["outcome"]
        )

    return act_page(
        request,
        item,
        Outcome(request.POST or None, initial={"outcome": _tallied(consultation)}),
        act,
        title="公布意见采纳情况",
        says="公布后不能再登记意见，也不能再改采纳情况。",
        word="公布",
        done="意见采纳情况已公布。",
        then="desk:item_opinions",
    )


@page("draft_consultation.run")
def decide(request: DeskRequest, item_id: int) -> Response:
    """关联决定."""
    item = item_of(request, item_id)
    consultation = _consultation(item)
    form = Decision(request.POST or None)
    field = form.fields["decision"]
    assert isinstance(field, forms.ChoiceField)
    own = access.visible_to(request.user).filter(agency=request.agency).exclude(pk=item.pk)
    own = own.exclude(state__in=(Item.State.DISCARDED, Item.State.KEPT, Item.State.WITHDRAWN)).order_by("-pk")
    field.choices = [("", "未选"), *((str(pk), title) for pk, title in own.values_list("pk", "title")[:MOST_OFFERED])]

    def act(given: dict[str, Any]) -> object:
        return consulting_public.link_decision(
            consultation.pk, by=request.user, today=timezone.localdate(), decision_id=int(given["decision"])
        )

    return act_page(
        request,
        item,
        form,
        act,
        title="关联决定",
        says="草案成为决定后，把两条信息关联起来，公众能看到意见采纳的结果。",
        word="关联",
        done="已关联。",
        then="desk:item_opinions",
    )


def _consultation(item: Item) -> DraftConsultation:
    found = DraftConsultation.objects.filter(item=item).select_related("decision").first()
    if found is None:
        raise NotYours("这条信息没有征求过意见。")
    return found


def _tallied(consultation: DraftConsultation) -> str:
    """The sentence to begin with: how many came and what became of them."""
    adoptions = list(consultation.opinions.values_list("adoption", flat=True))
    counts = {each: adoptions.count(each) for each in Opinion.Adoption}
    if not adoptions:
        return "征求意见期间没有收到意见。"
    return (
        f"共收到意见 {len(adoptions)} 条，采纳 {counts[Opinion.Adoption.ADOPTED]} 条，"
        f"部分采纳 {counts[Opinion.Adoption.PARTLY]} 条，未采纳 {counts[Opinion.Adoption.NOT_ADOPTED]} 条。"
    )
