"""我的账号: one's roles, where one is signed in, password and second factor."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.agency import sign_ins
from gongkai.agency.actions import accounts
from gongkai.desk.account import browsers
from gongkai.desk.account.forms import second_factor_word
from gongkai.desk.account.frame import show
from gongkai.desk.account.sessions import KEY


@login_required
def account(request: HttpRequest) -> HttpResponse:
    officer: Any = request.user
    here = request.session.get(KEY)
    places = [
        {
            "pk": each.pk,
            "began_at": each.began_at,
            "seen_at": each.seen_at,
            "address": each.address,
            "browser": browsers.words(each.browser),
            "is_here": each.pk == here,
        }
        for each in officer.sign_ins.all()
    ]
    return show(
        request,
        "desk/account/account.html",
        {
            "appointments": officer.appointments.select_related("agency").order_by("-from_on", "agency__path")[:50],
            "day": timezone.localdate(),
            "sign_ins": places,
            "factor": settings.GONGKAI.second_factor,
            "factor_word": second_factor_word(),
            "has_factor": accounts.has_second_factor(officer),
            "codes_left": accounts.recovery_codes_left(officer),
        },
    )


@require_POST
@login_required
def end_sign_in(request: HttpRequest, sign_in_id: int) -> HttpResponse:
    """退出这一处: one of one's own places; another's is not there to be ended."""
    officer: Any = request.user
    if sign_ins.end(officer, sign_in_id=sign_in_id):
        messages.success(request, "那一处已退出。")
    else:
        messages.info(request, "那一处已经退出了。")
    return redirect("desk:account")


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    """退出其他各处."""
    officer: Any = request.user
    count = sign_ins.end(officer, but=request.session.get(KEY))
    messages.success(request, f"已退出其他 {count} 处。" if count else "没有其他登录。")
    return redirect("desk:account")
