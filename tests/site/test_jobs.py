"""What the site does by itself."""

from datetime import datetime
from zoneinfo import ZoneInfo

from gongkai.journal.models import Entry
from gongkai.journal.recording import record
from gongkai.task import timers
from tests.cast import Cast

NOON = datetime(2024, 5, 6, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_every_job_of_the_site_is_known_by_its_name() -> None:
    assert set(timers.TIMED) == {
        "disclosure.release_due",
        "disclosure.expire",
        "disclosure.refresh_overviews",
        "disclosure.purge_files",
        "filing.remind",
        "journal.seal",
        "portal.clear_sessions",
        "portal.forget_attempts",
        "request.delete_identity_files",
        "request.end_consultations",
        "request.erase_applicants",
        "request.erase_persons",
        "request.lapse_fees",
        "request.digest",
        "request.drop_exchanges",
        "request.forget_messages",
        "request.refresh_standings",
        "request.send_messages",
        "site.statistics",
    }


def test_a_day_of_the_site_runs_all_of_them_and_seals_the_journals(cast: Cast) -> None:
    record("agency.changed", cast.town, by=cast.qian, on=NOON.date(), name=cast.town.name, changes=[])
    assert set(timers.tick(NOON)) == set(timers.TIMED)
    assert Entry.objects.filter(act="journal.sealed").count() == 1
