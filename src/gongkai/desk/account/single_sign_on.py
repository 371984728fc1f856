"""单点登录: an OpenID Connect provider says who it is; only an officer who is here already signs in by it."""

from typing import Any
from urllib.parse import urljoin

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.contrib.auth.backends import BaseBackend
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from joserfc.errors import JoseError
from requests import RequestException

from gongkai.agency.models import Officer
from gongkai.desk.account.sign_in import safe

NEXT = "single_sign_on_next"
TIMEOUT = 10


class SingleSignOn(BaseBackend):
    """The officer whose account has the name that the provider proved; nobody is ever made by it."""

    def authenticate(self, request: HttpRequest | None, proved: str | None = None, **_: Any) -> Officer | None:
        if not proved:
            return None
        return Officer.objects.filter(username=proved, is_active=True).first()

    def get_user(self, user_id: int) -> Officer | None:
        return Officer.objects.filter(pk=user_id, is_active=True).first()


@never_cache
def go(request: HttpRequest) -> HttpResponse:
    """To the provider, with a state, a nonce and a PKCE challenge that this session alone knows."""
    request.session[NEXT] = safe(request, request.GET.get("next", ""))
    try:
        response: HttpResponse = _provider().authorize_redirect(request, _back(request))
    except (AuthlibBaseError, RequestException, ValueError):
        return _failed(request, "连不上单点登录，请稍后再试，或用账号密码登录；一直不行请联系平台管理员。")
    return response


@never_cache
def back(request: HttpRequest) -> HttpResponse:
    """From the provider: its word is checked for signature, issuer, audience, nonce and time."""
    try:
        told = _provider().authorize_access_token(request, leeway=60).get("userinfo") or {}
    except (AuthlibBaseError, JoseError, RequestException, ValueError):
        return _failed(request, "单点登录没有成功，可能等得太久或在那边取消了。请重新点“单点登录”。")
    claim = settings.GONGKAI.oidc_claim
    proved = told.get(claim)
    officer = authenticate(request, proved=proved) if isinstance(proved, str) else None
    if not isinstance(officer, Officer):
        return _failed(
            request,
            f"单点登录认出了您（{proved or '没有给出账号'}），但本站没有这个账号，或账号已停用。请联系本机关的管理员。",
        )
    onward = request.session.pop(NEXT, "")
    login(request, officer, backend=f"{__name__}.SingleSignOn")
    return redirect(safe(request, onward))


def _provider() -> Any:
    configuration = settings.GONGKAI
    if not configuration.oidc_issuer:
        raise Http404
    oauth = OAuth()
    oauth.register(
        "provider",
        client_id=configuration.oidc_client,
        client_secret=configuration.oidc_secret,
        server_metadata_url=urljoin(configuration.oidc_issuer.rstrip("/") + "/", ".well-known/openid-configuration"),
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256", "default_timeout": TIMEOUT},
    )
    return oauth.create_client("provider")


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("desk:single_sign_on_back"))


def _failed(request: HttpRequest, says: str) -> HttpResponse:
    messages.error(request, says)
    return redirect("desk:sign_in")
