"""超期原因: on record before the reply is submitted."""

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.requests.acting import act_page, case_of
from gongkai.desk.requests.fields import WordsField
from gongkai.request.actions import overdue


class Explaining(forms.Form):
    reason = WordsField(label="超期的原因", rows=3, max_length=300)


@page("request.handle")
def explain(request: DeskRequest, info_request_id: int) -> Response:
    """说明超期原因."""
    info_request = case_of(request, info_request_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return overdue.explain_overdue(
            info_request.pk, by=request.user, today=timezone.localdate(), revision=revision, **given
        )

    return act_page(
        request,
        info_request,
        Explaining(request.POST or None),
        act,
        title="说明超期原因",
        says="原因记入本件，主管部门可以看到；说明以后才能提交答复。",
        word="保存",
        done="超期原因已记录。",
    )
