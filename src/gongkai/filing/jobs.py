"""What runs by itself: who has to hand in a report is reminded of it."""

from datetime import date

from gongkai.filing import reminding
from gongkai.task import timers


@timers.daily("filing.remind")
def remind(today: date) -> int:
    """年报到期提醒. How many agencies were told."""
    return reminding.remind_all(today)
