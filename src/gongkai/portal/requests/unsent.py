"""没有提交的申请: what was typed so far, in the visitor's session, encrypted, gone two hours after the last word."""

import base64
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import get_random_string

from gongkai.agency.models import Agency
from gongkai.request import sealing

LASTS = timedelta(hours=2)
_NAME = "applications"
_MOST = 3
"""Applications begun at once in one browser: the oldest gives way."""


@dataclass
class Unsent:
    """An application to an agency so far: the answers of each step, and the token that it will be sent under."""

    agency: Agency
    token: str
    began_at: datetime
    steps: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What kind of applicant it is; "" before that was said."""
        return str(self.steps.get("who", {}).get("kind", ""))

    @property
    def answers(self) -> dict[str, Any]:
        """All answers together."""
        return {name: value for given in self.steps.values() for name, value in given.items()}


def of(request: HttpRequest, agency: Agency) -> Unsent:
    """The application to an agency that is being written here, or a new one."""
    now = timezone.now()
    kept = request.session.get(_NAME, {}).get(str(agency.pk))
    if kept and datetime.fromisoformat(kept["touched"]) > now - LASTS:
        found = sealing.unseal(base64.b64decode(kept["sealed"]))
        return Unsent(agency, found["token"], datetime.fromisoformat(found["began_at"]), found["steps"])
    return Unsent(agency, get_random_string(32), now)


def keep(request: HttpRequest, unsent: Unsent) -> None:
    """Keep what was written; the session ends when the browser is closed."""
    sealed = sealing.seal({"token": unsent.token, "began_at": unsent.began_at.isoformat(), "steps": unsent.steps})
    others = {key: kept for key, kept in request.session.get(_NAME, {}).items() if key != str(unsent.agency.pk)}
    entry = {"touched": timezone.now().isoformat(), "sealed": base64.b64encode(sealed).decode()}
    request.session[_NAME] = {**dict([*others.items()][1 - _MOST :]), str(unsent.agency.pk): entry}
    if not request.user.is_authenticated:
        request.session.set_expiry(0)


def forget(request: HttpRequest, agency: Agency) -> None:
    """Drop what was written."""
    kept = request.session.get(_NAME, {})
    if str(agency.pk) in kept:
        request.session[_NAME] = {key: value for key, value in kept.items() if key != str(agency.pk)}
