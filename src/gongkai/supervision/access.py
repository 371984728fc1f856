"""The only ways to reach an entry of a register: by whom, for what."""

from typing import TypeVar

from django.db.models import QuerySet

from gongkai.agency import access
from gongkai.agency.models import Officer
from gongkai.errors import NotYours
from gongkai.supervision.models import Registered

T = TypeVar("T", bound=Registered)


def visible_to(officer: Officer, register: type[T]) -> QuerySet[T]:
    """The entries of a register of the agencies that the officer may see."""
    return register._default_manager.filter(access.scope(officer, prefix="agency__"))


def for_reading(register: type[T], entry_id: int, *, by: Officer) -> T:
    """An entry that the officer may see. Raises NotYours."""
    found = visible_to(by, register).select_related("agency", "by").filter(pk=entry_id).first()
    if found is None:
        raise NotYours("没有这条登记，或者您不能查看它。")
    return found


def for_act(register: type[T], entry_id: int, *, by: Officer) -> T:
    """An entry locked for an act of who keeps the registers. Raises NotYours, NotYourRole."""
    access.require("register.change", by, for_reading(register, entry_id, by=by).agency)
    held = register._default_manager.select_for_update(of=("self",), no_key=True)
    return held.select_related("agency").get(pk=entry_id)
