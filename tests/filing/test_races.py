"""Two at the same moment on a report, on both databases: one wins, the other is told, nothing is done twice.

Each act runs in a process of its own, as on a site with several.
"""

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from gongkai.filing import publications
from gongkai.filing.actions import beginning, examining, publishing, receiving, restating
from gongkai.filing.models import Filing, Reading, Rendered, Version
from gongkai.journal.models import Entry
from gongkai.report import rendering
from gongkai.report.report import Report
from tests.cast import Cast
from tests.disclosure.test_races import FORK, LONG, at_once, holds, town  # noqa: F401
from tests.filing.reports import DAY
from tests.filing.road import NOW, accepted, again, handed_to_readers, latest, published, submitted


@pytest.fixture(autouse=True)
def plain_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are written without the typesetter: its threads do not live on in a process that was forked."""

    def write(report: Report, path: Path) -> None:
        path.write_bytes(f"{path.suffix} {report.title}".encode())

    monkeypatch.setattr(rendering, "write", write)


def journalled(act: str) -> int:
    return Entry.objects.filter(act=f"filing.{act}").count()


def test_of_two_who_begin_one_does(town: Cast) -> None:  # noqa: F811
    def begin() -> Any:
        return beginning.begin(town.town.pk, year=2024, scope="own", by=town.chen, today=DAY, now=NOW).year

    assert sorted(map(str, at_once(begin, begin))) == ["2024", "Refused"]
    assert Filing.objects.count() == Version.objects.count() == journalled("begun") == 1
    assert holds(town)


def test_of_two_who_pass_the_same_stage_one_does(town: Cast) -> None:  # noqa: F811
    filing = handed_to_readers(town)

    def read() -> Any:
        examining.pass_stage(filing.pk, by=town.zhou, today=DAY)
        return "passed"

    assert sorted(at_once(read, read)) == ["NotYourRole", "passed"]
    assert Reading.objects.filter(stage="second").count() == 1
    assert holds(town)


def test_a_report_is_passed_or_taken_back_but_not_both(town: Cast) -> None:  # noqa: F811
    filing = handed_to_readers(town)

    def read() -> Any:
        examining.pass_stage(filing.pk, by=town.zhou, today=DAY, revision=filing.revision)
        return "passed"

    def take_back() -> Any:
        examining.take_back(filing.pk, by=town.chen, today=DAY, reason="漏了", revision=filing.revision)
        return "taken back"

    answers = at_once(read, take_back)
    assert sorted(answers) in (["ChangedMeanwhile", "passed"], ["ChangedMeanwhile", "taken back"])
    assert latest(filing).state == ("examining" if "passed" in answers else "drafting")
    assert holds(town)


def test_a_report_is_accepted_or_sent_back_but_not_both(town: Cast) -> None:  # noqa: F811
    filing = submitted(town)

    def accept() -> Any:
        receiving.accept(filing.pk, by=town.he, today=DAY, revision=filing.revision)
        return "accepted"

    def send_back() -> Any:
        receiving.send_back(filing.pk, by=town.he, today=DAY, reason="改", revision=filing.revision)
        return "returned"

    answers = at_once(accept, send_back)
    [done] = {"accepted", "returned"} & {*answers}
    assert "ChangedMeanwhile" in answers
    assert latest(filing).state == done
    assert journalled("accepted") + journalled("sent_back") == 1
    assert holds(town)


def test_of_two_who_publish_one_does(town: Cast) -> None:  # noqa: F811
    filing = accepted(town)

    def publish() -> Any:
        publishing.publish(filing.pk, by=town.zhao, today=DAY, now=NOW)
        return "published"

    assert sorted(at_once(publish, publish)) == ["Refused", "published"]
    assert Rendered.objects.count() == len(publications.KINDS)
    assert journalled("published") == 1
    assert holds(town)


def test_a_report_is_not_published_early_and_sent_back_at_once(town: Cast) -> None:  # noqa: F811
    filing = submitted(town)

    def publish() -> Any:
        publishing.publish(filing.pk, by=town.zhao, today=DAY, now=NOW, reason="到期", revision=filing.revision)
        return "published"

    def send_back() -> Any:
        receiving.send_back(filing.pk, by=town.he, today=DAY, reason="改", revision=filing.revision)
        return "returned"

    answers = at_once(publish, send_back)
    [done] = {"published", "returned"} & {*answers}
    assert "ChangedMeanwhile" in answers
    assert latest(filing).state == done
    assert bool(again(filing).published) == (done == "published")


def test_of_two_restatements_one_is_begun(town: Cast) -> None:  # noqa: F811
    filing = published(town)

    def restate() -> Any:
        restating.restate(filing.pk, reason="错了", by=town.zhao, today=DAY, now=NOW)
        return "begun"

    assert sorted(at_once(restate, restate)) == ["Refused", "begun"]
    assert Version.objects.count() == 2


def test_a_process_killed_between_the_files_and_the_rows_leaves_nothing_half(
    town: Cast,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    filing = accepted(town)

    def dies() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def publish_and_die() -> None:
        monkeypatch.setattr(publishing, "_supersede", lambda *_: dies())
        publishing.publish(filing.pk, by=town.zhao, today=DAY, now=NOW)

    connections.close_all()
    process = FORK.Process(target=publish_and_die)
    process.start()
    process.join(LONG)
    assert process.exitcode == -signal.SIGKILL
    assert (latest(filing).state, latest(filing).seal) == ("accepted", "")
    assert not Rendered.objects.exists()
    assert journalled("published") == 0
    publishing.publish(filing.pk, by=town.zhao, today=DAY, now=NOW)
    assert Rendered.objects.count() == len(publications.KINDS)
    assert holds(town)
