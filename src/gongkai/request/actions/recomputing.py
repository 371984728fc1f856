"""重新计算期限: an arrangement of holidays moves the terms that run over it; what was replied to stays as it was."""

import logging
from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.db.models import Q

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Officer
from gongkai.errors import Refused
from gongkai.journal import recording as journal
from gongkai.law import deadlines
from gongkai.law.calendar import Calendar
from gongkai.request import clock, standing
from gongkai.request.models import Consultation, Fee, InfoRequest

logger = logging.getLogger(__name__)

_AT_ONCE = 100
_Clock = InfoRequest.ClockState


def recompute(
    year: int, *, by: Officer | None, today: date, progress: Callable[[int, int | None], None] | None = None
) -> int:
    """Reckon anew every open case whose term may touch a year. How many dates moved; both are kept and shown.

    The notice of a year may turn round the last days of the December before.
    """
    touched = Q(due_on=None) | Q(due_on__gte=date(year - 1, 12, 1))
    cases = InfoRequest.objects.filter(
        touched, clock__in=(_Clock.RUNNING, _Clock.STOPPED), received_on__lte=date(year, 12, 31)
    )
    numbers = list(cases.order_by("agency_id", "pk").values_list("pk", flat=True))
    calendar, moved = national_calendar(), 0
    for at in range(0, len(numbers), _AT_ONCE):
        moved += _recompute(numbers[at : at + _AT_ONCE], calendar, year, by, today)
        if progress is not None:
            progress(min(at + _AT_ONCE, len(numbers)), len(numbers))
    return moved


@transaction.atomic
def _recompute(numbers: list[int], calendar: Calendar, year: int, by: Officer | None, today: date) -> int:
    held = InfoRequest.objects.select_for_update(of=("self",), no_key=True).select_related("agency")
    running = held.filter(pk__in=numbers, clock__in=(_Clock.RUNNING, _Clock.STOPPED))
    moved = 0
    touched: set[int] = set()
    for info_request in running.prefetch_related("steps", "consultations", "fees").order_by("pk"):
        for consultation in info_request.consultations.all():
            _reckon_opinion(consultation, calendar)
        for fee in info_request.fees.all():
            _reckon_payment(fee, calendar)
        before = info_request.due_on
        try:
            clock.settle(info_request, today=today, calendar=calendar)
        except Refused as refusal:  # its own page tells what is wrong in its steps; the others are not held up
            logger.warning("request %s was not reckoned anew: %s", info_request.pk, refusal.message)
            continue
        if info_request.due_on != before and info_request.due_on is not None:
            moved += 1
            touched.add(info_request.agency_id)
            info_request.due_before = before
            info_request.revision += 1
            journal.record(
                "request.due_recomputed",
                info_request,
                by=by,
                on=today,
                year=year,
                before=before,
                after=info_request.due_on,
            )
        info_request.save()
    for agency_id in sorted(touched):
        standing.count_after(agency_id, today)
    return moved


def _reckon_opinion(consultation: Consultation, calendar: Calendar) -> None:
    if consultation.answer or consultation.delivered_on is None:
        return
    due = deadlines.consultation_due(deadlines.Party(consultation.party), consultation.delivered_on, calendar)
    if due is not None and due.on != consultation.due_on:
        consultation.due_on = due.on
        consultation.save(update_fields=["due_on"])


def _reckon_payment(fee: Fee, calendar: Calendar) -> None:
    if fee.state != Fee.State.NOTICED or fee.delivered_on is None:
        return
    due = deadlines.fee_due(fee.delivered_on, calendar)
    if due.on != fee.due_on:
        fee.due_on = due.on
        fee.save(update_fields=["due_on"])
