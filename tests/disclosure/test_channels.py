"""The register of channels: opened, changed, closed, never deleted."""

from datetime import date

import pytest

from gongkai.disclosure.actions import channels, publishing
from gongkai.disclosure.models import Channel, Item, Publication
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from tests.cast import Cast

TODAY = date(2024, 5, 20)


def opened(cast: Cast, kind: str = "bulletin_board", name: str = "镇政务公开栏", **fields: object) -> Channel:
    return channels.open_channel(cast.town, kind=kind, name=name, by=cast.chen, today=TODAY, **fields)


def test_an_account_without_a_rule_of_its_own_gets_two_weeks(cast: Cast) -> None:
    assert opened(cast, "wechat", "清水发布").update_days == 14
    assert opened(cast, "wechat", "清水政务", update_days=10).update_days == 10
    assert opened(cast).update_days is None


def test_two_of_a_kind_have_different_names_and_the_website_is_one(cast: Cast) -> None:
    opened(cast)
    with pytest.raises(Refused, match="已有叫“镇政务公开栏”的公告栏"):
        opened(cast, name=" 镇政务公开栏 ")
    opened(cast, "led", "镇政务公开栏")
    publishing.ensure_portal_channel(cast.town)
    with pytest.raises(Refused, match="只登记一个"):
        opened(cast, "portal", "新网站")
    with pytest.raises(Refused, match="请填写"):
        opened(cast, name="  ")


def test_the_journal_keeps_what_changed_and_nothing_when_nothing_did(cast: Cast) -> None:
    channel = opened(cast, telephone="0990-1234567")
    channels.change_channel(channel.pk, by=cast.chen, today=TODAY, telephone="0990-1234567", place="政府大院门口")
    channels.change_channel(channel.pk, by=cast.chen, today=TODAY, place="政府大院门口")
    [entry] = Entry.objects.filter(act="channel.changed")
    assert entry.details["changes"] == [["账号或地点", "", "政府大院门口"]]


def test_a_channel_is_closed_after_its_last_use_and_with_nothing_planned(cast: Cast) -> None:
    channel = opened(cast)
    item = Item.objects.create(agency=cast.town, handler=cast.chen, kind="notice", title="公示")
    planned = Publication.objects.create(item=item, channel=channel, agency=cast.town)
    close = {"by": cast.chen, "today": TODAY, "reason": "搬迁"}
    with pytest.raises(Refused, match="1 条待发布"):
        channels.close_channel(channel.pk, on=TODAY, **close)
    planned.delete()
    Channel.objects.update(last_used_on=date(2024, 5, 19))
    for day, says in ((date(2024, 5, 19), "还发布过"), (date(2024, 5, 21), "还没有到")):
        with pytest.raises(Refused, match=says):
            channels.close_channel(channel.pk, on=day, **close)
    assert channels.close_channel(channel.pk, on=TODAY, **close).closed_on == TODAY
    with pytest.raises(Refused, match="停用"):
        channels.close_channel(channel.pk, on=TODAY, **close)


def test_the_website_is_not_closed_and_closing_needs_a_reason(cast: Cast) -> None:
    portal = publishing.ensure_portal_channel(cast.town)
    with pytest.raises(Refused, match="不能停用"):
        channels.close_channel(portal.pk, by=cast.chen, today=TODAY, on=TODAY, reason="停")
    with pytest.raises(Refused, match="原因"):
        channels.close_channel(opened(cast).pk, by=cast.chen, today=TODAY, on=TODAY, reason=" ")


def test_who_may_not_change_the_register_is_refused(cast: Cast) -> None:
    channel = opened(cast)
    with pytest.raises(NotYourRole):
        channels.change_channel(channel.pk, by=cast.zhao, today=TODAY, place="别处")
    with pytest.raises(NotYours):
        channels.change_channel(channel.pk, by=cast.li, today=TODAY, place="别处")
    assert channels.change_channel(channel.pk, by=cast.qian, today=TODAY, place="别处").place == "别处"
