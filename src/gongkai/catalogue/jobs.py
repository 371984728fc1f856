"""Background work of catalogues: handing an edition down to many agencies, and recounting after a new calendar."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.agency import calendars
from gongkai.agency.models import Agency, Officer
from gongkai.catalogue import coverage
from gongkai.catalogue.actions.hand_down import hand_down
from gongkai.task import jobs

HAND_DOWN = "catalogue.hand_down"
RECOUNT = "catalogue.recount"


@jobs.job(HAND_DOWN)
def hand_down_to_many(
    progress: jobs.Progress,
    *,
    catalogue_id: int,
    agency_ids: list[int],
    officer_id: int,
    today: str,
    only_own_level: bool,
) -> Mapping[str, Any]:
    """目录下发: ends with how many received it, and who did not and why."""
    outcome = hand_down(
        catalogue_id,
        agency_ids,
        by=Officer.objects.get(pk=officer_id),
        today=date.fromisoformat(today),
        only_own_level=only_own_level,
        progress=progress,
    )
    names = Agency.objects.in_bulk([agency_id for agency_id, _ in outcome.failed])
    return {
        "已下发": outcome.received,
        "没有下发": [f"{names[agency_id]}：{why}" if agency_id in names else why for agency_id, why in outcome.failed],
    }


@jobs.job(RECOUNT)
def recount(progress: jobs.Progress, *, today: str) -> Mapping[str, Any]:
    """按新的放假安排重算: when entries that come round go stale."""
    return {"重算的条目": coverage.recount(today=date.fromisoformat(today))}


@calendars.on_change
def recount_after(year: int, by: Officer | None, on: date) -> None:
    """Queue the recount that a new arrangement of holidays makes necessary."""
    jobs.enqueue(RECOUNT, title=f"按{year}年放假安排重算目录更新期限", by=by, today=on.isoformat())
