"""下级机关: those directly below, added one by one or from a spreadsheet, opened."""

from io import BytesIO

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from xlsxwriter import Workbook

from gongkai.agency.actions import agencies, departments
from gongkai.agency.models import Agency
from gongkai.desk.agencies.forms import AgencyForm, BelowFilter, SheetForm
from gongkai.desk.agencies.frame import answer, fill, posted, show
from gongkai.desk.frame import DeskRequest, page
from gongkai.disclosure import sheets
from gongkai.errors import Refused, Unreadable

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page("agency.see")
def below(request: DeskRequest) -> HttpResponse:
    """The agencies directly below, agencies first and 公共企事业单位 apart (条例第五十五条)."""
    form = BelowFilter(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    found = Agency.objects.filter(parent=request.agency)
    if given.get("q"):
        found = found.filter(name__contains=given["q"].strip())
    found = {
        "desk": found.filter(is_on_desk=True, closed_on=None),
        "not": found.filter(is_on_desk=False, closed_on=None),
        "closed": found.exclude(closed_on=None),
    }.get(given.get("state", ""), found)
    is_enterprise = Q(kind=Agency.Kind.ENTERPRISE)
    apart = request.GET.get("kind") == "enterprise"
    counts = found.aggregate(all=Count("pk"), enterprises=Count("pk", filter=is_enterprise))
    listed = found.filter(is_enterprise) if apart else found.exclude(is_enterprise)
    listed = listed.annotate(children_count=Count("children")).order_by("path")
    return show(
        request,
        "below.html",
        "below",
        {
            "form": form,
            "agencies_below": Paginator(listed, PER_PAGE).get_page(request.GET.get("page")),
            "apart": apart,
            "counts": {"agencies": counts["all"] - counts["enterprises"], "enterprises": counts["enterprises"]},
        },
    )


@page("agency.change")
def add(request: DeskRequest) -> HttpResponse:
    """设立 one below."""
    here = request.agency
    form = AgencyForm(posted(request), initial={"kind": Agency.Kind.DEPARTMENT, "level": here.level})
    sent = answer(
        request, form, lambda given: agencies.add(here.pk, by=request.user, today=timezone.localdate(), **given)
    )
    if sent.is_done:
        messages.success(request, f"已设立{sent.result}。接着请为它开账号。")
        return redirect("desk:officers", sent.result.pk)
    return fill(request, "below", form, sent, heading=f"在{here}下面设立机关", back="desk:agencies_below")


@page("agency.change")
def take_in(request: DeskRequest) -> HttpResponse:
    """导入 from a spreadsheet: all rows or none."""
    here = request.agency
    form = SheetForm(posted(request), request.FILES or None)

    def act(given: dict[str, object]) -> list[Agency]:
        return departments.take_in(
            here.pk,
            _rows(given["file"]),
            by=request.user,
            today=timezone.localdate(),
            on_desk=bool(given["on_desk"]),
        )

    sent = answer(request, form, act)
    if sent.is_done:
        messages.success(request, f"已导入 {len(sent.result)} 个机关。")
        return redirect("desk:agencies_below", here.pk)
    return show(
        request,
        "below_import.html",
        "below",
        {"form": form, "refused": sent.refused, "columns": departments.COLUMNS, "says": departments.HELP},
    )


@page("agency.change")
def template(request: DeskRequest) -> HttpResponse:
    """模板: the columns, two rows as examples, and a sheet that explains them."""
    data = BytesIO()
    with Workbook(data, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bg_color": "#e8eef7", "border": 1, "text_wrap": True})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("机关")
        sheet.set_column(0, len(departments.COLUMNS) - 1, 22, text)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, departments.COLUMNS, head)
        notes = book.add_worksheet("填写说明")
        notes.set_column(0, len(departments.COLUMNS) - 1, 22, text)
        notes.write(0, 0, departments.HELP)
        notes.write(1, 0, "类型可写：" + "、".join(kind.label for kind in Agency.Kind))
        notes.write_row(3, 0, departments.COLUMNS, head)
        for number, row in enumerate(departments.EXAMPLES, start=4):
            notes.write_row(number, 0, row)
    response = HttpResponse(data.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = "attachment; filename*=UTF-8''%E6%9C%BA%E5%85%B3%E6%A8%A1%E6%9D%BF.xlsx"
    return response


def _rows(upload: object) -> list[departments.Row]:
    try:
        found = sheets.read(upload.read(), upload.name)  # type: ignore[attr-defined]
    except Unreadable as error:
        raise Refused(str(error)) from error
    return list(found[0].rows) if found else []
