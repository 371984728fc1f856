"""催报: which agencies below are asked for their reports, before they are."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.filings.board import BoardFilter, Row, rows_below, year_of
from gongkai.desk.filings.place import PLACE
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.once import once, token
from gongkai.errors import Refused
from gongkai.filing import reminding

MOST_SHOWN = 50
"""Agencies named on the page; of more only how many."""


class Chase(forms.Form):
    says = forms.CharField(
        label="附言",
        required=False,
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
        help_text="可以不填；例如：请周五下班前报来，有困难请电话联系。",
    )


@page("filing.receive")
def filing_chase(request: DeskRequest) -> Response:
    """催报: those ticked on the board, or all that have not handed in theirs."""
    today = timezone.localdate()
    year = year_of(BoardFilter({"year": request.GET.get("year", "")}, last=today.year - 1))
    chosen = set(request.GET.getlist("below"))
    is_all = request.GET.get("all") == "on"
    rows = [row for row in rows_below(request, year, today) if row.may_be_asked and (is_all or str(row.pk) in chosen)]
    form = Chase(request.POST or None)
    back = reverse("desk:filing_board", args=[request.agency.pk], query={"year": year})
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            address = once(request, lambda: _asked(request, rows, year, form.cleaned_data["says"], back))
        except Refused as refusal:
            refused = refusal
        else:
            return redirect(address)
    context = {
        "form": form,
        "refused": refused,
        "year": year,
        "rows": rows[:MOST_SHOWN],
        "count": len(rows),
        "late": sum(row.late > 0 for row in rows),
        "back": back,
        "token": token(request),
    }
    return show(request, "desk/filings/chase.html", PLACE, context, status=409 if refused else 200)


def _asked(request: DeskRequest, rows: list[Row], year: int, says: str, back: str) -> str:
    asked, before = reminding.chase(
        request.agency.pk,
        [row.pk for row in rows],
        year=year,
        says=says,
        by=request.user,
        today=timezone.localdate(),
    )
    messages.success(
        request,
        f"已催报 {len(asked)} 个机关，经办人和签发人都会收到。"
        + (f"另有 {len(before)} 个今天催过了，没有再催。" if before else ""),
    )
    return back
