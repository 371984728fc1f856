"""覆盖情况: the catalogue in force as a tree, each entry with how it stands; the same as a workbook."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from gongkai.agency import access as agencies
from gongkai.catalogue import access, guide, tree
from gongkai.catalogue.coverage import State
from gongkai.catalogue.models import CatalogueEntry
from gongkai.desk.catalogue import workbook
from gongkai.desk.catalogue.forms import CoverageFilter
from gongkai.desk.catalogue.place import PLACE, tabs
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.law.inspection import BLANK_COLUMNS

_UNSHOWN = ("local_columns", "basis", "elements", "time_rules", "channels", "levels")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page("catalogue.see")
def coverage(request: DeskRequest) -> Response:
    """The page; with ?format=xlsx, what it shows as a workbook."""
    today = timezone.localdate()
    catalogue = access.in_force(request.agency)
    form = CoverageFilter(request.GET, agency=request.agency)
    only = form.only
    entries = list(catalogue.entries.defer(*_UNSHOWN)) if catalogue else []
    limbs = tree.grow(entries, request.agency.level, today, only=only, wanted=_wanted(form))
    if request.GET.get("format") == "xlsx" and catalogue:
        return sent(workbook.coverage(catalogue, limbs), f"{request.agency.name}目录覆盖情况{today:%Y%m%d}.xlsx")
    totals = {state: sum(limb.totals[state] for limb in limbs) for state in State}
    blank = BLANK_COLUMNS.on(today)
    context = {
        "tabs": tabs(request, "coverage"),
        "catalogue": catalogue,
        "draft": access.draft_of(request.agency),
        "form": form,
        "limbs": limbs,
        "shown": sum(len(branch.leaves) for limb in limbs for branch in limb.branches.values()),
        "totals": totals,
        "State": State,
        "is_red": totals[State.EMPTY] >= blank.value,
        "blank": blank,
        "may_draft": agencies.may("item.draft", request.user, request.agency),
        "may_change": agencies.may("catalogue.change", request.user, request.agency),
        "guide_gaps": guide.gaps(request.agency, today),
    }
    return show(request, "desk/catalogue/coverage.html", PLACE, context)


def _wanted(form: CoverageFilter) -> tree.Wanted:
    """Which entries the filter lets through, apart from their state."""
    said = form.cleaned_data if form.is_valid() else {}
    words, root = said.get("q", "").strip(), said.get("root", "")

    def wanted(entry: CatalogueEntry) -> bool:
        return (not root or entry.root == root) and (not words or words in str(entry))

    return wanted


def sent(data: bytes, name: str) -> HttpResponse:
    """A workbook as the answer."""
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
