"""领导小组: set up by a document, its members joining, changing and leaving; nobody who served is forgotten."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from gongkai.agency import access
from gongkai.agency.models import LeadingGroup, Membership, Officer
from gongkai.agency.recording import put, record
from gongkai.errors import NotYours, Refused


@transaction.atomic
def set_up(
    agency_id: int, *, by: Officer, today: date, name: str, document_number: str, set_up_on: date
) -> LeadingGroup:
    """成立."""
    agency = access.for_act(agency_id, "agency.change", by=by)
    group = LeadingGroup.objects.create(
        agency=agency, name=name.strip(), document_number=document_number.strip(), set_up_on=set_up_on
    )
    record("leading_group.set_up", group, by=by, on=today, name=group.name, document_number=group.document_number)
    return group


@transaction.atomic
def change(
    group_id: int, *, by: Officer, today: date, name: str, document_number: str, set_up_on: date
) -> LeadingGroup:
    """更正名称、文号、日期."""
    group = for_act(group_id, by=by)
    if first := group.members.filter(from_on__lt=set_up_on).order_by("from_on").first():
        raise Refused(f"{first.name}的任职日期 {first.from_on} 早于成立日期 {set_up_on}，请先更正其中一处。")
    changes = put(group, {"name": name.strip(), "document_number": document_number.strip(), "set_up_on": set_up_on})
    if changes:
        group.save()
        record("leading_group.changed", group, by=by, on=today, name=group.name, changes=changes)
    return group


@transaction.atomic
def dissolve(group_id: int, *, by: Officer, today: date, dissolved_on: date) -> LeadingGroup:
    """撤销: the terms of all its members end with it."""
    group = for_act(group_id, by=by)
    if group.dissolved_on:
        raise Refused(f"{group}已于 {group.dissolved_on} 撤销。")
    if not group.set_up_on <= dissolved_on <= today:
        raise Refused(f"撤销日期应在成立日期 {group.set_up_on} 和今天之间。")
    if later := group.members.filter(until_on=None, from_on__gt=dissolved_on).first():
        raise Refused(f"{later.name}的任职日期 {later.from_on} 在撤销日期之后，请先更正。")
    ended = group.members.filter(until_on=None).update(until_on=dissolved_on)
    group.dissolved_on = dissolved_on
    group.save(update_fields=["dissolved_on"])
    record("leading_group.dissolved", group, by=by, on=today, name=group.name, ended=ended)
    return group


@transaction.atomic
def join(group_id: int, *, by: Officer, today: date, name: str, title: str, position: str, from_on: date) -> Membership:
    """增补成员."""
    group = for_act(group_id, by=by)
    if group.dissolved_on:
        raise Refused(f"{group}已于 {group.dissolved_on} 撤销，不能再增补成员。")
    if from_on < group.set_up_on:
        raise Refused(f"任职日期不能早于成立日期 {group.set_up_on}。")
    name = name.strip()
    overlapping = group.members.filter(Q(until_on=None) | Q(until_on__gte=from_on), name=name)
    if served := overlapping.first():
        raise Refused(
            f"{name}已在名单里（{served.get_position_display()}，{served.from_on} 起），不用再加；"
            "组内职务变动的，请先办离任再增补。"
        )
    member = Membership.objects.create(group=group, name=name, title=title.strip(), position=position, from_on=from_on)
    record(
        "leading_group.joined",
        group,
        by=by,
        on=today,
        name=group.name,
        member=member.name,
        position=member.get_position_display(),
        from_on=from_on,
    )
    return member


@transaction.atomic
def leave(member_id: int, *, by: Officer, today: date, until_on: date) -> Membership:
    """离任: the term stays in the history."""
    member = member_for_act(member_id, by=by)
    if member.until_on:
        raise Refused(f"{member.name}已于 {member.until_on} 离任。")
    if until_on < member.from_on:
        raise Refused(f"离任日期不能早于任职日期 {member.from_on}。")
    member.until_on = until_on
    member.save(update_fields=["until_on"])
    record(
        "leading_group.left",
        member.group,
        by=by,
        on=today,
        name=member.group.name,
        member=member.name,
        position=member.get_position_display(),
        until_on=until_on,
    )
    return member


def for_act(group_id: int, *, by: Officer) -> LeadingGroup:
    """A leading group locked for a change. Raises NotYours, NotYourRole."""
    group = (
        LeadingGroup.objects.filter(access.scope(by, prefix="agency__"), pk=group_id).select_related("agency").first()
    )
    if group is None:
        raise NotYours("没有这个领导小组，或者您不能查看它。")
    access.require("agency.change", by, group.agency)
    return LeadingGroup.objects.select_for_update(of=("self",)).select_related("agency").get(pk=group.pk)


def member_for_act(member_id: int, *, by: Officer) -> Membership:
    """A member whose group is locked for a change. Raises NotYours, NotYourRole."""
    found = Membership.objects.filter(access.scope(by, prefix="group__agency__"), pk=member_id).first()
    if found is None:
        raise NotYours("没有这名成员，或者您不能查看。")
    group = for_act(found.group_id, by=by)
    member = Membership.objects.get(pk=member_id)
    member.group = group
    return member
