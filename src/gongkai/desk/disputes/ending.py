"""听证、结果、重新处理、作废: how a dispute goes on and ends."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from gongkai.agency.models import Officer
from gongkai.desk.acting import Reason, day
from gongkai.desk.disputes.place import act_page, dispute_of, revision_seen
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.request.actions import disputing
from gongkai.request.models import Dispute


class Hearing(forms.Form):
    hearing_on = day("听证或开庭的日期")


class Conclusion(forms.Form):
    """How it ended, as the annual report counts it."""

    result = forms.ChoiceField(
        label="结果",
        choices=Dispute.Result.choices,
        widget=forms.RadioSelect,
        help_text="维持：维持决定、驳回诉讼请求。纠正：撤销、变更、确认违法、责令履行。"
        "其他：驳回申请或起诉、撤回、调解、终止等。",
    )
    decided_on = day("结果日期", help_text="复议决定书、判决书或裁定书的日期；年报按它计入年度。")
    detail = forms.CharField(
        label="结果说明",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="纠正和其他结果必填，例如：撤销答复，责令重新答复。不要写申请人或第三人的姓名。",
    )
    redo_due_on = day(
        "重新答复的期限",
        required=False,
        help_text="要求重新答复的，照决定书或判决书写的期限换算成日期；填了，原来的答复就标为被撤销，申请重新办理。",
    )


class Redone(forms.Form):
    redone_on = day("重新处理的日期")


@page("dispute.handle")
def dispute_hearing(request: DeskRequest, dispute_id: int) -> Response:
    """登记听证或开庭."""
    found = dispute_of(request, dispute_id)
    return _page(
        request,
        found,
        Hearing(request.POST or None, initial={"hearing_on": found.hearing_on}),
        disputing.set_hearing,
        title="登记听证或开庭",
        says="登记日期，到期前会提醒。改期的再登记一次。",
        word="登记",
        done="已登记听证或开庭的日期。",
    )


@page("dispute.handle")
def dispute_conclude(request: DeskRequest, dispute_id: int) -> Response:
    """登记结果."""
    found = dispute_of(request, dispute_id)
    return _page(
        request,
        found,
        Conclusion(request.POST or None),
        disputing.conclude,
        title="登记结果",
        says="结果计入年报表四。登记后不能改，请对照决定书或判决书填写。",
        word="登记结果",
        done="已登记结果。",
    )


@page("dispute.handle")
def dispute_redone(request: DeskRequest, dispute_id: int) -> Response:
    """登记已重新处理."""
    found = dispute_of(request, dispute_id)
    return _page(
        request,
        found,
        Redone(request.POST or None, initial={"redone_on": timezone.localdate()}),
        disputing.redone,
        title="登记已重新处理",
        says="决定或判决要求办的事已经办了（例如已主动公开），登记办的日期。",
        word="登记",
        done="已登记。",
    )


@page("dispute.handle")
def dispute_void(request: DeskRequest, dispute_id: int) -> Response:
    """登记作废."""
    found = dispute_of(request, dispute_id)
    return _page(
        request,
        found,
        Reason(request.POST or None),
        disputing.void,
        title="登记作废",
        says="重复登记或者登记错了的，作废后不再计入统计，仍留在列表里，写明理由。",
        word="作废",
        done="登记已作废。",
        danger=True,
    )


def _page(
    request: DeskRequest,
    found: Dispute,
    form: forms.Form,
    act: Callable[..., object],
    *,
    title: str,
    says: str,
    word: str,
    done: str,
    danger: bool = False,
) -> Response:
    back = reverse("desk:dispute", args=[request.agency.pk, found.pk])
    revision = revision_seen(request, found)
    today: date = timezone.localdate()
    by: Officer = request.user

    def do(given: dict[str, Any]) -> str:
        act(found.pk, by=by, today=today, revision=revision, **given)
        return back

    return act_page(
        request,
        form,
        do,
        title=title,
        says=says,
        word=word,
        done=done,
        back=back,
        crumbs=[("争议", reverse("desk:disputes", args=[request.agency.pk])), (str(found), back)],
        about=[
            ("类型", found.get_kind_display()),
            ("争议事项", found.subject),
            ("关于申请", found.info_request or ""),
            ("收到通知", found.received_on),
        ],
        revision=revision,
        danger=danger,
    )
