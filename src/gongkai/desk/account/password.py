"""改密码: of one's own will, or because the one given was for once."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.agency import passwords
from gongkai.agency.actions import accounts
from gongkai.desk.account.forms import PasswordForm
from gongkai.desk.account.frame import show
from gongkai.desk.account.sessions import KEY
from gongkai.errors import Refused


@sensitive_post_parameters()
@never_cache
@login_required
def password(request: HttpRequest) -> HttpResponse:
    officer: Any = request.user
    form, refused = PasswordForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            accounts.change_password(
                officer, old=given["old"], new=given["new"], now=timezone.now(), here=request.session.get(KEY)
            )
        except Refused as refusal:
            refused = refusal
        else:
            update_session_auth_hash(request, officer)
            messages.success(request, "密码已改。别处的登录都已退出。")
            return redirect("desk:home")
    return show(
        request,
        "desk/account/password.html",
        {"form": form, "refused": refused, "rules": passwords.rules(), "must": officer.must_change_password},
    )
