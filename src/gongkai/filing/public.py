"""公众所见: a report laid out as its public page shows it; the desk's preview is drawn from the same.

page(report, entered) -> Page      the macros of site/components/report.html draw it
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from gongkai.filing import figures
from gongkai.filing.models import Version
from gongkai.filing.text import links
from gongkai.report.forms import Table
from gongkai.report.rendering import outline
from gongkai.report.rendering.layout import Printed, layout, placed, shown
from gongkai.report.report import Report, State, Statistic

_NARROW = 5
"""Columns that a phone still shows side by side."""


class EnteredFigure(Protocol):
    """A figure entered by hand: as entered (`Entered`), or as frozen (`Frozen`)."""

    @property
    def name(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beneath the tables of a figure entered by hand: whose, from where, and why."""

    number: int
    path: str
    label: str
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Square:
    """A cell as it is drawn: words of the form, or a figure by its path with the number of its note, 0 for none."""

    text: str
    path: str
    scope: str
    rowspan: int
    colspan: int
    column: int
    note: int
    state: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table of the form: its caption, the lines of its head, and its bodies, each of lines."""

    code: str
    caption: str
    head: Sequence[Sequence[Square]]
    bodies: Sequence[Sequence[Sequence[Square]]]
    is_wide: bool
    """More columns than a phone shows at once."""


Stretch = tuple[str, int]
"""Some words of a paragraph with the number of the note on them, 0 for none."""

Pieces = Mapping[tuple[str, str], Sequence[tuple[str, str]]]
"""By section and part: the words of a passage piece by piece, each with the figure that it gives, "" for none."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section as printed: its words by paragraphs, its parts (title, paragraphs), its tables."""

    code: str
    title: str
    paragraphs: Sequence[str]
    parts: Sequence[tuple[str, str, Sequence[str]]]
    """Code, title, paragraphs."""
    marked: Sequence[Sequence[Sequence[Stretch]]]
    """The paragraphs of the section, then those of each part, with the figures entered by hand standing apart."""
    tables: Sequence[Drawn]
    statistics: Sequence[Statistic]


@dataclass(frozen=True, slots=True)
class Page:
    """A report as its page shows it."""

    title: str
    lines: Sequence[str]
    preamble: Sequence[str]
    chapters: Sequence[Chapter]
    notes: Sequence[Note]
    signature: Sequence[str]
    signed_on: date | None


def page(
    report: Report,
    entered: Iterable[EnteredFigure] = (),
    *,
    labels: Mapping[str, str] | None = None,
    blank: str = "",
    pieces: Pieces | None = None,
) -> Page:
    """The page of a report. `entered` are its figures entered by hand, `labels` the words for those that are no cell;
    `blank` stands in a cell without a number; `pieces` (see `pieces_of`) tell where in the text a figure stands."""
    notes = _notes(report, entered, labels or {})
    numbers = {note.path: note.number for note in notes}

    def told(text: str, section: str, part: str = "") -> list[list[Stretch]]:
        return _stretches(text, (pieces or {}).get((section, part), ()), numbers)

    chapters = outline.chapters(report)
    lines = [line.strip() for line in outline.title(report).splitlines()]
    drawn = [
        Chapter(
            code=chapter.section.code,
            title=chapter.section.title,
            paragraphs=paragraphs(chapter.section.text),
            parts=[(part.code, part.title, paragraphs(part.text)) for part in chapter.section.parts],
            marked=[
                told(chapter.section.text, chapter.section.code),
                *(told(part.text, chapter.section.code, part.code) for part in chapter.section.parts),
            ],
            tables=[_drawn(report, outline.printed(report, table), numbers, blank) for table in chapter.tables],
            statistics=report.statistics if chapter.statistics else (),
        )
        for chapter in chapters
    ]
    if outline.statistics_apart(report):
        drawn.append(Chapter("statistics", outline.STATISTICS, (), (), ((),), (), report.statistics))
    return Page(
        title="".join(lines),
        lines=lines,
        preamble=paragraphs(report.preamble),
        chapters=drawn,
        notes=notes,
        signature=paragraphs(report.signature),
        signed_on=report.signed_on,
    )


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, without the blank lines between."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _stretches(text: str, pieces: Sequence[tuple[str, str]], numbers: Mapping[str, int]) -> list[list[Stretch]]:
    """The paragraphs of a text, in which the figures entered by hand stand apart; whole where the pieces are not it."""
    if "".join(words for words, _ in pieces) != text:
        return [[(line, 0)] for line in paragraphs(text)]
    lines: list[list[Stretch]] = [[]]
    for words, name in pieces:
        note = numbers.get(name, 0)
        for number, line in enumerate(words.split("\n")):
            if number:
                lines.append([])
            if lines[-1] and not note and not lines[-1][-1][1]:
                lines[-1][-1] = (lines[-1][-1][0] + line, 0)
            elif line:
                lines[-1].append((line, note))
    return [line for line in lines if "".join(words for words, _ in line).strip()]


def pieces_of(version: Version) -> Pieces:
    """The text of a version, piece by piece, with the figures that its numbers give."""
    known = figures.of_version(version)
    return {
        (passage.section, passage.part): [
            (piece.words, "" if piece.is_away else piece.name) for piece in links.pieces(passage.text, known)
        ]
        for passage in version.passages.all()
    }


def official_tables(report: Report, *, blank: str = "") -> list[Drawn]:
    """The three tables alone, every row of the form drawn: for pages of the desk that open each figure."""
    return [_drawn(report, table, {}, blank) for table in outline.tables(report)]


def _drawn(report: Report, table: Table, numbers: Mapping[str, int], blank: str) -> Drawn:
    drawn = layout(table)
    lines: list[list[Square]] = [[] for _ in drawn.lines]
    starts: list[int] = []
    for row, column, cell in placed(drawn):
        if row >= drawn.head and not lines[row] and (not starts or cell.scope == "colgroup"):
            starts.append(row)
        lines[row].append(_square(report, cell, column, numbers, blank))
    ends = [*starts[1:], len(lines)]
    return Drawn(
        code=table.code,
        caption=outline.caption(report, table),
        head=lines[: drawn.head],
        bodies=[lines[start:end] for start, end in zip(starts, ends, strict=True)],
        is_wide=drawn.width > _NARROW,
    )


def _square(report: Report, cell: Printed, column: int, numbers: Mapping[str, int], blank: str) -> Square:
    found = report[cell.path] if cell.path else None
    return Square(
        text=cell.text if found is None else shown(found) or blank,
        path=cell.path,
        scope=cell.scope,
        rowspan=cell.rowspan,
        colspan=cell.colspan,
        column=column,
        note=numbers.get(cell.path, 0) if cell.path else 0,
        state="" if found is None or found.state is State.READ else found.state.value,
    )


def _notes(report: Report, entered: Iterable[EnteredFigure], labels: Mapping[str, str]) -> list[Note]:
    """In the order of the form, then those of the text."""
    form = report.edition
    slots = form.every_slot if form else {}
    order = {path: number for number, path in enumerate(slots)}
    sorted_ = sorted(entered, key=lambda each: (order.get(each.name, len(order)), each.name))
    return [
        Note(
            number=number,
            path=each.name,
            label=slots[each.name].label if each.name in slots else labels.get(each.name, each.name),
            source=each.source,
            reason=each.reason,
        )
        for number, each in enumerate(sorted_, start=1)
    ]


# Pictures

_OUTCOMES = (
    ("予以公开", ("granted",)),
    ("部分公开", ("partly_granted",)),
    ("不予公开", ("refused.",)),
    ("无法提供", ("unavailable.",)),
    ("不予处理", ("not_processed.",)),
    ("其他处理", ("otherwise_closed.",)),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars: the sentence they show, and rows of (word, number)."""

    says: str
    rows: Sequence[tuple[str, int | Decimal]]
    unit: str
    word: str


def outcomes(report: Report) -> Picture | None:
    """How requests were dealt with; None where none was, or a cell has no number."""
    table = report.edition.tables["requests"] if report.edition else None
    if table is None:
        return None
    sums: dict[str, int | Decimal] = {word: 0 for word, _ in _OUTCOMES}
    for slot in table.slots:
        if slot.column.code != "total" or slot.row.role != "outcome":
            continue
        value = report.value(slot.path)
        if value is None:
            return None
        word = next((word for word, starts in _OUTCOMES if slot.row.code.startswith(starts)), _OUTCOMES[-1][0])
        sums[word] += value
    total = sum(sums.values())
    if not total:
        return None
    most = max(sums, key=lambda word: sums[word])
    says = f"全年办结{total}件申请，{most}的最多，有{sums[most]}件"
    return Picture(says, list(sums.items()), "件", "办理结果")


def shares(counts: Sequence[tuple[str, int | Decimal]], *, of: str, word: str) -> Picture | None:
    """Items by channel or by category, the largest first; None where there are none."""
    rows = sorted(((label, value) for label, value in counts if value), key=lambda row: -row[1])
    if not rows:
        return None
    return Picture(f"{of}：{rows[0][0]}最多，{rows[0][1]}条", rows[:12], "条", word)


def year_of(title: str) -> int | None:
    """The year that the title of a report speaks of."""
    found = re.search(r"(?:19|20)\d{2}", title)
    return int(found[0]) if found else None
