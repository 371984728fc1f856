"""说明理由: asked of who applies far too often, what the applicant says, and a later date where the reasons hold."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.requests.acting import act_page, case_of
from gongkai.desk.requests.fields import DayField, WordsField
from gongkai.request.actions import explaining

USUAL_TERM = timedelta(days=14)


class Asking(forms.Form):
    reason = WordsField(label="数量、频次的情况", help_text="如“自2024年1月以来提出同类申请62件”。")
    until = DayField(label="说明理由的期限")


class Explained(forms.Form):
    received_on = DayField(label="收到说明的日期")
    says = WordsField(label="申请人说明的理由", required=False, help_text="期限过了仍没有说明的，不填。")


class Delaying(forms.Form):
    until = DayField(label="延迟到哪一天答复", help_text="合理的期限，条例没有定天数；期间照常办理。")
    reason = WordsField(label="理由", help_text="申请人的理由为什么合理，为什么在期限内答复不了。")


@page("request.handle")
def ask(request: DeskRequest, info_request_id: int) -> Response:
    """要求说明理由."""
    info_request, today = case_of(request, info_request_id), timezone.localdate()

    def act(given: dict[str, Any], revision: int) -> object:
        return explaining.ask_to_explain(info_request.pk, by=request.user, today=today, revision=revision, **given)

    return act_page(
        request,
        info_request,
        Asking(request.POST or None, initial={"until": today + USUAL_TERM}),
        act,
        title="要求说明理由",
        says="申请的数量、频次明显超过合理范围的，可以要求说明理由（条例第三十五条）。答复期限照常计算，不停。",
        word="发出通知书",
        done="说明理由通知书已编号制发；交出去以后请登记发出。",
    )


@page("request.handle")
def explained(request: DeskRequest, info_request_id: int) -> Response:
    """登记理由."""
    info_request, today = case_of(request, info_request_id), timezone.localdate()

    def act(given: dict[str, Any], revision: int) -> object:
        return explaining.explained(info_request.pk, by=request.user, today=today, revision=revision, **given)

    return act_page(
        request,
        info_request,
        Explained(request.POST or None, initial={"received_on": today}),
        act,
        title="登记理由",
        says="理由不合理的，办理结果选“无正当理由大量反复申请”；合理但期限内答复不了的，再提请确定延迟期限。",
        word="登记",
        done="已登记。",
    )


@page("request.handle")
def delay(request: DeskRequest, info_request_id: int) -> Response:
    """提请确定延迟期限."""
    info_request = case_of(request, info_request_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return explaining.propose_delay(
            info_request.pk, by=request.user, today=timezone.localdate(), revision=revision, **given
        )

    return act_page(
        request,
        info_request,
        Delaying(request.POST or None),
        act,
        title="提请确定延迟期限",
        says="申请理由合理，但在规定期限内答复不了的，可以确定延迟答复的合理期限并告知申请人（条例第三十五条）。",
        word="提交审签",
        done="延迟答复告知书已提交，等负责人同意。",
    )
