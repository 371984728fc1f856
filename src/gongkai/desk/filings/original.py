"""原件: the file that a report was read from, page by page or whole, for those who may see the report."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect

from gongkai.desk.filings.place import version_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.disclosure import files
from gongkai.errors import NotYours
from gongkai.filing.actions.importing import AREA
from gongkai.filing.models import Version
from gongkai.vetting import redaction

DPI, LARGE = 110, 200
"""Of a page beside the reading, and of one opened alone."""


@page("filing.see")
def original(request: DeskRequest, filing_id: int) -> Response:
    """One page as a picture: ?page=2; ?large=1 for looking closer."""
    version = version_of(request, filing_id)
    if not version.shown_hash:
        return _elsewhere(version)
    number = request.GET.get("page", "1")
    at = int(number) if number.isascii() and number.isdecimal() and len(number) < 5 else 1
    if not 1 <= at <= len(version.sheets):
        raise NotYours("原件没有这一页。")
    dpi = LARGE if request.GET.get("large") == "1" else DPI
    response = HttpResponse(
        redaction.drawn(files.path(AREA, version.shown_hash), at, dpi=dpi), content_type="image/png"
    )
    response["Cache-Control"] = "private, max-age=3600"
    return _kept_apart(response)


@page("filing.see")
def original_file(request: DeskRequest, filing_id: int) -> Response:
    """The file itself, to be saved and opened with the program it was made with."""
    version = version_of(request, filing_id)
    if not version.file_hash:
        return _elsewhere(version)
    stored = files.path(AREA, version.file_hash)
    if not stored.is_file():
        raise NotYours("原件已经不在本机上。")
    response = FileResponse(stored.open("rb"), as_attachment=True, filename=version.file_name)
    response["Content-Type"] = "application/octet-stream"
    response["Cache-Control"] = "private, no-store"
    return _kept_apart(response)


def _kept_apart(response: HttpResponse | FileResponse) -> Response:
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _elsewhere(version: Version) -> Response:
    """A report that was drawn up here has no file."""
    return redirect("desk:filing", version.filing.agency_id, version.filing_id)
