"""会商与报批: a question put to another agency, and its answer entered."""

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.items.acting import act_page, item_of
from gongkai.disclosure.actions import consulting
from gongkai.disclosure.models import AgencyConsultation
from gongkai.errors import NotYours


class Question(forms.Form):
    kind = forms.ChoiceField(
        label="方式",
        choices=AgencyConsultation.Kind.choices,
        initial=AgencyConsultation.Kind.CONSULTATION,
        widget=forms.RadioSelect,
    )
    consulted = forms.CharField(label="向哪个机关", max_length=100)
    question = forms.CharField(
        label="事项",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="哪些内容涉及对方、请对方确认什么。",
    )


class Answer(forms.Form):
    answer = forms.ChoiceField(
        label="答复",
        choices=[each for each in AgencyConsultation.Answer.choices if each[0] != AgencyConsultation.Answer.WAITING],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="对方的意见",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="要求修改或者不同意的，须写明意见和文号。",
    )


@page("item.consult")
def consult(request: DeskRequest, item_id: int) -> Response:
    """发出会商或报批."""
    item = item_of(request, item_id)

    def act(given: dict[str, Any]) -> object:
        return consulting.consult(item.pk, by=request.user, today=timezone.localdate(), **given)

    return act_page(
        request,
        item,
        Question(request.POST or None),
        act,
        title="会商或报批",
        says="内容涉及其他机关的，须与它协商、确认一致；依法须经批准的，经批准后才能公开（条例第十一条）。登记后，未答复前不能发布。",
        word="登记发出",
        done="已登记。收到答复后请回来登记。",
    )


@page("item.consult")
def answer(request: DeskRequest, item_id: int, agency_consultation_id: int) -> Response:
    """登记答复."""
    item = item_of(request, item_id)
    consultation = item.consultations.filter(pk=agency_consultation_id).first()
    if consultation is None:
        raise NotYours("没有这次会商。")

    def act(given: dict[str, Any]) -> object:
        return consulting.answer(consultation.pk, by=request.user, today=timezone.localdate(), **given)

    return act_page(
        request,
        item,
        Answer(request.POST or None),
        act,
        title=f"登记{consultation.consulted}的答复",
        says=f"{consultation.get_kind_display()}事项：{consultation.question}",
        word="登记答复",
        done="答复已登记。",
    )
