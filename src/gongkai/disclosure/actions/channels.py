"""渠道登记: the places where an agency's information comes before the public: opened, changed, closed.

《政府信息公开条例》第二十三条、第二十五条. A channel is never deleted: what it showed stays counted.
"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency, Officer
from gongkai.agency.recording import put
from gongkai.disclosure import access, overview
from gongkai.disclosure.models import Channel, Publication
from gongkai.errors import Refused
from gongkai.journal import recording as journal
from gongkai.law.inspection import STALE_DAYS, Column

FIELDS = (
    *("name", "place", "person_in_charge", "telephone", "update_days", "led_characters", "registration"),
    *("opened_on", "photo_hash"),
)
"""What can be changed of a channel; its kind cannot."""


@transaction.atomic
def open_channel(agency: Agency, *, kind: str, by: Officer, today: date, **fields: Any) -> Channel:
    """登记渠道: put a channel on the register. An account without a rule of its own gets the inspection's two weeks."""
    agencies.require("channel.change", by, agency)
    if kind == Channel.Kind.PORTAL and Channel.objects.filter(agency=agency, kind=kind).exists():
        raise Refused("网站已在登记里，一个机关只登记一个；别的网站请登记为“其他”。")
    if kind == Channel.Kind.WECHAT and not fields.get("update_days"):
        fields["update_days"] = STALE_DAYS[Column.NEW_MEDIA].on(today).value
    channel = Channel(agency=agency, kind=kind)
    _put(channel, fields)
    journal.record("channel.opened", channel, by=by, on=today, kind=channel.get_kind_display(), name=channel.name)
    overview.count_after(agency.pk, today)
    return channel


@transaction.atomic
def change_channel(channel_id: int, *, by: Officer, today: date, **fields: Any) -> Channel:
    """更改登记: the journal keeps what changed."""
    channel = access.channel_for_act(channel_id, "channel.change", by=by)
    if changes := _put(channel, fields):
        journal.record("channel.changed", channel, by=by, on=today, name=channel.name, changes=changes)
        overview.count_after(channel.agency_id, today)
    return channel


@transaction.atomic
def close_channel(channel_id: int, *, by: Officer, today: date, on: date, reason: str) -> Channel:
    """停用: from a day on nothing new is shown there. What still hangs there must be taken down first."""
    channel = access.channel_for_act(channel_id, "channel.change", by=by)
    if channel.kind == Channel.Kind.PORTAL:
        raise Refused("网站是统一公开平台，不能停用（条例第二十四条）。")
    if channel.closed_on is not None:
        raise Refused(f"“{channel}”已于 {channel.closed_on} 停用。")
    if on > today:
        raise Refused(f"停用日期 {on} 还没有到，请到时再登记。")
    if channel.last_used_on is not None and on <= channel.last_used_on:
        raise Refused(f"“{channel}”在 {channel.last_used_on} 还发布过，停用日期应在那以后。")
    if not reason.strip():
        raise Refused("请写明停用的原因。")
    if planned := channel.publications.filter(state=Publication.State.PLANNED).count():
        raise Refused(f"“{channel}”还有 {planned} 条待发布。请先登记发布或取消，再停用。")
    channel.closed_on = on
    channel.save(update_fields=["closed_on"])
    journal.record("channel.closed", channel, by=by, on=today, name=channel.name, closed_on=on, reason=reason.strip())
    overview.count_after(channel.agency_id, today)
    return channel


def _put(channel: Channel, fields: dict[str, Any]) -> list[list[str]]:
    if unknown := fields.keys() - set(FIELDS):
        raise TypeError(f"not fields of a channel: {', '.join(sorted(unknown))}")
    photo = fields.pop("photo_hash", channel.photo_hash)
    changes = put(channel, {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()})
    if photo != channel.photo_hash:
        channel.photo_hash = photo
        changes.append(["照片", "", "新拍的照片"])
    if not channel.name:
        raise Refused("请填写渠道的名称。")
    try:
        with transaction.atomic():
            channel.save()
    except IntegrityError as error:
        raise Refused(
            f"登记里已有叫“{channel.name}”的{channel.get_kind_display()}。请换一个名称，如加上地点。"
        ) from error
    return changes
