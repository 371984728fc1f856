"""比对: one agency's two years, or two agencies, side by side.

`compare(old, new)` gives a `Comparison`: every cell of the form in pairs, what last year's report obliges
this year's to say, the statements in pairs, and how much of the prose is the other's words again.
It judges nothing but arithmetic; `rendering.marked.write_comparison` shows it as a page.
"""

from decimal import Decimal
from typing import Literal

import msgspec

from gongkai.report.report import Cell, Report, Statement, StatementKind

Number = int | Decimal


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
