"""A photo of a board: the beginning of an item, or the proof of one that was posted already."""

from datetime import date

import pytest

from gongkai.disclosure import queries, search
from gongkai.disclosure.actions import entering, publishing
from gongkai.disclosure.models import Channel, Edition, Item
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from tests.cast import Cast

TODAY = date(2024, 5, 20)
PHOTO = "a" * 64


@pytest.fixture
def board(cast: Cast) -> Channel:
    return Channel.objects.create(agency=cast.town, kind="bulletin_board", name="镇政务公开栏")


def posted(cast: Cast, board: Channel, **other: object) -> Item:
    known = {"title": "低保对象公示", "on": date(2024, 5, 7), "photo": PHOTO, "root": "21.8", "by": cast.chen}
    return entering.enter_posted(cast.town, channel_id=board.pk, today=TODAY, **{**known, **other})


def drafted(cast: Cast, board: Channel, **other: object) -> Item:
    known = {"title": "低保对象公示", "photo": PHOTO, "root": "21.8", "by": cast.chen}
    return entering.draft_from_photo(cast.town, channel_id=board.pk, today=TODAY, **{**known, **other})


def test_what_was_posted_is_released_on_that_day_with_the_photo_as_proof(cast: Cast, board: Channel) -> None:
    item = posted(cast, board, formed_on=date(2024, 5, 6))
    assert (item.state, item.kind, item.released_on, item.due_on) == (
        "released",
        "notice",
        date(2024, 5, 7),
        date(2024, 5, 31),
    )
    assert item.index_number == "11990121MB00000017/202405-00001"
    assert (item.current.change_reason, item.current.examination) == ("系统外审查、补录", None)
    shown = item.publications.get()
    assert (shown.channel, shown.state, shown.on, shown.proof_hash) == (board, "done", date(2024, 5, 7), PHOTO)
    board.refresh_from_db()
    assert board.last_used_on == date(2024, 5, 7)
    assert search.newest("低保", limit=1) == [item.pk]
    assert queries.counts(cast.town, 2024).by_channel == {board.pk: 1}
    entry = Entry.objects.get(act="item.entered_afterwards")
    assert (entry.details["examined"], entry.details["photo"]) == ("系统外审查、补录", PHOTO)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"on": date(2024, 5, 21)}, "还没有到"),
        ({"formed_on": date(2024, 5, 8)}, "晚于张贴日期"),
        ({"title": "  "}, "请填写标题"),
        ({"photo": ""}, "请拍照"),
        ({"title": "身份证110101199003070038公示"}, "身份证号"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_left(
    cast: Cast, board: Channel, given: dict[str, object], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        posted(cast, board, **given)
    assert Item.objects.count() == 0


def test_the_day_it_was_posted_may_be_today_and_the_day_it_was_formed(cast: Cast, board: Channel) -> None:
    assert posted(cast, board, on=TODAY, formed_on=TODAY).released_on == TODAY


def test_what_was_not_posted_is_a_draft_planned_for_the_board_with_the_photo(cast: Cast, board: Channel) -> None:
    item = drafted(cast, board, token="once")
    assert (item.state, item.released_on, item.root) == ("draft", None, "21.8")
    planned = item.publications.get()
    assert (planned.state, planned.proof_hash, planned.on) == ("planned", PHOTO, None)
    assert drafted(cast, board, token="once") == item
    assert item.publications.count() == 1


def test_the_photo_kept_with_the_draft_proves_the_showing_after_the_release(cast: Cast, board: Channel) -> None:
    item = drafted(cast, board)
    Edition.objects.update(state="released", released_on=TODAY)
    item.state, item.released_on, item.current = "released", TODAY, item.editions.get()
    item.save()
    publishing.publish(item, item.current, [board.pk], by=cast.chen, today=TODAY)
    done = publishing.record(item.publications.get(channel=board).pk, by=cast.chen, today=TODAY, on=TODAY)
    assert (done.state, done.proof_hash, done.edition) == ("done", PHOTO, item.current)


def test_a_photo_is_of_a_board_that_is_open_and_ones_own(cast: Cast, board: Channel) -> None:
    portal = publishing.ensure_portal_channel(cast.town)
    with pytest.raises(Refused, match="现场"):
        posted(cast, portal)
    foreign = Channel.objects.create(agency=cast.other_town, kind="led", name="乡 LED")
    with pytest.raises(NotYours):
        drafted(cast, foreign)
    Channel.objects.filter(pk=board.pk).update(closed_on=date(2024, 5, 8))
    assert posted(cast, board).state == "released"
    with pytest.raises(Refused, match="停用"):
        posted(cast, board, on=date(2024, 5, 8))


def test_only_a_handler_enters(cast: Cast, board: Channel) -> None:
    with pytest.raises(NotYourRole):
        posted(cast, board, by=cast.zhao)
    with pytest.raises(NotYours):
        drafted(cast, board, by=cast.li)
