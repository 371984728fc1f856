"""What runs by itself: opinions and payments whose term ran out; terms that a new arrangement of holidays moves."""

from datetime import date
from typing import Any

from gongkai.agency import calendars
from gongkai.agency.models import Officer
from gongkai.request.actions import charging, consulting, recomputing
from gongkai.request.models import Consultation, Fee, InfoRequest
from gongkai.task import jobs, timers

RECOMPUTE = "request.recompute_due"


@timers.daily("request.end_consultations")
def end_consultations(today: date) -> int:
    """征求意见期满: of third parties and of agencies that made the information jointly. How many."""
    over = Consultation.objects.filter(answer="", due_on__lt=today, info_request__state=InfoRequest.State.CONSULTING)
    numbers = list(over.order_by("pk").values_list("pk", flat=True))
    return sum(consulting.end_expired(number, today=today) for number in numbers)


@timers.daily("request.lapse_fees")
def lapse_fees(today: date) -> int:
    """缴费期满. How many were not paid."""
    waited_for = (InfoRequest.State.FEE_DUE, InfoRequest.State.SIGNING)
    over = Fee.objects.filter(state=Fee.State.NOTICED, due_on__lt=today, info_request__state__in=waited_for)
    return sum(charging.lapse(number, today=today) for number in list(over.order_by("pk").values_list("pk", flat=True)))


@jobs.job(RECOMPUTE)
def recompute_due(progress: jobs.Progress, *, year: int, officer_id: int | None, today: str) -> dict[str, Any]:
    """重新计算期限: after an arrangement of holidays was loaded."""
    by = Officer.objects.get(pk=officer_id) if officer_id is not None else None
    moved = recomputing.recompute(year, by=by, today=date.fromisoformat(today), progress=progress)
    return {"期限有变的申请": moved}


@calendars.on_change
def ask_to_recompute(year: int, by: Officer | None, on: date) -> None:
    """Queue the recomputing with the loading of an arrangement."""
    jobs.enqueue(
        RECOMPUTE,
        title=f"按{year}年放假安排重新计算答复期限",
        by=by,
        year=year,
        officer_id=by.pk if by is not None else None,
        today=on.isoformat(),
    )
