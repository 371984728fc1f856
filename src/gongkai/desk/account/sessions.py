"""A place signed in: begun when an officer signs in, looked at before every page of the desk, ended when told to."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import sign_ins
from gongkai.agency.actions import accounts
from gongkai.agency.models import Officer

KEY = "sign_in"
"""Where the session keeps the number of its place."""
SINGLE_SIGN_ON = "gongkai.desk.account.single_sign_on.SingleSignOn"

IN_AND_OUT = frozenset({"sign_in", "sign_out"})
BEFORE_PASSWORD = IN_AND_OUT | {"password"}
BEFORE_SECOND_FACTOR = BEFORE_PASSWORD | {"second_factor_set_up", "recovery_codes"}


@receiver(user_logged_in, dispatch_uid="gongkai.desk.account")
def begin(sender: type[Officer], request: HttpRequest, user: Officer, **_: Any) -> None:
    """Write down the place; whoever signs in beyond the number allowed ends the oldest one."""
    sign_in = sign_ins.begin(
        user,
        address=request.META.get("REMOTE_ADDR", ""),
        browser=request.META.get("HTTP_USER_AGENT", ""),
        now=timezone.now(),
    )
    request.session[KEY] = sign_in.pk


class Sessions:
    """Before every page of the desk: does the place still hold, and is there something that must be done first."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or "desk" not in match.app_names or not isinstance(request.user, Officer):
            return None
        officer, now = request.user, timezone.now()
        if sign_ins.current(request.session.get(KEY), officer, now=now) is None:
            logout(request)
            if match.url_name in IN_AND_OUT:
                return None
            return redirect(reverse("desk:sign_in", query={"ended": 1, "next": back(request)}))
        if officer.must_change_password and match.url_name not in BEFORE_PASSWORD:
            return redirect("desk:password")
        if _needs_second_factor(request) and match.url_name not in BEFORE_SECOND_FACTOR:
            return redirect("desk:second_factor_set_up")
        return None


def _needs_second_factor(request: HttpRequest) -> bool:
    """Whether the site asks everybody for one and this officer has none yet; a provider asks for its own."""
    if settings.GONGKAI.second_factor != "required" or request.session.get(BACKEND_SESSION_KEY) == SINGLE_SIGN_ON:
        return False
    officer: Any = request.user
    return not officer.is_verified() and not accounts.has_second_factor(officer)


def back(request: HttpRequest) -> str:
    """Where to go on after signing in again: the page itself, or for a form sent the page it stood on."""
    if request.method == "GET":
        return request.get_full_path()
    came_from = urlsplit(request.META.get("HTTP_REFERER", ""))
    host = split_domain_port(request.get_host())[0]
    return came_from.path if came_from.hostname == host else reverse("desk:home")
