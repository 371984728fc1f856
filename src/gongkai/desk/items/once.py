"""Once: a form that is sent twice, by a double click or by going back, does its act once.

Every form that makes something carries a token. What the token led to is kept in the session, written in the same
transaction as the act and under the officer's lock, so that the second of two at the same moment finds it.
"""

from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.utils.crypto import get_random_string

from gongkai.agency.models import Officer
from gongkai.desk.frame import DeskRequest

FIELD = "form_token"
_KEPT = 30
_NAME = "forms_done"


def token(request: DeskRequest) -> str:
    """The token of the form on this page: the one it was sent with, or a new one."""
    return request.POST.get(FIELD) or get_random_string(20)


def done_before(request: DeskRequest) -> str | None:
    """Where the form on this page led to when it was sent before, if it was."""
    kept: dict[str, str] = request.session.get(_NAME, {})
    return kept.get(request.POST.get(FIELD, ""))


def once(request: DeskRequest, act: Callable[[], str]) -> str:
    """Do what a form asks for, unless the same form did it before; the address it leads to."""
    given = request.POST.get(FIELD, "")
    if not given:
        return act()
    with transaction.atomic():
        Officer.objects.select_for_update(no_key=True).get(pk=request.user.pk)
        store = import_module(settings.SESSION_ENGINE).SessionStore(request.session.session_key)
        done: dict[str, str] = store.get(_NAME, {})
        if given in done:
            return done[given]
        address = act()
        kept = dict([*done.items()][1 - _KEPT :])
        request.session[_NAME] = {**kept, given: address}
        request.session.save()
    return address
