"""Where the acts of this folder leave their entry.

The journal stands above agencies and so cannot be imported here; when the site starts, it says how an entry is written.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from django.db import models

from gongkai.agency.models import Agency, Officer


class Recorder(Protocol):
    """What writes an entry inside the transaction of the act (`journal.recording.record`)."""

    def __call__(
        self,
        act: str,
        subject: models.Model,
        *,
        by: Officer | None,
        on: date,
        agency: Agency | None = None,
        **details: Any,
    ) -> object: ...


_recorders: list[Recorder] = []


def written_by(recorder: Recorder) -> None:
    """Say who writes the entries from now on."""
    _recorders[:] = [recorder]


def record(
    act: str,
    subject: models.Model,
    *,
    by: Officer | None,
    on: date,
    agency: Agency | None = None,
    **details: Any,
) -> None:
    """Leave an entry of an act; without a journal no act goes through."""
    [recorder] = _recorders
    recorder(act, subject, by=by, on=on, agency=agency, **details)


def put(subject: models.Model, given: Mapping[str, Any]) -> list[list[str]]:
    """Set fields, unsaved. What changed, as the journal keeps it: the field's word, the value before, the value now."""
    changes = []
    for name, value in given.items():
        before = getattr(subject, name)
        if before != value:
            changes.append([word(subject, name), _shown(before), _shown(value)])
            setattr(subject, name, value)
    return changes


def word(subject: models.Model | type[models.Model], name: str) -> str:
    """A field's word."""
    return str(getattr(subject._meta.get_field(name), "verbose_name", name))


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
