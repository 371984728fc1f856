"""A report of the town as its publication leaves it, every figure with records of its own behind it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from gongkai.agency.models import Agency, Officer
from gongkai.disclosure.models import Item
from gongkai.filing import publications
from gongkai.filing.freezing import packed
from gongkai.filing.models import Decided, Filing, Frozen, Version
from gongkai.report import exchange, forms
from gongkai.report.report import Cell, Report
from tests.filing import reports
from tests.report import liuhe

ON = date(2025, 1, 20)
NOW = datetime(2025, 1, 20, 2, 30, tzinfo=UTC)
DISCLOSED = 6
CHARGED = ("3.5", "0.25")
CHARGES = "disclosure.charges.amount"
DECIDED = "requests.granted.natural_person"


def report(agency: Agency, year: int = 2024, **cells: Any) -> Report:
    """The made-up report in the agency's name, with charges that two records add up to."""
    made = liuhe.report(year=year, **{"disclosure__charges__amount": Cell(Decimal("3.75")), **cells})
    title = f"{agency.name}{year}年政府信息公开工作年度报告"
    return msgspec.structs.replace(made, agency=agency.name, title=title, signature=agency.name, signed_on=ON)


def frozen(version: Version, told: Report, by: Officer, entered: Mapping[str, tuple[str, str]]) -> None:
    """Its figures as `freezing` keeps them; items stand behind the first counts, two charges behind the amount."""
    agency = version.filing.agency
    items = [
        Item.objects.create(
            agency=agency,
            kind="notice",
            title=f"公示{n}",
            handler=by,
            state="released",
            released_on=ON,
            index_number=f"A-{version.pk}-{n}",
        )
        for n in range(DISCLOSED)
    ]
    charges = [
        Decided.objects.create(
            agency=agency, kind="charges", from_on=ON, on=ON, number=number, source="收费台账", entered_on=ON, by=by
        )
        for number in CHARGED
    ]
    rows = [("disclosed.total", "主动公开信息总数", DISCLOSED)]
    rows += [(path, slot.label, told.value(path)) for path, slot in forms.form(told.form).slots.items()]
    made = []
    for order, (name, label, value) in enumerate(rows):
        behind: dict[str, Any] = {}
        if name == "disclosed.total":
            behind = {"records_of": "disclosure.item", "records": packed([item.pk for item in items])}
        elif name == CHARGES:
            keys = packed([charge.pk for charge in charges])
            behind = {"records_of": "filing.decided", "records": keys, "amounts": list(CHARGED)}
        source, reason = entered.get(name, ("", ""))
        made.append(
            Frozen(
                version=version,
                order=order,
                name=name,
                label=label,
                unit="件",
                rule="一件计一次。",
                cites=["《条例》第五十条"],
                value=value,
                counted=None if source else value,
                is_entered=bool(source),
                source=source,
                reason=reason,
                **behind,
            )
        )
    Frozen.objects.bulk_create(made)


def published(
    agency: Agency,
    by: Officer,
    year: int = 2024,
    *,
    told: Report | None = None,
    entered: Mapping[str, tuple[str, str]] | None = None,
    scope: str = "own",
    files: bool = True,
) -> Filing:
    """A report that the public reads."""
    filing = reports.filing(agency, by, year, scope=scope)
    return _put_out(filing, told or report(agency, year), by, entered or {}, files=files)


def restated(filing: Filing, by: Officer, told: Report, because: str, *, files: bool = True) -> Filing:
    """The report with a further version that replaced the one published."""
    old = filing.published
    assert old is not None
    Version.objects.filter(pk=old.pk).update(state="superseded", ended_on=ON)
    made = Version.objects.create(
        filing=filing, number=old.number + 1, edition=told.form, began_on=ON, restates_because=because
    )
    Filing.objects.filter(pk=filing.pk).update(latest=made)
    return _put_out(Filing.objects.get(pk=filing.pk), told, by, {}, files=files)


def _put_out(
    filing: Filing, told: Report, by: Officer, entered: Mapping[str, tuple[str, str]], *, files: bool
) -> Filing:
    version = Version.objects.select_related("filing__agency").get(pk=filing.latest_id)
    version.state, version.published_on, version.edition = Version.State.PUBLISHED, ON, told.form
    version.report = exchange.encode(told).decode()
    version.save()
    if version.number == 1:
        frozen(version, told, by, entered)
    if files:
        publications.render_all(version, now=NOW)
    Filing.objects.filter(pk=filing.pk).update(published=version)
    return Filing.objects.select_related("agency", "latest", "published").get(pk=filing.pk)
