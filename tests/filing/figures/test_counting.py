"""统计: what is counted anew, and what the journal tells of it."""

from datetime import UTC, date, datetime

import pytest

from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.filing import figures
from gongkai.filing.access import ChangedMeanwhile
from gongkai.filing.actions import counting
from gongkai.filing.models import Filing, Version
from gongkai.journal.models import Entry
from gongkai.supervision.models import Meeting
from tests.cast import Cast
from tests.filing import reports
from tests.filing.figures.ledger import LAST, Ledger

NOON = datetime(2025, 1, 8, 4, tzinfo=UTC)


def count(report: Filing, by: object, **fields: object) -> Version:
    counting.count(report.pk, by=by, today=reports.DAY, now=NOON, **fields)  # type: ignore[arg-type]
    return Version.objects.select_related("filing__agency").get(pk=report.latest_id)


def changes(report: Filing) -> object:
    return Entry.objects.filter(act="filing.counted").order_by("-number")[0].details["changes"]


def test_a_count_keeps_every_figure_its_time_and_how_long_the_journal_was(
    cast: Cast, report: Filing, ledger: Ledger
) -> None:
    ledger.decided("charges", LAST, "0.5")
    length = figures.journal_length(report)
    version = count(report, cast.chen)
    assert version.figures["disclosure.charges.amount"] == "0.5"
    assert version.figures["disclosed.last_year"] is None
    assert version.figures["requests.new.total"] == 0
    assert (version.counted_at, version.counted_entry) == (NOON, length)
    assert not figures.changed_since(version)


def test_a_second_count_tells_what_changed(cast: Cast, report: Filing, ledger: Ledger) -> None:
    count(report, cast.chen)
    ledger.entry(Meeting, LAST)
    ledger.item(date(2023, 5, 6))
    count(report, cast.chen)
    assert changes(report) == [
        ["上一年主动公开信息", "不知道", "1条"],
        ["主动公开信息比上一年增加", "不知道", "-1条"],
        ["研究政府信息公开的会议", "0次", "1次"],
    ]
    count(report, cast.chen)
    assert changes(report) == []


def test_a_report_that_is_fixed_is_not_counted_again(cast: Cast, report: Filing) -> None:
    reports.given(report, state=Version.State.EXAMINING)
    with pytest.raises(Refused, match="不能统计"):
        count(report, cast.chen)


def test_who_may_not_draft_may_not_count(cast: Cast, report: Filing) -> None:
    with pytest.raises(NotYourRole):
        count(report, cast.feng)
    with pytest.raises(NotYours):
        count(report, cast.li)


def test_a_count_on_what_somebody_changed_meanwhile_is_refused(cast: Cast, report: Filing) -> None:
    seen = report.revision
    count(report, cast.chen, revision=seen)
    with pytest.raises(ChangedMeanwhile):
        count(report, cast.chen, revision=seen)
