"""动态口令: asked after the password; set up with a telephone, given up, its recovery codes renewed."""

import time
from base64 import b32encode
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp import login as verified
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.agency.actions import accounts
from gongkai.agency.models import Officer
from gongkai.desk.account.forms import OwnPasswordForm, TokenForm
from gongkai.desk.account.frame import show
from gongkai.errors import Refused

PENDING = "second_factor"
"""What the session keeps between password and code: officer, moment, where to go on. Nobody is signed in by it."""
PATIENCE = 300
"""Seconds in which the code must follow the password."""


def ask(request: HttpRequest, officer: Officer, onward: str) -> HttpResponse:
    """Remember whose password was right, and ask for the code."""
    request.session.cycle_key()
    request.session[PENDING] = {"officer": officer.pk, "at": time.time(), "next": onward}
    return redirect("desk:second_factor")


@sensitive_post_parameters("token")
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """The code of the telephone, or a recovery code."""
    pending = request.session.get(PENDING)
    if not pending or not 0 <= time.time() - pending["at"] <= PATIENCE:
        request.session.pop(PENDING, None)
        messages.warning(request, "密码已过几分钟，请从头登录。")
        return redirect("desk:sign_in")
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        officer = Officer.objects.filter(pk=pending["officer"], is_active=True).first()
        device = _matching(officer, form.cleaned_data["token"]) if officer else None
        if officer and device:
            del request.session[PENDING]
            login(request, officer, backend="django.contrib.auth.backends.ModelBackend")
            verified(request, device)
            left = accounts.recovery_codes_left(officer)
            if isinstance(device, StaticDevice):
                messages.warning(request, f"用掉了一个恢复码，还剩 {left} 个。请到“我的账号”换一组。")
            return redirect(pending["next"])
        form.add_error("token", "动态口令不对。请看手机上现在的 6 位数字；连续输错后要多等几秒再试。")
    return render(request, "desk/account/second_factor.html", {"form": form})


@transaction.atomic
def _matching(officer: Officer, token: str) -> Device | None:
    """The officer's device that the code is of; devices slow down by themselves after wrong codes."""
    kind: Any = TOTPDevice if token.isdigit() else StaticDevice
    for device in kind.objects.select_for_update().filter(user=officer, confirmed=True):
        if device.verify_token(token):
            return device
    return None


@sensitive_post_parameters("token")
@never_cache
@login_required
def set_up(request: HttpRequest) -> HttpResponse:
    """启用: the key as a picture and as text, then the first code; at the end the recovery codes, once."""
    officer: Any = request.user
    if settings.GONGKAI.second_factor == "off":
        messages.info(request, "本站没有启用动态口令。")
        return redirect("desk:account")
    device = TOTPDevice.objects.filter(user=officer, confirmed=False).first()
    device = device or TOTPDevice.objects.create(user=officer, name="手机", confirmed=False)
    form, refused = TokenForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            codes = accounts.set_up_second_factor(officer, device, token=form.cleaned_data["token"], now=timezone.now())
        except Refused as refusal:
            refused = refusal
        else:
            verified(request, device)
            return show(request, "desk/account/recovery_codes.html", {"codes": codes})
    key = b32encode(device.bin_key).decode()
    return show(
        request,
        "desk/account/second_factor_set_up.html",
        {
            "form": form,
            "refused": refused,
            "address": device.config_url,
            "key": " ".join(key[at : at + 4] for at in range(0, len(key), 4)),
            "is_required": settings.GONGKAI.second_factor == "required",
        },
    )


@require_POST
@never_cache
@login_required
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """换恢复码: a new set, shown this once."""
    officer: Any = request.user
    try:
        codes = accounts.renew_recovery_codes(officer, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("desk:account")
    return show(request, "desk/account/recovery_codes.html", {"codes": codes})


@sensitive_post_parameters("password")
@never_cache
@login_required
def give_up(request: HttpRequest) -> HttpResponse:
    """停用: after the password once more."""
    officer: Any = request.user
    form, refused = OwnPasswordForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            accounts.give_up_second_factor(
                officer,
                password=form.cleaned_data["password"],
                is_required=settings.GONGKAI.second_factor == "required",
                now=timezone.now(),
            )
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, "已停用动态口令，以后登录只要密码。")
            return redirect("desk:account")
    return show(request, "desk/account/second_factor_give_up.html", {"form": form, "refused": refused})
