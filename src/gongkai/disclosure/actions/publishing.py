"""发布: an item on its channels: at once on the portal, elsewhere planned, then recorded with proof, and taken down.

An item counts once, and once on each channel that it was shown on.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency, Officer
from gongkai.disclosure import access, addresses, content, overview
from gongkai.disclosure.models import Channel, Edition, Item, Publication
from gongkai.errors import NotYours, Refused
from gongkai.journal import recording as journal
from gongkai.law import timeliness
from gongkai.law.calendar import DAY
from gongkai.law.statutes import ORDER_711
from gongkai.law.timeliness import TimeRules

PORTAL_NAME = "政府信息公开平台"

_State = Publication.State


def ensure_portal_channel(agency: Agency) -> Channel:
    """The agency's place on the portal, on its register of channels."""
    channel = Channel.objects.filter(agency=agency, kind=Channel.Kind.PORTAL).first()
    if channel is None:
        channel, _ = Channel.objects.get_or_create(agency=agency, kind=Channel.Kind.PORTAL, name=PORTAL_NAME)
    return channel


@transaction.atomic
def publish(
    item: Item, edition: Edition, channel_ids: Iterable[int], *, by: Officer | None, today: date
) -> list[Publication]:
    """发布到渠道: show a released item on the portal at once, and plan it for the other channels chosen.

    The portal is always among them (条例第二十四条). The caller holds the item's lock; `by` is None for a timer.
    """
    portal = ensure_portal_channel(item.agency)
    shown = {each.channel_id: each for each in item.publications.exclude(state=_State.CANCELLED)}
    channels = [each for each in _chosen(item.agency, channel_ids, today) if each != portal]
    for channel in channels:
        already = shown.get(channel.pk)
        if already is not None and already.state != _State.PLANNED:
            raise _twice(already, channel)
    made = [_on_portal(item, edition, portal, shown.get(portal.pk), by, today)]
    item.publications.filter(state=_State.PLANNED).update(edition=edition)
    made += [shown[channel.pk] for channel in channels if channel.pk in shown]
    made += _planned(item, edition, [channel for channel in channels if channel.pk not in shown], by)
    names = [portal.name, *(channel.name for channel in channels)]
    journal.record("item.published", item, by=by, on=today, channels=names, edition=edition.number)
    return made


@transaction.atomic
def plan(item_id: int, channel_ids: Iterable[int], *, by: Officer, today: date) -> list[Publication]:
    """增加渠道: plan a released item for further channels."""
    item = access.for_act(item_id, "publication.record", by=by)
    if not item.is_public:
        raise Refused(f"“{item.title}”还没有公开，不能安排到渠道上。请先走完审查并发布。")
    channels = _chosen(item.agency, channel_ids, today)
    if not channels:
        raise Refused("没有选渠道。请至少选一个。")
    shown = {each.channel_id: each for each in item.publications.exclude(state=_State.CANCELLED)}
    for channel in channels:
        if channel.pk in shown:
            raise _twice(shown[channel.pk], channel)
    made = _planned(item, item.current, channels, by)
    journal.record("publication.planned", item, by=by, on=today, channels=[channel.name for channel in channels])
    overview.count_after(item.agency_id, today)
    return made


@transaction.atomic
def replace_edition(item: Item, edition: Edition, *, by: Officer | None, today: date) -> None:
    """换版: the portal shows the new edition at once; where another is still shown, `outdated` says so.

    The caller holds the item's lock and has written the edition released.
    """
    portal = ensure_portal_channel(item.agency)
    shown = item.publications.filter(channel=portal).exclude(state=_State.CANCELLED).first()
    _on_portal(item, edition, portal, shown, by, today)
    item.publications.filter(state=_State.PLANNED).update(edition=edition)
    others = item.publications.filter(state=_State.DONE).exclude(edition=edition).select_related("channel")
    journal.record(
        "item.republished",
        item,
        by=by,
        on=today,
        edition=edition.number,
        to_change=[publication.channel.name for publication in others],
    )


@transaction.atomic
def record(
    publication_id: int,
    *,
    by: Officer,
    today: date,
    on: date,
    link: str = "",
    photo: str = "",
    note: str = "",
    was_first: bool = False,
) -> Publication:
    """登记已发布: shown on the channel on a day, with a link or a photo (as `photos.keep` named it) as proof.

    `was_first` says that the channel showed it before the item was released here.
    """
    publication = access.publication_for_act(publication_id, "publication.record", by=by)
    item, channel = publication.item, publication.channel
    if publication.state != _State.PLANNED:
        raise Refused(
            f"“{item.title}”在“{channel}”上{publication.get_state_display()}，不能再登记一次；同一渠道只计一条。"
        )
    if not item.is_public:
        raise Refused(f"“{item.title}”现在是“{item.get_state_display()}”，没有公开，不能登记发布。")
    if not (link or photo or publication.proof_link or publication.proof_hash):
        raise Refused("请填写链接或上传照片：登记发布须有一样凭证。")
    _refuse_day(on, today, item, was_first=was_first)
    publication.state, publication.on, publication.by = _State.DONE, on, by
    publication.edition = item.current
    publication.proof_link = link or publication.proof_link
    publication.proof_hash = photo or publication.proof_hash
    publication.note = note
    publication.take_down_due_on = take_down_due_on(item, on)
    publication.save()
    note_use(channel, on)
    journal.record(
        "publication.recorded",
        item,
        by=by,
        on=today,
        channel=channel.name,
        shown_on=on,
        link=publication.proof_link,
        photo=publication.proof_hash,
        was_first=was_first,
    )
    overview.count_after(item.agency_id, today)
    return publication


@transaction.atomic
def deliver(
    channel_id: int, item_ids: Iterable[int], *, by: Officer, today: date, on: date, photo: str, note: str = ""
) -> list[Publication]:
    """登记已移送: a list of items signed for by an archive, library or reading point; each counts there from that day.

    Those already there are passed over: a list may be handed over again with what was added.
    """
    items = access.visible_to(by).filter(agency__channels=channel_id, pk__in=list(item_ids)).order_by("pk")
    held = list(items.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
    released = Item.objects.filter(pk__in=held, state=Item.State.RELEASED)
    wanted = list(released.select_related("current").order_by("pk"))
    channel = access.channel_for_act(channel_id, "publication.record", by=by)  # after the items, as in every act
    if channel.closed_on is not None and channel.closed_on <= on:
        raise Refused(f"“{channel}”已于{_day(channel.closed_on)}停用，不能再移送。")
    if not photo:
        raise Refused("请上传签收后的清单照片：移送须有签收凭证。")
    there = {
        each.item_id: each for each in channel.publications.exclude(state=_State.CANCELLED).filter(item__in=wanted)
    }
    made = []
    for item in wanted:
        publication = there.get(item.pk) or Publication(item=item, channel=channel, agency=channel.agency)
        if publication.state != _State.PLANNED:
            continue
        _refuse_day(on, today, item, was_first=False)
        publication.edition, publication.state, publication.on = item.current, _State.DONE, on
        publication.by, publication.proof_hash, publication.note = by, photo, note
        made.append(publication)
    if not made:
        raise Refused(f"这些信息都已登记移送“{channel}”，没有新的。")
    for publication in made:
        publication.save()
    note_use(channel, on)
    journal.record(
        "publication.delivered",
        channel,
        by=by,
        on=today,
        name=channel.name,
        delivered_on=on,
        photo=photo,
        count=len(made),
        items=[publication.item.index_number or str(publication.item_id) for publication in made],
    )
    overview.count_after(channel.agency_id, today)
    return made


@transaction.atomic
def change_over(
    publication_id: int, *, by: Officer, today: date, on: date, link: str = "", photo: str = ""
) -> Publication:
    """登记已换版: the channel now shows the edition in force; the day of the first showing still counts."""
    publication = access.publication_for_act(publication_id, "publication.record", by=by)
    item, channel = publication.item, publication.channel
    if publication.state != _State.DONE or item.current is None or publication.edition_id == item.current_id:
        raise Refused(f"“{item.title}”在“{channel}”上没有需要更换的版本。")
    if not (link or photo):
        raise Refused("请填写链接或上传照片：登记换版须有一样凭证。")
    released = item.current.released_on
    if on > today or (released and on < released):
        raise Refused(f"换版日期应在新版公开（{_day(released or today)}）之后、今天之前，写的是{_day(on)}。请改正。")
    publication.edition = item.current
    publication.proof_link, publication.proof_hash = link or publication.proof_link, photo or publication.proof_hash
    publication.save(update_fields=["edition", "proof_link", "proof_hash"])
    note_use(channel, on)
    journal.record(
        "publication.changed_over",
        item,
        by=by,
        on=today,
        channel=channel.name,
        changed_on=on,
        edition=item.current.number,
        link=link,
        photo=photo,
    )
    return publication


@transaction.atomic
def take_down(publication_id: int, *, by: Officer, today: date, on: date, reason: str) -> Publication:
    """登记撤下: no longer shown on the channel since a day. The portal is left only by withdrawing the item."""
    publication = access.publication_for_act(publication_id, "publication.record", by=by)
    item, channel = publication.item, publication.channel
    if channel.kind == Channel.Kind.PORTAL:
        raise Refused(f"“{item.title}”在网站上不能单独撤下。如须停止公开，请由签发人撤回这条信息。")
    if publication.state != _State.DONE or publication.on is None:
        raise Refused(f"“{item.title}”在“{channel}”上是“{publication.get_state_display()}”，没有可撤下的。")
    if not publication.on <= on <= today:
        raise Refused(f"撤下日期应在{_day(publication.on)}（发布）到今天之间，写的是{_day(on)}。请改正。")
    if not reason.strip():
        raise Refused("请写明撤下的原因，如“公示期满”。")
    publication.state, publication.taken_down_on, publication.taken_down_reason = _State.TAKEN_DOWN, on, reason.strip()
    publication.save(update_fields=["state", "taken_down_on", "taken_down_reason"])
    journal.record(
        "publication.taken_down", item, by=by, on=today, channel=channel.name, taken_down_on=on, reason=reason
    )
    overview.count_after(item.agency_id, today)
    return publication


@transaction.atomic
def cancel(publication_id: int, *, by: Officer, today: date, reason: str) -> Publication:
    """取消安排: a planned showing that will not be; it never counted."""
    publication = access.publication_for_act(publication_id, "publication.record", by=by)
    if publication.state != _State.PLANNED:
        raise Refused(f"只有待发布的能取消；这一条{publication.get_state_display()}，如已不再展示，请登记撤下。")
    if not reason.strip():
        raise Refused("请写明取消的原因。")
    publication.state, publication.note = _State.CANCELLED, reason.strip()[:200]
    publication.save(update_fields=["state", "note"])
    journal.record(
        "publication.cancelled", publication.item, by=by, on=today, channel=publication.channel.name, reason=reason
    )
    overview.count_after(publication.agency_id, today)
    return publication


@transaction.atomic
def take_down_all(item: Item, reason: str, *, by: Officer | None, today: date) -> list[Publication]:
    """撤回后的渠道: off the portal at once, nothing planned any more; what hangs elsewhere is to be taken down today.

    The caller holds the item's lock. Returns those that a person must still take down.
    """
    words = f"信息已撤回：{reason}"[:200]
    item.publications.filter(state=_State.PLANNED).update(state=_State.CANCELLED, note=words)
    done = item.publications.filter(state=_State.DONE).select_related("channel")
    done.filter(channel__kind=Channel.Kind.PORTAL).update(
        state=_State.TAKEN_DOWN, taken_down_on=today, taken_down_reason=words
    )
    left = list(done.exclude(channel__kind=Channel.Kind.PORTAL))
    for publication in left:
        publication.take_down_due_on, publication.taken_down_reason = today, words
    Publication.objects.bulk_update(left, ["take_down_due_on", "taken_down_reason"])
    journal.record(
        "item.taken_off_channels",
        item,
        by=by,
        on=today,
        reason=reason,
        to_take_down=[publication.channel.name for publication in left],
    )
    return left


def take_down_due_on(item: Item, shown_on: date) -> date | None:
    """The day on which an item shown on a day must come down, by its entry's publicity rule; None for no rule."""
    entry = content.entry_of(item)
    if entry is None:
        return None
    due = timeliness.taken_down_due(TimeRules.from_dict(entry.time_rules), shown_on, national_calendar())
    return due.on + DAY if due else None


def note_use(channel: Channel, on: date) -> None:
    """Keep the latest day on which a channel showed something new."""
    if channel.last_used_on is None or channel.last_used_on < on:
        channel.last_used_on = on
        channel.save(update_fields=["last_used_on"])


def _chosen(agency: Agency, channel_ids: Iterable[int], today: date) -> list[Channel]:
    wanted = list(dict.fromkeys(channel_ids))
    found = {channel.pk: channel for channel in Channel.objects.filter(agency=agency, pk__in=wanted)}
    if len(found) < len(wanted):
        raise NotYours(f"所选的渠道中有不属于{agency}的。")
    for channel in found.values():
        if channel.closed_on is not None and channel.closed_on <= today:
            raise Refused(f"渠道“{channel}”已于{_day(channel.closed_on)}停用，不能再发布。请改选别的渠道。")
    return [found[pk] for pk in wanted]


def _planned(item: Item, edition: Edition | None, channels: list[Channel], by: Officer | None) -> list[Publication]:
    return Publication.objects.bulk_create(
        Publication(item=item, edition=edition, channel=channel, agency=item.agency, by=by) for channel in channels
    )


def _on_portal(
    item: Item, edition: Edition, portal: Channel, shown: Publication | None, by: Officer | None, today: date
) -> Publication:
    """Put the edition on the portal; the day of the first showing stays, so that it is counted once."""
    publication = shown or Publication(item=item, channel=portal, agency=item.agency, on=today)
    publication.edition, publication.by = edition, by
    publication.state, publication.on = _State.DONE, publication.on or today
    publication.proof_link = addresses.public(item)
    publication.take_down_due_on = take_down_due_on(item, publication.on)
    publication.taken_down_on, publication.taken_down_reason = None, ""
    publication.save()
    note_use(portal, today)
    return publication


def _refuse_day(on: date, today: date, item: Item, *, was_first: bool) -> None:
    if on > today:
        raise Refused(f"发布日期{_day(on)}还没有到，不能先登记。请在发布之后再来登记。")
    if not was_first and item.released_on is not None and on < item.released_on:
        raise Refused(
            f"发布日期{_day(on)}早于这条信息的公开日期{_day(item.released_on)}。"
            "请改正日期；如果确实先在这个渠道展示，请勾选“早于网站公开”。",
            cites=[ORDER_711.article(23)],
        )
    if item.formed_on is not None and on < item.formed_on:
        raise Refused(f"发布日期{_day(on)}早于成文日期{_day(item.formed_on)}，不会有这样的事。请改正日期。")


def _twice(publication: Publication, channel: Channel) -> Refused:
    when = f"（{_day(publication.on)}）" if publication.on else ""
    return Refused(
        f"这条信息在“{channel}”上已有记录：{publication.get_state_display()}{when}。"
        "同一信息在同一渠道只计一条，不能再安排一次；如内容有改动，请登记换版。"
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
