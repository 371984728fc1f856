"""依据: what the checks on the ledger are given, and what they notice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from gongkai.filing.figures.figure import Figure
from gongkai.filing.models import Filing, Passage, Version
from gongkai.report.report import Finding, Report

MOST_NAMED = 3
"""Of many records alike the sentence names the first few."""

MOST_LISTED = 20
"""So many of them are listed under it, each leading to its page."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A version, the report it makes, the figures and words it is made of, last year's report, and the day of looking.

    A check leaves out what takes long when the look `is_quick`.
    """

    version: Version
    report: Report
    previous: Report | None
    figures: Mapping[str, Figure]
    passages: tuple[Passage, ...]
    on: date
    is_quick: bool = False

    @property
    def filing(self) -> Filing:
        return self.version.filing

    @property
    def year(self) -> int:
        return self.filing.year

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.year, 12, 31)

    def number(self, name: str) -> int | None:
        """A figure as the report gives it; None where nobody can tell."""
        figure = self.figures.get(name)
        return None if figure is None or figure.value is None else int(figure.value)


@dataclass(frozen=True, slots=True)
class Named:
    """A record that a finding speaks of: `of` is the label of its model, "disclosure.item"."""

    of: str
    pk: int
    words: str


@dataclass(frozen=True, slots=True)
class Noticed:
    """A finding of a check on the ledger with the records to mend, and the passage of the text where it is one's."""

    finding: Finding
    records: tuple[Named, ...] = ()
    section: str = ""
    part: str = ""


def look(rows: QuerySet[Any], words: Callable[[Any], str] = str) -> tuple[tuple[Named, ...], int]:
    """The first few records of a query and how many there are: two queries at most."""
    found = [Named(row._meta.label_lower, row.pk, words(row)) for row in rows[: MOST_LISTED + 1]]
    return tuple(found[:MOST_LISTED]), rows.count() if len(found) > MOST_LISTED else len(found)


def listed(records: tuple[Named, ...], count: int) -> str:
    """The names of a few records, for a sentence."""
    few = "、".join(f"“{record.words}”" for record in records[:MOST_NAMED])
    return few + ("等" if count > min(len(records), MOST_NAMED) else "")
