"""统计: tables three and four of a year as the official form prints them; every number opens what it counts."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency
from gongkai.desk.channels.deliveries import XLSX
from gongkai.desk.channels.place import download
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.requests.acting import PLACE
from gongkai.law.outcomes import OUTCOMES
from gongkai.report import forms
from gongkai.report.rendering import xlsx
from gongkai.report.rendering.layout import layout
from gongkai.report.report import Finding, Report
from gongkai.report.rules import check
from gongkai.request import access, counting
from gongkai.request.counting import CountedTable
from gongkai.request.models import Applicant

PER_PAGE = 50
FIRST_YEAR = forms.editions()[0].first_year
SUMS = ("requests_balance", "handled_sum", "applicant_sum", "challenges_sum")
"""Rules that a report made of these tables must hold."""

Found = tuple[CountedTable, CountedTable]


@page("request.see")
def request_counts(request: DeskRequest) -> Response:
    """The page of a year; with ?format=xlsx as a workbook, with ?below=1 the agencies below counted in."""
    today = timezone.localdate()
    year, below = _year(request, today), _below(request)
    counted = _counted(request, below)
    tables = counting.requests_table(counted, year), counting.challenges_table(counted, year)
    report = _report(request.agency, year, tables)
    if request.GET.get("format") == "xlsx":
        name = f"{request.agency.name}{'（含下级）' if below else ''}{year}年依申请公开统计表"
        return download(xlsx.render(report), f"{name}.xlsx", XLSX)
    there = reverse("desk:request_counted", args=[request.agency.pk])
    form = counting.form_of(year)
    context = {
        "year": year,
        "years": list(range(today.year, max(today.year - 6, FIRST_YEAR - 1), -1)),
        "is_over": year < today.year,
        "form": form,
        "below": below,
        "may_go_below": agencies.may("agency.supervise", request.user, request.agency),
        "requests": tables[0],
        "challenges": tables[1],
        "drawn": [_drawn(table, year, below, there) for table in tables],
        "wrong": _wrong(report),
        "unsettled": counting.UNSETTLED,
        "restated": [] if below else counting.restatements(request.agency, year),
    }
    return show(request, "desk/requests/counts.html", PLACE, context)


@page("request.see")
def request_counted(request: DeskRequest) -> Response:
    """What a number counts, by the conditions that counted it; an address that names no number leads to the tables."""
    year, below = _year(request, timezone.localdate()), _below(request)
    asked = {name: request.GET.get(name, "") for name in ("table", "row", "column")}
    slot = counting.form_of(year).slots.get("{table}.{row}.{column}".format(**asked))
    if slot is None or slot.table.code not in ("requests", "challenges"):
        return redirect(_address("desk:request_counts", request.agency, year, below))
    counted = _counted(request, below)
    of_requests = slot.table.code == "requests"
    if of_requests:
        cases = counting.requests_cell(counted, year, slot.row.code, slot.column.code)
        listed: Any = cases.filter(pk__in=access.visible_to(request.user)).select_related("agency", "applicant")
        listed = listed.defer("description", "purpose", "applicant__sealed").order_by("received_on", "pk")
    else:
        disputes = counting.challenges_cell(counted, year, slot.row.code, slot.column.code)
        listed = disputes.filter(pk__in=access.disputes_visible_to(request.user)).select_related("agency")
        listed = listed.order_by("received_on", "pk")
    context = {
        "year": year,
        "words": f"{year}年{slot.label}",
        "of_requests": of_requests,
        "below": below,
        "outcomes": OUTCOMES,
        "kinds": dict(Applicant.Kind.choices),
        "page": Paginator(listed, PER_PAGE).get_page(request.GET.get("page")),
        "back": _address("desk:request_counts", request.agency, year, below),
    }
    return show(request, "desk/requests/counted.html", PLACE, context)


def _year(request: DeskRequest, today: date) -> int:
    """The year asked for in the address, this one where none is that has these tables."""
    words = request.GET.get("year", "")
    is_year = words.isascii() and words.isdecimal() and len(words) == 4
    return int(words) if is_year and FIRST_YEAR <= int(words) <= today.year else today.year


def _below(request: DeskRequest) -> bool:
    """Whether the agencies below are counted in: for who supervises them."""
    return "below" in request.GET and agencies.may("agency.supervise", request.user, request.agency)


def _counted(request: DeskRequest, below: bool) -> Agency | Iterable[Agency]:
    """The agency, or all of its tree: public enterprises have reports of their own (条例第五十五条)."""
    if not below:
        return request.agency
    return Agency.objects.under(request.agency).exclude(kind=Agency.Kind.ENTERPRISE)


def _address(name: str, agency: Agency, year: int, below: bool) -> str:
    return f"{reverse(name, args=[agency.pk])}?{urlencode({'year': year, **({'below': 1} if below else {})})}"


def _report(agency: Agency, year: int, tables: Found) -> Report:
    cells = {path: cell for table in tables for path, cell in table.report_tables().items()}
    title = f"{agency.name}{year}年依申请公开统计表"
    return Report(agency.name, year, counting.form_of(year).edition, cells=cells, title=title)


def _wrong(report: Report) -> list[Finding]:
    """Where the tables do not agree with themselves; nowhere, unless a record is damaged."""
    return [finding for finding in check(report) if finding.rule in SUMS]


def _drawn(table: CountedTable, year: int, below: bool, there: str) -> dict[str, Any]:
    """The table line by line, its figures with the address of what they count."""
    slots = {slot.path: slot for slot in table.table.slots}
    drawn = layout(table.table)

    def figure(path: str) -> dict[str, Any]:
        slot = slots[path]
        chosen = {"year": year, "table": table.table.code, "row": slot.row.code, "column": slot.column.code}
        address = f"{there}?{urlencode({**chosen, **({'below': 1} if below else {})})}"
        return {"number": table.counts.get(path, 0), "url": address, "label": slot.label}

    return {
        "code": table.table.code,
        "name": table.table.name,
        "head": drawn.head,
        "lines": [
            [{"cell": cell, "figure": figure(cell.path) if cell.path else None} for cell in line]
            for line in drawn.lines
        ],
    }
