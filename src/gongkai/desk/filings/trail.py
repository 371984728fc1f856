"""经过: all that was done to a report, in plain sentences."""

from typing import Any

from gongkai.desk.filings.place import show_report, version_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.journal.trail import trail


@page("filing.see")
def trail_page(request: DeskRequest, filing_id: int) -> Response:
    """The page."""
    version = version_of(request, filing_id)
    context: dict[str, Any] = {"trail": trail(version.filing)[::-1]}
    return show_report(request, "desk/filings/trail.html", version, "desk:filing_trail", context)
