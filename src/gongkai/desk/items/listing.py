"""主动公开: the list of an agency's items, filtered, sorted, page by page; the same rows as a file."""

from collections.abc import Collection
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items import columns, exporting
from gongkai.desk.items.filters import ItemFilter
from gongkai.disclosure import access
from gongkai.disclosure.due import UNFINISHED
from gongkai.disclosure.models import Item

PER_PAGE = 50
NOT_LISTED = (
    *("attribute_reason", "due_reason", "summary", "withdrawal_reason", "keywords", "validity_note"),
    *("elements_present", "late_reason", "release_channels"),
)
"""What no column reads."""


@page("item.see")
def items(request: DeskRequest) -> Response:
    """The page; with ?format=xlsx or csv, the whole list as a file."""
    today = timezone.localdate()
    form = ItemFilter(request.GET, agency=request.agency)
    shown = columns.chosen(request.GET.getlist("columns"))
    codes = [column.code for column in shown]
    found = rows(request, form, today, codes)
    if request.GET.get("format") in exporting.FORMATS:
        return exporting.send(request.GET["format"], request.agency, found, shown, today)
    paged = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": paged,
        "columns": columns.COLUMNS,
        "shown": codes,
        "by_code": columns.BY_CODE,
        "unfinished": UNFINISHED,
        "entries": columns.entry_names(request.agency, paged.object_list) if "entry" in codes else {},
        "sees_requests": agencies.may("request.see", request.user, request.agency),
        "may_release": agencies.may("item.release", request.user, request.agency),
        "may_draft": agencies.may("item.draft", request.user, request.agency),
    }
    return show(request, "desk/items/items.html", "items", context)


def rows(request: DeskRequest, form: ItemFilter, today: date, codes: Collection[str]) -> QuerySet[Item]:
    """The items asked for, in the order asked for, with what the columns read of them."""
    found = form.apply(access.visible_to(request.user).filter(agency=request.agency), today=today)
    found = found.defer(*NOT_LISTED).order_by(*columns.order(request.GET.get("sort", "")))
    if "handler" in codes:
        found = found.prefetch_related(Prefetch("handler", Officer.objects.only("name")))
    return found.prefetch_related("publications__channel") if "channels" in codes else found
