"""批量导入: upload a spreadsheet, look at what was read, import it, undo it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.desk.channels.acting import act_page
from gongkai.desk.channels.deliveries import XLSX
from gongkai.desk.channels.forms import Reason
from gongkai.desk.channels.place import PAGE, download
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.imports.forms import Begin, Upload
from gongkai.desk.items.once import once, token
from gongkai.disclosure import access
from gongkai.disclosure.actions import importing
from gongkai.disclosure.models import Batch, BatchRow
from gongkai.disclosure.spreadsheet import template
from gongkai.disclosure.spreadsheet.headings import WORDS
from gongkai.errors import NotYours, Refused

PLACE = "items"
TONES = {"read": "due", "importing": "info", "imported": "ok", "undone": "waiting", "dropped": "draft"}
SHOW = (("all", "全部"), ("errors", "有错的"), ("warnings", "请核对的"))


@page("item.import")
def batches(request: DeskRequest) -> Response:
    """What was imported before, and a new spreadsheet."""
    form = Upload(request.POST or None, request.FILES or None, agency=request.agency)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(once(request, lambda: _read(request, form)))
        except Refused as refusal:
            refused = refusal
    found = access.batches_visible_to(request.user).filter(agency=request.agency).select_related("by")
    context = {
        "form": form,
        "refused": refused,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "tones": TONES,
        "token": token(request),
    }
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/imports/batches.html", PLACE, context, status=status)


def _read(request: DeskRequest, form: Upload) -> str:
    given = form.cleaned_data["file"]
    batch = importing.read(
        request.agency,
        given.name,
        given.read(),
        usual_channel_id=form.channel_id,
        by=request.user,
        today=timezone.localdate(),
    )
    return reverse("desk:batch", args=[request.agency.pk, batch.pk])


@page("item.import")
def batch_template(request: DeskRequest) -> Response:
    """模板."""
    return download(template.write(request.agency), "已公开信息导入模板.xlsx", XLSX)


@page("item.import")
def batch(request: DeskRequest, batch_id: int) -> Response:
    """The rows as read, what is wrong in each, and what can be done with the whole."""
    found = _batch(request, batch_id)
    wanted = request.GET.get("show", "all")
    rows = _rows(found, wanted)
    context = {
        "batch": found,
        "tone": TONES[found.state],
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "show": wanted,
        "choices": [
            {"code": code, "word": word, "count": _rows(found, code).count(), "current": code == wanted}
            for code, word in SHOW
        ],
        "columns": [(heading, WORDS.get(held) or (f"渠道：{held}" if held else "")) for heading, held in found.columns],
        "wrong": list(found.rows.exclude(errors=[]).values_list("number", flat=True)[:200]),
        "again": _same_file(found),
        "form": Begin(),
        "token": token(request),
        "may_import": agencies.may("item.import", request.user, request.agency),
        "item_count": found.items.count() if found.state == Batch.State.IMPORTED else 0,
        "items": found.items.order_by("pk")[:10],
    }
    return show(request, "desk/imports/batch.html", PLACE, context)


@page("item.import")
def begin(request: DeskRequest, batch_id: int) -> Response:
    """确认导入."""
    found = _batch(request, batch_id)
    leave_out = "leave_out" in request.POST
    return _act(
        request,
        found,
        lambda: importing.begin(found.pk, leave_out=leave_out, by=request.user, today=timezone.localdate()),
    )


@page("item.import")
def recheck(request: DeskRequest, batch_id: int) -> Response:
    """重新检查."""
    found = _batch(request, batch_id)
    return _act(
        request,
        found,
        lambda: importing.recheck(found.pk, by=request.user, today=timezone.localdate()),
        done="已按现在的渠道登记和台账重新检查。",
    )


@page("item.import")
def drop(request: DeskRequest, batch_id: int) -> Response:
    """放弃."""
    found = _batch(request, batch_id)
    return _act(
        request,
        found,
        lambda: importing.drop(found.pk, by=request.user, today=timezone.localdate()),
        done="已放弃，什么都没有导入。",
    )


@page("item.import")
def undo(request: DeskRequest, batch_id: int) -> Response:
    """撤销导入."""
    found = _batch(request, batch_id)
    form = Reason(request.POST or None)
    back = reverse("desk:batch", args=[request.agency.pk, found.pk])
    return act_page(
        request,
        form,
        lambda: importing.undo(found.pk, by=request.user, today=timezone.localdate(), **form.cleaned_data),
        title=f"撤销导入“{found.file_name}”",
        says="整批撤销：信息作废、渠道记录取消，系统编的索引号列入作废号、不再使用。导入后改动过任何一条，就不能整批撤销。",
        word="撤销这次导入",
        done="已撤销。",
        back=back,
        crumbs=[("批量导入", reverse("desk:batches", args=[request.agency.pk])), (found.file_name, back), "撤销"],
        rows=[("文件", found.file_name), ("信息", f"{found.items.count()} 条"), ("导入日期", found.imported_on)],
        danger=True,
    )


def _act(request: DeskRequest, found: Batch, act: Callable[[], object], done: str = "") -> Response:
    """Do what a button of the page of an import asks, and show that page again."""
    back = reverse("desk:batch", args=[request.agency.pk, found.pk])
    if request.method == "POST":
        try:
            act()
        except Refused as refusal:
            messages.error(request, " ".join((refusal.message, *refusal.details[:5])))
        else:
            if done:
                messages.success(request, done)
    return redirect(back)


def _batch(request: DeskRequest, batch_id: int) -> Batch:
    found = access.batches_visible_to(request.user).filter(agency=request.agency, pk=batch_id)
    batch = found.select_related("by", "usual_channel", "work", "undone_by").first()
    if batch is None:
        raise NotYours("这个机关没有这次导入。")
    return batch


def _rows(found: Batch, wanted: str) -> QuerySet[BatchRow]:
    rows = found.rows.order_by("number")
    if wanted == "errors":
        return rows.exclude(errors=[])
    return rows.exclude(warnings=[]) if wanted == "warnings" else rows


def _same_file(found: Batch) -> Batch | None:
    """The same spreadsheet, imported before and not undone."""
    same = Batch.objects.filter(agency=found.agency, file_hash=found.file_hash, state=Batch.State.IMPORTED)
    return same.exclude(pk=found.pk).first()
