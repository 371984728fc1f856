"""撤回: the applicant takes the request back."""

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.requests.acting import act_page, case_of
from gongkai.desk.requests.fields import WordsField
from gongkai.request.actions import withdrawing


class Withdrawing(forms.Form):
    reason = WordsField(
        label="撤回的情况",
        rows=3,
        max_length=300,
        help_text="怎样撤回的，如“2024年5月6日书面撤回”。材料请作为文件存入。",
    )


@page("request.handle")
def withdraw(request: DeskRequest, info_request_id: int) -> Response:
    """登记撤回."""
    info_request = case_of(request, info_request_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return withdrawing.withdraw(
            info_request.pk, by=request.user, today=timezone.localdate(), revision=revision, **given
        )

    counts = "年报计入“其他处理—其他”（口径未核实）。" if info_request.received_on else "还没有登记，不计入年报。"
    return act_page(
        request,
        info_request,
        Withdrawing(request.POST or None),
        act,
        title="登记撤回",
        says=f"申请人撤回以后不再办理，等审签的文书一并作废。{counts}",
        word="登记撤回",
        done="撤回已登记。",
        danger=True,
    )
