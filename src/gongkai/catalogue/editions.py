"""目录的各版: what an edition is made of: its number, its entries, codes for new ones, what is public under them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Max

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency, Officer
from gongkai.catalogue import access, coverage
from gongkai.catalogue.columns import Columns
from gongkai.catalogue.models import Catalogue, CatalogueEntry
from gongkai.errors import Refused

_LOCAL = "L"


def new(
    agency: Agency, *, by: Officer, today: date, name: str = "", note: str = "", source: Catalogue | None = None
) -> Catalogue:
    """An empty draft edition with the next number. Refuses where one is being drawn up already."""
    if draft := access.draft_of(agency):
        raise Refused(f"{agency}已有编制中的{draft}，一次只编一版。请先发布或放弃那一版，再另起新的一版。")
    last = agency.catalogues.aggregate(last=Max("number"))["last"] or 0
    return Catalogue.objects.create(
        agency=agency,
        number=last + 1,
        name=name or f"{agency.name}政府信息主动公开目录",
        handed_down_from=source,
        made_by=by,
        made_on=today,
        note=note,
    )


def fill(catalogue: Catalogue, lines: Iterable[tuple[Columns, bool]], today: date) -> list[CatalogueEntry]:
    """Write entries into a draft in their order, each with whether it is the agency's own (本级增补).

    An entry that the agency already keeps brings along what is public under it.
    """
    kept = tallies(catalogue.agency)
    calendar = national_calendar()
    entries = []
    for order, (columns, is_local) in enumerate(lines, start=1):
        entry = columns.write_to(CatalogueEntry(catalogue=catalogue, agency=catalogue.agency, order=order))
        entry.is_local = is_local
        coverage.put(entry, kept.get(entry.code, coverage.Tally()), today, calendar)
        entries.append(entry)
    return CatalogueEntry.objects.bulk_create(entries, batch_size=200)


def tallies(agency: Agency) -> dict[str, coverage.Tally]:
    """What is public under each code, as the agency's editions know it, the latest first."""
    rows = (
        CatalogueEntry.objects.filter(agency=agency)
        .order_by("catalogue__number")
        .values_list("code", "item_count", "last_released_on")
    )
    return {code: coverage.Tally(count, last) for code, count, last in rows}


def coded(agency: Agency, lines: Sequence[tuple[Columns, bool]]) -> list[tuple[Columns, bool]]:
    """The lines with codes for those that have none."""
    codes = iter(local_codes(agency, sum(not columns.code for columns, _ in lines)))
    return [(columns if columns.code else replace(columns, code=next(codes)), is_local) for columns, is_local in lines]


def local_codes(agency: Agency, count: int) -> list[str]:
    """Codes never used before for entries of the agency's own: L12-1, L12-2 … in the whole tree only this agency's."""
    prefix = f"{_LOCAL}{agency.pk}-"
    used = CatalogueEntry.objects.filter(agency=agency, code__startswith=prefix).values_list("code", flat=True)
    last = max((int(code.removeprefix(prefix)) for code in used if code.removeprefix(prefix).isdigit()), default=0)
    return [f"{prefix}{number}" for number in range(last + 1, last + count + 1)]
