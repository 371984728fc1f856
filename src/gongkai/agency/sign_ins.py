"""Where an officer is signed in: at most so many places, for so long, and not idle for longer than the settings say."""

from datetime import datetime, timedelta

from django.conf import settings

from gongkai.agency.models import Officer, SignIn

SEEN_EVERY = timedelta(minutes=1)
"""How often a sign of life is written down."""


def begin(officer: Officer, *, address: str, browser: str, now: datetime) -> SignIn:
    """A new place; the oldest ones beyond the number allowed end."""
    sign_in = SignIn.objects.create(officer=officer, began_at=now, seen_at=now, address=address, browser=browser[:200])
    kept = officer.sign_ins.order_by("-began_at", "-pk").values("pk")[: settings.GONGKAI.sessions_per_officer]
    officer.sign_ins.exclude(pk__in=[row["pk"] for row in kept]).delete()
    return sign_in


def current(sign_in_id: int | None, officer: Officer, *, now: datetime) -> SignIn | None:
    """The place if it still holds; None when it was ended, idle for too long or is too old."""
    sign_in = SignIn.objects.filter(pk=sign_in_id, officer=officer).first() if sign_in_id else None
    if sign_in is None:
        return None
    if now >= sign_in.seen_at + timedelta(minutes=settings.GONGKAI.session_minutes) or now >= ends_at(sign_in):
        sign_in.delete()
        return None
    if now - sign_in.seen_at >= SEEN_EVERY:
        SignIn.objects.filter(pk=sign_in.pk).update(seen_at=now)
    return sign_in


def ends_at(sign_in: SignIn) -> datetime:
    """When one has to sign in again, however busy."""
    return sign_in.began_at + timedelta(hours=settings.GONGKAI.session_hours)


def end(officer: Officer, *, sign_in_id: int | None = None, but: int | None = None) -> int:
    """End one place of an officer's, or all of them but one. How many ended."""
    ending = officer.sign_ins.exclude(pk=but or 0)
    if sign_in_id is not None:
        ending = ending.filter(pk=sign_in_id)
    return ending.delete()[0]
