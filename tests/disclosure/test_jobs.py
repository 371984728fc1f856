"""What runs by itself is known to the timers, and does what it is named for."""

from datetime import UTC, date, datetime

from gongkai.disclosure import jobs
from gongkai.disclosure.actions import releasing
from gongkai.disclosure.models import Overview
from gongkai.task.jobs import KINDS
from gongkai.task.timers import TIMED
from tests.cast import Cast
from tests.disclosure import passage
from tests.disclosure.passage import TODAY, fresh


def test_the_timers_know_the_jobs() -> None:
    assert {name: TIMED[name].kind for name in TIMED if TIMED[name].function.__module__ == jobs.__name__} == {
        "disclosure.release_due": "often",
        "disclosure.expire": "daily",
        "disclosure.refresh_overviews": "daily",
        "disclosure.purge_files": "daily",
    }
    assert KINDS[jobs.RECOMPUTE].function is jobs.recompute_due


def test_what_is_due_is_released_by_the_timer(cast: Cast) -> None:
    item = passage.passed(cast)
    now = datetime(2024, 5, 6, 2, tzinfo=UTC)
    at = datetime(2024, 5, 6, 17, tzinfo=UTC)
    releasing.schedule(item.pk, by=cast.chen, today=TODAY, now=now, at=at)
    assert jobs.release_due(at) == 1
    assert fresh(item).released_on == date(2024, 5, 7)


def test_days_pass_in_the_overview_where_nobody_acts(cast: Cast) -> None:
    passage.draft(cast)
    assert jobs.refresh_overviews(date(2024, 5, 29)) == 3
    assert Overview.objects.get(agency=cast.town).overdue == 1
    assert jobs.refresh_overviews(date(2024, 5, 28)) == 3
    assert Overview.objects.get(agency=cast.town).overdue == 0
