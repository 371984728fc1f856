"""目录覆盖: what of the catalogue has been disclosed: which entries are empty, which are stale, and since when.

An entry's own periodic rule decides when it is stale; where it has none, the national inspection's threshold for its
kind of column. What is public under an entry is counted by `disclosure`, which tells what it counted: `note` for one
entry after a release or a withdrawal, `refresh` for all entries of an agency.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from gongkai.catalogue import thresholds
from gongkai.catalogue.models import Catalogue, CatalogueEntry

_KEPT = ["item_count", "last_released_on", "stale_on"]


@dataclass(frozen=True, slots=True)
class Tally:
    """What is public under an entry: how many items, and the day of the latest release."""

    count: int = 0
    last_released_on: date | None = None


def note(agency_id: int, code: str, count: int, last_released_on: date | None, today: date) -> None:
    """Keep what is public under one entry; a code that no edition knows is passed over. Called with every release."""
    _keep(_entries(agency_id).filter(code=code), {code: Tally(count, last_released_on)}, today)


def refresh(agency_id: int, tallies: Mapping[str, Tally], *, today: date) -> int:
    """Keep what is public under every entry of an agency, nothing where no tally is given. How many entries changed."""
    return _keep(_entries(agency_id), tallies, today)


def stale_on(entry: CatalogueEntry, last_released_on: date | None) -> date | None:
    """The first day on which the entry is stale if nothing more is released; None when nothing makes it so."""
    if last_released_on is None or not entry.is_expected:
        return None
    threshold = thresholds.of_column(entry.level1, entry.level2)
    return last_released_on + timedelta(threshold.days + 1) if threshold else None


def _entries(agency_id: int) -> QuerySet[CatalogueEntry]:
    """Entries that are in use or will be: those of superseded editions stay as they were."""
    return CatalogueEntry.objects.filter(agency_id=agency_id).exclude(catalogue__state=Catalogue.State.SUPERSEDED)


def _keep(entries: QuerySet[CatalogueEntry], tallies: Mapping[str, Tally], today: date) -> int:
    changed = []
    for entry in entries:
        tally = tallies.get(entry.code, Tally())
        found = (tally.count, tally.last_released_on, stale_on(entry, tally.last_released_on))
        if found != (entry.item_count, entry.last_released_on, entry.stale_on):
            entry.item_count, entry.last_released_on, entry.stale_on = found
            changed.append(entry)
    return CatalogueEntry.objects.bulk_update(changed, _KEPT, batch_size=200)
