"""人员与任职: who holds which role here; accounts opened, given a new password, closed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.forms import Form, model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from gongkai.agency import access
from gongkai.agency.actions import accounts, appointments
from gongkai.agency.actions import officers as acts
from gongkai.agency.models import Appointment, Officer
from gongkai.agency.roles import Role
from gongkai.desk.agencies.forms import AppointmentForm, NewOfficerForm, OfficerForm, ReasonForm, UntilForm
from gongkai.desk.agencies.frame import answer, ask, fill, posted, show
from gongkai.desk.frame import DeskRequest, page
from gongkai.errors import NotYours, Refused

PER_PAGE = 50


@page("agency.see")
def officers(request: DeskRequest) -> HttpResponse:
    """Everybody who holds or held a role here, those in office first."""
    here, today = request.agency, timezone.localdate()
    in_force = Q(until_on=None) | Q(until_on__gte=today)
    serving = Appointment.objects.not_over_on(today).filter(agency=here).values("officer")
    everyone = Appointment.objects.filter(agency=here).values("officer")
    shows_past = request.GET.get("past") == "1"
    found = Officer.objects.filter(pk__in=everyone if shows_past else serving)
    found = found.order_by("-is_active", "username").prefetch_related(
        Prefetch(
            "appointments",
            queryset=Appointment.objects.filter(agency=here).filter(Q() if shows_past else in_force),
            to_attr="roles_here",
        )
    )
    together = appointments.held_together(here, on=today)
    held = set(
        Appointment.objects.held_on(today).filter(agency=here, officer__is_active=True).values_list("role", flat=True)
    )
    needed = (Role.HANDLER, Role.REVIEWER, Role.SECRECY, Role.SIGNER)
    return show(
        request,
        "officers.html",
        "officers",
        {
            "people": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
            "shows_past": shows_past,
            "day": today,
            "together": [
                (officer.name, "、".join(role.label for role in roles)) for officer, roles in together.items()
            ],
            "vacant": [role.label for role in needed if role not in held],
        },
    )


@page("officer.manage")
def officer(request: DeskRequest, officer_id: int) -> HttpResponse:
    """One person: roles here, account, and whether the account is this administrator's to manage."""
    found = _officer(request, officer_id)
    refused: Refused | None = None
    try:
        acts.refuse_unless_managed(found, by=request.user, today=timezone.localdate())
    except Refused as refusal:
        refused = refusal
    return show(
        request,
        "officer.html",
        "officers",
        {
            "person": found,
            "terms": found.appointments.filter(agency=request.agency).order_by("-from_on", "role"),
            "day": timezone.localdate(),
            "unmanaged": refused,
            "has_factor": accounts.has_second_factor(found),
            "is_oneself": found == request.user,
        },
    )


@never_cache
@page("officer.manage")
@sensitive_variables()
def create(request: DeskRequest) -> HttpResponse:
    """开账号: the password for the first time is shown on the page that answers, and nowhere again."""
    form = NewOfficerForm(posted(request))
    sent = answer(
        request,
        form,
        lambda given: acts.create(
            request.agency.pk,
            by=request.user,
            today=timezone.localdate(),
            **{**given, "roles": [Role(role) for role in given["roles"]]},
        ),
    )
    if sent.is_done:
        return _password(request, *sent.result, heading="账号已开")
    return fill(request, "officers", form, sent, heading="开账号", back="desk:officers")


@page("officer.manage")
def change(request: DeskRequest, officer_id: int) -> HttpResponse:
    """更正."""
    found = _officer(request, officer_id)
    form = OfficerForm(posted(request), initial=model_to_dict(found, OfficerForm.Meta.fields))
    sent = answer(
        request,
        form,
        lambda given: acts.change(found.pk, request.agency.pk, by=request.user, today=timezone.localdate(), **given),
    )
    if sent.is_done:
        messages.success(request, "已更正。")
        return redirect("desk:officer", request.agency.pk, found.pk)
    return fill(request, "officers", form, sent, heading=f"更正{found}的信息", back="desk:officer", of=(found.pk,))


@never_cache
@page("officer.manage")
@sensitive_variables()
def reset_password(request: DeskRequest, officer_id: int) -> HttpResponse:
    """重置密码."""
    found = _officer(request, officer_id)
    form = Form(posted(request))
    sent = answer(
        request,
        form,
        lambda _: acts.reset_password(found.pk, request.agency.pk, by=request.user, today=timezone.localdate()),
    )
    if sent.is_done:
        return _password(request, *sent.result, heading="密码已重置")
    return ask(
        request,
        "officers",
        form,
        sent,
        back="desk:officer",
        of=(found.pk,),
        title=f"重置{found}的密码",
        says="现在的密码立刻失效，各处的登录都退出；新密码只显示一次，请当面或电话告诉本人。",
        word="重置密码",
    )


@page("officer.manage")
def remove_second_factor(request: DeskRequest, officer_id: int) -> HttpResponse:
    """解除动态口令."""
    found = _officer(request, officer_id)
    form = Form(posted(request))
    sent = answer(
        request,
        form,
        lambda _: acts.remove_second_factor(found.pk, request.agency.pk, by=request.user, today=timezone.localdate()),
    )
    if sent.is_done:
        messages.success(request, f"已解除{found}的动态口令，请提醒本人重新启用。")
        return redirect("desk:officer", request.agency.pk, found.pk)
    return ask(
        request,
        "officers",
        form,
        sent,
        back="desk:officer",
        of=(found.pk,),
        title=f"解除{found}的动态口令",
        says="本人丢了手机又没有恢复码时才办。请先核实确是本人提出。",
        word="解除",
        danger=True,
    )


@page("officer.manage")
def deactivate(request: DeskRequest, officer_id: int) -> HttpResponse:
    """停用."""
    found = _officer(request, officer_id)
    form = ReasonForm(posted(request))
    sent = answer(
        request,
        form,
        lambda given: acts.deactivate(
            found.pk, request.agency.pk, by=request.user, today=timezone.localdate(), reason=given["reason"]
        ),
    )
    if sent.is_done:
        messages.success(request, f"{found}的账号已停用。")
        return redirect("desk:officer", request.agency.pk, found.pk)
    return ask(
        request,
        "officers",
        form,
        sent,
        back="desk:officer",
        of=(found.pk,),
        title=f"停用{found}的账号",
        says="停用后立刻不能登录；任职和办过的事都保留。手上还有在办工作的，请先办交接。",
        word="停用",
        danger=True,
    )


@page("officer.manage")
def reactivate(request: DeskRequest, officer_id: int) -> HttpResponse:
    """恢复."""
    found = _officer(request, officer_id)
    form = Form(posted(request))
    sent = answer(
        request,
        form,
        lambda _: acts.reactivate(found.pk, request.agency.pk, by=request.user, today=timezone.localdate()),
    )
    if sent.is_done:
        messages.success(request, f"{found}的账号已恢复。")
        return redirect("desk:officer", request.agency.pk, found.pk)
    return ask(
        request,
        "officers",
        form,
        sent,
        back="desk:officer",
        of=(found.pk,),
        title=f"恢复{found}的账号",
        says="恢复后用原来的密码登录，还没到期的任职继续有效。",
        word="恢复",
    )


@page("officer.manage")
def appoint(request: DeskRequest) -> HttpResponse:
    """任命 one who has an account."""
    today = timezone.localdate()
    form = AppointmentForm(posted(request), initial={"from_on": today, "username": request.GET.get("username", "")})
    sent = answer(
        request,
        form,
        lambda given: appointments.appoint(
            request.agency.pk, by=request.user, today=today, **{**given, "role": Role(given["role"])}
        ),
    )
    if sent.is_done:
        access.forget(request.user)
        made: Appointment = sent.result
        messages.success(request, f"已任命{made.officer}为“{made.get_role_display()}”。")
        if roles := appointments.held_together(request.agency, on=today).get(made.officer):
            words = "、".join(role.label for role in roles)
            messages.warning(
                request, f"{made.officer}同时担任{words}。同一条信息的各道审查须由不同的人办，一个人只能办其中一道。"
            )
        return redirect("desk:officer", request.agency.pk, made.officer_id)
    return fill(request, "officers", form, sent, heading="任命", back="desk:officers")


@page("officer.manage")
def end_appointment(request: DeskRequest, appointment_id: int) -> HttpResponse:
    """结束任职."""
    found = Appointment.objects.filter(agency=request.agency, pk=appointment_id).select_related("officer").first()
    if found is None:
        raise NotYours("本机关没有这个任职。")
    today = timezone.localdate()
    form = UntilForm(posted(request), initial={"until_on": today})
    sent = answer(
        request,
        form,
        lambda given: appointments.end(found.pk, by=request.user, today=today, until_on=given["until_on"]),
    )
    if sent.is_done:
        access.forget(request.user)
        messages.success(request, f"{found.officer}的“{found.get_role_display()}”任职已结束。")
        return redirect("desk:officers", request.agency.pk)
    return ask(
        request,
        "officers",
        form,
        sent,
        back="desk:officer",
        of=(found.officer.pk,),
        title=f"结束{found.officer}的“{found.get_role_display()}”任职",
        says="最后一天当天仍然有效。早于任职起的日期，视为取消任命。手上还有在办工作的，请改办交接。",
        word="结束任职",
    )


def _officer(request: DeskRequest, officer_id: int) -> Officer:
    found = Officer.objects.filter(pk=officer_id, appointments__agency=request.agency).distinct().first()
    if found is None:
        raise NotYours("本机关没有这名工作人员。")
    return found


def _password(request: DeskRequest, officer: Officer, password: str, *, heading: str) -> HttpResponse:
    return show(
        request, "password_shown.html", "officers", {"person": officer, "password": password, "heading": heading}
    )
