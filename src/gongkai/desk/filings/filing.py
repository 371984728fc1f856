"""进度: where a report stands, what is to be done next, and by whom."""

from typing import Any

from gongkai.desk.filings.place import show_report, version_of
from gongkai.desk.frame import DeskRequest, Response, page


@page("filing.see")
def filing(request: DeskRequest, filing_id: int) -> Response:
    """The first page of one report."""
    version = version_of(request, filing_id)
    context: dict[str, Any] = {}
    return show_report(request, "desk/filings/filing.html", version, "desk:filing", context)
