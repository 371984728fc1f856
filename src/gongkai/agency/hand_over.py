"""What passes on when an officer hands over: each app above registers its own.

    hand_over.register("草稿和在办的信息", rows, "handler")

`rows(agency, officer)` are the records that are the officer's to finish in the agency; handing over writes the
successor into the field. What was done, released items among it, stays in the name of who did it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from gongkai.agency.models import Agency, Officer

Rows = Callable[[Agency, Officer], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work that passes on."""

    word: str
    rows: Rows
    field: str


_kinds: dict[str, Kind] = {}


def register(word: str, rows: Rows, field: str) -> None:
    """Have a kind of work pass on."""
    _kinds[word] = Kind(word, rows, field)


def counts(agency: Agency, officer: Officer) -> dict[str, int]:
    """How many records of each kind are the officer's to finish."""
    return {kind.word: kind.rows(agency, officer).count() for kind in _kinds.values()}


def pass_on(agency: Agency, giver: Officer, receiver: Officer) -> dict[str, list[int]]:
    """Write the receiver in place of the giver. The numbers of the records of each kind."""
    passed = {}
    for kind in _kinds.values():
        rows = kind.rows(agency, giver)
        passed[kind.word] = sorted(rows.values_list("pk", flat=True))
        rows.model._default_manager.filter(pk__in=passed[kind.word]).update(**{kind.field: receiver})
    return passed
