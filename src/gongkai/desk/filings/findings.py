"""问题: what is wrong in the report and in the ledger behind it, in three tiers, each leading to where it is mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.desk.filings.mending import Link, records_of, where, words_of
from gongkai.desk.filings.place import show_report, version_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.filing import findings, states
from gongkai.filing.findings import Found
from gongkai.filing.findings.tiers import Tier
from gongkai.filing.models import Confirmation, Version
from gongkai.filing.states import Kind

_SEVERITY = {Tier.MEND: "error", Tier.CONFIRM: "confirm", Tier.NOTE: "note"}


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as `components/finding.html` lists it, with what can be done about it."""

    found: Found
    url: str
    to: str
    words: Link | None
    """The passage, where the finding leads to a figure and speaks of words too."""
    records: tuple[Link, ...]
    confirm: str
    """The address where it is confirmed, "" where it cannot be."""
    drop: str

    @property
    def severity(self) -> str:
        return "settled" if self.confirmation else _SEVERITY[self.found.tier]

    @property
    def message(self) -> str:
        return self.found.finding.message

    @property
    def quote(self) -> str:
        return self.found.finding.quote

    @property
    def cites(self) -> tuple[str, ...]:
        return self.found.finding.cites

    @property
    def place(self) -> str:
        words = self.found.finding.place or self.found.title
        return f"{words}：{self.to}" if self.url else words

    @property
    def confirmation(self) -> Confirmation | None:
        return self.found.confirmation

    @property
    def lapsed(self) -> Confirmation | None:
        return self.found.lapsed

    @property
    def id(self) -> str:
        return f"{self.found.key[:12]}{self.found.values[:8]}"


def rows(request: DeskRequest, version: Version, found: Iterable[Found]) -> list[Row]:
    """Findings as a page shows them to this officer."""
    filing = version.filing
    can_confirm = states.allowed(version, Kind.CONFIRMED) and agencies.may(
        "filing.confirm", request.user, filing.agency
    )
    return [_row(version, each, can_confirm) for each in found]


@page("filing.see")
def filing_findings(request: DeskRequest, filing_id: int) -> Response:
    """The findings of one version in their three tiers."""
    version = version_of(request, filing_id)
    found = findings.of(version, on=timezone.localdate())
    context: dict[str, Any] = {
        "mend": rows(request, version, found.must_mend),
        "confirm": rows(request, version, found.unconfirmed),
        "confirmed": rows(request, version, found.confirmed),
        "notes": rows(request, version, found.notes),
        "is_settled": found.is_settled,
    }
    return show_report(request, "desk/filings/findings.html", version, "desk:filing_findings", context)


def _row(version: Version, found: Found, can_confirm: bool) -> Row:
    filing = version.filing
    place = where(version, found)
    query = urlencode({"key": found.key, "values": found.values})
    names = {False: "desk:filing_confirm", True: "desk:filing_confirmation_drop"}
    address = f"{reverse(names[found.confirmation is not None], args=[filing.agency_id, filing.pk])}?{query}"
    offered = can_confirm and found.tier == Tier.CONFIRM
    return Row(
        found=found,
        url=place.url if place else "",
        to=place.word if place else "",
        words=words_of(version, found),
        records=records_of(filing.agency_id, found.records),
        confirm=address if offered and found.confirmation is None else "",
        drop=address if offered and found.confirmation is not None else "",
    )
