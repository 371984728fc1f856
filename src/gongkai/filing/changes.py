"""不同: what changed between two reports of the same year: for the public between versions, for readers between rounds.

between(before, now) -> Changes        since_read(version, inside=) -> Changes | None
"""

from dataclasses import dataclass
from decimal import Decimal

from gongkai.filing.models import Version
from gongkai.filing.report_of import report_of
from gongkai.report import exchange
from gongkai.report.report import Report


@dataclass(frozen=True, slots=True)
class Changes:
    """Cells as (label, before, after); the titles of sections whose words differ; the words of each passage that
    differs, as (heading, before, after)."""

    cells: list[tuple[str, str, str]]
    sections: list[str]
    passages: list[tuple[str, str, str]]


def between(before: Report, now: Report) -> Changes:
    """What a later report says differently."""
    slots = now.edition.slots if now.edition else {}
    cells = [
        (slot.label, _said(before, path), _said(now, path))
        for path, slot in slots.items()
        if path in before.cells and before.value(path) != now.value(path)
    ]
    words = {section.code: section.whole_text for section in before.sections}
    sections = [each.title for each in now.sections if words.get(each.code, "") != each.whole_text]
    old, new = _passages(before), _passages(now)
    passages = [
        (heading, old.get(key, ("", ""))[1], new.get(key, ("", ""))[1])
        for key, (heading, _) in {**old, **new}.items()
        if old.get(key, ("", ""))[1] != new.get(key, ("", ""))[1]
    ]
    return Changes(cells, sections, passages)


def since_read(version: Version, *, inside: bool) -> Changes | None:
    """What changed since a version last went to its readers (from above: since it was last handed in there), or since
    the one it corrects; None where there is neither."""
    filing = version.filing
    earlier = version.read_before if inside else version.received_before
    if not earlier and version.restates_because:
        before = filing.versions.filter(number__lt=version.number).exclude(report="").order_by("-number").first()
        earlier = before.report if before else ""
    return between(exchange.decode(earlier.encode()), report_of(version)) if earlier else None


def _passages(report: Report) -> dict[tuple[str, str], tuple[str, str]]:
    found = {}
    for section in report.sections:
        found[section.code, ""] = (section.title, section.text)
        for part in section.parts:
            found[section.code, part.code] = (part.title, part.text)
    return found


def _said(report: Report, path: str) -> str:
    value = report.value(path)
    return "空" if value is None else f"{Decimal(value):,f}"
