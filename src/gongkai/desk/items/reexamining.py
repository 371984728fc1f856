"""复核: a decision not to disclose, looked at again (条例第十八条)."""

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.items.acting import act_page, item_of
from gongkai.disclosure.actions import deciding
from gongkai.disclosure.models import Reexamination


class Outcome(forms.Form):
    outcome = forms.ChoiceField(label="结论", choices=Reexamination.Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="理由",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text="情况有没有变化；维持的，为什么仍不能公开。",
    )


@page("item.reexamine")
def reexamine(request: DeskRequest, item_id: int) -> Response:
    item = item_of(request, item_id)

    def act(given: dict[str, Any]) -> object:
        return deciding.reexamine(item.pk, by=request.user, today=timezone.localdate(), **given)

    return act_page(
        request,
        item,
        Outcome(request.POST or None),
        act,
        title="复核",
        says="对不予公开的信息要定期评估；因情势变化可以公开的，应当公开（条例第十八条）。转为主动公开的，回到草稿，补齐后提交审查。",
        word="登记复核结论",
        done="复核结论已登记。",
    )
