"""What the database needs from time to time is done."""

from datetime import date

from django.db import connection

from gongkai.site.jobs import refresh_statistics
from gongkai.task import timers
from tests.cast import Cast


def test_sqlite_learns_every_day_how_its_rows_are_spread(cast: Cast) -> None:
    refresh_statistics(date(2024, 3, 8))
    assert timers.TIMED["site.statistics"].kind == "daily"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat1")
            assert ("agency_appointment",) in cursor.fetchall()
