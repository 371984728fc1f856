"""目录下发: what an agency below receives of an edition: its entries in the agency's own terms, and what it keeps.

Kept are the entries of the agency's own (本级增补), those under which something is public, and its words on what does
not concern it.
"""

from collections.abc import Iterator
from dataclasses import replace

from gongkai.agency.models import Agency
from gongkai.catalogue import roots, starting
from gongkai.catalogue.columns import Columns
from gongkai.catalogue.models import Catalogue, CatalogueEntry


def received(
    source: Catalogue, entries: list[CatalogueEntry], to: Agency, own: list[CatalogueEntry], *, only_own_level: bool
) -> list[tuple[Columns, bool]]:
    """The lines of the edition that `to` receives, each with whether it is its own; `own` is what it has now."""
    reasons = _reasons(own)
    lines: list[tuple[Columns, bool]] = []
    for entry in entries:
        if only_own_level and entry.levels and starting.LEVELS[to.level] not in entry.levels:
            continue
        columns = Columns.of(entry)
        subject = columns.subject.replace(source.agency.name, to.name)
        reason = reasons.get(entry.code) or reasons.get(entry.domain, "")
        code = roots.for_level(columns.root, to.level)
        columns = replace(columns, subject=subject, root=code, not_applicable_reason=reason)
        lines.append((columns, False))
    given = {columns.code for columns, _ in lines}
    lines += [(Columns.of(entry), True) for entry in own if entry.code not in given and _is_kept(entry)]
    reached = {columns.root for columns, _ in lines}
    codes = {columns.code for columns, _ in lines}
    for root in roots.of_level(to.level):
        if root.code not in reached and root.code not in codes:
            lines.append((starting.for_root(root, to), False))
    return lines


def _is_kept(entry: CatalogueEntry) -> bool:
    return entry.is_local or entry.item_count > 0


def _reasons(own: list[CatalogueEntry]) -> dict[str, str]:
    """Why entries, by their code, and whole domains do not concern the agency, in its own words."""
    reasons = {entry.code: entry.not_applicable_reason for entry in own if entry.not_applicable_reason}
    return reasons | dict(_domains_not_concerned(own))


def _domains_not_concerned(own: list[CatalogueEntry]) -> Iterator[tuple[str, str]]:
    by_domain: dict[str, list[str]] = {}
    for entry in own:
        if entry.domain:
            by_domain.setdefault(entry.domain, []).append(entry.not_applicable_reason)
    for domain, given in by_domain.items():
        if all(given):
            yield domain, given[0]
