"""机关信息: what the agency is and where it stands in the tree; changed, moved, closed, opened."""

from typing import Any

from django.contrib import messages
from django.forms import Form, model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from gongkai.agency import access
from gongkai.agency.actions import agencies
from gongkai.agency.models import Agency
from gongkai.desk.agencies.forms import AgencyForm, CloseForm, MoveForm, ReasonForm
from gongkai.desk.agencies.frame import answer, ask, fill, posted, show
from gongkai.desk.frame import DeskRequest, page

MOST_PARENTS = 300


@page("agency.see")
def agency(request: DeskRequest) -> HttpResponse:
    """What is known of the agency, and what may be done with it."""
    here = request.agency
    above = list(Agency.objects.filter(path__in=here.parent_paths).order_by("path"))
    return show(
        request,
        "agency.html",
        "agency",
        {"above": above, "may_above": bool(above) and access.may("agency.change", request.user, above[-1])},
    )


@page("agency.change")
def change(request: DeskRequest) -> HttpResponse:
    """修改."""
    form = AgencyForm(posted(request), initial=model_to_dict(request.agency))
    sent = answer(
        request,
        form,
        lambda given: agencies.change(request.agency.pk, by=request.user, today=timezone.localdate(), **given),
    )
    if sent.is_done:
        messages.success(request, "机关信息已保存。")
        return redirect("desk:agency", request.agency.pk)
    return fill(request, "agency", form, sent, heading="修改机关信息", back="desk:agency")


@page("agency.change")
def move(request: DeskRequest) -> HttpResponse:
    """调整隶属: among the agencies that the officer administers."""
    here = request.agency
    parents = _administered(request).exclude(pk__in=Agency.objects.under(here).values("pk"))
    form = MoveForm(posted(request), parents=[(each.pk, str(each)) for each in parents[:MOST_PARENTS]])
    sent = answer(
        request,
        form,
        lambda given: agencies.move(
            here.pk,
            int(given["parent"]),
            by=request.user,
            today=timezone.localdate(),
            division_code=given["division_code"] or None,
        ),
    )
    if sent.is_done:
        messages.success(request, f"{here}已调整到{sent.result.parent}下面。")
        return redirect("desk:agency", here.pk)
    return ask(
        request,
        "agency",
        form,
        sent,
        back="desk:agency",
        title="调整隶属",
        says=f"{here}连同它下面的全部机关一起调整到新的上级下面；账号、任职和台账都不变。",
        word="调整",
    )


@page("agency.change")
def close(request: DeskRequest) -> HttpResponse:
    """撤销."""
    here, today = request.agency, timezone.localdate()
    form = CloseForm(posted(request), initial={"closed_on": today})
    sent = answer(request, form, lambda given: agencies.close(here.pk, by=request.user, today=today, **given))
    if sent.is_done:
        messages.success(request, f"{here}已撤销。")
        return redirect("desk:agency", here.pk)
    return ask(
        request,
        "agency",
        form,
        sent,
        back="desk:agency",
        title="撤销机关",
        says=f"撤销后，{here}的任职都在撤销日期结束，不能再办公；已公开的信息和台账都保留，由上级查看。",
        word="撤销",
        danger=True,
    )


@page("agency.change")
def reopen(request: DeskRequest) -> HttpResponse:
    """恢复."""
    here = request.agency
    form = ReasonForm(posted(request))
    sent = answer(
        request,
        form,
        lambda given: agencies.reopen(here.pk, by=request.user, today=timezone.localdate(), reason=given["reason"]),
    )
    if sent.is_done:
        messages.success(request, f"{here}已恢复。请重新任命人员。")
        return redirect("desk:agency", here.pk)
    return ask(
        request,
        "agency",
        form,
        sent,
        back="desk:agency",
        title="恢复机关",
        says=f"{here}是误撤销的，恢复后可以重新任命人员、继续办公。",
        word="恢复",
    )


@page("agency.change")
def open_on_desk(request: DeskRequest) -> HttpResponse:
    """开通."""
    here = request.agency
    form = Form(posted(request))
    sent = answer(
        request,
        form,
        lambda _: agencies.open_on_desk(here.pk, by=request.user, today=timezone.localdate()),
    )
    if sent.is_done:
        messages.success(request, f"{here}已开通。接着请为它开管理员账号。")
        return redirect("desk:officers", here.pk)
    return ask(
        request,
        "agency",
        form,
        sent,
        back="desk:agency",
        title="开通机关",
        says=f"开通后，{here}在本系统办公：有自己的目录、台账和门户页面。",
        word="开通",
    )


def _administered(request: DeskRequest) -> Any:
    return Agency.objects.active().filter(access.scope_for("agency.change", request.user)).order_by("path")
