"""行列: blocks → rows of fields, whatever kept them apart.

A drawn table gives its rows as they are. A line of text is parted by its pipes, its tabs, or its
wide gaps; one cell a line, with a tab before each, makes one row of a paragraph of such lines.
"""

import re
from collections.abc import Iterator

import msgspec

from gongkai.report.reading.blocks import Document, Grid, Paragraph
from gongkai.report.reading.repairs.leftover_markup import without_bookmarks
from gongkai.report.reading.values import is_blank, is_page_number, is_value
from gongkai.report.report import Place


class Field(msgspec.Struct, frozen=True):
    """What stands between two separators, or in a cell that covers `span` columns.

    `column` counts grid columns or separators, from 0; None where there are none.
    """

    text: str
    place: Place
    column: int | None = None
    span: int = 1


class Row(msgspec.Struct, frozen=True):
    """Fields side by side, from the blocks from `block` to before `end`. `drawn`: the row of a real table.

    `alone`: a line that holds one field only, so that nothing shows where its row of the table ends.
    """

    fields: tuple[Field, ...]
    block: int
    end: int
    drawn: bool = False

    @property
    def alone(self) -> bool:
        return len(self.fields) == 1 and not self.drawn


_RULER = re.compile(r"[\s\-=+]*[-=]{8,}[\s\-=+]*|\s*(?:\|-+|\{\|.*|\|\})\s*")
_RULE = re.compile(r"[|:\-—=+\s]*-{3,}[|:\-—=+\s]*")
_GAP = re.compile(r"[ \u00a0\u2002\u2003\u3000]{2,}")
_TAB_CELL = re.compile(r"\t[^\t]*")
_VALUE = re.compile(r"[-+−－]?[\d０-９][\d,，.]*件?|[/\\*○—－-]|——|无|[Nn]/[Aa]")
_LETTER = re.compile(r"[^\W\d_]")


def rows(document: Document) -> list[Row]:
    """Every row of the document, those of tables and those that a line makes, in order; page numbers are left out."""
    made: list[Row] = []
    table = 0
    blocks = document.blocks
    number = 0
    after = ""
    framed = _framed(document)
    while number < len(blocks):
        block = blocks[number]
        if isinstance(block, Grid):
            table += 1
            made += _drawn(block, number, table)
            number += 1
        elif _TAB_CELL.fullmatch(block.text):
            cells, number = _cell_lines(blocks, number)
            made.append(cells)
        else:
            if row := _line(block, number, after, framed=framed):
                made.append(row)
            number += 1
        if isinstance(block, Paragraph) and not is_blank(block.text):
            after = block.text
    return made


def _drawn(grid: Grid, block: int, table: int) -> Iterator[Row]:
    for cells in grid.rows():
        fields = []
        for cell in cells:
            page = grid.place.page if cell.place.page is None else cell.place.page
            place = Place(page, table, cell.row + 1, cell.column + 1, cell.place.line)
            fields.append(Field(without_bookmarks(cell.text), place, cell.column, cell.colspan))
        yield Row(tuple(fields), block, block + 1, drawn=True)


def _line(paragraph: Paragraph, block: int, after: str, *, framed: bool) -> Row | None:
    text = without_bookmarks(paragraph.text)
    if is_blank(text) or is_page_number(text) or _RULER.fullmatch(text):
        return None
    if text.strip() == "|":
        # Between cells on lines of their own it only parts them; after a pipe it holds a blank cell, or ends a row.
        return Row((Field("", paragraph.place),), block, block + 1) if after.rstrip().endswith("|") else None
    if "|" in text:
        if _RULE.fullmatch(text):
            return None
        return _row(_piped(text, framed=framed), paragraph.place, block)
    if "\t" in text:
        return _row(text.split("\t"), paragraph.place, block)
    pieces = [piece for gap in _GAP.split(text.strip()) for piece in _numbers_apart(gap)]
    if len(pieces) == 1:
        return Row((Field(pieces[0], paragraph.place),), block, block + 1)
    return Row(tuple(Field(piece, paragraph.place) for piece in pieces if piece), block, block + 1)


def _row(texts: list[str], place: Place, block: int) -> Row:
    if len(texts) == 1:
        return Row(tuple(Field(piece, place) for piece in _numbers_apart(texts[0].strip())), block, block + 1)
    fields = []
    for column, text in enumerate(texts):
        pieces = _numbers_apart(text.strip())
        if len(pieces) == 1:
            fields.append(Field(pieces[0], place, column))
        else:
            fields += [Field(piece, place) for piece in pieces]
    return Row(tuple(fields), block, block + 1)


def _numbers_apart(text: str) -> list[str]:
    """`0 0 0` and `label 0 0 0` give each its own; a number cut by a blank is for the form to settle later."""
    if " " not in text and "\u3000" not in text and "\u00a0" not in text:
        return [text]
    pieces = text.split()
    if len(pieces) > 1 and all(is_value(piece) for piece in pieces):
        return pieces
    words = len(pieces)
    while words and _VALUE.fullmatch(pieces[words - 1]):
        words -= 1
    if 0 < words < len(pieces):
        label = text.rsplit(None, len(pieces) - words)[0]
        if "\n" not in label and _LETTER.search(label):
            return [label.strip(), *pieces[words:]]
    return [text]


def _piped(text: str, *, framed: bool) -> list[str]:
    """The cells of a line with pipes. `framed`: a pipe stands before the first cell too, as one does after the last."""
    cells = text.strip().split("|")
    if framed and is_blank(cells[0]):
        cells = cells[1:]
    if cells and is_blank(cells[-1]):
        cells = cells[:-1]
    return cells


def _framed(document: Document) -> bool:
    """Whether the lines with pipes mostly begin with one: then it is the frame, else a blank cell before it."""
    lines = [block.text.strip() for block in document.blocks if isinstance(block, Paragraph) and "|" in block.text]
    lines = [line for line in lines if line != "|"]
    return 2 * sum(line.startswith("|") for line in lines) > len(lines)


def _cell_lines(blocks: tuple[Paragraph | Grid, ...], number: int) -> tuple[Row, int]:
    """一格一行: lines that each begin with the one tab make a row; a line without one goes on with the cell."""
    fields: list[Field] = []
    first = number
    while number < len(blocks):
        block = blocks[number]
        if not isinstance(block, Paragraph) or block.text == "":
            break
        if _TAB_CELL.fullmatch(block.text):
            fields.append(Field(block.text.strip(), block.place, len(fields)))
        elif "\t" in block.text or "|" in block.text or len(block.text) > 40:
            break
        else:
            last = fields.pop()
            fields.append(Field(last.text + block.text.strip(), last.place, last.column))
        number += 1
    return Row(tuple(fields), first, number), number
