"""位置: where the figures of a report stand on the pages of its file.

Labels are looked for row by row in the order of the form, then the figures to the right of a label. Where there are
as many as the form has columns each has its place, else the row has.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pypdfium2

from gongkai.errors import Unreadable
from gongkai.report.forms import Block, Row, Table
from gongkai.report.reading.files.limits import PAGES
from gongkai.report.reading.files.refusals import DAMAGED, PASSWORD
from gongkai.report.report import Report

Box = tuple[float, float, float, float]
"""left, top, right, bottom in points from the top left of the page."""

_NEAR = 900
"""A row's label stands within so many letters of the one before, or is not there."""
_FEWEST = 4
"""A part of a label tells its row if it has so many letters, and half of them all."""
_FIGURE = frozenset("0123456789.-+/")
_MARGIN = 2.5
_BELOW = 220.0
"""A line of figures stands within so many points of the heads above it."""


class Sheet(msgspec.Struct, frozen=True):
    """A page: its size, and the places on it by the path of the cell, or "title" and "signature"."""

    width: float
    height: float
    spots: dict[str, Box] = {}


@dataclass(frozen=True, slots=True)
class _Letter:
    word: str
    page: int
    box: Box

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2


@dataclass(frozen=True, slots=True)
class _Spot:
    page: int
    box: Box


def sheets(path: Path, report: Report) -> list[Sheet]:
    """The pages of a PDF with the places found on them. Raises Unreadable."""
    letters: list[_Letter] = []
    sizes: list[tuple[float, float]] = []
    try:
        with pypdfium2.PdfDocument(path) as document:
            for number in range(min(len(document), PAGES)):
                page = document[number]
                sizes.append(page.get_size())
                letters += _letters(page, number)
                page.close()
    except pypdfium2.PdfiumError as error:
        raise Unreadable(PASSWORD if "password" in str(error).lower() else DAMAGED) from error
    spots: list[dict[str, Box]] = [{} for _ in sizes]
    for name, spot in _Finder(letters, sizes).found(report):
        spots[spot.page].setdefault(name, _padded(spot.box, sizes[spot.page]))
    return [Sheet(width, height, found) for (width, height), found in zip(sizes, spots, strict=True)]


class _Finder:
    """The letters of all pages as one text, and what is looked for in it."""

    def __init__(self, letters: Sequence[_Letter], sizes: Sequence[tuple[float, float]]) -> None:
        self.letters = letters
        self.sizes = sizes
        self.words = [letter for letter in letters if letter.word.isalnum()]
        self.text = "".join(letter.word for letter in self.words)

    def found(self, report: Report) -> Iterator[tuple[str, _Spot]]:
        if (at := self.text.find(plain(report.title))) >= 0 and report.title:
            yield "title", self._spot(at, len(plain(report.title)))
        if (at := self.text.rfind(plain(report.signature))) >= 0 and report.signature:
            yield "signature", self._spot(at, len(plain(report.signature)))
        form = report.edition
        for table in form.table if form else ():
            start = 0
            for block in table.block:
                if block.across:
                    yield from self._across(table, block)
                    continue
                heading = self.text.find(plain(block.heading), start) if block.heading else start
                at = max(heading, start)
                for row, label in self._rows(_printed(report, table, block), at, is_headed=bool(block.heading)):
                    start = label[0] + label[1]
                    yield from self._cells(table, block, row, self._spot(*label))

    def _rows(self, rows: Iterable[Row], at: int, *, is_headed: bool) -> Iterator[tuple[Row, tuple[int, int]]]:
        """The rows whose label is found, with where it begins and how long it is."""
        end = at + _NEAR if is_headed else len(self.text)
        for row in rows:
            found = self._label(row, at, end)
            if found:
                yield row, found
                at = sum(found)
                end = at + _NEAR

    def _label(self, row: Row, at: int, end: int) -> tuple[int, int] | None:
        """Where a label begins and how much of it is there: the end of a page may cut it."""
        labels = [plain(words) for words in (row.label, *row.variants)]
        for label in labels:
            if (begin := self.text.find(label, at, end)) >= 0:
                return begin, len(label)
        for length in range(len(labels[0]) - 1, max(_FEWEST, len(labels[0]) // 2) - 1, -1):
            if (begin := self.text.find(labels[0][:length], at, end)) >= 0:
                return begin, length
        return None

    def _cells(self, table: Table, block: Block, row: Row, label: _Spot) -> Iterator[tuple[str, _Spot]]:
        top, bottom, right = label.box[1] - _MARGIN, label.box[3] + _MARGIN, label.box[2]
        beside = [
            letter
            for letter in self.letters
            if letter.page == label.page and letter.box[0] >= right - 1 and top <= letter.middle <= bottom
        ]
        figures = _figures(beside)
        whole = _Spot(label.page, (label.box[0], label.box[1], self._edge(label), label.box[3]))
        for number, column in enumerate(block.columns):
            spot = _Spot(label.page, figures[number]) if len(figures) == len(block.columns) else whole
            yield table.path(row, column), spot

    def _across(self, table: Table, block: Block) -> Iterator[tuple[str, _Spot]]:
        """The cells of rows that stand side by side: the one line of so many figures below the heads."""
        head = plain(block.columns[0].label)
        at = self.text.find(head)
        paths = [table.path(row, column) for row in block.rows for column in block.columns]
        while at >= 0:
            heads = self._spot(at, len(head))
            below = [
                letter
                for letter in self.letters
                if letter.page == heads.page and heads.box[3] - 1 <= letter.middle <= heads.box[3] + _BELOW
            ]
            for line in _lines(below):
                figures = _figures(line)
                if len(figures) == len(paths):
                    yield from ((path, _Spot(heads.page, box)) for path, box in zip(paths, figures, strict=True))
                    return
            at = self.text.find(head, at + 1)
        if (at := self.text.find(head)) >= 0:
            heads = self._spot(at, len(head))
            left, top, _, bottom = heads.box
            yield from (
                (path, _Spot(heads.page, (min(left, 60.0), top, self._edge(heads), bottom + 40))) for path in paths
            )

    def _edge(self, spot: _Spot) -> float:
        """The right edge of what is printed on the page."""
        return max(letter.box[2] for letter in self.letters if letter.page == spot.page)

    def _spot(self, at: int, length: int) -> _Spot:
        """Where a run of letters stands: the part of it on the page where it begins."""
        page = self.words[at].page
        return _Spot(page, _joined(each.box for each in self.words[at : at + length] if each.page == page))


def _printed(report: Report, table: Table, block: Block) -> Iterator[Row]:
    """The rows that the report prints: one kept from an older edition before those it stands for."""
    for row in block.rows:
        for merged in block.merged:
            if row.code == merged.of[0] and table.path(merged.code, block.columns[0]) in report.cells:
                yield Row(merged.code, merged.label, merged.group)
        yield row


def plain(words: str) -> str:
    """Letters and digits alone, as they are compared."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", words) if letter.isalnum())


def _letters(page: Any, number: int) -> Iterator[_Letter]:
    textpage = page.get_textpage()
    height = page.get_height()
    for index in range(textpage.count_chars()):
        word = unicodedata.normalize("NFKC", textpage.get_text_range(index, 1)).strip()
        if word:
            left, bottom, right, top = textpage.get_charbox(index)
            yield from (_Letter(each, number, (left, height - top, right, height - bottom)) for each in word)
    textpage.close()


def _lines(letters: Iterable[_Letter]) -> Iterator[list[_Letter]]:
    """Letters by the line they stand on, from the top."""
    line: list[_Letter] = []
    for letter in sorted(letters, key=lambda each: each.middle):
        if line and letter.middle - line[-1].middle > 3:
            yield line
            line = []
        line.append(letter)
    if line:
        yield line


def _figures(letters: Iterable[_Letter]) -> list[Box]:
    """The figures among letters, from left to right; a wider gap than half a digit parts two."""
    figures: list[Box] = []
    for letter in sorted((each for each in letters if each.word in _FIGURE), key=lambda each: each.box[0]):
        last = figures[-1] if figures else None
        if last and letter.box[0] - last[2] < 0.4 * max(letter.box[3] - letter.box[1], last[3] - last[1]):
            figures[-1] = _joined((last, letter.box))
        else:
            figures.append(letter.box)
    return figures


def _joined(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _padded(box: Box, size: tuple[float, float]) -> Box:
    left, top, right, bottom = box
    return (
        round(max(left - _MARGIN * 2, 0), 1),
        round(max(top - _MARGIN * 2, 0), 1),
        round(min(right + _MARGIN * 2, size[0]), 1),
        round(min(bottom + _MARGIN * 2, size[1]), 1),
    )
