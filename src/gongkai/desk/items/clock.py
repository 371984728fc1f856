"""The clock of an item: how many working days are left, drawn day by day, and how the date was reached."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gongkai.disclosure.due import UNFINISHED
from gongkai.disclosure.models import Item
from gongkai.law.calendar import Calendar, Due

MOST_DRAWN = 60
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Clock:
    """What the page shows of a term: `days` are gone, left or over, a piece for each working day."""

    due_on: date
    left: int
    days: list[str]
    steps: list[dict[str, Any]]
    cites: list[str]
    is_provisional: bool
    is_running: bool
    is_late: bool = False


def of_item(item: Item, calendar: Calendar, today: date) -> Clock | None:
    """The clock of an item with a date to be out by; it stands still once the item is public."""
    if item.due_on is None:
        return None
    is_running = item.state in UNFINISHED
    until = today if is_running else item.released_on or today
    reason = item.due_reason or {}
    return _clock(
        item.due_on,
        reason.get("steps", []),
        reason.get("cites", []),
        item.is_due_provisional,
        calendar,
        until,
        is_running,
    )


def of_due(due: Due, calendar: Calendar, today: date) -> Clock:
    """The clock of a date just counted."""
    data = due.to_dict()
    return _clock(due.on, data["steps"], data["cites"], due.provisional, calendar, today, True)


def _clock(
    due_on: date,
    steps: list[dict[str, Any]],
    cites: list[str],
    is_provisional: bool,
    calendar: Calendar,
    until: date,
    is_running: bool,
) -> Clock:
    start = date.fromisoformat(steps[0]["from"]) if steps else due_on
    left = calendar.left(until, due_on)
    gone = max(calendar.count(start + DAY, min(until, due_on) + DAY), 0)
    days = ["gone"] * gone + (["left"] * left if left > 0 else ["over"] * -left)
    return Clock(due_on, left, days[:MOST_DRAWN], steps, list(cites), is_provisional, is_running, until > due_on)
