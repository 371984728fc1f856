"""Reports of a year in every state, as tests need them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from gongkai.agency.models import Agency, Officer
from gongkai.filing import checking
from gongkai.filing.actions import beginning
from gongkai.filing.models import Doubt, Filing, Frozen, Version
from gongkai.report import exchange, forms
from gongkai.report.report import Cell, Report, State

DAY = date(2025, 1, 8)
"""The day on which the stories of this part are told: a working day after 2024 ended."""


def filing(agency: Agency, by: Officer, year: int = 2024, *, scope: str = "own", **fields: Any) -> Filing:
    """A report just begun; `fields` are set on its version."""
    made = beginning.begin(agency.pk, year=year, scope=scope, by=by, today=DAY)
    return given(made, **fields) if fields else made


def begun(agency: Agency, by: Officer, year: int = 2024) -> Filing:
    """A report begun without asking who may: one of many."""
    made = Filing.objects.create(agency=agency, year=year, handler=by, began_on=DAY)
    made.latest = Version.objects.create(filing=made, number=1, edition="2021", began_on=DAY)
    made.save()
    return made


def given(filing: Filing, **fields: Any) -> Filing:
    """The report with fields of its latest version set, whatever the acts would say."""
    if "submitted_on" in fields:
        fields.setdefault("first_submitted_on", fields["submitted_on"])
    Version.objects.filter(pk=filing.latest_id or 0).update(**fields)
    return Filing.objects.select_related("agency", "latest", "published", "handler").get(pk=filing.pk)


PROSE = {"disclosed.total": 10, "disclosed.increase": 2, "disclosed.root.20.15": 4, "requests.fees": 0}
"""Figures of the text that a compiled report has."""


def filed(
    filing: Filing,
    state: str = "accepted",
    *,
    cells: Mapping[str, Any] | None = None,
    prose: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Filing:
    """A report handed in with these figures, every other cell 0: fixed, and checked as it is when it is fixed."""
    version = Version.objects.select_related("filing__agency").get(pk=filing.latest_id or 0)
    form = forms.form(version.edition)
    values = dict.fromkeys(form.slots, 0) | dict(cells or {})
    read = {path: Cell(state=State.BLANK) if value is None else Cell(value) for path, value in values.items()}
    report = Report(filing.agency.name, filing.year, form.edition, cells=read)
    labels = {path: (slot.label, slot.column.unit) for path, slot in form.slots.items()}
    told = values | (PROSE if prose is None else dict(prose))
    Frozen.objects.bulk_create(
        Frozen(
            version=version,
            order=order,
            name=name,
            label=labels.get(name, (name, "件"))[0],
            unit=labels.get(name, (name, "件"))[1],
            rule="",
            value=value,
            counted=value,
        )
        for order, (name, value) in enumerate(told.items())
    )
    fields = {"submitted_on": DAY, "report": exchange.encode(report).decode(), **fields}
    return given(filing, state=state, checked=checking.checked(report), **fields)


def as_read(doubts: Iterable[Doubt]) -> dict[str, str | None]:
    """The answers that say the originals stand as they were read: a number its number, nothing nothing."""
    return {doubt.name: doubt.read or None for doubt in doubts}
