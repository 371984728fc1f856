"""人员不足例外: for a time one person may hold several stages; granted openly, with the reason, and ended."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.once import once, token
from gongkai.errors import NotYours, Refused
from gongkai.screening import actions, stages
from gongkai.screening.models import StaffingException, Stage

MOST_SHOWN = 50


class Granting(forms.Form):
    """Which stages together, why, and how long."""

    stages_together = forms.MultipleChoiceField(
        label="哪几个环节可以由同一人办", choices=Stage.choices, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label="原因", max_length=500, widget=forms.Textarea({"rows": 3}), help_text="如“在编人员只有三人”。"
    )
    from_on = forms.DateField(label="从", widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    until_on = forms.DateField(label="到", widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    outside_reviewer = forms.CharField(
        label="外部复核",
        required=False,
        max_length=100,
        help_text="由谁从外面再看一遍，如“县政府办 何芳”。本机关签发人核准的必须填写。",
    )


class Ending(forms.Form):
    reason = forms.CharField(label="提前终止的原因", max_length=500, widget=forms.Textarea({"rows": 2}))


@page("item.see")
def exceptions(request: DeskRequest) -> Response:
    today = timezone.localdate()
    rows = StaffingException.objects.filter(agency=request.agency).select_related("granted_by")[:MOST_SHOWN]
    context = {
        "rows": [
            {
                "exception": each,
                "stages": "、".join(Stage(stage).label for stage in each.stages),
                "is_in_force": each.from_on <= today <= each.until_on and (not each.ended_on or each.ended_on > today),
                "can_end": each.ended_on is None and each.until_on >= today,
            }
            for each in rows
        ]
    }
    return show(request, "desk/screening/exceptions.html", "screening", context)


@page("screening.except")
def grant(request: DeskRequest) -> Response:
    """核准例外."""
    today = timezone.localdate()
    form = Granting(request.POST or None, initial={"from_on": today})
    refused = None
    back = reverse("desk:exceptions", args=[request.agency.pk])
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            given = dict(form.cleaned_data)
            together = [Stage(stage) for stage in given.pop("stages_together")]
            actions.grant_exception(request.agency, by=request.user, today=today, stages_together=together, **given)
            return back

        try:
            address = once(request, act)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, "已核准，并记入日志。")
            return redirect(address)
    context = {"form": form, "refused": refused, "back": back, "token": token(request), "cites": stages.CITES}
    status = 409 if refused else 422 if form.is_bound and form.errors else 200
    return show(request, "desk/screening/exception.html", "screening", context, status=status)


@page("screening.except")
def end(request: DeskRequest, exception_id: int) -> Response:
    """提前终止."""
    found = StaffingException.objects.filter(pk=exception_id, agency=request.agency).first()
    if found is None:
        raise NotYours("没有这项例外。")
    form = Ending(request.POST or None)
    refused = None
    back = reverse("desk:exceptions", args=[request.agency.pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_exception(found.pk, by=request.user, today=timezone.localdate(), **form.cleaned_data)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, "例外已终止。")
            return redirect(back)
    context = {"form": form, "refused": refused, "back": back, "exception": found}
    status = 409 if refused else 422 if form.is_bound and form.errors else 200
    return show(request, "desk/screening/exception_end.html", "screening", context, status=status)
