"""限次: how often one may try from outside. Counted in the database, so that it holds over every process of the site.

    note(kind, who, now=…) -> Attempt    tried(kind, who, now=…, within=…) -> int

Who tried is kept as a keyed hash, and for a day. A try is noted before it is counted: of several at the same moment
none slips through.
"""

from datetime import datetime, timedelta

from gongkai.request import sealing
from gongkai.request.models import Attempt

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def note(kind: str, who: str, *, now: datetime) -> Attempt:
    """Write down a try; outside of a transaction, so that others count it at once."""
    return Attempt.objects.create(kind=kind, key=_key(kind, who), at=now)


def tried(kind: str, who: str, *, now: datetime, within: timedelta) -> int:
    """How many tries there were within a time, those of the same moment among them."""
    return Attempt.objects.filter(kind=kind, key=_key(kind, who), at__gt=now - within).count()


def forget(now: datetime) -> int:
    """Delete the tries of more than a day ago. How many."""
    return Attempt.objects.filter(at__lte=now - DAY).delete()[0]


def _key(kind: str, who: str) -> str:
    return sealing.blind(f"attempt:{kind}", who)
