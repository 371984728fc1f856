"""改哪里: the page where what a finding speaks of is mended."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from gongkai.filing.findings import Found
from gongkai.filing.findings.evidence import Named
from gongkai.filing.models import Version
from gongkai.filing.registers import DECISIONS
from gongkai.supervision import registers


class Link(NamedTuple):
    """Where something is done, and what the link says."""

    word: str
    url: str


RECORDS = {
    "disclosure.item": "desk:item",
    "disclosure.channel": "desk:channel",
    "request.inforequest": "desk:info_request",
    "supervision.problem": "desk:register_problem",
}
"""The page of a record, by the label of its model."""

OF_THE_REPORT = {
    "figures_stale": ("desk:filing_figures", "去统计"),
    "mark_unanswered": ("desk:filing", "去答复批注"),
    "plan_untold": ("desk:filing_plans", "去写落实情况"),
    "signing_date": ("desk:filing_text", "去填写落款"),
    "unfiled_below": ("desk:filing_parts", "看计入了哪些机关"),
}
"""Rules whose findings are mended on a page of the report, whatever they speak of."""

OF_THE_AGENCY = {
    "previous_missing": ("desk:filings", "去读入或者核对上年报告"),
    "unregistered_document": ("desk:register_documents_take", "去登记"),
}
"""Rules whose findings are mended on a page of the agency."""

REGISTERS = {
    "disclosure.": DECISIONS,
    "supervision.assessments": registers.ASSESSMENTS,
    "supervision.appraisals": registers.APPRAISALS,
    "supervision.accountability": registers.ACCOUNTABILITY,
}
"""The register that a figure is counted from, by how its name begins."""

OF_REGISTERS = ("decisions_missing", "results_unrecorded")
"""Rules whose findings are mended by an entry in the register of their first cell."""

_OUTSIDE, _FRAME = ("title", "preamble", "signature"), "frame"
"""What stands around the text, and where on its page."""


def where(version: Version, found: Found) -> Link | None:
    """Where a finding is mended; None where it speaks of no place, or of records that have their own pages."""
    filing = version.filing
    rule, cells = found.finding.rule, found.finding.cells
    if rule in OF_THE_AGENCY:
        name, word = OF_THE_AGENCY[rule]
        return Link(word, reverse(name, args=[filing.agency_id]))
    if rule in OF_REGISTERS:
        [register] = [register for name, register in REGISTERS.items() if cells[0].startswith(name)]
        query = {"of": register.code, "year": filing.year}
        return Link("去登记", reverse("desk:register", args=[filing.agency_id], query=query))
    if rule in OF_THE_REPORT:
        name, word = OF_THE_REPORT[rule]
        return Link(word, reverse(name, args=[filing.agency_id, filing.pk]))
    if cells:
        address = reverse("desk:filing_records", args=[filing.agency_id, filing.pk])
        return Link("看这个数", f"{address}?{urlencode({'name': cells[0]})}")
    if found.section and not found.records:
        return _in_text(version, found)
    return None


def words_of(version: Version, found: Found) -> Link | None:
    """The passage of a finding that holds the text against the table: it leads to the figure, and to the words."""
    is_of_both = found.finding.cells and found.finding.quote and found.section
    return _in_text(version, found) if is_of_both else None


def _in_text(version: Version, found: Found) -> Link:
    address = reverse("desk:filing_text", args=[version.filing.agency_id, version.filing_id])
    return Link("去改正文", f"{address}#{_FRAME if found.section in _OUTSIDE else f'{found.section}-{found.part}'}")


def records_of(agency_id: int, records: Iterable[Named]) -> tuple[Link, ...]:
    """The records that a finding names, each with its page where it has one."""
    return tuple(
        Link(each.words, reverse(RECORDS[each.of], args=[agency_id, each.pk]) if each.of in RECORDS else "")
        for each in records
    )
