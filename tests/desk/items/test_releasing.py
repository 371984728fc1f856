"""Releasing: now, at a time, several at once, in an emergency; and taking it back."""

from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone

from gongkai.disclosure.models import Channel, Item
from tests.desk.desk import Desk
from tests.disclosure import passage
from tests.disclosure.passage import TODAY


def test_a_passed_item_is_released_on_the_channels_chosen(desk: Desk) -> None:
    board = Channel.objects.create(agency=desk.cast.town, kind="bulletin_board", name="政务公开栏")
    item = passage.passed(desk.cast)
    assert "政务公开栏" in desk.look(desk.cast.chen, "item_release", item.pk)
    desk.send(desk.cast.chen, "item_release", item.pk, when="now", channels=[board.pk])
    assert passage.fresh(item).is_public
    assert item.publications.get(channel=board).state == "planned"


def test_a_channel_closed_or_of_another_agency_is_not_offered(desk: Desk) -> None:
    Channel.objects.create(agency=desk.cast.town, kind="led", name="旧显示屏", closed_on=TODAY)
    foreign = Channel.objects.create(agency=desk.cast.other_town, kind="led", name="石桥的屏")
    Channel.objects.create(agency=desk.cast.town, kind="led", name="新显示屏")
    item = passage.passed(desk.cast)
    page = desk.look(desk.cast.chen, "item_release", item.pk)
    assert "新显示屏" in page
    assert "旧显示屏" not in page
    assert "石桥的屏" not in page
    desk.send(desk.cast.chen, "item_release", item.pk, status=422, when="now", channels=[foreign.pk])
    assert not passage.fresh(item).is_public


def test_a_time_can_be_set_and_given_up(desk: Desk) -> None:
    item = passage.passed(desk.cast)
    desk.send(desk.cast.chen, "item_release", item.pk, status=422, when="at", at="")
    soon = timezone.localtime(timezone.now() + timedelta(days=1))
    desk.send(desk.cast.chen, "item_release", item.pk, when="at", at=soon.strftime("%Y-%m-%dT%H:%M"))
    assert passage.fresh(item).state == Item.State.SCHEDULED
    assert isinstance(passage.fresh(item).release_at, datetime)
    desk.send(desk.cast.chen, "item_unschedule", item.pk)
    assert passage.fresh(item).state == Item.State.PASSED


@pytest.mark.parametrize(("formed_on", "is_late"), [(date(2024, 4, 2), True), (date(2024, 4, 3), False)])
def test_a_late_release_asks_why(desk: Desk, formed_on: date, is_late: bool) -> None:
    item = passage.passed(desk.cast, formed_on=formed_on)
    page = desk.look(desk.cast.chen, "item_release", item.pk)
    assert ("超期的原因" in page) is is_late
    desk.send(desk.cast.chen, "item_release", item.pk, status=409 if is_late else 302, when="now")
    if is_late:
        desk.send(desk.cast.chen, "item_release", item.pk, when="now", late_reason="等待县里统一口径")
        assert passage.fresh(item).late_reason == "等待县里统一口径"
    assert passage.fresh(item).is_public


def test_several_are_released_after_a_summary_and_what_cannot_go_is_named(desk: Desk) -> None:
    ready = [passage.passed(desk.cast, title=f"第{number}件") for number in (1, 2)]
    draft = passage.draft(desk.cast, title="还是草稿")
    numbers = [item.pk for item in (*ready, draft)]
    page = unescape(desk.look(desk.cast.chen, "items_release", item=numbers))
    assert "发布所选的 2 条信息" in page
    assert "不会发布的 1 条" in page
    assert not any(passage.fresh(item).is_public for item in ready)
    desk.send(desk.cast.chen, "items_release", item=numbers, form_token="once")
    assert all(passage.fresh(item).is_public for item in ready)
    assert passage.fresh(draft).state == Item.State.DRAFT
    assert "已公开 2 条" in desk.look(desk.cast.chen, "items")


def test_items_of_another_agency_are_left_out_of_several(desk: Desk) -> None:
    item = passage.passed(desk.cast)
    Item.objects.filter(pk=item.pk).update(agency=desk.cast.other_town)
    desk.send(desk.cast.chen, "items_release", item=[item.pk])
    assert passage.fresh(item).state == Item.State.PASSED


def test_the_signer_alone_releases_in_an_emergency_and_says_why(desk: Desk) -> None:
    item = passage.draft(desk.cast)
    assert "紧急发布" not in desk.look(desk.cast.chen, "item", item.pk)
    assert "紧急发布" in desk.look(desk.cast.zhao, "item", item.pk)
    desk.send(desk.cast.zhao, "item_emergency", item.pk, status=422, reason="")
    desk.send(desk.cast.zhao, "item_emergency", item.pk, reason="台风红色预警，须立即转移")
    assert passage.fresh(item).is_public
    assert "台风红色预警，须立即转移" in desk.look(desk.cast.chen, "item", item.pk)


def test_a_released_item_is_taken_back_with_its_reason(desk: Desk) -> None:
    item = passage.released(desk.cast)
    desk.send(desk.cast.zhao, "item_withdraw", item.pk, status=422, reason="")
    desk.send(desk.cast.zhao, "item_withdraw", item.pk, reason="名单有误")
    assert passage.fresh(item).state == Item.State.WITHDRAWN
    assert "名单有误" in desk.look(desk.cast.chen, "item", item.pk)


def test_an_annulled_penalty_is_noted_and_must_be_taken_back(desk: Desk) -> None:
    item = passage.released(desk.cast, kind="decision")
    desk.send(desk.cast.chen, "item_annul", item.pk, on="2024-05-06", reason="复议撤销")
    page = desk.look(desk.cast.zhao, "item", item.pk)
    assert "复议撤销" in page
    assert "2024年5月9日" in page


@pytest.mark.parametrize("odd", ["9" * 30, "9" * 5000, "²", "-1"])
def test_a_tick_that_is_no_item_releases_nothing(desk: Desk, odd: str) -> None:
    client = desk.client(desk.cast.chen)
    address = f"/desk/{desk.cast.town.pk}/items/release/"
    assert client.get(address, {"item": [odd]}).status_code in (200, 302)
    assert client.post(address, {"item": [odd]}).status_code in (200, 302)
