"""提交审查: what is handed in, what must still be settled, who reads it next; a finding may be let stand here."""

from typing import Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.items import findings
from gongkai.desk.items.acting import act_page, item_of
from gongkai.desk.items.once import done_before
from gongkai.disclosure.actions import drafting, submitting
from gongkai.errors import Refused
from gongkai.screening import stages


class Submission(forms.Form):
    """What the handler says with it."""

    opinion = forms.CharField(
        label="给审查人的话",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text="需要审查人特别留意的地方，可不填。",
    )


class Confirming(forms.Form):
    """A finding that may stand, and why."""

    rule = forms.CharField(max_length=60)
    place = forms.CharField(max_length=300, required=False)
    quote = forms.CharField(required=False, strip=False)
    reason = forms.CharField(label="理由", max_length=200)
    not_personal = forms.BooleanField(required=False)


@page("item.submit")
def submit(request: DeskRequest, item_id: int) -> Response:
    item = item_of(request, item_id)
    if (address := done_before(request)) is not None:
        return redirect(address)
    today = timezone.localdate()
    drafting.draft_of(item, "提交审查")
    form = reverse("desk:item_edit", args=[request.agency.pk, item.pk])
    found = findings.shown(submitting.weigh(item, submitting.check(item, today=today)), form)

    def act(given: dict[str, Any]) -> object:
        return submitting.submit(item.pk, by=request.user, today=today, opinion=given["opinion"])

    return act_page(
        request,
        item,
        Submission(request.POST or None),
        act,
        title="提交审查",
        says="提交后不能再改，直到审查人退回。您的提交就是一审一校。",
        word="提交审查",
        done="已提交审查，下一步由科室审核。",
        template="desk/items/submit.html",
        context={
            "found": found,
            "blocking": sum(each.blocks for each in found),
            "first": stages.ORDER[0],
            "following": [step.stage.label for step in stages.ORDER[1:]],
        },
    )


@require_POST
@page("item.draft")
def confirm(request: DeskRequest, item_id: int) -> Response:
    """Let a finding stand, from the page that lists what must be settled."""
    item = item_of(request, item_id)
    form = Confirming(request.POST)
    if not form.is_valid():
        messages.error(request, "没有确认：请写明为什么可以保留。")
    else:
        given = form.cleaned_data
        given["is_not_personal"] = given.pop("not_personal")
        try:
            submitting.confirm(item.pk, by=request.user, today=timezone.localdate(), **given)
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, "已确认，并记下了您和理由。")
    return redirect(reverse("desk:item_submit", args=[request.agency.pk, item.pk]))
