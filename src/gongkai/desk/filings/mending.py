"""改哪里: the page where what a finding speaks of is mended."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from gongkai.filing.findings import Found
from gongkai.filing.findings.evidence import Named
from gongkai.filing.models import Version


class Link(NamedTuple):
    """Where something is done, and what the link says."""

    word: str
    url: str


RECORDS = {
    "disclosure.item": "desk:item",
    "disclosure.channel": "desk:channel",
    "request.inforequest": "desk:info_request",
}
"""The page of a record, by the label of its model."""

OF_THE_REPORT = {
    "figures_stale": ("desk:filing_figures", "去统计"),
    "mark_unanswered": ("desk:filing", "去答复批注"),
    "plan_untold": ("desk:filing_plans", "去填写落实情况"),
    "signing_date": ("desk:filing_text", "去填写落款"),
}
"""Rules whose findings are mended on a page of the report, whatever they speak of."""

OF_THE_AGENCY = {
    "previous_missing": ("desk:filings", "去读入上年报告"),
    "unfiled_below": ("desk:filing_board", "去看下级报送"),
    "unregistered_document": ("desk:registers", "去登记"),
    "decisions_missing": ("desk:registers", "去登记"),
    "results_unrecorded": ("desk:registers", "去登记"),
    "problem_unmended": ("desk:registers", "去登记整改"),
}
"""Rules whose findings are mended on a page of the agency."""


def where(version: Version, found: Found) -> Link | None:
    """Where a finding is mended; None where it speaks of no place, or of records of their own."""
    filing = version.filing
    rule, cells = found.finding.rule, found.finding.cells
    if rule in OF_THE_AGENCY:
        name, word = OF_THE_AGENCY[rule]
        return _link(word, name, filing.agency_id)
    if rule in OF_THE_REPORT:
        name, word = OF_THE_REPORT[rule]
        return _link(word, name, filing.agency_id, filing.pk)
    if cells:
        found_ = _link("看这个数", "desk:filing_records", filing.agency_id, filing.pk)
        return found_ and Link(found_.word, f"{found_.url}?{urlencode({'name': cells[0]})}")
    if found.section and not found.records:
        text = _link("去改正文", "desk:filing_text", filing.agency_id, filing.pk)
        return text and Link(text.word, f"{text.url}#{passage_id(found.section, found.part)}")
    return None


def passage_id(section: str, part: str) -> str:
    """The id of a passage on the page of the text."""
    return f"{section}-{part}"


def records_of(agency_id: int, records: Iterable[Named]) -> tuple[Link, ...]:
    """The records that a finding names, each with its page where it has one."""
    return tuple(
        Link(each.words, reverse(RECORDS[each.of], args=[agency_id, each.pk]) if each.of in RECORDS else "")
        for each in records
    )


def _link(word: str, name: str, *args: int) -> Link | None:
    try:
        return Link(word, reverse(name, args=args))
    except NoReverseMatch:
        return None
