"""主动公开: the list of an agency's items, filtered, sorted, page by page; the same rows as a file."""

from datetime import date

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items import columns, exporting
from gongkai.desk.items.filters import UNFINISHED, ItemFilter
from gongkai.disclosure import access
from gongkai.disclosure.models import Item

PER_PAGE = 50


@page("item.see")
def items(request: DeskRequest) -> Response:
    """The page; with ?format=xlsx or csv, the whole list as a file."""
    today = timezone.localdate()
    form = ItemFilter(request.GET, agency=request.agency)
    found = rows(request, form, today)
    shown = columns.chosen(request.GET.getlist("columns"))
    if request.GET.get("format") in exporting.FORMATS:
        return exporting.send(request.GET["format"], request.agency, found, shown, today)
    paged = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": paged,
        "columns": columns.COLUMNS,
        "shown": [column.code for column in shown],
        "by_code": columns.BY_CODE,
        "unfinished": UNFINISHED,
        "entries": columns.entry_names(request.agency, paged.object_list),
        "may_release": agencies.may("item.release", request.user, request.agency),
        "may_draft": agencies.may("item.draft", request.user, request.agency),
    }
    return show(request, "desk/items/items.html", "items", context)


def rows(request: DeskRequest, form: ItemFilter, today: date) -> QuerySet[Item]:
    """The items asked for, in the order asked for, with what the columns read of them."""
    found = form.apply(access.visible_to(request.user).filter(agency=request.agency), today=today)
    return (
        found.select_related("handler")
        .prefetch_related("publications__channel")
        .defer("attribute_reason", "due_reason", "summary", "withdrawal_reason")
        .order_by(*columns.order(request.GET.get("sort", "")))
    )
