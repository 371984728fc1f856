"""数字: the tables as the official form prints them and the numbers of the text; each opens what it counts."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.desk.acting import Nothing
from gongkai.desk.filings.place import act_page, filing_of, show_report, version_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.items.once import token
from gongkai.filing import figures, findings, public, states, totalling
from gongkai.filing.actions import counting
from gongkai.filing.figures import documents
from gongkai.filing.figures.figure import Figure
from gongkai.filing.findings import Found
from gongkai.filing.findings.ledger import figure_entered, results_unrecorded
from gongkai.filing.models import Filing, Version
from gongkai.filing.report_of import report_of
from gongkai.filing.states import Kind
from gongkai.journal.models import Entry
from gongkai.report.report import Report
from gongkai.request.counting import UNSETTLED

MOST_POINTED = 4
"""Cells of one finding that are marked, such as the four of 收办平衡."""

_ASKED = frozenset({results_unrecorded.rule.name, figure_entered.rule.name})
"""Findings on figures that need a person's word and say of no number that it is wrong."""

FOLDED = ("disclosed.root.", "disclosed.kind.", "disclosed.channel.", "requests.received_by.")
"""Groups that divide another up."""

GROUPS = (
    ("（一）主动公开", "disclosed."),
    ("主动公开，按法定内容分", FOLDED[0]),
    ("主动公开，按种类分", FOLDED[1]),
    ("主动公开，按渠道分", FOLDED[2]),
    ("（二）依申请公开", "requests."),
    ("收到的申请，按渠道分", FOLDED[3]),
    ("（三）政府信息管理", "screening."),
    ("（三）政府信息管理：目录", "catalogue."),
    ("（四）平台建设", "channels."),
    ("（五）监督保障", "supervision."),
)
"""The numbers of the text under the parts of the first section: a figure stands in the longest group of its name."""


@page("filing.see")
def filing_figures(request: DeskRequest, filing_id: int) -> Response:
    """Every number of a version."""
    version = version_of(request, filing_id)
    found = figures.of_version(version)
    report = report_of(version, found if version.is_editable else None)
    context = {
        "tables": public.official_tables(report),
        "linked": {name: _linked(figure, version) for name, figure in found.items()},
        "troubled": _troubled(version),
        "groups": [group for group in _grouped(found, report, version) if group["rows"]],
        "entered": [figure for figure in found.values() if figure.is_entered],
        "entered_below": totalling.entered_below(version),
        "unsettled": (*UNSETTLED, documents.UNSETTLED),
        "edition": report.edition,
        **_counting(request, version),
    }
    return show_report(request, "desk/filings/figures.html", version, "desk:filing_figures", context)


@page("filing.draft")
def filing_count(request: DeskRequest, filing_id: int) -> Response:
    """重新统计."""
    filing = filing_of(request, filing_id)

    def act(given: dict[str, Any], revision: int) -> object:
        today, now = timezone.localdate(), timezone.now()
        return counting.count(filing.pk, by=request.user, today=today, now=now, revision=revision)

    return act_page(
        request,
        filing,
        Nothing(request.POST or None),
        act,
        title="重新统计",
        says="从台账重新数一遍全部数字。填报的数字不变；正文里跟着数字的地方会一起变。",
        word="重新统计",
        done="已经重新统计。",
        then="desk:filing_figures",
    )


def address(filing: Filing, name: str, version: Version | None = None) -> str:
    """Where a figure opens what it counts; of a version that is not the latest, that version's."""
    chosen = {"name": name}
    if version is not None and version.pk != filing.latest_id:
        chosen["version"] = str(version.number)
    return f"{reverse('desk:filing_records', args=[filing.agency_id, filing.pk])}?{urlencode(chosen)}"


def _counting(request: DeskRequest, version: Version) -> dict[str, Any]:
    """When it was counted, what that changed, whether the ledger moved on, and whether it may be counted again."""
    filing = version.filing
    is_drafted = version.is_editable and version.pk == filing.latest_id
    may = (
        is_drafted
        and states.allowed(version, Kind.COUNTED)
        and agencies.may("filing.draft", request.user, filing.agency)
    )
    told: dict[str, Any] = {}
    if is_drafted and version.counted_at is not None:
        last = Entry.objects.filter(
            subject_kind=filing._meta.label_lower,
            subject_id=str(filing.pk),
            act=f"filing.{Kind.COUNTED}",
            at__gte=version.counted_at,
        ).order_by("-number")
        told = last.values_list("details", flat=True).first() or {}
    return {
        "may_count": may,
        "count_url": reverse("desk:filing_count", args=[filing.agency_id, filing.pk]),
        "form_token": token(request),
        "is_stale": is_drafted and figures.changed_since(version),
        "changes": told.get("changes", []),
        "change_count": told.get("count", 0),
    }


def _linked(figure: Figure, version: Version) -> dict[str, Any]:
    return {"figure": figure, "url": address(version.filing, figure.name, version)}


def _troubled(version: Version) -> set[str]:
    """The cells that an open finding says are wrong; of one that goes through a whole row or column the first."""
    if not version.is_editable:
        return set()
    found = findings.of(version, quick=True)
    pointed = [each.finding.cells for each in (*found.must_mend, *found.unconfirmed) if _says_wrong(each)]
    return {cell for cells in pointed for cell in (cells if len(cells) <= MOST_POINTED else cells[:1])}


def _says_wrong(found: Found) -> bool:
    """Whether a number is wrong, rather than somebody's word asked that nothing happened, or that it was entered."""
    return found.finding.verdict == "fault" and found.finding.rule not in _ASKED


def _grouped(found: Mapping[str, Figure], report: Report, version: Version) -> Iterator[dict[str, Any]]:
    """The numbers of the text, group by group."""
    cells = report.edition.every_slot if report.edition else {}
    of_text = [figure for name, figure in found.items() if name not in cells]
    for word, beginning in GROUPS:
        longer = tuple(other for _, other in GROUPS if other.startswith(beginning) and other != beginning)
        rows = [
            _linked(figure, version)
            for figure in of_text
            if figure.name.startswith(beginning) and not figure.name.startswith(longer)
        ]
        yield {"word": word, "rows": rows, "folded": beginning in FOLDED}
