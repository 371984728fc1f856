"""年报: the reports of this agency, a row for each year and scope, and the one to be drawn up now."""

from typing import Any

from django.core.paginator import Paginator

from gongkai.desk.filings.place import PER_PAGE, PLACE, TONES, tabs
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.filing import access
from gongkai.filing.models import Version


@page("filing.see")
def filings(request: DeskRequest) -> Response:
    """The list."""
    own = access.visible_to(request.user).filter(agency=request.agency)
    found = own.select_related("latest", "published", "handler").order_by("-year", "scope")
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "tabs": tabs(request, "desk:filings"),
        "page": shown,
        "tones": {state.value: tone for state, tone in TONES.items()},
        "states": Version.State,
    }
    return show(request, "desk/filings/filings.html", PLACE, context)
