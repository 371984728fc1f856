"""与上级平台交换: the files that went up and came down, a new one of each, and what one that came would do."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.exporting import XLSX
from gongkai.desk.items.once import once, token
from gongkai.desk.requests.acting import PLACE
from gongkai.errors import NotYours, Refused
from gongkai.request import access, exchange, queries
from gongkai.request.actions import exchanging
from gongkai.request.exchange import MOST, PLANS
from gongkai.request.models import Exchange

PER_PAGE = 50
TONES = {"read": "due", "done": "ok", "dropped": "draft"}
PLAN_TONES = {"new": "info", "link": "info", "receive": "info", "same": "waiting", "wrong": "late"}


class Upload(forms.Form):
    file = forms.FileField(
        label="上级平台的文件",
        help_text=f"xlsx、xls、csv 或 json，一次最多 {MOST} 件。第一行是列名，要有“上级平台编号”或“登记编号”。",
        widget=forms.FileInput({"accept": ".xlsx,.xls,.csv,.json"}),
    )


class Export(forms.Form):
    form = forms.ChoiceField(
        label="文件格式", choices=(("xlsx", "Excel 表"), ("json", "JSON（给系统读）")), widget=forms.RadioSelect
    )
    has_identity = forms.BooleanField(
        label="包含申请人的姓名、证件号码和联系方式",
        required=False,
        help_text="只有报给上级平台才勾选。勾选会记入日志；下载的文件由您负责保管，用完删除。",
    )


class TakeOver(forms.Form):
    leave_out = forms.BooleanField(label="不导入有错的行", required=False)


@page("request.exchange")
def exchanges(request: DeskRequest) -> Response:
    """What was exchanged before, and a new file from above."""
    form = Upload(request.POST or None, request.FILES or None)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(once(request, lambda: _read(request, form)))
        except Refused as refusal:
            refused = refusal
    found = access.exchanges_visible_to(request.user).filter(agency=request.agency).select_related("by")
    context = {
        "form": form,
        "refused": refused,
        "page": Paginator(found.defer("sealed"), PER_PAGE).get_page(request.GET.get("page")),
        "tones": TONES,
        "waiting": exchanging.not_exported(request.agency).count(),
        "token": token(request),
    }
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/requests/exchanges.html", PLACE, context, status=status)


def _read(request: DeskRequest, form: Upload) -> str:
    given = form.cleaned_data["file"]
    record = exchanging.read(request.agency.pk, given.name, given.read(), by=request.user, today=timezone.localdate())
    return reverse("desk:exchange", args=[request.agency.pk, record.pk])


@page("request.exchange")
def out(request: DeskRequest) -> Response:
    """导出上报: the cases ticked in the list, or all that never went up."""
    numbers = [int(each) for each in (request.POST or request.GET).getlist("case") if each.isdecimal()][:MOST]
    form = Export(request.POST or None, initial={"form": "xlsx"})
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            record, data = exchanging.export(
                request.agency.pk,
                by=request.user,
                today=timezone.localdate(),
                chosen=numbers or None,
                **form.cleaned_data,
            )
        except Refused as refusal:
            refused = refusal
        else:
            kind = XLSX if form.cleaned_data["form"] == "xlsx" else "application/json"
            answer = HttpResponse(data, content_type=kind)
            answer["Content-Disposition"] = content_disposition_header(True, record.file_name)
            answer["Cache-Control"] = "no-store"
            return answer
    found = exchanging.not_exported(request.agency)
    if numbers:
        found = queries.of_agency(request.agency, request.user).filter(pk__in=numbers).exclude(number="")
    context = {
        "form": form,
        "refused": refused,
        "count": found.count(),
        "cases": found.order_by("pk").only("number", "title", "query_code")[:PER_PAGE],
        "chosen": numbers,
        "most": MOST,
    }
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/requests/exchange_out.html", PLACE, context, status=status)


@page("request.exchange")
def record(request: DeskRequest, exchange_id: int) -> Response:
    """What a file from above would do, row by row; it is taken over or dropped here."""
    found = _exchange(request, exchange_id)
    form = TakeOver(request.POST or None)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            address = once(request, lambda: _end(request, found, form))
        except Refused as refusal:
            refused = refusal
        else:
            return redirect(address)
    rows = [(row, exchange.check(row, request.agency)) for row in exchanging.rows_of(found)]
    counts = [(what, sum(plan.what == what for _, plan in rows)) for what in PLANS]
    context: dict[str, Any] = {
        "exchange": found,
        "rows": rows,
        "counts": [(what, count) for what, count in counts if count],
        "words": PLANS,
        "tones": PLAN_TONES,
        "form": form,
        "refused": refused,
        "token": token(request),
    }
    return show(request, "desk/requests/exchange.html", PLACE, context, status=409 if refused else 200)


def _end(request: DeskRequest, found: Exchange, form: TakeOver) -> str:
    """Take the file over, or drop it, as the button says."""
    today = timezone.localdate()
    if "drop" in request.POST:
        exchanging.drop(found.pk, by=request.user, today=today)
        messages.success(request, "已放弃，什么都没有导入。")
    else:
        done = exchanging.take_over(found.pk, by=request.user, today=today, **form.cleaned_data)
        messages.success(request, f"已导入：新建 {done.made} 件，更新 {done.changed} 件。")
    return reverse("desk:exchange", args=[request.agency.pk, found.pk])


def _exchange(request: DeskRequest, exchange_id: int) -> Exchange:
    found = access.exchanges_visible_to(request.user).filter(agency=request.agency, pk=exchange_id)
    record = found.filter(way=Exchange.Way.IN).select_related("by").first()
    if record is None:
        raise NotYours("这个机关没有这个文件。")
    return record
