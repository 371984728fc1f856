"""机关的设立、变更、调整、撤销，以及在本系统开通."""

from datetime import date
from typing import Any

from django.db import transaction

from gongkai.agency import access, tree
from gongkai.agency.models import Agency, Appointment, Officer
from gongkai.agency.particulars import FIELDS, PLACING, faults, tidied
from gongkai.agency.recording import put, record
from gongkai.errors import NotYourRole, Refused


@transaction.atomic
def add(parent_id: int | None, *, by: Officer | None, today: date, on_desk: bool = True, **particulars: Any) -> Agency:
    """设立: a new agency under another; on the desk at once, unless it only fills its place in the tree."""
    parent = _above(parent_id, by)
    tree.hold()
    agency = Agency(parent=parent, is_on_desk=on_desk, **tidied(particulars))
    _refuse_faults(agency, parent)
    agency.path = tree.next_path(parent)
    agency.save(force_insert=True)
    record("agency.added", agency, by=by, on=today, name=agency.name)
    return agency


@transaction.atomic
def change(agency_id: int, *, by: Officer | None, today: date, **particulars: Any) -> Agency:
    """修改机关信息: what was there and what is now stay in the journal."""
    agency = access.for_act(agency_id, "agency.change", by=by)
    given = tidied(particulars)
    was = {name: getattr(agency, name) for name in given}
    changes = put(agency, given)
    if not changes:
        return agency
    _refuse_faults(agency, agency.parent, of={name for name in given if given[name] != was[name]})
    agency.save()
    record("agency.changed", agency, by=by, on=today, name=agency.name, changes=changes)
    return agency


@transaction.atomic
def move(
    agency_id: int, parent_id: int | None, *, by: Officer | None, today: date, division_code: str | None = None
) -> Agency:
    """调整隶属: with everything below it; a new division code where the division changed with it."""
    agency = access.for_act(agency_id, "agency.change", by=by)
    before = _above(agency.parent_id, by)
    parent = _above(parent_id, by)
    tree.hold()
    if division_code is not None:
        agency.division_code = tidied({"division_code": division_code})["division_code"]
    if before == parent:
        raise Refused(f"{agency}的上级本来就是{parent}，没有改动。")
    count = tree.move(agency, parent)
    _refuse_faults(agency, parent, of={"name", *PLACING})
    agency.save(update_fields=["division_code"])
    record("agency.moved", agency, by=by, on=today, name=agency.name, before=before, after=parent, count=count)
    return agency


@transaction.atomic
def close(agency_id: int, *, by: Officer | None, today: date, closed_on: date, reason: str) -> Agency:
    """撤销: nothing open may be left below it; its roles end that day; its records stay with those above."""
    agency = _for_those_above(agency_id, by)
    if agency.closed_on:
        raise Refused(f"{agency}已于 {agency.closed_on} 撤销。")
    if closed_on > today:
        raise Refused("撤销日期不能晚于今天。请到那一天再办。")
    if open_below := list(Agency.objects.active().filter(parent=agency)[:4]):
        names = "、".join(map(str, open_below[:3])) + ("等" if len(open_below) > 3 else "")
        raise Refused(f"{agency}下面还有没有撤销的机关：{names}。请先撤销它们，或调整到别的机关下面。")
    ending = Appointment.objects.not_over_on(closed_on).filter(agency=agency)
    ended = ending.filter(from_on__lte=closed_on).update(until_on=closed_on)
    ending.filter(from_on__gt=closed_on).delete()
    agency.closed_on = closed_on
    agency.save(update_fields=["closed_on"])
    record("agency.closed", agency, by=by, on=today, name=agency.name, closed_on=closed_on, reason=reason, ended=ended)
    return agency


@transaction.atomic
def reopen(agency_id: int, *, by: Officer | None, today: date, reason: str) -> Agency:
    """恢复: an agency closed by mistake; its people are appointed anew."""
    agency = _for_those_above(agency_id, by)
    if not agency.closed_on:
        raise Refused(f"{agency}没有撤销，不用恢复。")
    agency.closed_on = None
    _refuse_faults(agency, agency.parent, of={"name", *PLACING})
    agency.save(update_fields=["closed_on"])
    record("agency.reopened", agency, by=by, on=today, name=agency.name, reason=reason)
    return agency


@transaction.atomic
def open_on_desk(agency_id: int, *, by: Officer | None, today: date) -> Agency:
    """开通: from now on the agency keeps its ledger here."""
    agency = _for_those_above(agency_id, by)
    if agency.closed_on:
        raise Refused(f"{agency}已于 {agency.closed_on} 撤销，不能开通。")
    if agency.is_on_desk:
        raise Refused(f"{agency}已经开通，不用再办。")
    agency.is_on_desk = True
    agency.save(update_fields=["is_on_desk"])
    record("agency.opened", agency, by=by, on=today, name=agency.name)
    return agency


def _above(parent_id: int | None, by: Officer | None) -> Agency | None:
    """The agency under which the tree is changed; only the command line changes its top."""
    if parent_id is not None:
        return access.for_act(parent_id, "agency.change", by=by)
    if by is not None:
        raise NotYourRole("最上一层的机关只能由平台管理员在服务器上用命令行设立、调整和撤销。")
    return None


def _for_those_above(agency_id: int, by: Officer | None) -> Agency:
    """An agency for an act that the administrator above decides, not its own."""
    agency = access.for_act(agency_id, "agency.change", by=by)
    if by is not None and (agency.parent is None or not access.may("agency.change", by, agency.parent)):
        raise NotYourRole(f"这一步须由{agency}的上级机关的“管理员”办理。请与上级联系。")
    return agency


def _refuse_faults(agency: Agency, parent: Agency | None, *, of: set[str] | None = None) -> None:
    """Refuse what does not hold; of an agency changed, only what has to do with the fields changed."""
    if of is not None and of & PLACING:
        of = of | PLACING
    found = [
        f"{FIELDS[fault.field]}：{fault.says}" for fault in faults(agency, parent) if of is None or fault.field in of
    ]
    if found:
        raise Refused("机关信息有误，没有保存。请改正：", details=found)
