"""公开期限: by when an item must be out, from its entry's own rule or the twenty working days of 条例第二十六条.

The date, its reason and whether it is provisional are kept with the item; when an arrangement of holidays is loaded,
`recompute` brings them up to date and the journal keeps both dates.
"""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.db.models import Q

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency, Officer
from gongkai.catalogue.models import CatalogueEntry
from gongkai.disclosure import content
from gongkai.disclosure.models import Item
from gongkai.journal import recording as journal
from gongkai.law import timeliness
from gongkai.law.calendar import Calendar, Due
from gongkai.law.disclosure import DISCLOSURE_DAYS, budget_due, disclosure_due
from gongkai.law.timeliness import TimeRules

FIRST_DAY = DISCLOSURE_DAYS.versions[0].since
"""Information formed before the Regulation was in force has no term to be disclosed of the agency's own motion."""

UNFINISHED = (
    Item.State.DRAFT,
    Item.State.IN_SCREENING,
    Item.State.RETURNED,
    Item.State.REFERRED,
    Item.State.PASSED,
    Item.State.SCHEDULED,
)
"""States in which an item is still to be disclosed."""

_KEPT = ["due_on", "due_reason", "is_due_provisional"]
_AT_ONCE = 500


def due(item: Item, entry: CatalogueEntry | None, calendar: Calendar) -> Due | None:
    """The last day to disclose an item, with the reasons; None while the day it runs from is not given."""
    start = item.event_on or item.formed_on
    if start is None or start < FIRST_DAY or item.attribute != Item.Attribute.ACTIVE:
        return None
    rules = TimeRules.from_dict(entry.time_rules) if entry is not None else TimeRules()
    if rules.rules:
        return timeliness.due(rules, start, calendar, subject=item.title)
    if item.kind == Item.Kind.BUDGET:
        return budget_due(start, calendar)
    return disclosure_due(start, calendar)


def settle(item: Item, entry: CatalogueEntry | None, calendar: Calendar) -> bool:
    """Set the due date on the item, unsaved. Whether the date moved."""
    found, before = due(item, entry, calendar), item.due_on
    item.due_on = found.on if found else None
    item.due_reason = found.to_dict() if found else {}
    item.is_due_provisional = found.provisional if found else False
    return item.due_on != before


def recompute(
    *,
    today: date,
    by: Officer | None = None,
    year: int | None = None,
    agency: Agency | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> int:
    """重新计算期限: of what is provisional, and of what is still to be disclosed around a year. How many dates moved.

    Called when an arrangement is loaded; what was released is late or not by the date it had then.
    """
    wanted = Q(is_due_provisional=True)
    if year is not None:
        wanted |= Q(due_on__year__in=(year, year + 1))
    items = Item.objects.filter(wanted, state__in=UNFINISHED)
    if agency is not None:
        items = items.filter(agency=agency)
    numbers = list(items.order_by("agency_id", "pk").values_list("pk", flat=True))
    calendar, moved = national_calendar(), 0
    for at in range(0, len(numbers), _AT_ONCE):
        moved += _recompute(numbers[at : at + _AT_ONCE], calendar, by, today)
        if progress is not None:
            progress(min(at + _AT_ONCE, len(numbers)), len(numbers))
    return moved


@transaction.atomic
def _recompute(numbers: list[int], calendar: Calendar, by: Officer | None, today: date) -> int:
    moved = 0
    held = Item.objects.select_for_update(of=("self",), no_key=True).select_related("agency")
    for item in held.filter(pk__in=numbers, state__in=UNFINISHED).order_by("agency_id", "pk"):
        before, was_provisional = item.due_on, item.is_due_provisional
        if settle(item, content.entry_of(item), calendar):
            moved += 1
            journal.record(
                "item.due_recomputed",
                item,
                by=by,
                on=today,
                before=before,
                after=item.due_on,
                was_provisional=was_provisional,
            )
        item.save(update_fields=_KEPT)
    return moved
