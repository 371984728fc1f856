"""年度报告: the records that reader, rules, writers and totals share.

A `Report` knows where each of its figures came from, and never takes a blank for a zero.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

import msgspec

from gongkai.report import forms


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where something stands in the file, counted from one: as much of it as the file can tell."""

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        words = (
            ("第{}页", self.page),
            ("第{}个表", self.table),
            ("第{}行", self.row),
            ("第{}列", self.column),
            ("文本第{}行", self.line),
        )
        return "".join(word.format(number) for word, number in words if number is not None)


class State(StrEnum):
    """What became of a cell of the form; only the first two have a number."""

    READ = "read"
    INFERRED = "inferred"  # the words did not give it; the form's equations settle it uniquely
    BLANK = "blank"
    MISSING = "missing"  # the row or the column is not there
    UNREADABLE = "unreadable"


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """A cell of the form as found: its number or why there is none, the words and the place it came from.

    `notes` name the repairs that touched it; `how` says how an inferred number was settled.
    """

    value: int | Decimal | None = None
    state: State = State.READ
    text: str = ""
    place: Place | None = None
    notes: tuple[str, ...] = ()
    how: str = ""


MISSING = Cell(state=State.MISSING)


class Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of a section: `title` as printed, `code` the official part it is, or "" for one of the agency's own."""

    code: str
    title: str
    text: str
    place: Place | None = None


class Section(msgspec.Struct, frozen=True, omit_defaults=True):
    """A section: `title` as printed, `text` the prose before its first part, without tables."""

    code: str
    title: str
    text: str = ""
    parts: tuple[Part, ...] = ()
    place: Place | None = None

    @property
    def whole_text(self) -> str:
        """The section's own words and those of its parts, a paragraph a line."""
        pieces = [self.text]
        for part in self.parts:
            pieces += [part.title, part.text]
        return "\n".join(piece for piece in pieces if piece)


StatementKind = Literal[
    "disclosed_total",
    "channel",
    "category",
    "requests_received",
    "increase_on_last_year",
    "normative_documents",
    "reconsiderations",
    "lawsuits",
    "processing_fee",
    "meetings",
    "trainings",
]


class Statement(msgspec.Struct, frozen=True, omit_defaults=True):
    """A number that the prose states.

    `value` counts `unit`; `exact` is false for 余、多、左右、近. `year` is the year the sentence speaks of, where
    it names one. `cell` is the cell of the form that should say the same; `of` the position, in the report's
    statements, of the total that this is a part of.
    """

    kind: StatementKind
    value: int | Decimal
    label: str
    exact: bool
    quote: str
    section: str
    part: str = ""
    unit: str = ""
    year: int | None = None
    cell: str | None = None
    of: int | None = None


class Statistic(msgspec.Struct, frozen=True, omit_defaults=True):
    """A labelled number of a statistics table of 2014 to 2018, or of an agency's own: columns keep their words."""

    label: str
    unit: str
    values: dict[str, int | Decimal | None]
    place: Place | None = None


class Surplus(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value in a table for which the form has no cell: the row it stands in and the words found."""

    table: str
    row: str
    text: str
    place: Place | None = None


class Note(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a repair did: the repair's name, one sentence, and the place."""

    repair: str
    says: str
    place: Place | None = None


class Source(msgspec.Struct, frozen=True, omit_defaults=True):
    """The file a report came from: its name, its kind (docx, pdf, …), the SHA-256 of its bytes."""

    name: str = ""
    kind: str = ""
    sha256: str = ""


class Report(msgspec.Struct, frozen=True):
    """One agency's report of one year. `form` is the edition of its tables, "" when it has none.

    `cells` has an entry for every cell of that edition. `title` and `preamble` are the words before the
    first section, `signature` and `signed_on` those at the end.
    """

    agency: str | None
    year: int | None
    form: str
    cells: dict[str, Cell] = {}
    sections: tuple[Section, ...] = ()
    statements: tuple[Statement, ...] = ()
    title: str = ""
    preamble: str = ""
    period: tuple[date, date] | None = None
    signature: str = ""
    signed_on: date | None = None
    statistics: tuple[Statistic, ...] = ()
    surplus: tuple[Surplus, ...] = ()
    notes: tuple[Note, ...] = ()
    source: Source = Source()

    def __getitem__(self, path: str) -> Cell:
        """The cell of that path. Raises KeyError for a path that no cell of the report's form has."""
        if path in self.cells:
            return self.cells[path]
        if self.edition is None or path in self.edition.every_slot:
            return MISSING
        raise KeyError(path)

    def value(self, path: str) -> int | Decimal | None:
        """The number in a cell, or None when it is blank, missing or unreadable."""
        return self[path].value

    @property
    def edition(self) -> forms.Form | None:
        """The form of its tables, None when it has none."""
        return forms.form(self.form) if self.form else None

    def section(self, code: str) -> Section | None:
        return next((section for section in self.sections if section.code == code), None)

    def part(self, section: str, code: str) -> Part | None:
        found = self.section(section)
        return next((part for part in found.parts if part.code == code), None) if found else None

    def stated(self, *kinds: StatementKind) -> list[Statement]:
        return [statement for statement in self.statements if statement.kind in kinds]


Severity = Literal["error", "warning", "note"]
Verdict = Literal["fault", "cannot_tell"]


class Finding(msgspec.Struct, frozen=True):
    """A problem for a person to settle: rule, weight, sentence, place, words, facts, authority.

    `cells` are the cells it speaks of, to be marked where the table is shown. The verdict
    `cannot_tell` says that the evidence is blank or unread, not that something is wrong.
    """

    rule: str
    severity: Severity
    message: str
    place: str = ""
    quote: str = ""
    facts: Mapping[str, Any] = {}
    cites: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    verdict: Verdict = "fault"


def total_of(report: Report, paths: Iterable[str]) -> int | Decimal | None:
    """The sum of cells, or None when any of them has no number: a blank takes no silent part in a sum."""
    values = [report.value(path) for path in paths]
    return None if any(value is None for value in values) else sum(v for v in values if v is not None)
