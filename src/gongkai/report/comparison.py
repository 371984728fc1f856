"""比对: one agency's two years, or two agencies, side by side.

`compare(old, new)` gives a `Comparison`: every cell of the form in pairs, what last year's report obliges
this year's to say, the statements in pairs, and how much of the prose is the other's words again.
It judges nothing but arithmetic; `rendering.marked.write_comparison` shows it as a page.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest
from typing import Literal

import msgspec

from gongkai.report.forms import Form, Slot
from gongkai.report.report import Cell, Report, Statement, StatementKind

Number = int | Decimal

RUN = 12
"""Words in a row that must agree to count as copied: longer than the stock phrases that every report needs."""


class CellPair(msgspec.Struct, frozen=True):
    """One cell of the form in both reports.

    A side is None where its edition has no such cell: cells of two editions are paired only when
    their rows and columns have the same official labels. A cell without a number keeps its state.
    """

    path: str
    label: str
    old: Cell | None
    new: Cell | None

    @property
    def change(self) -> Number | None:
        """new − old, or None unless both have numbers."""
        if self.old is None or self.new is None or self.old.value is None or self.new.value is None:
            return None
        return self.new.value - self.old.value


class Roll(msgspec.Struct, frozen=True):
    """A cell of the new report that the old one settles: 上年结转 = 上年的结转下年; 现行有效 = 上年有效 + 制发 − 废止.

    `rule` is the code of the rule, `carried_over` or `in_force_roll`; `terms` are the numbers it was worked out from,
    in words; `expected` is None when one of them is not there.
    """

    rule: Literal["carried_over", "in_force_roll"]
    path: str
    label: str
    terms: str
    expected: Number | None
    found: Number | None

    @property
    def holds(self) -> bool | None:
        """Whether the two agree; None when that cannot be told."""
        if self.expected is None or self.found is None:
            return None
        return self.expected == self.found


class StatementPair(msgspec.Struct, frozen=True):
    """What both texts state of the same thing; a side is None where its text does not speak of it."""

    kind: StatementKind
    label: str
    old: Statement | None
    new: Statement | None


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph of the new text and the paragraph of the old it takes most words from.

    `marks` and `old_marks` are the copied runs, as (start, end) in `text` and in `old`. `copied` is the share of the
    paragraph's words, from 0 to 1, that stand in the old text: numbers, punctuation and titles in 《》 do not count.
    `old` is None when nothing is copied; `old_title` is the heading it stands under.
    """

    text: str
    copied: float
    marks: tuple[tuple[int, int], ...] = ()
    old: str | None = None
    old_title: str = ""
    old_marks: tuple[tuple[int, int], ...] = ()


class Prose(msgspec.Struct, frozen=True):
    """A section or part of the new text, paragraph by paragraph; `characters` counts the words compared."""

    section: str
    part: str
    title: str
    characters: int
    copied: float
    paragraphs: tuple[Paragraph, ...]


class Comparison(msgspec.Struct, frozen=True):
    """Two reports side by side.

    `relation`: `years` for one agency's consecutive years (only then are there `rolls`), `agencies` for two
    agencies, `other` for the rest. `cells` are in official order, the new form's first. `copied` is the share of the
    new text's words, from 0 to 1, that stand in the old text.
    """

    old: Report
    new: Report
    relation: Literal["years", "agencies", "other"]
    cells: tuple[CellPair, ...]
    rolls: tuple[Roll, ...]
    statements: tuple[StatementPair, ...]
    prose: tuple[Prose, ...]
    copied: float

    @property
    def changes(self) -> list[CellPair]:
        """The cells that have a number in both and differ."""
        return [pair for pair in self.cells if pair.change]

    @property
    def untold(self) -> list[CellPair]:
        """The cells that both editions have and of which at least one side has no number."""
        return [pair for pair in self.cells if pair.old and pair.new and pair.change is None]


def compare(old: Report, new: Report) -> Comparison:
    """Two reports side by side; `old` is the earlier one where they are one agency's."""
    prose = tuple(_prose(old, new))
    return Comparison(
        old=old,
        new=new,
        relation=relation(old, new),
        cells=tuple(_cell_pairs(old, new)),
        rolls=rolls(old, new),
        statements=tuple(_statement_pairs(old, new)),
        prose=prose,
        copied=_share((part.copied, part.characters) for part in prose),
    )


def rolls(old: Report, new: Report) -> tuple[Roll, ...]:
    """What the old report settles in the new one; nothing unless they are one agency's consecutive years."""
    return tuple(_rolls(old, new)) if relation(old, new) == "years" else ()


def relation(old: Report, new: Report) -> Literal["years", "agencies", "other"]:
    """Whether they are one agency's consecutive years, two agencies', or one agency's otherwise."""
    if not _may_be_one_agency(old.agency, new.agency):
        return "agencies"
    consecutive = old.year is not None and new.year is not None and new.year == old.year + 1
    return "years" if consecutive else "other"


def _may_be_one_agency(one: str | None, other: str | None) -> bool:
    """Names agree, with or without the county before them; a name that could not be read contradicts nothing."""
    if not one or not other:
        return True
    shorter, longer = sorted((agency_words(one), agency_words(other)), key=len)
    return longer.endswith(shorter)


_GOVERNMENT = re.compile(r"(?<=.[省州盟市县区旗乡镇])(?:人民)?政府$|(?<=苏木)(?:人民)?政府$|(?<=街道)办(?:事处)?$")


def agency_words(name: str) -> str:
    """An agency's name as names are held together: in one form of letters, without the words a place can do without."""
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    return _GOVERNMENT.sub("", plain).replace("管理委员会", "管委会")


def _cell_pairs(old: Report, new: Report) -> Iterator[CellPair]:
    old_slots, new_slots = _slots(old.edition), _slots(new.edition)
    for words, slot in new_slots.items():
        there = words in old_slots
        yield CellPair(slot.path, slot.label, old[slot.path] if there else None, new[slot.path])
    for words, slot in old_slots.items():
        if words not in new_slots:
            yield CellPair(slot.path, slot.label, old[slot.path], None)


def _slots(form: Form | None) -> dict[tuple[object, ...], Slot]:
    """The cells of a form by their path and the official words they stand under."""
    slots = form.slots.values() if form else ()
    return {(s.path, s.row.group, s.row.label, s.column.group, s.column.label): s for s in slots}


def _rolls(old: Report, new: Report) -> Iterator[Roll]:
    form, old_form = new.edition, old.edition
    if form is None or old_form is None:
        return
    for path, slot in form.slots.items():
        if slot.row.code == "carried_in":
            before = slot.table.path("carried_out", slot.column)
            if before in old_form.slots:
                expected = old.value(before)
                terms = f"上年“{old_form.slots[before].row.label}”{_number(expected)}"
                yield Roll("carried_over", path, slot.label, terms, expected, new.value(path))
        elif slot.column.code == "in_force" and path in old_form.slots:
            had = old.value(path)
            made, repealed = (new.value(slot.table.path(slot.row, code)) for code in ("made", "repealed"))
            known = had is not None and made is not None and repealed is not None
            expected = had + made - repealed if known else None  # type: ignore[operator]
            terms = f"上年有效{_number(had)} + 本年制发{_number(made)} - 本年废止{_number(repealed)}"
            yield Roll("in_force_roll", path, slot.label, terms, expected, new.value(path))


def _number(value: Number | None) -> str:
    return "（无数）" if value is None else str(value)


def _statement_pairs(old: Report, new: Report) -> Iterator[StatementPair]:
    """Statements of the same kind and words, in the new text's order; then one left on each side of a kind."""
    old_by, new_by = _statements_by_words(old), _statements_by_words(new)
    alone: dict[StatementKind, list[StatementPair]] = {}
    for key in dict.fromkeys([*new_by, *old_by]):
        kind, label = key
        for before, after in zip_longest(old_by.get(key, []), new_by.get(key, [])):
            pair = StatementPair(kind, label, before, after)
            if before and after:
                yield pair
            else:
                alone.setdefault(kind, []).append(pair)
    for kind, pairs in alone.items():
        match pairs:
            case [StatementPair(old=None) as one, StatementPair(new=None) as other]:
                yield StatementPair(kind, one.label, other.old, one.new)
            case _:
                yield from pairs


_OF_THE_YEAR = re.compile(r"\s+|\d{4}年度?|本年度?|今年|全年|累计|共计?")
"""Words in which the labels of two years differ, though they name the same thing."""


def _statements_by_words(report: Report) -> dict[tuple[StatementKind, str], list[Statement]]:
    """What a text states of its own year."""
    found: dict[tuple[StatementKind, str], list[Statement]] = {}
    for statement in report.statements:
        if statement.year in (None, report.year):
            found.setdefault((statement.kind, _OF_THE_YEAR.sub("", statement.label)), []).append(statement)
    return found


class _Words:
    """A paragraph's words without punctuation, every number as one 0, each with the place it stands at."""

    _WORD = re.compile(r"《[^《》]*》|(?P<number>\d+(?:[.,，]\d+)*)|(?P<word>\w)")

    def __init__(self, text: str, title: str = "") -> None:
        self.text = text
        self.title = title
        found = [match for match in self._WORD.finditer(text) if match.lastgroup]
        self.places = [match.span() for match in found]
        words = "".join("0" if match.lastgroup == "number" else match.group() for match in found)
        self.runs = [words[start : start + RUN] for start in range(len(words) - RUN + 1)]
        self.counted = [word != "0" for word in words]

    @property
    def characters(self) -> int:
        return sum(self.counted)

    def marked(self, runs: set[str]) -> tuple[float, tuple[tuple[int, int], ...]]:
        """The share of its words that lie in these runs, and where they stand."""
        covered = [False] * len(self.places)
        for start, run in enumerate(self.runs):
            if run in runs:
                covered[start : start + RUN] = [True] * RUN
        marks: list[tuple[int, int]] = []
        for number, (start, end) in enumerate(self.places):
            if covered[number]:
                continues = number > 0 and covered[number - 1]
                marks[-1:] = [(marks[-1][0], end)] if continues else [*marks[-1:], (start, end)]
        copied = sum(is_covered and counts for is_covered, counts in zip(covered, self.counted, strict=True))
        return copied / self.characters if self.characters else 0.0, tuple(marks)


def _prose(old: Report, new: Report) -> Iterator[Prose]:
    sources = [_Words(line, title) for _, _, title, text in _pieces(old) for line in text.splitlines()]
    where: dict[str, int] = {}
    for number, source in enumerate(sources):
        for run in source.runs:
            where.setdefault(run, number)
    for section, part, title, text in _pieces(new):
        lines = [_Words(line) for line in text.splitlines() if line.strip()]
        paragraphs = tuple(_paragraph(line, sources, where) for line in lines)
        copied = _share((p.copied, line.characters) for p, line in zip(paragraphs, lines, strict=True))
        yield Prose(section, part, title, sum(line.characters for line in lines), copied, paragraphs)


def _pieces(report: Report) -> Iterator[tuple[str, str, str, str]]:
    """Code of the section, code of the part, title and words of every piece of prose."""
    for section in report.sections:
        if section.text.strip():
            yield section.code, "", section.title, section.text
        for part in section.parts:
            if part.text.strip():
                yield section.code, part.code, part.title, part.text


def _paragraph(line: _Words, sources: list[_Words], where: dict[str, int]) -> Paragraph:
    shared = [run for run in line.runs if run in where]
    if not shared:
        return Paragraph(line.text, 0.0)
    [(nearest, _)] = Counter(where[run] for run in shared).most_common(1)
    source = sources[nearest]
    copied, marks = line.marked(set(shared))
    return Paragraph(line.text, copied, marks, source.text, source.title, source.marked(set(line.runs))[1])


def _share(parts: Iterator[tuple[float, int]]) -> float:
    """The share of the whole, of parts each given as its share and its size."""
    shares = list(parts)
    size = sum(size for _, size in shares)
    return sum(share * part for share, part in shares) / size if size else 0.0
