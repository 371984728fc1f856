"""延期: proposed with its reason, for the head's consent."""

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.agency.calendars import national_calendar
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.requests.acting import act_page, case_of
from gongkai.desk.requests.fields import WordsField
from gongkai.law.calendar import long_words
from gongkai.request.actions import extending


class Extending(forms.Form):
    days = forms.IntegerField(label="延长几个工作日", min_value=1)
    reason = WordsField(label="延期的理由", rows=3, help_text="写进告知书，如“需要查阅2008年以来的纸质档案”。")


@page("request.handle")
def extend(request: DeskRequest, info_request_id: int) -> Response:
    """提请延期."""
    info_request = case_of(request, info_request_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return extending.propose_extension(
            info_request.pk, by=request.user, today=timezone.localdate(), revision=revision, **given
        )

    most = extending.longest(info_request) if info_request.received_on else 0
    form = Extending(request.POST or None, initial={"days": most})
    form.fields["days"].help_text = f"最长 {most} 个工作日，只能延一次。"
    if most and info_request.due_on:
        longest = long_words(national_calendar().after(info_request.due_on, most))
        form.fields["days"].help_text += f"延 {most} 个的，期限到{longest}。"
    return act_page(
        request,
        info_request,
        form,
        act,
        title="提请延期",
        says="经工作机构负责人同意并告知申请人后才生效；须在现在的答复期限以内签发（条例第三十三条第二款）。",
        word="提交审签",
        done="延期答复告知书已提交，等负责人同意。",
    )
