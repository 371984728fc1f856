"""目录覆盖: what of the catalogue has been disclosed: which entries are empty, which are stale, and since when.

An entry's own periodic rule decides when it is stale; where it has none, the national inspection's term for its kind
of column. What is public under an entry is counted by `disclosure`, which tells what it counted: `note` for one entry
after a release or a withdrawal, `refresh` for all entries of an agency.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency
from gongkai.catalogue import time_limits
from gongkai.catalogue.models import Catalogue, CatalogueEntry
from gongkai.law.calendar import Calendar
from gongkai.law.inspection import STALE_DAYS, Column

_KEPT = ["item_count", "last_released_on", "stale_on"]

_COLUMNS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.NEWS, re.compile(r"动态|要闻|新闻")),
    (
        Column.NOTICES,
        re.compile(r"通知公告|公告公示|公示公告|政策文件|政策法规|规范性文件|政府文件|部门文件|其他文件"),
    ),
    (Column.PERSONNEL, re.compile(r"人事|规划|计划(?!生育|实施)")),
)
"""The words by which an entry is known as a kind of column that the inspection times."""


class State(StrEnum):
    """How an entry stands on a day."""

    EMPTY = "空白"
    STALE = "超期未更新"
    FINE = "正常"
    NOT_CONCERNED = "不涉及"
    ON_REQUEST = "依申请"


@dataclass(frozen=True, slots=True)
class Tally:
    """What is public under an entry: how many items, and the day of the latest release."""

    count: int = 0
    last_released_on: date | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How a catalogue stands: entries that are expected, and those of them that are empty or stale."""

    entries: int = 0
    empty: int = 0
    stale: int = 0


def note(agency_id: int, code: str, count: int, last_released_on: date | None, today: date) -> None:
    """Keep what is public under one entry; a code that no edition knows is passed over. Called with every release."""
    _keep(_entries(agency_id).filter(code=code), {code: Tally(count, last_released_on)}, today)


def refresh(agency_id: int, tallies: Mapping[str, Tally], *, today: date) -> int:
    """Keep what is public under every entry of an agency, nothing where no tally is given. How many entries changed."""
    return _keep(_entries(agency_id), tallies, today)


def stale_on(entry: CatalogueEntry, last_released_on: date | None, today: date, calendar: Calendar) -> date | None:
    """The first day on which the entry is stale if nothing more is released; None when nothing makes it so."""
    if last_released_on is None or not entry.is_expected:
        return None
    if due_on := time_limits.next_due(entry.time_rules, last_released_on, calendar):
        return due_on + timedelta(1)
    column = column_of(entry.level1, entry.level2)
    return last_released_on + timedelta(STALE_DAYS[column].on(today).value + 1) if column else None


def column_of(*names: str) -> Column | None:
    """The kind of column that an entry of these names is to the inspection; None for one it sets no term for."""
    text = "\n".join(names)
    return next((column for column, words in _COLUMNS if words.search(text)), None)


def state_of(entry: CatalogueEntry, today: date) -> State:
    """How the entry stands on a day."""
    if entry.not_applicable_reason:
        return State.NOT_CONCERNED
    if entry.mode == CatalogueEntry.Mode.ON_REQUEST:
        return State.ON_REQUEST
    if not entry.item_count:
        return State.EMPTY
    return State.STALE if entry.stale_on and entry.stale_on <= today else State.FINE


def counts(agency: Agency, today: date) -> Counts:
    """How the catalogue in force stands, in one query; all zero where none is in force."""
    expected = Q(mode=CatalogueEntry.Mode.ACTIVE, not_applicable_reason="")
    found = CatalogueEntry.objects.filter(agency=agency, catalogue__state=Catalogue.State.IN_FORCE).aggregate(
        entries=Count("pk", filter=expected),
        empty=Count("pk", filter=expected & Q(item_count=0)),
        stale=Count("pk", filter=expected & Q(item_count__gt=0, stale_on__lte=today)),
    )
    return Counts(**found)


def recount(*, today: date) -> int:
    """Work out anew when entries that come round go stale, after the calendar changed. How many entries changed."""
    coming_round = CatalogueEntry.objects.filter(stale_on__gte=today, time_rules__icontains='"every"')
    coming_round = coming_round.exclude(catalogue__state=Catalogue.State.SUPERSEDED)
    calendar, changed = national_calendar(), []
    for entry in coming_round.iterator(chunk_size=500):
        if put(entry, Tally(entry.item_count, entry.last_released_on), today, calendar):
            changed.append(entry)
    return CatalogueEntry.objects.bulk_update(changed, _KEPT, batch_size=200)


def _entries(agency_id: int) -> QuerySet[CatalogueEntry]:
    """Entries that are in use or will be: those of superseded editions stay as they were."""
    return CatalogueEntry.objects.filter(agency_id=agency_id).exclude(catalogue__state=Catalogue.State.SUPERSEDED)


def _keep(entries: QuerySet[CatalogueEntry], tallies: Mapping[str, Tally], today: date) -> int:
    calendar = national_calendar()
    changed = [entry for entry in entries if put(entry, tallies.get(entry.code, Tally()), today, calendar)]
    return CatalogueEntry.objects.bulk_update(changed, _KEPT, batch_size=200)


def put(entry: CatalogueEntry, tally: Tally, today: date, calendar: Calendar) -> bool:
    """Set on an entry what is public under it, unsaved. Whether anything changed."""
    found = (tally.count, tally.last_released_on, stale_on(entry, tally.last_released_on, today, calendar))
    before = (entry.item_count, entry.last_released_on, entry.stale_on)
    entry.item_count, entry.last_released_on, entry.stale_on = found
    return found != before
