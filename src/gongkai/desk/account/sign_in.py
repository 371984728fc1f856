"""登录: account and password; then, where there is one, the second factor."""

from datetime import datetime, timedelta
from math import ceil
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from gongkai.agency.actions import accounts
from gongkai.agency.models import Appointment, Officer
from gongkai.desk.account import second_factor
from gongkai.desk.account.forms import SignInForm

BY_PASSWORD = "django.contrib.auth.backends.ModelBackend"
SHOWN = 40
"""Accounts of a demonstration named on the page."""


@sensitive_post_parameters("password")
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """The page, and the password sent from it."""
    onward = safe(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated and request.method == "GET":
        return redirect(onward)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        officer = authenticate(request, **form.cleaned_data)
        if isinstance(officer, Officer):
            if settings.GONGKAI.second_factor != "off" and accounts.has_second_factor(officer):
                return second_factor.ask(request, officer, onward)
            login(request, officer, backend=BY_PASSWORD)
            return redirect(onward)
        form.add_error(None, _wrong(request, form.cleaned_data["username"]))
    return render(
        request,
        "desk/account/sign_in.html",
        {
            "form": form,
            "next": onward,
            "ended": "ended" in request.GET and request.method == "GET",
            "is_single": bool(settings.GONGKAI.oidc_issuer),
            "accounts": demonstration_accounts() if settings.GONGKAI.demonstration else [],
        },
    )


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """退出: this place ends."""
    from gongkai.agency import sign_ins
    from gongkai.desk.account.sessions import KEY

    if isinstance(request.user, Officer):
        sign_ins.end(request.user, sign_in_id=request.session.get(KEY, 0))
    logout(request)
    return redirect("desk:sign_in")


def safe(request: HttpRequest, onward: str) -> str:
    """Where to go on: a page of this site, else the officer's first page."""
    is_ours = url_has_allowed_host_and_scheme(
        onward, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return onward if onward and is_ours else reverse("desk:home")


def demonstration_accounts() -> list[dict[str, str]]:
    """Who can sign in on a demonstration, with the role of each; the password is on the console."""
    held = (
        Appointment.objects.held_on(timezone.localdate())
        .filter(officer__is_active=True)
        .select_related("officer", "agency")
        .order_by("agency__path", "officer__username", "role")
    )
    found: dict[int, dict[str, str]] = {}
    for appointment in held[: SHOWN * 4]:
        officer = appointment.officer
        row = found.setdefault(
            officer.pk,
            {"username": officer.username, "name": officer.name, "agency": str(appointment.agency), "roles": ""},
        )
        if row["agency"] == str(appointment.agency):
            row["roles"] = "、".join(filter(None, (row["roles"], appointment.get_role_display())))
    return list(found.values())[:SHOWN]


def _wrong(request: HttpRequest, username: str) -> str:
    failures = AxesProxyHandler.get_failures(request, {"username": username})
    left = settings.GONGKAI.login_failures - failures
    return (
        f"账号或密码不对，请重新输入。还可以试 {max(left, 1)} 次，之后要等 {settings.GONGKAI.lockout_minutes} 分钟。"
        "忘了密码请联系本机关的管理员重置。"
    )


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """The page of an account that failed too often from one address, with how long it still lasts."""
    username = (credentials or {}).get("username") or request.POST.get("username", "")
    last = (
        AccessAttempt.objects.filter(username=username, ip_address=request.META.get("REMOTE_ADDR") or None)
        .order_by("-attempt_time")
        .values_list("attempt_time", flat=True)
        .first()
    )
    minutes = minutes_left(last, timezone.now())
    message = (
        f"账号“{username}”在这台电脑上连续输错 {settings.GONGKAI.login_failures} 次，为了安全暂时不能登录。"
        f"请 {minutes} 分钟后再试；忘了密码请联系本机关的管理员重置。"
    )
    return render(request, "desk/account/locked_out.html", {"message": message}, status=429)


def minutes_left(last: datetime | None, now: datetime) -> int:
    """Whole minutes until a lock ends, at least one."""
    span = timedelta(minutes=settings.GONGKAI.lockout_minutes)
    left = span - (now - last) if last else span
    return max(1, ceil(left.total_seconds() / 60))
