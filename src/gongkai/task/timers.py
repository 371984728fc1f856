"""Jobs that run by themselves: once a day, or every minute; once, however many processes tick."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.db.models import Q
from django.utils import timezone

from gongkai.task import jobs
from gongkai.task.models import Timer

logger = logging.getLogger(__name__)

MINUTE = timedelta(seconds=50)
LEASE = timedelta(hours=1)
"""A job begun so long ago died with its process."""


@dataclass(frozen=True, slots=True)
class Timed:
    """One timed job: a function of the day, or of the moment."""

    name: str
    function: Callable[..., object]
    kind: Literal["daily", "often"]


TIMED: dict[str, Timed] = {}


def daily(name: str) -> Callable[[Callable[[date], object]], Callable[[date], object]]:
    """Register a function(today) that runs once a day, soon after midnight or when the site next starts."""

    def register(function: Callable[[date], object]) -> Callable[[date], object]:
        TIMED[name] = Timed(name, function, "daily")
        return function

    return register


def often(name: str) -> Callable[[Callable[[datetime], object]], Callable[[datetime], object]]:
    """Register a function(now) that runs every minute."""

    def register(function: Callable[[datetime], object]) -> Callable[[datetime], object]:
        TIMED[name] = Timed(name, function, "often")
        return function

    return register


def tick(now: datetime | None = None) -> list[str]:
    """Run what is due; a job that fails is tried at the next tick and holds up no other. The names of what ran."""
    now = now or timezone.now()
    jobs.take_up_again()
    return [timed.name for timed in TIMED.values() if _run(timed, now)]


def _run(timed: Timed, now: datetime) -> bool:
    today = timezone.localdate(now)
    Timer.objects.get_or_create(name=timed.name)
    if not _claim(timed, today, now):
        return False
    try:
        timed.function(today if timed.kind == "daily" else now)
    except Exception as error:
        logger.exception("timer %s failed", timed.name)
        message = f"{timezone.localtime(now):%Y-%m-%d %H:%M} {error!r}"[:500]
        Timer.objects.filter(name=timed.name).update(message=message, claimed_at=None)
        return False
    Timer.objects.filter(name=timed.name).update(last_on=today, last_at=now, message="", claimed_at=None)
    return True


def _claim(timed: Timed, today: date, now: datetime) -> bool:
    """Take a job that is due for this process, unless another has it; one statement, so that only one can."""
    due = Q(last_on=None) | (Q(last_on__lt=today) if timed.kind == "daily" else Q(last_at__lte=now - MINUTE))
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - LEASE)
    return bool(Timer.objects.filter(due, free, name=timed.name).update(claimed_at=now))
