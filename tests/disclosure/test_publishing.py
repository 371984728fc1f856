"""An item on its channels: once on each, on a day that can be, with a proof."""

from datetime import date

import pytest

from gongkai.catalogue.models import Catalogue, CatalogueEntry
from gongkai.disclosure.actions import publishing
from gongkai.disclosure.models import Channel, Edition, Item, Publication
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from gongkai.law import timeliness
from tests.cast import Cast

TODAY = date(2024, 5, 20)
RELEASED = date(2024, 5, 6)
PHOTO = "a" * 64


def board(cast: Cast, name: str = "镇政务公开栏", **fields: object) -> Channel:
    return Channel.objects.create(agency=cast.town, kind="bulletin_board", name=name, **fields)


def released(cast: Cast, *channels: Channel, today: date = RELEASED) -> Item:
    """An item as a release leaves it: public, with its first edition on the portal and planned for the channels."""
    item = Item.objects.create(
        agency=cast.town, handler=cast.chen, kind="notice", title="低保对象公示", formed_on=date(2024, 4, 30)
    )
    edition = edition_of(item, 1, today)
    publishing.publish(item, edition, [channel.pk for channel in channels], by=cast.chen, today=today)
    return item


def edition_of(item: Item, number: int, today: date) -> Edition:
    item.editions.filter(state="released").update(state="superseded")
    edition = Edition.objects.create(
        item=item, number=number, title=item.title, state="released", made_by=item.handler, released_on=today
    )
    item.state, item.current, item.released_on = Item.State.RELEASED, edition, item.released_on or today
    item.save()
    return edition


def on(item: Item, channel: Channel) -> Publication:
    return item.publications.get(channel=channel)


def on_portal(item: Item) -> Publication:
    return item.publications.get(channel__kind="portal")


def test_a_release_is_on_the_portal_at_once_and_planned_elsewhere(cast: Cast) -> None:
    column = board(cast)
    item = released(cast, column)
    portal = on_portal(item)
    assert (portal.state, portal.on, portal.edition) == ("done", RELEASED, item.current)
    assert portal.proof_link.startswith("http://www.liuhe.example/")
    assert str(item.pk) in portal.proof_link
    assert (on(item, column).state, on(item, column).on) == ("planned", None)
    assert portal.channel.last_used_on == RELEASED


def test_the_portal_is_put_on_the_register_once(cast: Cast) -> None:
    first = publishing.ensure_portal_channel(cast.town)
    first.name = "县门户镇专栏"
    first.save()
    assert publishing.ensure_portal_channel(cast.town) == first


def test_a_channel_of_another_agency_is_refused_as_if_it_were_not_there(cast: Cast) -> None:
    foreign = Channel.objects.create(agency=cast.other_town, kind="led", name="乡政府 LED")
    with pytest.raises(NotYours):
        released(cast, foreign)


@pytest.mark.parametrize(("closed_on", "is_open"), [(date(2024, 5, 7), True), (date(2024, 5, 6), False)])
def test_a_channel_is_open_until_the_day_before_it_closes(cast: Cast, closed_on: date, is_open: bool) -> None:
    column = board(cast, closed_on=closed_on)
    if is_open:
        assert on(released(cast, column), column).state == "planned"
    else:
        with pytest.raises(Refused, match="停用"):
            released(cast, column)


def test_an_item_is_shown_once_on_a_channel(cast: Cast) -> None:
    column = board(cast)
    item = released(cast, column)
    publishing.record(on(item, column).pk, by=cast.chen, today=TODAY, on=TODAY, photo=PHOTO)
    with pytest.raises(Refused, match="只计一条"):
        publishing.plan(item.pk, [column.pk], by=cast.chen, today=TODAY)
    with pytest.raises(Refused, match="只计一条"):
        publishing.record(on(item, column).pk, by=cast.chen, today=TODAY, on=TODAY, photo=PHOTO)
    with pytest.raises(Refused, match="只计一条"):
        publishing.publish(item, item.editions.get(), [column.pk], by=cast.chen, today=TODAY)


def test_a_cancelled_plan_can_be_made_again(cast: Cast) -> None:
    column = board(cast)
    item = released(cast, column)
    publishing.cancel(on(item, column).pk, by=cast.chen, today=TODAY, reason="公告栏维修")
    publishing.plan(item.pk, [column.pk], by=cast.chen, today=TODAY)
    assert [each.state for each in item.publications.filter(channel=column)] == ["cancelled", "planned"]


def test_only_what_is_public_is_planned_for_further_channels(cast: Cast) -> None:
    item = Item.objects.create(agency=cast.town, handler=cast.chen, kind="notice", title="草稿")
    with pytest.raises(Refused, match="还没有公开"):
        publishing.plan(item.pk, [board(cast).pk], by=cast.chen, today=TODAY)


def test_done_is_recorded_with_a_proof(cast: Cast) -> None:
    column = board(cast)
    item = released(cast, column)
    with pytest.raises(Refused, match="凭证"):
        publishing.record(on(item, column).pk, by=cast.chen, today=TODAY, on=TODAY)
    done = publishing.record(on(item, column).pk, by=cast.chen, today=TODAY, on=date(2024, 5, 7), photo=PHOTO)
    assert (done.state, done.on, done.proof_hash) == ("done", date(2024, 5, 7), PHOTO)
    column.refresh_from_db()
    assert column.last_used_on == date(2024, 5, 7)
    entry = Entry.objects.get(act="publication.recorded")
    assert (entry.subject_id, entry.details["channel"]) == (str(item.pk), "镇政务公开栏")


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (TODAY, None),
        (date(2024, 5, 21), "还没有到"),
        (RELEASED, None),
        (date(2024, 5, 5), "早于这条信息的公开日期"),
    ],
)
def test_it_is_shown_between_the_release_and_today(cast: Cast, day: date, says: str | None) -> None:
    column = board(cast)
    item = released(cast, column)
    if says is None:
        assert publishing.record(on(item, column).pk, by=cast.chen, today=TODAY, on=day, photo=PHOTO).on == day
    else:
        with pytest.raises(Refused, match=says):
            publishing.record(on(item, column).pk, by=cast.chen, today=TODAY, on=day, photo=PHOTO)


def test_a_board_may_have_been_first_but_not_before_the_document_was_made(cast: Cast) -> None:
    column = board(cast)
    item = released(cast, column)
    known = {"by": cast.chen, "today": TODAY, "photo": PHOTO, "was_first": True}
    with pytest.raises(Refused, match="早于成文日期"):
        publishing.record(on(item, column).pk, on=date(2024, 4, 29), **known)
    assert publishing.record(on(item, column).pk, on=date(2024, 4, 30), **known).state == "done"


def test_a_late_record_of_an_early_day_does_not_turn_the_last_use_back(cast: Cast) -> None:
    column = board(cast, last_used_on=date(2024, 5, 18))
    item = released(cast, column)
    publishing.record(on(item, column).pk, by=cast.chen, today=TODAY, on=date(2024, 5, 7), photo=PHOTO)
    column.refresh_from_db()
    assert column.last_used_on == date(2024, 5, 18)


def test_a_new_edition_is_on_the_portal_at_once_and_counts_no_second_time(cast: Cast) -> None:
    column, led = board(cast), Channel.objects.create(agency=cast.town, kind="led", name="广场 LED")
    item = released(cast, column, led)
    publishing.record(on(item, column).pk, by=cast.chen, today=TODAY, on=RELEASED, photo=PHOTO)
    first, second = item.current, edition_of(item, 2, TODAY)
    publishing.replace_edition(item, second, by=cast.chen, today=TODAY)
    assert (on_portal(item).edition, on_portal(item).on) == (second, RELEASED)
    assert (on(item, column).edition, on(item, led).edition) == (first, second)
    assert Entry.objects.get(act="item.republished").details["to_change"] == ["镇政务公开栏"]
    changed = publishing.change_over(on(item, column).pk, by=cast.chen, today=TODAY, on=TODAY, photo="b" * 64)
    assert (changed.edition, changed.on, changed.proof_hash) == (second, RELEASED, "b" * 64)
    with pytest.raises(Refused, match="没有需要更换"):
        publishing.change_over(changed.pk, by=cast.chen, today=TODAY, on=TODAY, photo=PHOTO)


def test_it_is_taken_down_on_a_day_since_it_was_shown_with_a_reason(cast: Cast) -> None:
    column = board(cast)
    item = released(cast, column)
    known = {"by": cast.chen, "today": TODAY}
    with pytest.raises(Refused, match="没有可撤下"):
        publishing.take_down(on(item, column).pk, on=TODAY, reason="公示期满", **known)
    publishing.record(on(item, column).pk, on=date(2024, 5, 8), photo=PHOTO, **known)
    for day in (date(2024, 5, 7), date(2024, 5, 21)):
        with pytest.raises(Refused, match="撤下日期"):
            publishing.take_down(on(item, column).pk, on=day, reason="公示期满", **known)
    with pytest.raises(Refused, match="原因"):
        publishing.take_down(on(item, column).pk, on=TODAY, reason=" ", **known)
    gone = publishing.take_down(on(item, column).pk, on=date(2024, 5, 8), reason="公示期满", **known)
    assert (gone.state, gone.on, gone.taken_down_on) == ("taken_down", date(2024, 5, 8), date(2024, 5, 8))


def test_the_portal_is_left_only_by_withdrawal(cast: Cast) -> None:
    item = released(cast)
    with pytest.raises(Refused, match="撤回"):
        publishing.take_down(on_portal(item).pk, by=cast.chen, today=TODAY, on=TODAY, reason="过期")


def test_a_withdrawn_item_leaves_the_portal_and_is_to_be_taken_down_everywhere(cast: Cast) -> None:
    column, led = board(cast), Channel.objects.create(agency=cast.town, kind="led", name="广场 LED")
    item = released(cast, column, led)
    publishing.record(on(item, column).pk, by=cast.chen, today=TODAY, on=TODAY, photo=PHOTO)
    [left] = publishing.take_down_all(item, "名单有误", by=cast.zhao, today=TODAY)
    assert (left.channel, left.state, left.take_down_due_on) == (column, "done", TODAY)
    assert (on_portal(item).state, on_portal(item).taken_down_on) == ("taken_down", TODAY)
    assert on(item, led).state == "cancelled"


def test_an_item_released_again_after_withdrawal_counts_on_the_portal_on_its_first_day(cast: Cast) -> None:
    item = released(cast)
    publishing.take_down_all(item, "名单有误", by=cast.zhao, today=date(2024, 5, 8))
    publishing.publish(item, edition_of(item, 2, TODAY), [], by=cast.chen, today=TODAY)
    assert (on_portal(item).state, on_portal(item).on, on_portal(item).taken_down_on) == ("done", RELEASED, None)


def test_only_a_handler_records_and_an_outsider_sees_nothing(cast: Cast) -> None:
    column = board(cast)
    item = released(cast, column)
    with pytest.raises(NotYourRole):
        publishing.record(on(item, column).pk, by=cast.feng, today=TODAY, on=TODAY, photo=PHOTO)
    with pytest.raises(NotYours):
        publishing.record(on(item, column).pk, by=cast.li, today=TODAY, on=TODAY, photo=PHOTO)


def archive(cast: Cast) -> Channel:
    return Channel.objects.create(agency=cast.town, kind="reading_point", name="县档案馆")


def test_a_list_signed_for_counts_each_item_at_the_archive_once(cast: Cast) -> None:
    place, first, second = archive(cast), released(cast), released(cast)
    known = {"by": cast.chen, "today": TODAY, "on": TODAY, "photo": PHOTO}
    publishing.deliver(place.pk, [first.pk], **known)
    assert (on(first, place).state, on(first, place).proof_hash) == ("done", PHOTO)
    [added] = publishing.deliver(place.pk, [first.pk, second.pk], **known)
    assert (added.item, added.edition) == (second, second.current)
    with pytest.raises(Refused, match="没有新的"):
        publishing.deliver(place.pk, [first.pk, second.pk], **known)
    entry = Entry.objects.filter(act="publication.delivered").latest("number")
    assert entry.details["count"] == 1


def test_a_delivery_needs_a_proof_a_day_that_can_be_and_public_items_of_ones_own(cast: Cast) -> None:
    place, item = archive(cast), released(cast)
    known = {"by": cast.chen, "today": TODAY}
    with pytest.raises(Refused, match="签收"):
        publishing.deliver(place.pk, [item.pk], on=TODAY, photo="", **known)
    for day in (date(2024, 5, 5), date(2024, 5, 21)):
        with pytest.raises(Refused):
            publishing.deliver(place.pk, [item.pk], on=day, photo=PHOTO, **known)
    draft = Item.objects.create(agency=cast.town, handler=cast.chen, kind="notice", title="草稿")
    foreign = Item.objects.create(
        agency=cast.other_town, handler=cast.li, kind="notice", title="别处", state="released"
    )
    with pytest.raises(Refused, match="没有新的"):
        publishing.deliver(place.pk, [draft.pk, foreign.pk], on=TODAY, photo=PHOTO, **known)
    with pytest.raises(NotYours):
        publishing.deliver(place.pk, [item.pk], on=TODAY, photo=PHOTO, by=cast.li, today=TODAY)


def test_a_publicity_period_of_the_entry_says_when_it_comes_down(cast: Cast) -> None:
    catalogue = Catalogue.objects.create(
        agency=cast.town, number=1, name="目录", made_on=RELEASED, state="in_force", adopted_on=RELEASED
    )
    CatalogueEntry.objects.create(
        catalogue=catalogue,
        agency=cast.town,
        code="低保-1",
        order=1,
        root="21.8",
        level1="低保",
        time_rules=timeliness.parse("公示7个工作日").to_dict(),
    )
    column = board(cast)
    item = released(cast, column)
    Item.objects.update(entry_code="低保-1")
    done = publishing.record(on(item, column).pk, by=cast.chen, today=TODAY, on=date(2024, 5, 8), photo=PHOTO)
    # 9日、10日、11日（调休上班）、13日至16日: shown to the end of the 16th
    assert done.take_down_due_on == date(2024, 5, 17)
