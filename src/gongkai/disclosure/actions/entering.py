"""快速登记: a photo of a board, taken with a telephone, as the beginning of an item or the proof of one already posted.

What was posted already was examined outside this system and enters as an import does (补录); what was not goes the
way of every item.
"""

from datetime import date

from django.db import transaction

from gongkai.agency import access as agencies
from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency, Officer
from gongkai.disclosure import due, numbering, overview, personal_data, search
from gongkai.disclosure.actions import drafting, importing, publishing
from gongkai.disclosure.models import Channel, Item, Publication
from gongkai.disclosure.spreadsheet import naming
from gongkai.errors import NotYours, Refused
from gongkai.journal import recording as journal


@transaction.atomic
def draft_from_photo(
    agency: Agency,
    *,
    title: str,
    channel_id: int,
    photo: str,
    root: str = "",
    formed_on: date | None = None,
    token: str = "",
    by: Officer,
    today: date,
) -> Item:
    """拍照起草: a draft that is planned for the board, with the photo kept there as its proof."""
    agencies.require("publication.record", by, agency)
    channel = _board(agency, channel_id, today)
    item = drafting.start(
        agency, kind=naming.kind_of(title), title=title, root=root, formed_on=formed_on, token=token, by=by, today=today
    )
    _, is_new = Publication.objects.get_or_create(
        item=item, channel=channel, defaults={"agency": agency, "proof_hash": photo, "by": by}
    )
    if is_new:
        journal.record("publication.planned", item, by=by, on=today, channels=[channel.name], photo=photo)
    return item


@transaction.atomic
def enter_posted(
    agency: Agency,
    *,
    title: str,
    channel_id: int,
    on: date,
    photo: str,
    root: str = "",
    formed_on: date | None = None,
    by: Officer,
    today: date,
) -> Item:
    """补录已张贴的: released on the day it was posted, the photo its proof, examined outside this system."""
    agencies.require("item.import", by, agency)
    channel = _board(agency, channel_id, on)
    title = " ".join(title.split())
    _refuse(title, photo, on, formed_on, today)
    item = Item(
        agency=agency,
        kind=naming.kind_of(title),
        title=title,
        state=Item.State.RELEASED,
        handler=by,
        root=root,
        formed_on=formed_on,
        released_on=on,
        index_number=numbering.give(agency, on),
    )
    due.settle(item, None, national_calendar())
    item.save()
    edition = importing.edition_of(item, by)
    edition.save()
    item.current = edition
    item.save(update_fields=["current"])
    Publication.objects.create(
        item=item,
        edition=edition,
        channel=channel,
        agency=agency,
        state=Publication.State.DONE,
        on=on,
        proof_hash=photo,
        by=by,
    )
    publishing.note_use(channel, on)
    search.note([item])
    journal.record(
        "item.entered_afterwards",
        item,
        by=by,
        on=today,
        examined=importing.ENTERED_AFTERWARDS,
        channel=channel.name,
        shown_on=on,
        photo=photo,
        index_number=item.index_number,
    )
    overview.count_after(agency.pk, today)
    return item


def _board(agency: Agency, channel_id: int, on: date) -> Channel:
    channel = Channel.objects.filter(agency=agency, pk=channel_id).first()
    if channel is None:
        raise NotYours("所选的渠道不属于这个机关。")
    if channel.kind == Channel.Kind.PORTAL:
        raise Refused("拍照登记用于公告栏、屏幕等现场的渠道；网站上的信息请新增后发布。")
    if channel.closed_on is not None and channel.closed_on <= on:
        raise Refused(f"“{channel}”已于 {channel.closed_on} 停用，请改选别的渠道。")
    return channel


def _refuse(title: str, photo: str, on: date, formed_on: date | None, today: date) -> None:
    if not title:
        raise Refused("请填写标题。")
    if not photo:
        raise Refused("请拍照或选一张照片：补录须有凭证。")
    if on > today:
        raise Refused(f"张贴日期 {on} 还没有到，请改正。")
    if formed_on is not None and formed_on > on:
        raise Refused(f"成文日期 {formed_on} 晚于张贴日期 {on}，请核对，改正其中一个。")
    faults = [each for each in personal_data.found(title, "", today=today) if each.severity == "error"]
    if faults:
        raise Refused(faults[0].message, cites=faults[0].cites)
