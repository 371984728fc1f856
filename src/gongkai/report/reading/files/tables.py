"""Tables in flowing documents (docx, html), before it is known which of them only lay out the page."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.report.reading.blocks import Document, Grid, GridCell, Paragraph
from gongkai.report.reading.files import limits
from gongkai.report.reading.files.refusals import too_much
from gongkai.report.report import Place

LAYOUT_LETTERS = 400
LAYOUT_PARAGRAPHS = 3


def span(text: str | None, *, least: int = 1) -> int:
    """How many rows or columns a file says a cell covers: what is no such number counts as one."""
    if not text or not text.strip().isdecimal() or len(text) > 9:
        return 1
    return min(max(int(text), least), limits.SPAN)


@dataclass(slots=True)
class Spot:
    """A cell and what stands in it."""

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    content: "list[Paragraph | Table]" = field(default_factory=list)

    @property
    def is_layout(self) -> bool:
        """No cell of the form holds an essay, or several paragraphs around another table."""
        if not self.content:
            return False
        written = [piece.text for piece in self.content if isinstance(piece, Paragraph)]
        nested = len(written) < len(self.content)
        lines = [text for text in written if text.strip()] if nested else []
        return len(lines) >= LAYOUT_PARAGRAPHS or sum(map(len, written)) > LAYOUT_LETTERS


@dataclass(slots=True)
class Table:
    """A table as the file draws it; cells in reading order."""

    spots: list[Spot] = field(default_factory=list)

    @property
    def is_layout(self) -> bool:
        return len(self.spots) == 1 or any(spot.is_layout for spot in self.spots)


def document(kind: str, pieces: "list[Paragraph | Table]", title: str = "") -> Document:
    """The pieces as blocks: layout tables unwrapped, nested tables after their outer one, tables numbered."""
    blocks: list[Paragraph | Grid] = []
    tables = 0
    for piece in _unwrapped(pieces):
        if isinstance(piece, Paragraph):
            if piece.text.strip():
                blocks.append(piece)
        else:
            tables += 1
            blocks.append(_grid(piece, tables))
        if len(blocks) > limits.BLOCKS:
            raise too_much("文件的段落过多")
    return Document(kind, tuple(blocks), title.strip())


def _unwrapped(pieces: "list[Paragraph | Table]") -> "Iterator[Paragraph | Table]":
    for piece in pieces:
        if isinstance(piece, Paragraph):
            yield piece
        elif piece.is_layout:
            for spot in piece.spots:
                yield from _unwrapped(spot.content)
        else:
            yield piece
            for spot in piece.spots:
                for inner in spot.content:
                    if isinstance(inner, Table):
                        yield from _unwrapped([inner])


def _grid(table: Table, number: int) -> Grid:
    cells = []
    for spot in table.spots:
        text = "\n".join([piece.text for piece in spot.content if isinstance(piece, Paragraph)]).strip("\n")
        place = Place(None, number, spot.row + 1, spot.column + 1)
        cells.append(GridCell(text, spot.row, spot.column, spot.rowspan, spot.colspan, place))
    return Grid(tuple(cells), Place(None, number))
