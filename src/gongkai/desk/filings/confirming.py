"""确认问题: a finding let stand with a reason, and the confirmation taken back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.acting import Nothing
from gongkai.desk.filings.place import act_page, filing_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.filing import findings
from gongkai.filing.actions import confirming
from gongkai.filing.findings import Found
from gongkai.filing.models import Filing

_THEN = "desk:filing_findings"


class Reason(forms.Form):
    reason = forms.CharField(
        label="理由",
        max_length=confirming.LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text="写给审核人和以后查看的人：为什么可以这样报。理由和您的姓名会一直留在这份报告里。",
    )


@page("filing.confirm")
def filing_confirm(request: DeskRequest, filing_id: int) -> Response:
    """确认: of the finding that the address names."""
    filing = filing_of(request, filing_id)
    found = _found(request, filing)
    if found is None:
        return _gone(request, filing)

    def act(given: dict[str, Any], revision: int) -> object:
        return confirming.confirm(
            filing.pk,
            found.key,
            values=request.GET.get("values", ""),
            reason=given["reason"],
            by=request.user,
            today=timezone.localdate(),
            revision=revision,
        )

    return act_page(
        request,
        filing,
        Reason(request.POST or None),
        act,
        title="确认问题",
        says=found.finding.message,
        word="确认无误",
        done="已确认。数字或原文再有变化时，会请您重新确认。",
        then=_THEN,
        about=_about(found),
    )


@page("filing.confirm")
def filing_confirmation_drop(request: DeskRequest, filing_id: int) -> Response:
    """取消确认: the finding waits to be confirmed again."""
    filing = filing_of(request, filing_id)
    found = _found(request, filing)
    if found is None or found.confirmation is None:
        return _gone(request, filing)
    held = found.confirmation

    def act(given: dict[str, Any], revision: int) -> object:
        return confirming.drop(
            filing.pk, held.key, values=held.values, by=request.user, today=timezone.localdate(), revision=revision
        )

    return act_page(
        request,
        filing,
        Nothing(request.POST or None),
        act,
        title="取消确认",
        says=found.finding.message,
        word="取消确认",
        done="已取消确认。这个问题要改好，或者重新确认。",
        then=_THEN,
        about=[*_about(found), ("确认人", held.by.name), ("确认日期", held.on), ("理由", held.reason)],
    )


def _found(request: DeskRequest, filing: Filing) -> Found | None:
    version = filing.latest
    assert version is not None
    version.filing = filing
    given = request.GET.get("key", ""), request.GET.get("values", "")
    return findings.of(version, on=timezone.localdate()).named(*given) if given[0] else None


def _gone(request: DeskRequest, filing: Filing) -> Response:
    messages.info(request, "这个问题已经改好或者变了。现在的问题如下。")
    return redirect(reverse(_THEN, args=[filing.agency_id, filing.pk]))


def _about(found: Found) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = [("问题", found.title), ("位置", found.finding.place)]
    if found.finding.quote:
        rows.append(("原文", found.finding.quote))
    if found.lapsed is not None:
        was = found.lapsed
        rows.append(("原来的确认", f"{was.by.name} {was.on}：{was.reason}（已失效：数字或原文变了）"))
    return [*rows, ("依据", "；".join(found.finding.cites))]
