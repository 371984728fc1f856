"""What runs by itself: scheduled releases, documents that expire, counts of the night, files nobody names."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from gongkai.agency import calendars
from gongkai.agency.models import Agency, Officer
from gongkai.disclosure import due, files, overview, queries
from gongkai.disclosure.actions import importing, releasing, validity
from gongkai.disclosure.models import Item
from gongkai.task import jobs, timers

RECOMPUTE = "disclosure.recompute_due"
YOUNG = timedelta(days=1)
"""Files stored since may belong to a record that is being written."""


@timers.often("disclosure.release_due")
def release_due(now: datetime) -> int:
    """定时发布. How many went out."""
    return len(releasing.release_due(now))


@timers.daily("disclosure.expire")
def expire(today: date) -> int:
    """有效期届满. How many expired."""
    over = Item.objects.filter(queries.EXPIRING, expires_on__lt=today).order_by("pk")
    return sum(validity.expire(item_id, today=today) for item_id in list(over.values_list("pk", flat=True)))


@timers.daily("disclosure.refresh_overviews")
def refresh_overviews(today: date) -> int:
    """概况夜间重算: of every agency on the desk; days pass even where nobody acts. How many."""
    agencies = list(Agency.objects.filter(is_on_desk=True).order_by("path").values_list("pk", flat=True))
    for agency_id in agencies:
        overview.refresh(agency_id, today)
    return len(agencies)


@timers.daily("disclosure.purge_files")
def purge_files(today: date) -> int:
    """清理没有记录的文件. How many."""
    return files.purge((timezone.now() - YOUNG).timestamp())


@jobs.job(RECOMPUTE)
def recompute_due(progress: jobs.Progress, *, year: int, officer_id: int | None, today: str) -> dict[str, Any]:
    """重新计算期限: after an arrangement of holidays was loaded."""
    by = Officer.objects.get(pk=officer_id) if officer_id is not None else None
    moved = due.recompute(today=date.fromisoformat(today), by=by, year=year, progress=progress)
    return {"期限有变的信息": moved}


@jobs.job(importing.KIND, tries=1)
def import_batch(progress: jobs.Progress, *, batch_id: int, by_id: int, today: str) -> dict[str, Any]:
    """批量导入; one that failed waits for the officer, who may ask for it again."""
    return importing.in_background(progress, batch_id=batch_id, by_id=by_id, today=today)


@calendars.on_change
def ask_to_recompute(year: int, by: Officer | None, on: date) -> None:
    """Queue the recomputing with the loading of an arrangement."""
    jobs.enqueue(
        RECOMPUTE,
        title=f"按{year}年放假安排重新计算公开期限",
        by=by,
        year=year,
        officer_id=by.pk if by is not None else None,
        today=on.isoformat(),
    )
