"""开始编制、作废: a report is begun for a year, or its draft given up."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from gongkai.agency.models import Agency
from gongkai.desk import acting
from gongkai.desk.filings.place import PLACE, act_page, filing_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.filing.actions import beginning, restating
from gongkai.filing.models import Filing


class Begin(forms.Form):
    year = forms.TypedChoiceField(label="年度", coerce=int, help_text="报的是哪一年的工作。")
    scope = forms.ChoiceField(
        label="口径",
        choices=Filing.Scope.choices,
        widget=forms.RadioSelect,
        initial=Filing.Scope.OWN,
        help_text="本级：本机关自己的工作。汇总：本机关和全部下级机关合在一起。",
    )

    def __init__(self, data: object, *, last: int, has_below: bool, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # a QueryDict
        year, scope = self.fields["year"], self.fields["scope"]
        assert isinstance(year, forms.TypedChoiceField) and isinstance(scope, forms.ChoiceField)
        year.choices = [(each, f"{each} 年度") for each in range(last, beginning.FIRST_YEAR - 1, -1)]
        if not has_below:
            scope.widget = forms.HiddenInput()
            scope.choices = Filing.Scope.choices[:1]


@page("filing.draft")
def filing_begin(request: DeskRequest) -> Response:
    """开始编制."""
    today = timezone.localdate()
    given = request.GET.get("year", "")
    form = Begin(
        request.POST or None,
        last=today.year,
        has_below=Agency.objects.filter(parent=request.agency).exists(),
        initial={
            "year": given if given.isascii() and given.isdecimal() else today.year - 1,
            "scope": "whole" if request.GET.get("scope") == "whole" else "own",
        },
    )

    def act(given: dict[str, Any]) -> str:
        made = beginning.begin(
            request.agency.pk,
            year=given["year"],
            scope=given["scope"],
            by=request.user,
            today=today,
            now=timezone.now(),
        )
        return reverse("desk:filing", args=[request.agency.pk, made.pk])

    address = reverse("desk:filings", args=[request.agency.pk])
    return acting.act_page(
        request,
        form,
        act,
        place=PLACE,
        title="开始编制年度报告",
        says="系统由台账统计全部数字、拟出正文，您核对、修改。",
        word="开始编制",
        done="已开始编制。",
        back=address,
        crumbs=[("年报", address)],
    )


@page("filing.draft")
def filing_discard(request: DeskRequest, filing_id: int) -> Response:
    """作废."""
    filing = filing_of(request, filing_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return restating.discard(
            filing.pk, by=request.user, today=timezone.localdate(), reason=given["reason"], revision=revision
        )

    return act_page(
        request,
        filing,
        acting.Reason(request.POST or None),
        act,
        title="作废这一版",
        says="作废的草稿不再办理，经过里看得到。已经公布的版本不受影响。",
        word="作废",
        done="已作废。",
        danger=True,
    )
