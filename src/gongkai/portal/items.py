"""One item, its editions and files, and the search over all of them."""

from pathlib import Path
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from gongkai.agency.models import Agency
from gongkai.disclosure import addresses, files, public, search
from gongkai.disclosure.models import DraftConsultation, Edition, Item
from gongkai.filing.published import matching
from gongkai.portal.frame import show

PAGE = 20
LONGEST = 60
REPORTS = 5
"""Annual reports above what was found, where the search speaks of them."""


def item(request: HttpRequest, item_id: int, number: int | None = None) -> HttpResponse:
    """An item as released; one withdrawn says so (410); an earlier edition says what replaced it."""
    found = Item.objects.select_related("agency", "current").filter(pk=item_id, agency__is_on_desk=True).first()
    if found is None or found.state not in (Item.State.RELEASED, Item.State.WITHDRAWN) or not found.was_public:
        raise Http404
    if found.state == Item.State.WITHDRAWN:
        edition = found.editions.filter(state=Edition.State.WITHDRAWN).order_by("-number").first()
    elif number is None:
        edition = found.current
    else:
        edition = found.editions.filter(public.SHOWN, number=number).first()
    if edition is None:
        raise Http404
    edition.item = found
    page = public.page(edition)
    return show(
        request,
        "portal/item.html",
        {
            "page": page,
            "address": addresses.public(found),
            "consultation": DraftConsultation.objects.filter(item=found).first() if page.state == "released" else None,
        },
        agency=found.agency,
        section="reports" if found.kind == Item.Kind.ANNUAL_REPORT else "content",
        status=410 if page.state == "withdrawn" else 200,
    )


def file(request: HttpRequest, attachment_id: int) -> HttpResponseBase:
    """The released copy of an attachment, never the original."""
    found = public.released_file(attachment_id)
    if found is None:
        raise Http404
    return download(files.path("released", found.released_hash), found.name)


def download(path: Path, name: str) -> HttpResponseBase:
    """A file that the browser saves and never runs."""
    response = FileResponse(path.open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def search_page(request: HttpRequest) -> HttpResponse:
    """Everything public, by title, document number or index number, the newest first."""
    query = request.GET.get("q", "").strip()[:LONGEST]
    before = request.GET.get("before", "")
    agency = None
    if (number := request.GET.get("agency", "")).isdecimal() and len(number) < 19:
        agency = Agency.objects.filter(pk=int(number), is_on_desk=True).first()
    numbers = search.newest(
        query,
        limit=PAGE + 1,
        before=int(before) if before.isdecimal() and len(before) < 19 else None,
        agency_ids=[agency.pk] if agency else (),
    )
    rows = Item.objects.filter(pk__in=numbers[:PAGE], agency__is_on_desk=True).select_related("agency")
    by_number = {each.pk: each for each in rows}
    return show(
        request,
        "portal/search.html",
        {
            "query_words": query,
            "items": [by_number[number] for number in numbers[:PAGE] if number in by_number],
            "reports": matching(query, agency, limit=REPORTS) if not before else [],
            "next_before": numbers[PAGE - 1] if len(numbers) > PAGE else None,
            "is_first": not before,
            "only_agency": agency,
        },
    )


def display(request: HttpRequest) -> HttpResponse:
    """Keep how the visitor wants pages shown, and go back to where the visitor was."""
    back = request.GET.get("back", "/")
    is_own = back.startswith("/") and not back.startswith(("//", "/\\")) and "\\" not in back
    response = redirect(back if is_own else "/")
    for name, cookie, allowed in (
        ("size", "gongkai_size", ("", "middle", "large")),
        ("theme", "gongkai_theme", ("", "light", "dark", "contrast")),
    ):
        if (value := request.GET.get(name)) in allowed and value is not None:
            response.set_cookie(cookie, value, max_age=31_536_000, samesite="Lax", httponly=True)
    return response


def accessibility(request: HttpRequest) -> HttpResponse:
    """How the site can be used by everyone, and whom to tell where it cannot."""
    return show(request, "portal/accessibility.html", {})
