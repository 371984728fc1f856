"""Jobs that run by themselves."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gongkai.task import timers
from gongkai.task.models import Timer

pytestmark = pytest.mark.django_db
MIDNIGHT = datetime(2024, 5, 6, 0, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def only_these() -> Iterator[None]:
    """The site's own timers stand aside."""
    own = dict(timers.TIMED)
    timers.TIMED.clear()
    yield
    timers.TIMED.clear()
    timers.TIMED.update(own)


def test_a_daily_job_runs_once_a_day_by_the_local_day() -> None:
    days = []
    timers.daily("test.daily")(days.append)
    for moment in (MIDNIGHT - timedelta(seconds=1), MIDNIGHT, MIDNIGHT + timedelta(hours=23)):
        timers.tick(moment)
    assert [day.day for day in days] == [5, 6]


def test_a_frequent_job_runs_every_minute() -> None:
    moments = []
    timers.often("test.often")(moments.append)
    for seconds in (0, 20, 40, 60):
        timers.tick(MIDNIGHT + timedelta(seconds=seconds))
    assert [moment.minute for moment in moments] == [0, 1]


def test_a_job_that_fails_holds_up_no_other_and_is_tried_again() -> None:
    tried, ran = [], []

    def fail(today: object) -> None:
        tried.append(today)
        raise OSError("disk")

    timers.daily("test.a")(fail)
    timers.daily("test.b")(ran.append)
    assert timers.tick(MIDNIGHT) == ["test.b"]
    assert "disk" in Timer.objects.get(name="test.a").message
    timers.tick(MIDNIGHT + timedelta(minutes=1))
    assert (len(tried), len(ran)) == (2, 1)


def test_a_job_that_another_process_has_is_left_until_that_process_must_be_dead() -> None:
    ran = []
    timers.daily("test.daily")(ran.append)
    Timer.objects.create(name="test.daily", claimed_at=MIDNIGHT)
    timers.tick(MIDNIGHT + timers.LEASE)
    assert not ran
    timers.tick(MIDNIGHT + timers.LEASE + timedelta(seconds=1))
    assert len(ran) == 1
