"""放假安排: the years this site counts by; a new one shown back in words before it is loaded."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from gongkai.agency import calendars
from gongkai.agency.actions import arrangements
from gongkai.agency.models import Arrangement
from gongkai.desk.account.frame import show as show_by_itself
from gongkai.desk.agencies.forms import ArrangementForm
from gongkai.desk.agencies.frame import show
from gongkai.desk.frame import DeskRequest, page
from gongkai.errors import NotYourRole, Refused

EXAMPLE = """\
year = 2027

[notice]
title = "国务院办公厅关于2027年部分节假日安排的通知"
number = "国办发明电〔2026〕0号"
dated = 2026-11-01
confirmed = true

[[holiday]]
name = "元旦"
from = 2027-01-01
to = 2027-01-03
working = []
"""


@page("agency.see")
def calendar(request: DeskRequest) -> HttpResponse:
    """What is counted by; who runs the site goes on from here to load a year."""
    return show(request, "calendar.html", "calendar", _years())


@login_required
def load(request: HttpRequest) -> HttpResponse:
    """读入, then 采用: for who runs the site, whatever the agency."""
    officer: Any = request.user
    if not officer.runs_site:
        raise NotYourRole("放假安排由平台管理员导入，全站共用。请把通知告诉平台管理员。")
    form = ArrangementForm(request.POST or None, request.FILES or None)
    refused, read = None, None
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            read = arrangements.read(text)
            if "accept" in request.POST:
                arrangements.load(text, by=officer, today=timezone.localdate())
                messages.success(request, f"{read.year} 年放假安排已采用，受影响的期限正在重新计算。")
                return redirect("desk:load_calendar")
        except Refused as refusal:
            refused, read = refusal, None
    return show_by_itself(
        request,
        "desk/agencies/calendar_load.html",
        {
            "form": form,
            "refused": refused,
            "read": read,
            "lines": calendars.words(read) if read else [],
            "text": form.cleaned_data["text"] if read else "",
            "is_again": bool(read) and Arrangement.objects.filter(year=read.year).exists() if read else False,
            "example": EXAMPLE,
            **_years(),
        },
    )


def _years() -> dict[str, Any]:
    """The years known, newest first, with what was loaded here; and whether next year's is still missing."""
    loaded = {row.year: row for row in Arrangement.objects.select_related("loaded_by")}
    known = calendars.national_calendar().arrangements
    next_year = timezone.localdate().year + 1
    return {
        "years": [
            {
                "year": each.year,
                "notice": str(each.notice),
                "confirmed": each.notice.confirmed,
                "lines": calendars.words(each),
                "loaded": loaded.get(each.year),
            }
            for each in sorted(known, key=lambda each: -each.year)
        ],
        "next_year": next_year,
        "lacks_next": all(each.year != next_year for each in known),
    }
