"""填报: a number from outside the ledger in place of the counted one, with its source and why; and taken back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from gongkai.desk.acting import Nothing
from gongkai.desk.filings.figures import address
from gongkai.desk.filings.place import act_page, filing_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.errors import Refused
from gongkai.filing.actions import entering
from gongkai.filing.figures.figure import Figure
from gongkai.filing.models import Entered, Filing


class Entering(forms.Form):
    value = forms.DecimalField(label="填报的数字", min_value=0, max_digits=16, decimal_places=6)
    source = forms.CharField(
        label="来源",
        max_length=Entered._meta.get_field("source").max_length,
        help_text="数字从哪里来：哪份文件、哪个系统、哪个部门提供。会随年报封存。",
    )
    reason = forms.CharField(
        label="不用台账数字的理由",
        max_length=Entered._meta.get_field("reason").max_length,
        widget=forms.Textarea({"rows": 3}),
        help_text="例如：本系统 6 月启用，以前的在旧台账里。",
    )


@page("filing.draft")
def filing_enter(request: DeskRequest, filing_id: int) -> Response:
    """填报一个数字."""
    filing, name = filing_of(request, filing_id), request.GET.get("name", "")
    figure = _enterable(request, filing, name)
    if figure is None:
        return _back(filing, name)
    entered = figure.entered
    initial = {"value": figure.value, "source": entered.source, "reason": entered.reason} if entered else {}
    form = Entering(request.POST or None, initial=initial)
    form.fields["value"].help_text = f"单位：{figure.unit}。没有发生的填 0，不能留空。{_whole(figure)}"

    def act(given: dict[str, Any], revision: int) -> object:
        return entering.enter(filing.pk, name, by=request.user, today=timezone.localdate(), revision=revision, **given)

    return act_page(
        request,
        filing,
        form,
        act,
        title="填报数字",
        says="填报的数字代替台账统计的数字，在报告里凡是用到的地方都标出来，由它相加的合计跟着变。",
        word="填报",
        done=f"“{figure.label}”已经填报。",
        then="desk:filing_figures",
        about=_about(figure),
    )


@page("filing.draft")
def filing_entry_drop(request: DeskRequest, filing_id: int) -> Response:
    """改回台账数字."""
    filing, name = filing_of(request, filing_id), request.GET.get("name", "")
    figure = _enterable(request, filing, name)
    if figure is None or figure.entered is None:
        return _back(filing, name)

    def act(given: dict[str, Any], revision: int) -> object:
        return entering.drop(filing.pk, name, by=request.user, today=timezone.localdate(), revision=revision)

    return act_page(
        request,
        filing,
        Nothing(request.POST or None),
        act,
        title="改回台账数字",
        says="填报的数字去掉，改用台账统计的数字。填过什么，经过里留着。",
        word="改回台账数字",
        done=f"“{figure.label}”已改回台账的数字。",
        then="desk:filing_figures",
        about=[*_about(figure), ("填报的数字", f"{figure.value} {figure.unit}"), ("来源", figure.entered.source)],
    )


def _enterable(request: DeskRequest, filing: Filing, name: str) -> Figure | None:
    """The figure that may be entered; where none may, it is said why."""
    try:
        return entering.figure_for(filing, name)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None


def _back(filing: Filing, name: str) -> Response:
    return redirect(
        address(filing, name) if name else "desk:filing_figures", *(() if name else (filing.agency_id, filing.pk))
    )


def _about(figure: Figure) -> list[tuple[str, object]]:
    counted = "台账里没有" if figure.counted is None else f"{figure.counted} {figure.unit}"
    return [("数字", figure.label), ("台账统计", counted), ("怎样统计", figure.rule)]


def _whole(figure: Figure) -> str:
    return "" if figure.unit in entering.DECIMALS else "填整数。"
