"""领导小组: who serves, who served, by what document."""

from django.contrib import messages
from django.db.models import Prefetch
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from gongkai.agency.actions import leading_groups as acts
from gongkai.agency.models import LeadingGroup, Membership
from gongkai.desk.agencies.forms import LeadingGroupForm, MemberForm, UntilForm
from gongkai.desk.agencies.frame import answer, ask, fill, posted, show
from gongkai.desk.frame import DeskRequest, page
from gongkai.errors import NotYours

MOST = 100
RANK = {"head": 0, "deputy": 1, "member": 2}


@page("agency.see")
def leading_groups(request: DeskRequest) -> HttpResponse:
    groups = LeadingGroup.objects.filter(agency=request.agency)
    found = groups.prefetch_related(Prefetch("members", queryset=Membership.objects.filter(until_on=None)))[:MOST]
    return show(request, "leading_groups.html", "groups", {"groups": [_described(group) for group in found]})


@page("agency.see")
def leading_group(request: DeskRequest, group_id: int) -> HttpResponse:
    """One group with its whole history."""
    group = _group(request, group_id)
    members = sorted(group.members.all(), key=lambda member: (RANK[member.position], member.from_on, member.pk))
    return show(
        request,
        "leading_group.html",
        "groups",
        {
            "group": group,
            "serving": [member for member in members if member.until_on is None],
            "served": [member for member in members if member.until_on is not None],
        },
    )


@page("agency.change")
def set_up(request: DeskRequest) -> HttpResponse:
    """成立."""
    form = LeadingGroupForm(posted(request))
    sent = answer(
        request,
        form,
        lambda given: acts.set_up(request.agency.pk, by=request.user, today=timezone.localdate(), **given),
    )
    if sent.is_done:
        messages.success(request, f"已登记{sent.result}。接着请增补成员。")
        return redirect("desk:leading_group", request.agency.pk, sent.result.pk)
    return fill(request, "groups", form, sent, heading="登记领导小组", back="desk:leading_groups")


@page("agency.change")
def change(request: DeskRequest, group_id: int) -> HttpResponse:
    """更正."""
    group = _group(request, group_id)
    form = LeadingGroupForm(posted(request), initial=model_to_dict(group))
    sent = answer(
        request, form, lambda given: acts.change(group.pk, by=request.user, today=timezone.localdate(), **given)
    )
    if sent.is_done:
        messages.success(request, "已更正。")
        return redirect("desk:leading_group", request.agency.pk, group.pk)
    return fill(request, "groups", form, sent, heading="更正领导小组", back="desk:leading_group", of=(group.pk,))


@page("agency.change")
def dissolve(request: DeskRequest, group_id: int) -> HttpResponse:
    """撤销."""
    group, today = _group(request, group_id), timezone.localdate()
    form = UntilForm(posted(request), initial={"until_on": today})
    sent = answer(
        request,
        form,
        lambda given: acts.dissolve(group.pk, by=request.user, today=today, dissolved_on=given["until_on"]),
    )
    if sent.is_done:
        messages.success(request, f"{group}已撤销，成员都已离任；历史保留。")
        return redirect("desk:leading_group", request.agency.pk, group.pk)
    return ask(
        request,
        "groups",
        form,
        sent,
        back="desk:leading_group",
        of=(group.pk,),
        title=f"撤销{group}",
        says="撤销后，现有成员都在这一天离任。",
        word="撤销",
    )


@page("agency.change")
def join(request: DeskRequest, group_id: int) -> HttpResponse:
    """增补成员."""
    group, today = _group(request, group_id), timezone.localdate()
    form = MemberForm(posted(request), initial={"from_on": today})
    sent = answer(request, form, lambda given: acts.join(group.pk, by=request.user, today=today, **given))
    if sent.is_done:
        messages.success(request, f"已增补{sent.result.name}。")
        return redirect("desk:leading_group", request.agency.pk, group.pk)
    return fill(request, "groups", form, sent, heading=f"{group}增补成员", back="desk:leading_group", of=(group.pk,))


@page("agency.change")
def leave(request: DeskRequest, member_id: int) -> HttpResponse:
    """离任."""
    member = Membership.objects.filter(group__agency=request.agency, pk=member_id).select_related("group").first()
    if member is None:
        raise NotYours("本机关的领导小组没有这名成员。")
    today = timezone.localdate()
    form = UntilForm(posted(request), initial={"until_on": today})
    sent = answer(
        request,
        form,
        lambda given: acts.leave(member.pk, by=request.user, today=today, until_on=given["until_on"]),
    )
    if sent.is_done:
        messages.success(request, f"{member.name}已离任。")
        return redirect("desk:leading_group", request.agency.pk, member.group_id)
    return ask(
        request,
        "groups",
        form,
        sent,
        back="desk:leading_group",
        of=(member.group.pk,),
        title=f"{member.name}离任",
        says=f"{member.name}不再任{member.group}{member.get_position_display()}，任职经历保留。",
        word="离任",
    )


def _group(request: DeskRequest, group_id: int) -> LeadingGroup:
    group = LeadingGroup.objects.filter(agency=request.agency, pk=group_id).first()
    if group is None:
        raise NotYours("本机关没有这个领导小组。")
    return group


def _described(group: LeadingGroup) -> dict[str, object]:
    serving = sorted(group.members.all(), key=lambda member: (RANK[member.position], member.from_on, member.pk))
    return {
        "pk": group.pk,
        "name": group.name,
        "document_number": group.document_number,
        "set_up_on": group.set_up_on,
        "dissolved_on": group.dissolved_on,
        "heads": "、".join(member.name for member in serving if member.position == Membership.Position.HEAD),
        "count": len(serving),
    }
