"""导入目录: a workbook uploaded, what was read of it shown row by row, imported whole or dropped."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils import timezone

from gongkai.catalogue import access, cells, roots
from gongkai.catalogue.actions import files as acts
from gongkai.catalogue.models import CatalogueFile
from gongkai.catalogue.sheets.reading import Row
from gongkai.desk.catalogue.forms import UploadForm
from gongkai.desk.catalogue.place import PLACE, of_agency, posted, tabs
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.errors import Refused

PER_PAGE = 50
MOST_MEGABYTES = 20


@page("catalogue.change")
def file_new(request: DeskRequest) -> Response:
    """Upload a workbook."""
    form = UploadForm(posted(request), request.FILES or None)
    refused = None
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            if upload.size > MOST_MEGABYTES * 1_000_000:
                raise Refused(f"文件超过{MOST_MEGABYTES} MB，没有读。请删去图片等无关内容，或者分成几个文件。")
            file = acts.read(
                request.agency.pk, by=request.user, name=upload.name, data=upload.read(), today=timezone.localdate()
            )
        except Refused as refusal:
            refused = refusal
        else:
            return redirect("desk:catalogue_file", request.agency.pk, file.pk)
    context = {"form": form, "refused": refused, "draft": access.draft_of(request.agency)}
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/catalogue/file_new.html", PLACE, context, status=status)


@page("catalogue.change")
def file(request: DeskRequest, file_id: int) -> Response:
    """What was read of a workbook; posting imports or drops it."""
    seen = access.files_visible_to(request.user).select_related("catalogue", "by").filter(pk=file_id).first()
    found: CatalogueFile = of_agency(request, seen, "这份导入的文件")
    refused = None
    if request.method == "POST":
        today = timezone.localdate()
        try:
            if request.POST.get("act") == "drop":
                acts.drop(found.pk, by=request.user, today=today)
                messages.success(request, f"已放弃“{found.name}”，目录没有变动。")
                return redirect("desk:catalogue_editions", request.agency.pk)
            made = acts.take_in(found.pk, by=request.user, today=today)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, f"已导入“{found.name}”，成为编制中的{made}。请核对后交签发人发布。")
            return redirect("desk:catalogue_edition", request.agency.pk, made.pk)
    only = request.GET.get("only", "")
    chosen = [row for row in found.rows if not only or row["errors"] or (only == "notes" and row["notes"])]
    paged = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs(request, "editions"),
        "file": found,
        "is_waiting": found.state == CatalogueFile.State.READ,
        "page": paged,
        "rows": [_shown(Row.from_dict(data)) for data in paged.object_list],
        "only": only,
        "noted": sum(bool(row["notes"]) for row in found.rows),
        "refused": refused,
    }
    return show(request, "desk/catalogue/file.html", PLACE, context, status=409 if refused else 200)


def _shown(row: Row) -> dict[str, object]:
    """A row as the page shows it."""
    columns = row.columns
    return {
        "place": f"{row.sheet} 第{row.number}行",
        "name": " / ".join(filter(None, (columns.level1, columns.level2, columns.level3))),
        "root": f"{columns.root} {roots.ROOTS[columns.root].title}",
        "elements": cells.elements_written(columns.elements),
        "time_limit": columns.time_limit,
        "channels": cells.channels_written(columns.channels),
        "levels": "、".join(columns.levels),
        "notes": row.notes,
        "errors": row.errors,
    }
