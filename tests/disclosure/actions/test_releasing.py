"""What goes out, when and under which number; what is late says why; an emergency is examined afterwards."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from gongkai.agency.calendars import national_calendar
from gongkai.catalogue.models import CatalogueEntry
from gongkai.disclosure import search
from gongkai.disclosure.actions import drafting, examining, releasing
from gongkai.disclosure.models import Channel, Item
from gongkai.errors import Refused
from gongkai.journal.models import Entry
from gongkai.screening.models import Examination
from tests.cast import Cast
from tests.disclosure import passage
from tests.disclosure.actions.test_drafting import entry
from tests.disclosure.passage import BODY, TODAY, fresh

NOW = datetime(2024, 5, 6, 2, tzinfo=UTC)
AT = datetime(2024, 5, 7, 1, tzinfo=UTC)


def emergency(cast: Cast, item: Item, **fields: object) -> Item:
    releasing.release_in_emergency(item.pk, by=cast.zhao, today=TODAY, reason="暴雨红色预警", **fields)
    return fresh(item)


def pass_all(cast: Cast, item: Item, *stages: tuple[str, Any]) -> Examination:
    for stage, person in stages:
        examination = examining.pass_stage(item.pk, by=person, today=TODAY, stage=stage)
    return examination


@pytest.mark.parametrize(("today", "is_late"), [(date(2024, 5, 28), False), (date(2024, 5, 29), True)])
def test_a_release_after_its_day_says_why(cast: Cast, today: date, is_late: bool) -> None:
    item = passage.passed(cast)
    if is_late:
        with pytest.raises(Refused, match="应在2024年5月28日前公开") as caught:
            releasing.release(item.pk, by=cast.chen, today=today)
        assert "第二十六条" in str(caught.value.cites)
    releasing.release(item.pk, by=cast.chen, today=today, late_reason="经办人病假" if is_late else "")
    assert fresh(item).late_reason == ("经办人病假" if is_late else "")


def test_an_edition_changed_after_it_passed_does_not_go_out(cast: Cast) -> None:
    item = passage.passed(cast)
    item.editions.update(body="<p>换过的</p>")
    with pytest.raises(Refused, match="内容与审查通过的不同"):
        releasing.release(item.pk, by=cast.chen, today=TODAY)
    assert not fresh(item).index_number


def test_an_edition_whose_examination_did_not_pass_does_not_go_out(cast: Cast) -> None:
    item = passage.passed(cast)
    Examination.objects.update(state="open")
    with pytest.raises(Refused, match="不能发布"):
        releasing.release(item.pk, by=cast.chen, today=TODAY)


def test_an_agency_without_a_credit_code_gives_no_number_and_releases_nothing(cast: Cast) -> None:
    item = passage.passed(cast)
    cast.town.credit_code = ""
    cast.town.save()
    with pytest.raises(Refused, match="统一社会信用代码"):
        releasing.release(item.pk, by=cast.chen, today=TODAY)
    item = fresh(item)
    assert (item.state, item.current, item.publications.count()) == ("passed", None, 0)


def test_what_is_public_is_found_and_what_is_withdrawn_is_not(cast: Cast) -> None:
    item = passage.passed(cast)
    assert search.newest("耕地地力", limit=5) == []
    releasing.release(item.pk, by=cast.chen, today=TODAY)
    assert search.newest("耕地地力", limit=5) == [item.pk]
    releasing.withdraw(item.pk, by=cast.zhao, today=TODAY, reason="有误")
    assert search.newest("耕地地力", limit=5) == []


def test_the_entry_counts_what_is_public_under_it(cast: Cast) -> None:
    entry(cast.town)
    first = passage.released(cast, entry_code="T-1")
    passage.released(cast, entry_code="T-1")
    assert CatalogueEntry.objects.values_list("item_count", "last_released_on").get() == (2, TODAY)
    releasing.withdraw(first.pk, by=cast.zhao, today=TODAY, reason="有误")
    assert CatalogueEntry.objects.get().item_count == 1


def test_an_item_that_moves_to_another_entry_leaves_the_first(cast: Cast) -> None:
    entry(cast.town)
    entry(cast.town, code="T-2", root="20.3")
    item = passage.released(cast, entry_code="T-1")
    drafting.start_new_edition(item.pk, by=cast.chen, today=TODAY, reason="归错了目录")
    item = fresh(item)
    drafting.save(
        item.pk,
        by=cast.chen,
        today=TODAY,
        revision=item.revision,
        title=item.title,
        body=BODY,
        fields={"entry_code": "T-2"},
    )
    assert fresh(item).entry_code == "T-1"
    passage.released(cast, item)
    assert (fresh(item).entry_code, fresh(item).root) == ("T-2", "20.3")
    assert dict(CatalogueEntry.objects.values_list("code", "item_count")) == {"T-1": 0, "T-2": 1}


def test_a_further_channel_is_planned_with_a_new_edition_and_none_twice(cast: Cast) -> None:
    board = Channel.objects.create(agency=cast.town, kind="bulletin_board", name="公开栏")
    screen = Channel.objects.create(agency=cast.town, kind="led", name="LED")
    item = passage.passed(cast)
    releasing.release(item.pk, by=cast.chen, today=TODAY, channel_ids=[board.pk])
    drafting.start_new_edition(item.pk, by=cast.chen, today=TODAY, reason="更正")
    item = passage.passed(cast, item)
    releasing.release(item.pk, by=cast.chen, today=TODAY, channel_ids=[board.pk, screen.pk])
    found = sorted(item.publications.values_list("channel__kind", "state", "edition__number"))
    assert found == [("bulletin_board", "planned", 2), ("led", "planned", 2), ("portal", "done", 2)]


def test_a_scheduled_release_goes_out_at_its_time_and_once(cast: Cast) -> None:
    board = Channel.objects.create(agency=cast.town, kind="bulletin_board", name="公开栏")
    item = passage.passed(cast)
    releasing.schedule(item.pk, by=cast.chen, today=TODAY, now=NOW, at=AT, channel_ids=[board.pk])
    assert releasing.release_due(AT - timedelta(seconds=1)) == []
    assert releasing.release_due(AT) == [item.pk]
    assert releasing.release_due(AT) == []
    item = fresh(item)
    assert (item.state, item.released_on, item.release_at, item.release_channels) == (
        "released",
        date(2024, 5, 7),
        None,
        [],
    )
    assert item.publications.filter(channel=board, state="planned").exists()
    assert Entry.objects.get(act="item.released").by == cast.chen


@pytest.mark.parametrize("at", [NOW, NOW - timedelta(hours=1)])
def test_no_release_is_set_for_a_time_gone_by(cast: Cast, at: datetime) -> None:
    item = passage.passed(cast)
    with pytest.raises(Refused, match="已经过了"):
        releasing.schedule(item.pk, by=cast.chen, today=TODAY, now=NOW, at=at)


def test_a_time_after_the_due_day_asks_for_the_reason_when_it_is_set(cast: Cast) -> None:
    item = passage.passed(cast)
    late = datetime(2024, 5, 28, 16, tzinfo=UTC)
    with pytest.raises(Refused, match="已经超期"):
        releasing.schedule(item.pk, by=cast.chen, today=TODAY, now=NOW, at=late)
    releasing.schedule(item.pk, by=cast.chen, today=TODAY, now=NOW, at=late - timedelta(minutes=1))


def test_a_scheduled_release_that_cannot_go_out_waits_for_a_person_and_holds_up_no_other(cast: Cast) -> None:
    items = [passage.passed(cast) for _ in range(2)]
    for item in items:
        releasing.schedule(item.pk, by=cast.chen, today=TODAY, now=NOW, at=AT)
    items[0].editions.update(body="<p>换过的</p>")
    assert releasing.release_due(AT) == [items[1].pk]
    item = fresh(items[0])
    assert (item.state, item.release_at) == ("passed", None)
    failed = Entry.objects.get(act="item.schedule_failed")
    assert (failed.by, "内容与审查通过的不同" in failed.details["reason"]) == (None, True)


def test_an_emergency_goes_out_before_its_readings_and_is_examined_afterwards(cast: Cast) -> None:
    item = passage.submitted(cast)
    pass_all(cast, item, ("second", cast.zhou))
    item = emergency(cast, item)
    examination = Examination.objects.get()
    assert (item.state, examination.state, examination.is_emergency) == ("released", "afterwards", True)
    assert examination.next_stage == "secrecy"
    pass_all(cast, item, ("secrecy", cast.sun), ("third", cast.zhao))
    assert Examination.objects.get().state == "passed"
    assert fresh(item).is_public


def test_an_emergency_from_a_draft_is_read_by_everybody_afterwards(cast: Cast) -> None:
    item = emergency(cast, passage.draft(cast))
    everybody = (("first", cast.chen), *passage.readers(cast))
    assert pass_all(cast, item, *everybody).state == "passed"


def test_an_emergency_that_does_not_pass_afterwards_is_withdrawn(cast: Cast) -> None:
    item = emergency(cast, passage.submitted(cast))
    examining.return_to_handler(item.pk, by=cast.zhou, today=TODAY, stage="second", reason="预警级别写错")
    item = fresh(item)
    assert (item.state, item.withdrawal_reason) == ("withdrawn", "紧急发布后补审未通过")
    assert [edition.state for edition in item.editions.order_by("number")] == ["withdrawn", "draft"]
    assert passage.released(cast, item).is_public


def test_an_emergency_withdrawn_has_nothing_left_to_examine(cast: Cast) -> None:
    item = emergency(cast, passage.submitted(cast))
    releasing.withdraw(item.pk, by=cast.zhao, today=TODAY, reason="警报解除")
    assert Examination.objects.get().state == "returned"


def test_no_emergency_lets_an_identity_number_out(cast: Cast) -> None:
    item = passage.draft(cast, body=BODY + "<p>11010519491231002X</p>")
    with pytest.raises(Refused, match="必须改正"):
        emergency(cast, item)
    assert fresh(item).state == "draft"


@pytest.mark.parametrize("attribute", ["on_request", "withheld"])
def test_no_emergency_lets_out_what_was_decided_not_to_be_disclosed(cast: Cast, attribute: str) -> None:
    item = passage.draft(cast, attribute=attribute, attribute_ground="16-1", attribute_reason="内部事务")
    for each in (item, passage.submitted(cast, item)):
        with pytest.raises(Refused, match="不能紧急发布"):
            emergency(cast, each)


def test_by_when_an_emergency_is_examined_is_the_sites_setting(cast: Cast, settings: Any) -> None:
    emergency(cast, passage.submitted(cast))
    examination = Examination.objects.get()
    assert releasing.afterwards_due_on(examination, national_calendar()) == date(2024, 5, 9)
    passage.configure(settings, afterwards_days=5)
    assert releasing.afterwards_due_on(examination, national_calendar()) == date(2024, 5, 11)


@pytest.mark.parametrize(("on", "due"), [(date(2024, 4, 30), date(2024, 5, 8)), (date(2024, 5, 6), date(2024, 5, 9))])
def test_an_annulled_penalty_is_to_be_withdrawn_within_three_working_days(cast: Cast, on: date, due: date) -> None:
    item = passage.released(cast, kind="decision", document_number="清罚〔2024〕3号", title="行政处罚决定书")
    releasing.note_annulled(item.pk, by=cast.chen, today=TODAY, on=on, reason="复议撤销，柳政复决〔2024〕1号")
    item = fresh(item)
    assert (item.withdraw_due_on, item.withdraw_due_reason[:4]) == (due, "复议撤销")
    releasing.withdraw(item.pk, by=cast.zhao, today=TODAY, reason="复议撤销")
    assert fresh(item).withdraw_due_on is None


def test_only_a_published_decision_is_noted_as_annulled(cast: Cast) -> None:
    with pytest.raises(Refused, match="公开中的"):
        releasing.note_annulled(passage.released(cast).pk, by=cast.chen, today=TODAY, on=TODAY, reason="撤销")


def new_edition(cast: Cast, item: Item, body: str) -> Item:
    drafting.start_new_edition(item.pk, by=cast.chen, today=TODAY, reason="更正")
    revision = fresh(item).revision
    drafting.save(item.pk, by=cast.chen, today=TODAY, revision=revision, title=item.title, body=body, fields={})
    return passage.released(cast, fresh(item))


def test_no_edition_from_before_a_withdrawal_comes_back_with_a_later_one(cast: Cast, client: Client) -> None:
    item = passage.released(cast, body="<p>不该公开的话</p>" + BODY)
    item = new_edition(cast, item, "<p>也不该公开的话</p>" + BODY)
    assert client.get(f"/items/{item.pk}/editions/1/").status_code == 200
    releasing.withdraw(item.pk, by=cast.zhao, today=TODAY, reason="内容有误")
    new_edition(cast, item, BODY)
    assert [client.get(f"/items/{item.pk}/editions/{number}/").status_code for number in (1, 2, 3)] == [404, 404, 200]
    assert "不该公开" not in client.get(f"/items/{item.pk}/").content.decode()


def test_a_scheduled_release_that_cannot_go_out_holds_up_no_other(cast: Cast) -> None:
    elsewhere = Channel.objects.create(agency=cast.other_town, kind="wechat", name="石桥发布")
    first, second = passage.passed(cast), passage.passed(cast, title="另一件工作方案")
    releasing.schedule(first.pk, by=cast.chen, today=TODAY, now=NOW, at=AT, channel_ids=[elsewhere.pk])
    releasing.schedule(second.pk, by=cast.chen, today=TODAY, now=NOW, at=AT)
    assert releasing.release_due(AT) == [second.pk]
    assert fresh(first).state == "passed"


def test_the_reason_of_a_withdrawal_names_nobody_by_number(cast: Cast) -> None:
    item = passage.released(cast)
    with pytest.raises(Refused, match="身份证号"):
        releasing.withdraw(item.pk, by=cast.zhao, today=TODAY, reason="误公开了 11010519491231002X")
    assert fresh(item).is_public
