"""Ruled pages: glyphs and drawn lines by position, as PDF and OFD give them, made into tables and lines of text.

A table is a set of lines that touch. Its cells are what the lines wall in, so that merged cells need no
guessing; a table cut by the end of a page stays open there and is closed where its lines end.
All in points, x to the right and y downwards.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from gongkai.report.reading.blocks import Grid, GridCell, Paragraph
from gongkai.report.report import Place

TOUCH = 3.0
SAME_LINE = 4.0
OPEN_END = 6.0
THIN = 3.0
PADDING = 6.0
MOST_LINES = 400

_FIGURE = frozenset("0123456789.,-+")
_RADICALS = str.maketrans(
    "⺀⺁⺄⺆⺈⺊⺌⺍⺝⺟⺠⺢⺣⺦⺧⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺶⺷⺹⺺⺼⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "冫厂乙冂刀卜小小月母民水灬丬牛王疋目示礻竹糹纟罓罒网羊羊耂聿月虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)


class Glyph(NamedTuple):
    """A character: its box across, the line it stands on, its size. `turned`: it stands on its side."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    turned: bool = False

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, self.baseline if self.turned else self.baseline - 0.35 * self.size


class Stroke(NamedTuple):
    """A straight piece of a drawn line: at which x or y it runs, and from where to where along the other."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """What is printed on one page, in the order of the file."""

    number: int
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Stroke] = field(default_factory=list)
    down: list[Stroke] = field(default_factory=list)

    def draw(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A straight stroke; one that is neither level nor upright is no part of a table."""
        if abs(y1 - y2) <= 1:
            self.across.append(Stroke((y1 + y2) / 2, min(x1, x2), max(x1, x2)))
        elif abs(x1 - x2) <= 1:
            self.down.append(Stroke((x1 + x2) / 2, min(y1, y2), max(y1, y2)))

    def draw_box(self, left: float, top: float, right: float, bottom: float) -> None:
        for x1, y1, x2, y2 in (
            (left, top, right, top),
            (left, bottom, right, bottom),
            (left, top, left, bottom),
            (right, top, right, bottom),
        ):
            self.draw(x1, y1, x2, y2)

    def fill_box(self, left: float, top: float, right: float, bottom: float) -> None:
        """A filled box is a line when it is thin, else the colour behind a cell."""
        wide, high = right - left, bottom - top
        if high <= THIN and wide > high:
            self.draw(left, (top + bottom) / 2, right, (top + bottom) / 2)
        elif wide <= THIN and high > wide:
            self.draw((left + right) / 2, top, (left + right) / 2, bottom)


def character(code: str) -> str:
    """A character as one writes it: fonts give radicals and compatibility forms for 一, 民, 年."""
    if "⺀" <= code <= "⻳":
        return code.translate(_RADICALS)
    if "⼀" <= code <= "⿕" or "豈" <= code <= "﫿":
        return unicodedata.normalize("NFKC", code)
    return code


def blocks(page: Page, tables: int) -> list[Paragraph | Grid]:
    """The page from top to bottom; `tables` are those of the pages before."""
    frames = _frames(page)
    outside: list[Glyph] = []
    inside: list[list[Glyph]] = [[] for _ in frames]
    bounds = [(frame.xs[0], frame.xs[-1], frame.ys[0], frame.ys[-1]) for frame in frames]
    for glyph in page.glyphs:
        x, y = glyph.centre
        for (left, right, top, bottom), glyphs in zip(bounds, inside, strict=True):
            if left <= x <= right and top <= y <= bottom:
                glyphs.append(glyph)
                break
        else:
            outside.append(glyph)

    placed: list[tuple[float, Paragraph | _Drawn]] = []
    placed += [(frame.ys[0], _Drawn(frame, glyphs)) for frame, glyphs in zip(frames, inside, strict=True)]
    placed += _paragraphs(outside, page.number)
    found: list[Paragraph | Grid] = []
    for _, block in sorted(placed, key=lambda item: item[0]):
        if isinstance(block, Paragraph):
            found.append(block)
        else:
            tables += 1
            found.append(block.grid(page.number, tables))
    return found


class _Frame(NamedTuple):
    """The lines of one table: where they run, and which stretches of each are drawn."""

    xs: list[float]
    ys: list[float]
    down: list[list[Stroke]]
    across: list[list[Stroke]]

    def boxes(self) -> list[tuple[int, int, int, int]]:
        """Row, column, rowspan, colspan of each cell, in reading order."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        right = [[self._wall(self.down[c + 1], self.ys, r) for c in range(columns)] for r in range(rows)]
        below = [[self._wall(self.across[r + 1], self.xs, c) for c in range(columns)] for r in range(rows)]
        taken = [[False] * columns for _ in range(rows)]
        found = []
        for row in range(rows):
            for column in range(columns):
                if taken[row][column]:
                    continue
                end = column + 1
                while end < columns and not right[row][end - 1] and not taken[row][end]:
                    end += 1
                last = row + 1
                while (
                    last < rows
                    and not any(below[last - 1][column:end])
                    and not any(right[last][column : end - 1])
                    and not any(taken[last][column:end])
                ):
                    last += 1
                for covered in range(row, last):
                    taken[covered][column:end] = [True] * (end - column)
                found.append((row, column, last - row, end - column))
        return found

    def _wall(self, strokes: list[Stroke], edges: list[float], box: int) -> bool:
        middle = (edges[box] + edges[box + 1]) / 2
        return any(stroke.start <= middle <= stroke.end for stroke in strokes)


class _Drawn(NamedTuple):
    frame: _Frame
    glyphs: list[Glyph]

    def grid(self, page: int, number: int) -> Grid:
        xs, ys = self.frame.xs, self.frame.ys
        boxes = self.frame.boxes()
        owner = {
            (r, c): box
            for box, (row, column, down, over) in enumerate(boxes)
            for r in range(row, row + down)
            for c in range(column, column + over)
        }
        content: list[list[Glyph]] = [[] for _ in boxes]
        for glyph in self.glyphs:
            x, y = glyph.centre
            row = min(bisect_right(ys, y), len(ys) - 1) - 1
            column = min(bisect_right(xs, x), len(xs) - 1) - 1
            content[owner[row, column]].append(glyph)
        cells = [
            GridCell(
                _cell_text(glyphs, xs[column + over] - xs[column]),
                row,
                column,
                down,
                over,
                Place(page, number, row + 1, column + 1),
            )
            for (row, column, down, over), glyphs in zip(boxes, content, strict=True)
        ]
        return Grid(tuple(cells), Place(page, number))


def _frames(page: Page) -> list[_Frame]:
    """The tables of a page, smallest first, so that a table within a frame keeps its words."""
    across, down = _joined(page.across), _joined(page.down)
    if not across or not down or len(across) > MOST_LINES or len(down) > MOST_LINES:
        return []
    parent = list(range(len(across) + len(down)))

    def root(line: int) -> int:
        while parent[line] != line:
            parent[line] = parent[parent[line]]
            line = parent[line]
        return line

    for i, level in enumerate(across):
        for j, upright in enumerate(down, start=len(across)):
            if (
                level.start - TOUCH <= upright.at <= level.end + TOUCH
                and upright.start - TOUCH <= level.at <= upright.end + TOUCH
            ):
                parent[root(i)] = root(j)

    levels: dict[int, list[Stroke]] = {}
    uprights: dict[int, list[Stroke]] = {}
    for i, stroke in enumerate(across):
        levels.setdefault(root(i), []).append(stroke)
    for j, stroke in enumerate(down, start=len(across)):
        uprights.setdefault(root(j), []).append(stroke)
    frames = [_frame(levels[key], uprights[key]) for key in levels.keys() & uprights.keys()]
    tables = [frame for frame in frames if len(frame.boxes()) > 1]
    return sorted(tables, key=lambda frame: (frame.xs[-1] - frame.xs[0]) * (frame.ys[-1] - frame.ys[0]))


def _frame(across: list[Stroke], down: list[Stroke]) -> _Frame:
    xs, uprights = _lines(down, across)
    ys, levels = _lines(across, down)
    return _Frame(xs, ys, uprights, levels)


def _lines(strokes: list[Stroke], crossing: list[Stroke]) -> tuple[list[float], list[list[Stroke]]]:
    """Where strokes of one direction run, with the edges where those that cross them end without meeting one."""
    lines: list[list[Stroke]] = []
    for stroke in sorted(strokes):
        if lines and stroke.at - lines[-1][0].at <= SAME_LINE:
            lines[-1].append(stroke)
        else:
            lines.append([stroke])
    places = [sum(stroke.at for stroke in line) / len(line) for line in lines]
    first, last = min(stroke.start for stroke in crossing), max(stroke.end for stroke in crossing)
    if places[0] - first > OPEN_END:
        places.insert(0, first)
        lines.insert(0, [])
    if last - places[-1] > OPEN_END:
        places.append(last)
        lines.append([])
    return places, lines


def _joined(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes that go on from one another as one: borders are drawn cell by cell, and dashed."""
    joined: list[Stroke] = []
    lanes: list[tuple[float, list[Stroke]]] = []
    for stroke in sorted(strokes):
        if lanes and stroke.at - lanes[-1][0] <= 1:
            lanes[-1][1].append(stroke)
        else:
            lanes.append((stroke.at, [stroke]))
    for _, lane in lanes:
        lane.sort(key=lambda stroke: stroke.start)
        at, start, end = lane[0]
        for stroke in lane[1:]:
            if stroke.start - end <= TOUCH:
                end = max(end, stroke.end)
            else:
                joined.append(Stroke(at, start, end))
                at, start, end = stroke
        joined.append(Stroke(at, start, end))
    return [stroke for stroke in joined if stroke.end - stroke.start > THIN]


def _cell_text(glyphs: list[Glyph], width: float) -> str:
    if not glyphs:
        return ""
    if len(glyphs) == 1:
        return glyphs[0].text
    if all(glyph.turned for glyph in glyphs):
        return "".join([glyph.text for glyph in glyphs])
    lines = list(_text_lines(glyphs))
    texts = [_line_text(line) for line in lines]
    if len(texts) == 1 or _is_upright(texts) or _is_wrapped_figure(lines, texts, width):
        return "".join(texts)
    return "\n".join(texts)


def _is_wrapped_figure(lines: list[list[Glyph]], texts: list[str], width: float) -> bool:
    """One long figure in a column too narrow for it, not several under one another: its lines are full."""
    *full, last = texts
    length = len(full[0])
    if length < 2 or len(last) > length or any(len(text) != length for text in full):
        return False
    if not all(set(text) <= _FIGURE for text in texts):
        return False
    digit = lines[0][0].right - lines[0][0].left
    return all(width - (line[-1].right - line[0].left) < digit + 2 * PADDING for line in lines[:-1])


def _is_upright(lines: list[str]) -> bool:
    """Words written downwards, a character a line, not figures under one another."""
    letters = [line.strip("、，。．.（）()") for line in lines]
    is_narrow = len(lines) > 1 and all(len(letter) <= 1 for letter in letters)
    return is_narrow and not "".join(letters).isdecimal()


def _paragraphs(glyphs: list[Glyph], page: int) -> Iterator[tuple[float, Paragraph]]:
    if not glyphs:
        return
    margin = min(glyph.left for glyph in glyphs)
    width = median(glyph.size for glyph in glyphs) / 2 or 1.0
    for number, line in enumerate(_text_lines(glyphs), start=1):
        text = _line_text(line, margin, width)
        yield line[0].baseline - line[0].size, Paragraph(text, Place(page, line=number))


def _text_lines(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The glyphs by line, each from left to right."""
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if line and glyph.baseline - line[0].baseline > 0.4 * max(line[0].size, glyph.size):
            yield sorted(line, key=lambda glyph: glyph.left)
            line = []
        line.append(glyph)
    if line:
        yield sorted(line, key=lambda glyph: glyph.left)


def _line_text(line: list[Glyph], margin: float | None = None, width: float = 0.0) -> str:
    """A line with its gaps as blanks; given the margin and the width of a blank, its words stand under one another."""
    parts: list[str] = []
    columns = 0
    end = line[0].left if margin is None else margin
    before = ""
    for glyph in line:
        gap = (glyph.left - end) / glyph.size if glyph.size else 0.0
        if gap > 0.5:
            blanks = max(1, round(2 * gap))
            if margin is not None:
                blanks = max(blanks, round((glyph.left - margin) / width) - columns)
            blanks = min(blanks, 200)
        else:
            blanks = int(gap > 0.15 and before.isascii() and before.isalnum() and glyph.text.isascii())
        parts.append(" " * blanks + glyph.text)
        columns += blanks + (1 if glyph.text.isascii() else 2)
        end, before = max(end, glyph.right), glyph.text
    return "".join(parts)
