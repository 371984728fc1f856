"""统计: every figure of a report counted anew from the ledger; what was entered by hand stays as it is."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.filing import access, figures, states, steps, text, totalling
from gongkai.filing.figures.figure import Figure, Number
from gongkai.filing.models import Filing
from gongkai.filing.states import Kind

MOST_TOLD = 60
"""Figures that changed, named in the journal; the entry says how many there were."""


@transaction.atomic
def count(filing_id: int, *, by: Officer, today: date, now: datetime, revision: int | None = None) -> Filing:
    """Count the figures of the latest version, and record which are others than they were."""
    filing = access.for_act(filing_id, "filing.draft", by=by, revision=revision)
    changes = renew(filing, now=now)
    version = filing.latest
    assert version is not None
    text.renew(version, figures.of_version(version))
    steps.take(filing, Kind.COUNTED, by=by, on=today, changes=changes[:MOST_TOLD], count=len(changes))
    return filing


def renew(filing: Filing, *, now: datetime) -> list[tuple[str, str, str]]:
    """Set on the latest version, unsaved, what the ledger says now. The figures that changed: label, before, after.

    How long the journal is comes first: what is done while the figures are counted shows afterwards.
    """
    version = filing.latest
    assert version is not None
    states.refuse_unless_allowed(version, Kind.COUNTED)
    version.counted_entry = figures.journal_length(filing)
    if filing.scope == Filing.Scope.WHOLE:
        version.parts = totalling.parts(filing).numbers
    counted = figures.count(filing)
    before = version.figures
    version.figures = {name: figures.kept(figure.counted) for name, figure in counted.items()}
    version.counted_at = now
    return [
        (figure.label, told(figures.read(before.get(name)), figure), told(figure.counted, figure))
        for name, figure in counted.items()
        if before and before.get(name) != version.figures[name]
    ]


def told(number: Number | None, figure: Figure) -> str:
    """A number in words: with its unit, or that it is not known."""
    return "不知道" if number is None else f"{number}{figure.unit}"
