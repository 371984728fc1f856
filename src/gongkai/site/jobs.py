"""What the site does by itself once a day."""

from datetime import date

from gongkai.journal import heads
from gongkai.task import timers


@timers.daily("journal.seal")
def seal(today: date) -> None:
    """封存: the hashes of every agency's journal go into the site's own."""
    heads.seal(today)
