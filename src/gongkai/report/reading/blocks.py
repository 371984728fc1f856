"""Blocks: what every kind of file is turned into before anything is understood.

A reader of files keeps the order of the document and the words as they stand; it neither joins
nor repairs. Plain text gives one `Paragraph` a line, tabs and blanks kept.
"""

import msgspec

from gongkai.report.report import Place


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph, or a line where the file has only lines. `heading`: its outline level, 0 when it is not marked."""

    text: str
    place: Place = Place()
    heading: int = 0


class GridCell(msgspec.Struct, frozen=True):
    """A cell of a table, merged ones once: text, the first row and column it covers from 0, and how many of each."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    place: Place = Place()


class Grid(msgspec.Struct, frozen=True):
    """A table as drawn: its cells in reading order. A table inside a cell is a Grid of its own, after this one."""

    cells: tuple[GridCell, ...]
    place: Place = Place()

    @property
    def width(self) -> int:
        return max((cell.column + cell.colspan for cell in self.cells), default=0)

    def rows(self) -> list[list[GridCell]]:
        """The cells by the row in which each begins, left to right; empty rows are left out."""
        rows: dict[int, list[GridCell]] = {}
        for cell in self.cells:
            rows.setdefault(cell.row, []).append(cell)
        return [sorted(rows[number], key=lambda cell: cell.column) for number in sorted(rows)]


class Document(msgspec.Struct, frozen=True):
    """A file's content in order. `kind` as recognised by its bytes; `title` only where the file states one."""

    kind: str
    blocks: tuple[Paragraph | Grid, ...]
    title: str = ""
