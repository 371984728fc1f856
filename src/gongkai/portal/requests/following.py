"""查询申请: one's own application, found by its query code and a detail of one's own, open for half an hour."""

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache, wraps
from typing import Any, Concatenate, ParamSpec
from unicodedata import normalize

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.agency.models import Agency
from gongkai.errors import Refused
from gongkai.portal.frame import show
from gongkai.portal.requests import forms
from gongkai.request import limits, sealing
from gongkai.request.models import Attempt, InfoRequest

P = ParamSpec("P")

LASTS = timedelta(minutes=30)
AT_MOST_EVERY = timedelta(minutes=1)
"""How often a visit is written down anew."""
MOST_OF_CODE, MOST_OF_ADDRESS = 5, 20
"""Failures an hour, of one query code and from one address."""

CODE, ADDRESS = "follow_code", "follow_address"
LAST = 6
"""Characters of the number that serve as the second detail."""

_NAME, _SENT = "following", "application_sent"
_NOBODY = {"id_number": "", "mobile": "", "email": ""}

WRONG = "查询码和后面这一项对不上。请对照回执检查；回执丢了的，请与受理机关联系。"


@never_cache
@sensitive_post_parameters()
def follow(request: HttpRequest) -> HttpResponseBase:
    """Ask for the query code and the second detail."""
    form = forms.Follow(request.POST if request.method == "POST" else None)
    refused: Refused | None = None
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            found = _found(request, form.cleaned_data["code"], form.cleaned_data["detail"])
        except TooMany as refusal:
            refused, status = refusal, 429
        else:
            if found is not None:
                begin(request, found)
                return redirect("portal:followed")
            refused = Refused(WRONG)
    is_over = request.GET.get("over") == "1"
    return show(
        request, "portal/requests/follow.html", {"form": form, "refused": refused, "over": is_over}, status=status
    )


@never_cache
def leave(request: HttpRequest) -> HttpResponseBase:
    """End the visit to one's application."""
    if request.method == "POST":
        request.session.pop(_NAME, None)
        request.session.pop(_SENT, None)
    return redirect("portal:follow")


def begin(request: HttpRequest, info_request: InfoRequest, *, token: str = "") -> None:
    """Open an application to this browser; `token` is that of the form which made it just now."""
    request.session.cycle_key()
    request.session[_NAME] = {"case": info_request.pk, "seen": timezone.now().isoformat()}
    if token:
        request.session[_SENT] = token
    if not request.user.is_authenticated:
        request.session.set_expiry(0)


def sent_here(request: HttpRequest, agency: Agency, token: str) -> bool:
    """Whether this browser has just sent the form of that token."""
    sent = request.session.get(_SENT, "")
    return bool(token) and hmac.compare_digest(str(sent), token)


Page = Callable[Concatenate[HttpRequest, InfoRequest, P], HttpResponseBase]


def followed(view: Page[P]) -> Callable[..., HttpResponseBase]:
    """A page of the application that is open to this browser; who has none open is asked for the code."""

    @wraps(view)
    @never_cache
    @sensitive_post_parameters()
    def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        now = timezone.now()
        kept = request.session.get(_NAME)
        if kept is None or datetime.fromisoformat(kept["seen"]) <= now - LASTS:
            request.session.pop(_NAME, None)
            return redirect(reverse("portal:follow", query={"over": 1} if kept else None))
        found = InfoRequest.objects.select_related("agency", "applicant", "become_item").filter(pk=kept["case"]).first()
        if found is None:
            return redirect("portal:follow")
        if datetime.fromisoformat(kept["seen"]) <= now - AT_MOST_EVERY:
            request.session[_NAME] = {**kept, "seen": now.isoformat()}
        return view(request, found, *args, **kwargs)

    return opened


class TooMany(Refused):
    """Too many wrong codes or details in an hour."""


def _found(request: HttpRequest, code: str, detail: str) -> InfoRequest | None:
    """The application of a code, where the detail is its applicant's; whether a code exists, nobody learns."""
    now, address = timezone.now(), request.META["REMOTE_ADDR"]
    code = _code(code)
    tries = [(CODE, code, MOST_OF_CODE), (ADDRESS, address, MOST_OF_ADDRESS)]
    noted = [limits.note(kind, who, now=now) for kind, who, _ in tries]
    if any(limits.tried(kind, who, now=now, within=limits.HOUR) > most for kind, who, most in tries):
        _take_back(noted)
        raise TooMany("试的次数太多，请过一小时再查询；也可以打电话向受理机关询问。")
    found = InfoRequest.objects.select_related("applicant").filter(query_code=code).first()
    words = found.applicant.words if found else sealing.unseal(_nobody())
    if not is_own(words, detail) or found is None:
        return None
    _take_back(noted)
    return found


def _take_back(noted: list[Attempt]) -> None:
    for attempt in noted:
        attempt.delete()


def is_own(words: dict[str, Any], detail: str) -> bool:
    """Whether a detail is the applicant's: the end of the number, the telephone or the e-mail address; in even time."""
    given = _plain(detail)
    number = _plain(str(words.get("id_number") or words.get("credit_code") or ""))
    kept = [number[-LAST:] if len(number) >= LAST else "", *(_plain(str(words.get(name, ""))) for name in _WAYS)]
    matches = [
        hmac.compare_digest(sealing.blind("detail", each), sealing.blind("detail", given)) for each in kept if each
    ]
    return bool(given) and any(matches)


_WAYS = ("mobile", "email")


def _plain(words: str) -> str:
    return "".join(normalize("NFKC", words).split()).replace("-", "").upper()


def _code(words: str) -> str:
    """A query code as it is kept, however it was typed: in threes of four."""
    plain = _plain(words)[:30]
    return "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))


@cache
def _nobody() -> bytes:
    """Words of nobody, opened for a code that does not exist, so that the answer takes as long."""
    return sealing.seal(_NOBODY)
