"""What runs by itself: who has to hand in a report is reminded of it; the pages of a file are made."""

from datetime import date

from gongkai.filing import reminding
from gongkai.filing.actions import importing
from gongkai.task import jobs, timers


@timers.daily("filing.remind")
def remind(today: date) -> int:
    """年报到期提醒. How many agencies were told."""
    return reminding.remind_all(today)


@jobs.job(importing.KIND)
def show_original(progress: jobs.Progress, *, version_id: int) -> dict[str, int]:
    """原件转成页面: done again it makes the same."""
    return {"页数": importing.show_original(version_id)}
