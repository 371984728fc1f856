"""安排: the units that answer requests, and the channels by which requests come.

open_unit(agency_id, …)    change_unit(id, …)    close_unit(id)    arrange_channel(agency_id, channel, …)
"""

from collections.abc import Collection
from datetime import date

from django.db import IntegrityError, transaction

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency, Officer
from gongkai.disclosure.refusals import written
from gongkai.errors import NotYours, Refused
from gongkai.journal import recording as journal
from gongkai.law.statutes import CHANNELS_2017, ORDER_711
from gongkai.request import access, channels
from gongkai.request.models import Channel, InfoRequest, RequestChannel, Unit


@transaction.atomic
def open_unit(agency_id: int, *, by: Officer, today: date, name: str, members: Collection[int] = ()) -> Unit:
    """设承办机构: an office within the agency with the officers who answer its cases."""
    agency = agencies.for_act(agency_id, "request.arrange", by=by)
    people = _handlers(agency, members)
    try:
        with transaction.atomic():
            unit = Unit.objects.create(agency=agency, name=written(name, "承办机构的名称"))
    except IntegrityError:
        raise _taken(agency, name) from None
    unit.members.set(people)
    journal.record("unit.opened", unit, by=by, on=today, agency=agency, members=[each.name for each in people])
    return unit


@transaction.atomic
def change_unit(unit_id: int, *, by: Officer, today: date, name: str, members: Collection[int] = ()) -> Unit:
    """改承办机构: its name, and whose it is to answer its cases."""
    unit = _unit(unit_id, by)
    if unit.closed_on is not None:
        raise Refused(f"“{unit}”已经停用，不能修改。请另设一个。")
    people = _handlers(unit.agency, members)
    before = {"名称": unit.name, "成员": _names(unit.members.order_by("name"))}
    unit.name = written(name, "承办机构的名称")
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError:
        raise _taken(unit.agency, name) from None
    unit.members.set(people)
    after = {"名称": unit.name, "成员": _names(people)}
    changes = [[word, before[word], after[word]] for word in after if before[word] != after[word]]
    if changes:
        journal.record("unit.changed", unit, by=by, on=today, agency=unit.agency, changes=changes)
    return unit


@transaction.atomic
def close_unit(unit_id: int, *, by: Officer, today: date, reason: str = "") -> Unit:
    """停用承办机构: refused while a case of it is open."""
    unit = _unit(unit_id, by)
    if unit.closed_on is not None:
        raise Refused(f"“{unit}”已于{unit.closed_on.isoformat()}停用。")
    held = InfoRequest.objects.filter(unit=unit, state__in=InfoRequest.OPEN).count()
    if held:
        raise Refused(f"“{unit}”还有 {held} 件申请没有办结，不能停用。请先把它们交办给别的承办机构或承办人。")
    unit.closed_on = today
    unit.save(update_fields=["closed_on"])
    journal.record("unit.closed", unit, by=by, on=today, agency=unit.agency, reason=reason)
    return unit


@transaction.atomic
def arrange_channel(
    agency_id: int, channel: str, *, by: Officer, today: date, is_open: bool, note: str
) -> RequestChannel:
    """设申请渠道: open or close a channel, and say what the public must know of it.

    Handing in, post, and telling it where writing is too hard stay open (条例第二十九条；国办公开办函〔2017〕19号).
    """
    agency = agencies.for_act(agency_id, "request.arrange", by=by)
    given = Channel(channel)
    if not is_open and given not in channels.CLOSABLE:
        raise Refused(
            f"“{given.label}”是基本渠道，不能关闭：当面提交、邮寄和口头申请，机关不得以任何理由拒收。",
            cites=(ORDER_711.article(29), CHANNELS_2017.part("")),
        )
    now = channels.one_of(agency, given)
    found = RequestChannel.objects.filter(agency=agency, channel=given).first()
    found = found or RequestChannel(agency=agency, channel=given)
    found.is_open, found.note = is_open, note.strip()
    changes = []
    if now.is_open != is_open:
        changes.append(["是否开通", "开通" if now.is_open else "关闭", "开通" if is_open else "关闭"])
    if now.note != found.note:
        changes.append(["说明", now.note, found.note])
    if changes:
        found.save()
        journal.record("request_channel.arranged", found, by=by, on=today, agency=agency, changes=changes)
    return found


def _unit(unit_id: int, by: Officer) -> Unit:
    found = Unit.objects.filter(pk=unit_id).select_related("agency").first()
    if found is None:
        raise NotYours("没有这个承办机构，或者您不能查看它。")
    agencies.for_act(found.agency_id, "request.arrange", by=by)
    return found


def _handlers(agency: Agency, members: Collection[int]) -> list[Officer]:
    """The officers meant, by name. Refuses one who does not handle cases of the agency."""
    wanted = {int(each) for each in members}
    found = [each for each in access.handlers(agency) if each.pk in wanted]
    if len(found) < len(wanted):
        raise Refused("选的人里有不是本机关经办人的。请重新选择，或请管理员先任命。")
    return found


def _names(people: Collection[Officer]) -> str:
    return "、".join(each.name for each in people)


def _taken(agency: Agency, name: str) -> Refused:
    return Refused(f"{agency}已经有叫“{name.strip()}”的承办机构（停用的也算）。请换一个名称。")
