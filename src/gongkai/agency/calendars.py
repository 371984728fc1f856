"""The calendar of working days that this site counts by: the arrangements that came with gongkai and those loaded here.

national_calendar() -> Calendar        on_change(function): what is worked out anew when an arrangement is loaded
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max

from gongkai.agency.models import Arrangement, Officer
from gongkai.law import calendar
from gongkai.law.calendar import Calendar

Changed = Callable[[int, Officer | None, date], object]
"""Called in the transaction that loads an arrangement: the year, who loads it, the day."""

_changed: list[Changed] = []


def national_calendar() -> Calendar:
    """The calendar as it stands: one small query sees that another process has loaded nothing since it was read."""
    stamp = Arrangement.objects.aggregate(count=Count("pk"), latest=Max("loaded_at"))
    return _calendar(stamp["count"], stamp["latest"])


@lru_cache(maxsize=4)
def _calendar(count: int, latest: datetime | None) -> Calendar:
    texts = Arrangement.objects.values_list("text", flat=True) if count else []
    return calendar.builtin().extended(*(calendar.Arrangement.parse(text) for text in texts))


def on_change(function: Changed) -> Changed:
    """Register what must be worked out anew; long work is queued as a task, which goes with the transaction."""
    _changed.append(function)
    return function


def changed(year: int, by: Officer | None, on: date) -> None:
    """Tell everything registered that the arrangement of a year was loaded."""
    for function in _changed:
        function(year, by, on)


def words(arrangement: calendar.Arrangement) -> list[dict[str, Any]]:
    """An arrangement as the notice says it, one holiday a line, for a person to hold against the notice."""
    return [
        {
            "name": holiday.name,
            "days": _span(holiday.first, holiday.last),
            "length": (holiday.last - holiday.first).days + 1,
            "working": "、".join(_day(day) for day in holiday.working),
        }
        for holiday in arrangement.holidays
    ]


def _span(first: date, last: date) -> str:
    return _day(first) if first == last else f"{_day(first)}至{_day(last)}"


def _day(day: date) -> str:
    return f"{calendar.long_words(day)}（{calendar.weekday_words(day)}）"
