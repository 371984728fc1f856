"""经过: all that was done to a report, who read it, its marks and its versions."""

from typing import Any

from django.urls import reverse

from gongkai.desk.filings import marking
from gongkai.desk.filings.place import TONES, show_report, version_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.filing import access
from gongkai.filing.models import Version
from gongkai.journal.trail import trail


@page("filing.see")
def filing_trail(request: DeskRequest, filing_id: int) -> Response:
    """The page; what is done within the agency before a report is handed in is told inside it only."""
    version = version_of(request, filing_id)
    filing = version.filing
    inside = access.is_inside(request.user, filing.agency)
    context: dict[str, Any] = {
        "trail": trail(filing)[::-1] if inside else [],
        "inside": inside,
        "readings": version.readings.select_related("by") if inside else [],
        "marks": marking.shown(request, version),
        "versions": [
            {
                "version": each,
                "tone": TONES[Version.State(each.state)],
                "url": reverse("desk:filing", args=[filing.agency_id, filing.pk]) + f"?version={each.number}",
            }
            for each in access.versions_for(request.user, filing).order_by("-number")
        ],
    }
    return show_report(request, "desk/filings/trail.html", version, "desk:filing_trail", context)
