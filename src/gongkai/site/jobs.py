"""What the site does by itself once a day: seal the journals, look after the database."""

from datetime import date

from django.db import connection

from gongkai.journal import heads
from gongkai.task.timers import daily

LOOKED_AT = 400
"""Rows of an index that SQLite looks at: half a second for a province of a million items."""


@daily("journal.seal")
def seal(today: date) -> None:
    """封存: the hashes of every agency's journal go into the site's own."""
    heads.seal(today)


@daily("site.statistics")
def refresh_statistics(today: date) -> None:
    """Tell SQLite how its rows are spread, so that it takes the shortest way to a few of them; PostgreSQL knows."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {LOOKED_AT}")
            cursor.execute("ANALYZE")
