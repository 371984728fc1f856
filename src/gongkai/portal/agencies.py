"""The agencies and their five sections."""

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from gongkai.agency.models import Agency, Office
from gongkai.catalogue import roots
from gongkai.catalogue.models import Catalogue, CatalogueEntry, GuideEdition, Regulation
from gongkai.disclosure.models import Item
from gongkai.portal import reports
from gongkai.portal.forms import ItemFilter, counted
from gongkai.portal.frame import agency_or_404, show

LATEST = 10
PAGE = 20
MOST_AGENCIES = 500

SHOWN = ("pk", "title", "released_on", "document_number", "kind", "validity", "agency_id")


def home(request: HttpRequest) -> HttpResponse:
    """Every agency that discloses here, in its place in the tree; public enterprises apart (条例第五十五条)."""
    here = Agency.objects.filter(is_on_desk=True, closed_on=None)
    words = request.GET.get("name", "").strip()
    if words:
        here = here.filter(Q(name__icontains=words) | Q(short_name__icontains=words))
    agencies = list(here.order_by("path")[: MOST_AGENCIES + 1])
    latest = Item.objects.filter(state=Item.State.RELEASED).select_related("agency").order_by("-released_on", "-id")
    return show(
        request,
        "portal/home.html",
        {
            "words": words,
            "agencies": [each for each in agencies[:MOST_AGENCIES] if not each.is_enterprise],
            "enterprises": [each for each in agencies[:MOST_AGENCIES] if each.is_enterprise],
            "is_cut": len(agencies) > MOST_AGENCIES,
            "latest": latest[:LATEST] if not words else (),
        },
    )


def agency(request: HttpRequest, agency_id: int) -> HttpResponse:
    """An agency: what it does, where its office is, its latest releases, the agencies below it."""
    shown = agency_or_404(agency_id)
    below = Agency.objects.filter(parent=shown, is_on_desk=True, closed_on=None).order_by("path")[:200]
    return show(
        request,
        "portal/agency.html",
        {
            "office": Office.objects.filter(agency=shown).first(),
            "latest": _released(shown)[:LATEST],
            "report": reports.newest(shown),
            "below": below,
        },
        agency=shown,
    )


def guide(request: HttpRequest, agency_id: int) -> HttpResponse:
    """The guide as last published, and when."""
    shown = agency_or_404(agency_id)
    edition = GuideEdition.objects.filter(agency=shown).first()
    return show(request, "portal/guide.html", {"edition": edition}, agency=shown, section="guide")


def regulations(request: HttpRequest, agency_id: int) -> HttpResponse:
    """The rules it works by, national ones first."""
    shown = agency_or_404(agency_id)
    published = Regulation.objects.filter(agency=shown).exclude(published_on=None).defer("body")
    published = published.annotate(has_body=~Q(body=""))
    order = {Regulation.Source.NATIONAL: 0, Regulation.Source.SUPERIOR: 1, Regulation.Source.OWN: 2}
    rows = sorted(published[:200], key=lambda each: order[Regulation.Source(each.source)])
    return show(request, "portal/regulations.html", {"regulations": rows}, agency=shown, section="regulations")


def regulation(request: HttpRequest, agency_id: int, regulation_id: int) -> HttpResponse:
    """One rule in its words."""
    shown = agency_or_404(agency_id)
    found = Regulation.objects.filter(agency=shown, pk=regulation_id).exclude(published_on=None).first()
    if found is None:
        raise Http404
    return show(request, "portal/regulation.html", {"regulation": found}, agency=shown, section="regulations")


def content(request: HttpRequest, agency_id: int) -> HttpResponse:
    """法定主动公开内容: by the items of articles 20 and 21, with filters kept in the address."""
    shown = agency_or_404(agency_id)
    counts, years = counted(_released(shown))
    form = ItemFilter(request.GET, years)
    items = form.apply(_released(shown))
    tree = [
        {"code": root.code, "title": root.title, "count": counts.get(root.code, 0), "article": root.article}
        for root in roots.of_level(shown.level)
        if counts.get(root.code) or root.code != "20.15"
    ]
    entries = CatalogueEntry.objects.filter(
        agency=shown, catalogue__state=Catalogue.State.IN_FORCE, root=form.root
    ).only("code", "domain", "level1", "level2", "level3")
    page = Paginator(items, PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "portal/content.html",
        {
            "form": form,
            "tree": tree,
            "root": roots.ROOTS.get(form.root),
            "entries": entries[:200] if form.root else (),
            "page": page,
            "total": sum(counts.values()),
        },
        agency=shown,
        section="content",
    )


def _released(shown: Agency) -> QuerySet[Item]:
    return Item.objects.filter(agency=shown, state=Item.State.RELEASED).only(*SHOWN).order_by("-released_on", "-id")
