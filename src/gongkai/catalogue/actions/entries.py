"""Acts on the entries of a draft edition: added, changed, removed, moved."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Officer
from gongkai.catalogue import access, coverage, editions
from gongkai.catalogue.columns import Columns
from gongkai.catalogue.models import CatalogueEntry
from gongkai.errors import Refused
from gongkai.journal.recording import record


@transaction.atomic
def add(catalogue_id: int, *, by: Officer, columns: Columns, today: date) -> CatalogueEntry:
    """增加条目: one of the agency's own (本级增补, 条例第二十二条), under a code that no entry had before."""
    catalogue = access.draft_for(catalogue_id, "catalogue.change", by=by)
    entry = columns.write_to(CatalogueEntry(catalogue=catalogue, agency=catalogue.agency, is_local=True))
    _refuse_double(entry)
    [entry.code] = editions.local_codes(catalogue.agency, 1)
    entry.order = (catalogue.entries.aggregate(last=Max("order"))["last"] or 0) + 1
    entry.save()
    record("catalogue.entry_added", entry, by=by, on=today, edition=catalogue, entry=entry)
    return entry


@transaction.atomic
def change(entry_id: int, *, by: Officer, columns: Columns, today: date) -> CatalogueEntry:
    """修改条目: its columns; its code stays, and with it what is filed under it."""
    entry = access.entry_for_change(entry_id, by=by)
    before, code = Columns.of(entry), entry.code
    columns.write_to(entry)
    entry.code = code
    _refuse_double(entry)
    coverage.put(entry, coverage.Tally(entry.item_count, entry.last_released_on), today, national_calendar())
    entry.save()
    changed = before.differences(Columns.of(entry))
    if changed:
        record("catalogue.entry_changed", entry, by=by, on=today, edition=entry.catalogue, entry=entry, columns=changed)
    return entry


@transaction.atomic
def remove(entry_id: int, *, by: Officer, today: date) -> None:
    """删去条目: refused while something is public under it: it would belong nowhere."""
    entry = access.entry_for_change(entry_id, by=by)
    if entry.item_count:
        raise Refused(
            f"“{entry.name}”下有{entry.item_count}条公开的信息，不能删去。请先把这些信息改到别的条目，"
            "或者保留条目并写明不涉及的说明。"
        )
    record("catalogue.entry_removed", entry, by=by, on=today, edition=entry.catalogue, entry=entry, code=entry.code)
    entry.delete()


@transaction.atomic
def move(entry_id: int, *, by: Officer, up: bool, today: date) -> CatalogueEntry:
    """上移、下移: change places with the neighbour in the same item of the law and domain."""
    entry = access.entry_for_change(entry_id, by=by)
    beside = CatalogueEntry.objects.filter(catalogue=entry.catalogue_id, root=entry.root, domain=entry.domain)
    neighbour = (
        beside.filter(order__lt=entry.order).order_by("-order").first()
        if up
        else beside.filter(order__gt=entry.order).order_by("order").first()
    )
    if neighbour is None:
        return entry
    entry.order, neighbour.order = neighbour.order, entry.order
    entry.save(update_fields=["order"])
    neighbour.save(update_fields=["order"])
    record("catalogue.entry_moved", entry, by=by, on=today, edition=entry.catalogue, entry=entry, up=up)
    return entry


def _refuse_double(entry: CatalogueEntry) -> None:
    """Two entries of the same name could not be told apart by anyone who files an item."""
    same = CatalogueEntry.objects.filter(
        catalogue=entry.catalogue, domain=entry.domain, level1=entry.level1, level2=entry.level2, level3=entry.level3
    ).exclude(pk=entry.pk)
    if same.exists():
        raise Refused(f"目录里已有“{entry}”。请改一个名称，或者直接修改原有的条目。")
