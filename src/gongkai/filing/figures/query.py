"""口径: a figure with the query of what it counts, so that its value and the list behind it cannot differ."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from gongkai.agency.models import Agency
from gongkai.filing.figures.figure import Figure, Number, Records, plain


@dataclass(frozen=True, slots=True)
class Query:
    """A figure and what it counts of an agency's year; where it `sums` a field, it adds that up."""

    figure: Figure
    rows: Callable[[Agency, int], QuerySet[Any]]
    sums: str = ""

    def records(self, agency: Agency, year: int) -> Records:
        return Records(self.rows(agency, year), self.sums)

    def value(self, agency: Agency, year: int) -> Number:
        return number_of(self.records(agency, year))


def number_of(records: Records) -> Number:
    """What records count, or add up to."""
    if not records.sums:
        return records.rows.count()
    return plain(records.rows.order_by().aggregate(sum=Sum(records.sums))["sum"] or 0)


def days(year: int) -> tuple[date, date]:
    """The days of a year, the first and the last."""
    return date(year, 1, 1), date(year, 12, 31)


def figures(queries: Iterable[Query]) -> Iterator[Figure]:
    return (each.figure for each in queries)


def values(queries: Iterable[Query], agency: Agency, year: int) -> Iterator[tuple[str, Number]]:
    return ((each.figure.name, each.value(agency, year)) for each in queries)


def records(queries: Iterable[Query], agency: Agency, year: int, name: str) -> Records | None:
    """The records behind the figure of that name; None where none of these counts it."""
    found = next((each for each in queries if each.figure.name == name), None)
    return None if found is None else found.records(agency, year)
