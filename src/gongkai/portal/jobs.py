"""What the portal does by itself: forget who tried what, and the visits that are over with what was not sent."""

from datetime import date, datetime
from importlib import import_module

from django.conf import settings

from gongkai.request import limits
from gongkai.task import timers


@timers.often("portal.forget_attempts")
def forget_attempts(now: datetime) -> int:
    """Tries of more than a day ago. How many."""
    return limits.forget(now)


@timers.daily("portal.clear_sessions")
def clear_sessions(today: date) -> None:
    """Sessions that are over, and with them the applications that nobody sent."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
