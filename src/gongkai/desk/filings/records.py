"""清单: what one figure counts, by the conditions that counted it, or as it was fixed with the report."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.desk.filings import listing
from gongkai.desk.filings.figures import address
from gongkai.desk.filings.listing import LISTINGS, Listing
from gongkai.desk.filings.place import PER_PAGE, show_report, version_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.filing import figures, freezing, states, totalling
from gongkai.filing.figures.figure import Number, plain
from gongkai.filing.figures.query import number_of
from gongkai.filing.models import Version
from gongkai.filing.states import Kind

Numbers = Sequence[tuple[int, Decimal | None]]
"""The records by their numbers, each with what it adds where the figure is a sum."""


@page("filing.see")
def filing_records(request: DeskRequest, filing_id: int) -> Response:
    """One figure: its rule, its source, its records; an address that names none leads to all of them."""
    version = version_of(request, filing_id)
    filing = version.filing
    name = request.GET.get("name", "")
    found = figures.of_version(version)
    if name not in found:
        return redirect("desk:filing_figures", filing.agency_id, filing.pk)
    figure = found[name]
    is_drafted = version.is_editable and version.pk == filing.latest_id
    parts = [found[part] for part in figures.parts(filing.year, name) if part in found]
    may_enter = is_drafted and states.allowed(version, Kind.ENTERED)
    below = totalling.entered_below(version)
    context = {
        "figure": figure,
        "is_entered_below": name in below,
        "entered_below": below.get(name, []),
        "parts": [(part, address(filing, part.name, version)) for part in parts],
        "may_enter": may_enter
        and (figure.is_entered or not parts)
        and agencies.may("filing.draft", request.user, filing.agency),
        "enter_url": _about("desk:filing_enter", version, name),
        "drop_url": _about("desk:filing_entry_drop", version, name),
        "is_drafted": is_drafted,
        **_listed(request, version, name),
    }
    return show_report(request, "desk/filings/records.html", version, "desk:filing_figures", context)


def _about(page_name: str, version: Version, name: str) -> str:
    filing = version.filing
    return f"{reverse(page_name, args=[filing.agency_id, filing.pk])}?{urlencode({'name': name})}"


def _listed(request: DeskRequest, version: Version, name: str) -> dict[str, Any]:
    """A page of the records behind a figure; nothing where none stand behind it."""
    kept = _live(version, name) if version.is_editable else _fixed(version, name)
    if kept is None:
        return {"listing": None}
    model, numbers, total, sums = kept
    how = LISTINGS[model]
    shown = Paginator(numbers, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "listing": how,
        "columns": _columns(how, sums),
        "rows": _rows(model, list(shown.object_list), request.user),
        "page": shown,
        "total": shown.paginator.count if total is None else total,
        "sums": sums,
    }


def _live(version: Version, name: str) -> tuple[str, Numbers, Number | None, bool] | None:
    """From the ledger as it is now: model, records, and, where the figure is a sum, what they add up to."""
    found = figures.records(version.filing, name)
    if found is None:
        return None
    rows = found.rows.order_by(*LISTINGS[found.model].order)
    numbers: Any = rows.values_list("pk", found.sums or "pk")
    return found.model, numbers, number_of(found) if found.sums else None, bool(found.sums)


def _fixed(version: Version, name: str) -> tuple[str, Numbers, Number | None, bool] | None:
    """As they were when the report was fixed."""
    found = freezing.records(version, name)
    if found is None:
        return None
    amounts = found.amounts
    numbers: Numbers = _Fixed(found)
    total = plain(sum(amounts, Decimal())) if amounts else None
    return found.model._meta.label_lower, numbers, total, bool(amounts)


class _Fixed(Sequence[tuple[int, Decimal | None]]):
    """Fixed records as numbers and what they add, cut like a list."""

    def __init__(self, records: freezing.FrozenRecords) -> None:
        self._records = records

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, index: Any) -> Any:
        return [(each.pk, each.amount) for each in self._records[index]]


def _columns(how: Listing, sums: bool) -> list[dict[str, str]]:
    first, *others = how.columns
    columns = [{"code": "0", "word": first, "kind": "title"}]
    columns += [{"code": str(at), "word": word, "kind": "text"} for at, word in enumerate(others, start=1)]
    return [*columns, {"code": "amount", "word": "计入的数", "kind": "number"}] if sums else columns


def _rows(model: str, numbers: list[tuple[int, Decimal | None]], officer: Officer) -> list[dict[str, Any]]:
    """Each record in its columns, those that the officer may not see by nothing but that they are there."""
    how = LISTINGS[model]
    found = listing.seen(model, [pk for pk, _ in numbers], officer)
    rows = []
    for pk, amount in numbers:
        record = found.get(pk)
        cells = how.cells(record) if record is not None else ()
        url = listing.address(how, record) if record is not None else ""
        added = 0 if amount is None else plain(amount)
        rows.append({"pk": pk, "cells": cells, "url": url, "amount": added, "is_seen": record is not None})
    return rows
