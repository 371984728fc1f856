"""What waits today, and a year's counts: an item once, its channels once each, every figure the length of its list."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.agency.models import Appointment
from gongkai.agency.roles import Role
from gongkai.disclosure import overview, queries
from gongkai.disclosure.actions import drafting, examining, publishing, releasing
from gongkai.disclosure.models import Channel, Item, Publication
from gongkai.screening import actions as screening
from gongkai.screening.models import Stage
from tests.cast import SINCE, Cast
from tests.disclosure import passage
from tests.disclosure.actions.test_drafting import entry
from tests.disclosure.passage import TODAY, fresh


def piles(cast: Cast, today: date = TODAY, officer: Any = None) -> dict[str, int]:
    return {pile.code: pile.total for pile in queries.today(cast.town, officer or cast.chen, today)}


def board(cast: Cast, name: str = "公开栏", **fields: object) -> Channel:
    return Channel.objects.create(agency=cast.town, kind="bulletin_board", name=name, **fields)


def record(cast: Cast, item: Item, on: date = TODAY) -> None:
    for publication in item.publications.filter(state=Publication.State.PLANNED):
        publishing.record(publication.pk, by=cast.chen, today=on, on=on, link="https://example.cn/1")


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2024, 5, 20), {}),
        (date(2024, 5, 21), {"soon": 1}),
        (date(2024, 5, 28), {"soon": 1}),
        (date(2024, 5, 29), {"late": 1}),
    ],
)
def test_a_draft_is_soon_due_five_working_days_before_and_late_after_its_day(
    cast: Cast, today: date, found: dict[str, int]
) -> None:
    passage.draft(cast)
    assert piles(cast, today) == found


def test_nothing_released_or_kept_is_late(cast: Cast) -> None:
    passage.released(cast)
    passage.passed(cast, attribute="on_request")
    assert piles(cast, date(2025, 1, 2)) == {}


def test_what_waits_for_me_is_what_my_role_reads_next(cast: Cast) -> None:
    item = passage.submitted(cast)
    assert [piles(cast, officer=each).get("examine", 0) for each in (cast.zhou, cast.sun, cast.zhao)] == [1, 0, 0]
    examining.pass_stage(item.pk, by=cast.zhou, today=TODAY, stage="second")
    assert [piles(cast, officer=each).get("examine", 0) for each in (cast.zhou, cast.sun, cast.zhao)] == [0, 1, 0]


def test_what_i_may_not_read_does_not_wait_for_me_until_an_exception_lets_me(cast: Cast) -> None:
    Appointment.objects.create(officer=cast.zhou, agency=cast.town, role=Role.SECRECY, from_on=SINCE)
    Appointment.objects.create(officer=cast.chen, agency=cast.town, role=Role.SECRECY, from_on=SINCE)
    item = passage.submitted(cast)
    examining.pass_stage(item.pk, by=cast.zhou, today=TODAY, stage="second")
    waiting = [queries.to_examine(cast.town, each, TODAY).count() for each in (cast.zhou, cast.chen, cast.sun)]
    assert waiting == [0, 0, 1]
    screening.grant_exception(
        cast.town,
        by=cast.he,
        today=TODAY,
        stages_together=[Stage.SECOND, Stage.SECRECY],
        reason="只有三人",
        from_on=TODAY,
        until_on=TODAY,
    )
    waiting = [queries.to_examine(cast.town, each, TODAY).count() for each in (cast.zhou, cast.chen, cast.sun)]
    assert waiting == [1, 0, 1]


def test_every_pile_holds_what_it_says(cast: Cast) -> None:
    entry(cast.town)
    column = board(cast)
    returned = passage.submitted(cast)
    examining.return_to_handler(returned.pk, by=cast.zhou, today=TODAY, stage="second", reason="缺标准")
    passage.passed(cast)
    shown = passage.passed(cast)
    releasing.release(shown.pk, by=cast.chen, today=TODAY, channel_ids=[column.pk])
    record(cast, shown)
    releasing.withdraw(shown.pk, by=cast.zhao, today=TODAY, reason="有误")
    planned = passage.passed(cast)
    releasing.release(planned.pk, by=cast.chen, today=TODAY, channel_ids=[column.pk])
    passage.released(
        cast,
        kind="normative_document",
        document_number="清政规〔2024〕1号",
        validity="valid",
        effective_on=TODAY,
        expires_on=TODAY + timedelta(days=30),
    )
    fine = passage.released(cast, kind="decision", document_number="清罚〔2024〕3号")
    releasing.note_annulled(fine.pk, by=cast.chen, today=TODAY, on=TODAY, reason="复议撤销")
    emergency = passage.submitted(cast)
    releasing.release_in_emergency(emergency.pk, by=cast.zhao, today=TODAY, reason="暴雨")
    assert piles(cast) == {
        "withdraw": 1,
        "take_down": 1,
        "returned": 1,
        "afterwards": 1,
        "release": 1,
        "publish": 1,
        "expiring": 1,
        "interpret": 1,
        "stale": 1,
    }


@pytest.mark.parametrize(("day", "found"), [(date(2025, 5, 5), 0), (date(2025, 5, 6), 1)])
def test_what_is_kept_comes_up_for_its_re_examination(cast: Cast, day: date, found: int) -> None:
    passage.passed(cast, attribute="withheld", attribute_ground="16-1", attribute_reason="内部事务")
    assert piles(cast, day).get("reexamine", 0) == found


@pytest.mark.parametrize(("day", "found"), [(date(2024, 5, 14), 0), (date(2024, 5, 15), 1)])
def test_a_list_shown_for_seven_working_days_is_to_be_taken_back_after_them(cast: Cast, day: date, found: int) -> None:
    entry(cast.town, "公示7个工作日")
    passage.released(cast, entry_code="T-1", kind="notice")
    assert piles(cast, day).get("period_over", 0) == found


def test_a_pile_shows_its_first_rows_and_says_how_many_there_are(cast: Cast) -> None:
    for _ in range(queries.MOST + 2):
        passage.draft(cast)
    [late] = queries.today(cast.town, cast.chen, date(2024, 6, 1))
    assert (late.code, len(late.rows), late.total) == ("late", queries.MOST, queries.MOST + 2)


def test_the_page_of_today_asks_the_same_number_of_questions_however_much_waits(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST", 1)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            for pile in queries.today(cast.town, cast.zhao, date(2024, 6, 1)):
                for row in pile.rows:
                    item = row.item if hasattr(row, "item") else row
                    assert item.title and item.handler.name
        return len(asked)

    def more() -> None:
        for _ in range(2):
            passage.draft(cast)
            passage.submitted(cast)
            passage.passed(cast)

    more()
    few = questions()
    more()
    assert questions() == few


def test_an_item_on_three_channels_counts_once_and_once_a_channel(cast: Cast) -> None:
    channels = [board(cast), board(cast, "村务栏")]
    item = passage.passed(cast)
    releasing.release(item.pk, by=cast.chen, today=TODAY, channel_ids=[channel.pk for channel in channels])
    record(cast, item)
    passage.released(cast, root="20.7", kind="budget")
    found = queries.counts(cast.town, 2024)
    portal = Channel.objects.get(kind="portal")
    assert found.items == 2
    assert dict(found.by_root) == {"20.11": 1, "20.7": 1}
    assert dict(found.by_kind) == {"budget": 1, "plan": 1}
    assert dict(found.by_channel) == {portal.pk: 2, channels[0].pk: 1, channels[1].pk: 1}


def test_every_figure_is_the_length_of_the_list_behind_it(cast: Cast) -> None:
    passage.released(cast)
    withdrawn = passage.released(cast, root="20.7", kind="notice")
    releasing.withdraw(withdrawn.pk, by=cast.zhao, today=TODAY, reason="有误")
    passage.draft(cast)
    found = queries.counts(cast.town, 2024)
    assert found.items == sum(found.by_root.values()) == sum(found.by_kind.values()) == 2
    for root, count in found.by_root.items():
        assert queries.disclosed(cast.town, 2024, root=root).count() == count
    for kind, count in found.by_kind.items():
        assert queries.disclosed(cast.town, 2024, kind=kind).count() == count
    for channel_id, count in found.by_channel.items():
        assert queries.shown(cast.town, 2024, channel_id=channel_id).count() == count
    assert queries.counts(cast.town, 2023).items == queries.counts(cast.other_town, 2024).items == 0


@pytest.mark.parametrize(
    ("on", "year"), [(date(2024, 12, 31), 2024), (date(2025, 1, 1), 2025)], ids=["its last day", "the next first"]
)
def test_an_item_counts_in_the_year_it_was_first_released(cast: Cast, on: date, year: int) -> None:
    item = passage.passed(cast)
    releasing.release(item.pk, by=cast.chen, today=on, late_reason="核对数据")
    assert [queries.counts(cast.town, each).items for each in (2024, 2025)] == [year == 2024, year == 2025]
    assert queries.counts(cast.town, year).late == 1
    drafting.start_new_edition(item.pk, by=cast.chen, today=on, reason="更正")
    later = date(2026, 3, 2)
    passage.released(cast, item, today=later)
    assert queries.counts(cast.town, 2026).items == 0


def test_the_overview_agrees_with_the_piles_and_the_counts(cast: Cast) -> None:
    entry(cast.town)
    column = board(cast, update_days=30, opened_on=date(2024, 1, 1))
    passage.draft(cast, formed_on=date(2024, 4, 30))
    returned = passage.submitted(cast)
    examining.return_to_handler(returned.pk, by=cast.zhou, today=TODAY, stage="second", reason="缺标准")
    passage.submitted(cast)
    passage.passed(cast)
    item = passage.passed(cast)
    releasing.release(item.pk, by=cast.chen, today=date(2024, 5, 29), channel_ids=[column.pk], late_reason="病假")
    day = date(2024, 5, 29)
    found = overview.refresh(cast.town.pk, day)
    waiting = piles(cast, day)
    assert (found.drafts, found.returned, found.in_screening, found.to_release) == (1, 1, 1, 1)
    assert (found.overdue, found.due_soon) == (waiting["late"], waiting["soon"]) == (3, 1)
    assert (found.released_this_year, found.released_late_this_year, found.last_released_on) == (1, 1, day)
    assert (found.planned_publications, found.stale_channels) == (waiting["publish"], 1)
    assert (found.entries, found.empty_entries) == (1, waiting["stale"])


def test_an_overview_is_counted_in_a_bounded_number_of_questions(cast: Cast) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            overview.refresh(cast.town.pk, TODAY)
        return len(asked)

    overview.refresh(cast.town.pk, TODAY)
    few = questions()
    for _ in range(4):
        passage.released(cast)
    assert questions() == few < 25


def test_every_act_has_the_overview_counted_once_it_is_committed(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        item = passage.draft(cast)
    assert cast.town.overview.drafts == 1
    with django_capture_on_commit_callbacks(execute=True):
        passage.submitted(cast, item)
    cast.town.overview.refresh_from_db()
    assert (cast.town.overview.drafts, cast.town.overview.in_screening) == (0, 1)


def test_a_scheduled_item_no_longer_waits_to_be_released(cast: Cast) -> None:
    item = passage.passed(cast)
    assert queries.to_release(cast.town).count() == 1
    now = datetime(2024, 5, 6, 2, tzinfo=UTC)
    releasing.schedule(item.pk, by=cast.chen, today=TODAY, now=now, at=now + timedelta(days=1))
    assert queries.to_release(cast.town).count() == 0
    assert fresh(item).state == "scheduled"
