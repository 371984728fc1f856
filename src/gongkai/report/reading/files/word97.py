"""Word 97–2003 文档 (.doc, and the binary .wps of WPS Office), read without any word processor.

The text lies in pieces, and every cell ends with U+0007. What a paragraph is (in a table, the end of a row,
numbered) is kept apart from it, in pages of properties found by where its last character lies in the file;
the properties of a row's end give the row's edges and merged cells. Numbers in hexadecimal are those of
[MS-DOC], Microsoft's description of the format.
"""

import io
import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import olefile

from gongkai.errors import Unreadable
from gongkai.report.reading.blocks import Document, Paragraph
from gongkai.report.reading.files import limits, tables
from gongkai.report.reading.files.numbering import Level, Numbered, Numbering
from gongkai.report.reading.files.refusals import PASSWORD, too_much
from gongkai.report.reading.files.tables import Spot, Table

KIND = "doc"

Properties = dict[int, bytes]
"""The operand of each property (sprm) that is set."""

# Places in the file information block.
_VERSION, _FLAGS, _LENGTHS = 0x02, 0x0A, 0x4C
_STYLES, _LETTERS, _PARAGRAPHS, _PIECES, _LISTS, _LIST_USES = 0xA2, 0xFA, 0x102, 0x1A2, 0x2E2, 0x2EA
_WORD_97, _ENCRYPTED, _TABLE_1 = 0x00C1, 0x0100, 0x0200

# Properties of paragraphs, rows and letters.
_IN_TABLE, _ROW_END, _DEPTH, _INNER_CELL_END, _INNER_ROW_END = 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
_OUTLINE, _LIST, _LIST_LEVEL, _ELSEWHERE = 0x2640, 0x460B, 0x260A, (0x6645, 0x6646)
_ROW_EDGES, _TABS = 0xD608, 0xC615
_DELETED, _HIDDEN = 0x0800, 0x083C
_OPERAND_SIZES = (1, 1, 2, 4, 2, 2, None, 3)

_PROPERTY_PAGE = 512
_ONE_BYTE = 0x40000000
_CELL_END = "\x07"
_MARKS = re.compile("[^\r\x07\x0c]*[\r\x07\x0c]?")
_FIELDS = re.compile("[\x13\x14\x15]")
_AS_WRITTEN = str.maketrans({"\v": "\n", "\x0e": "\n", "\x1e": "-"} | dict.fromkeys("\0\1\2\3\4\5\6\b\f\x1f\r\x07"))
_EDGE = 60  # twips by which rows that are meant to be flush may differ
_FORMATS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital",
    11: "japaneseCounting", 14: "decimalFullWidth", 18: "decimalEnclosedCircle", 22: "decimalZero", 23: "bullet",
    26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese",
    30: "ideographTraditional", 33: "taiwaneseCounting", 34: "ideographLegalTraditional",
    35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting", 38: "chineseLegalSimplified",
    39: "chineseCountingThousand", 255: "none",
}  # fmt: skip


class NotFollowed(Exception):
    """Older than Word 97, or damaged so that another program must be asked."""


def read(data: bytes) -> Document:
    """The body of the document and its text boxes. Raises NotFollowed."""
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        names = {"/".join(path).lower(): path for path in file.listdir()}

        def stream(name: str) -> bytes:
            content: bytes = file.openstream(names[name]).read() if name in names else b""
            return content

        body, values = stream("worddocument"), stream("data")
        if len(body) < _LIST_USES + 8 or _short(body, _VERSION) < _WORD_97:
            raise NotFollowed
        if _short(body, _FLAGS) & _ENCRYPTED:
            raise Unreadable(PASSWORD)
        table = stream("1table" if _short(body, _FLAGS) & _TABLE_1 else "0table")
    try:
        return _Reader(body, table, values).document()
    except (struct.error, IndexError, KeyError, ValueError) as error:
        raise NotFollowed from error


def _short(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def _long(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


class _Piece(NamedTuple):
    """A stretch of the text: from and to which character, and where its bytes begin."""

    start: int
    end: int
    place: int
    width: int


class _Line(NamedTuple):
    """A paragraph as it lies in the file: its words, the mark that ends it, its properties."""

    text: str
    mark: str
    properties: Properties


class _Reader:
    def __init__(self, body: bytes, table: bytes, values: bytes) -> None:
        self._body = body
        self._table = table
        self._values = values
        self._known: dict[tuple[int, bytes], Properties] = {}
        self._styles = _styles(self._block(_STYLES))
        has_lists = self._block(_LISTS) and self._block(_LIST_USES)
        self._numbering = Numbering(
            dict(_lists(table, _long(body, _LISTS), self._block(_LIST_USES))) if has_lists else {}
        )
        self._starts, self._ends, self._paragraphs = self._runs(_PARAGRAPHS)
        self._unseen = [
            (start, end)
            for start, end, letters in zip(*self._runs(_LETTERS), strict=True)
            if letters and self._is_unseen(letters)
        ]

    def document(self) -> Document:
        text, notes, headers, macros, comments, endnotes, boxes = struct.unpack_from("<7I", self._body, _LENGTHS)
        before_boxes = text + notes + headers + macros + comments + endnotes
        if text + boxes > limits.TEXT_BYTES:
            raise too_much("文字过多")
        pieces = _arranged(self._lines(0, text), self._numbering)
        if boxes:
            pieces += _arranged(self._lines(before_boxes, before_boxes + boxes), self._numbering)
        if not pieces:
            raise NotFollowed
        return tables.document(KIND, pieces)

    def _block(self, at: int) -> bytes:
        start, size = struct.unpack_from("<II", self._body, at)
        return self._table[start : start + size]

    def _pieces(self) -> Iterator[_Piece]:
        block = self._block(_PIECES)
        at = 0
        while block[at] == 1:
            at += 3 + _short(block, at + 1)
        count = (_long(block, at + 1) - 4) // 12
        at += 5
        characters = struct.unpack_from(f"<{count + 1}I", block, at)
        at += 4 * (count + 1)
        for number, (start, end) in enumerate(pairwise(characters)):
            place = _long(block, at + 8 * number + 2)
            if place & _ONE_BYTE:
                yield _Piece(start, end, (place & ~_ONE_BYTE) // 2, 1)
            else:
                yield _Piece(start, end, place, 2)

    def _lines(self, first: int, last: int) -> Iterator[_Line]:
        parts: list[str] = []
        hidden = [0]  # for each open field: is this its code, not its result?
        for piece in self._pieces():
            start, end = max(first, piece.start), min(last, piece.end)
            if start >= end:
                continue
            place = piece.place + (start - piece.start) * piece.width
            raw = self._body[place : place + (end - start) * piece.width]
            text = raw.decode("cp1252" if piece.width == 1 else "utf-16-le", "replace")
            text = self._without_unseen(text, place, piece.width)
            at = 0
            for match in _MARKS.finditer(text):
                words = match[0]
                at += len(words)
                parts.append(_without_codes(words, hidden))
                if words and words[-1] in "\r\x07\x0c":
                    properties = self._properties(place + (at - 1) * piece.width)
                    yield _Line("".join(parts).translate(_AS_WRITTEN), words[-1], properties)
                    parts.clear()
        if parts:
            yield _Line("".join(parts).translate(_AS_WRITTEN), "\r", {})

    def _without_unseen(self, text: str, place: int, width: int) -> str:
        end = place + len(text) * width
        for start, stop in self._unseen:
            if start < end and stop > place:
                left, right = max(0, (start - place) // width), max(0, (stop - place) // width)
                marks = "".join(letter if letter in "\r\x07\x0c" else "\0" for letter in text[left:right])
                text = text[:left] + marks + text[right:]
        return text

    def _runs(self, at: int) -> tuple[list[int], list[int], list[bytes]]:
        """Where each run of equal properties starts and ends in the file, and its properties."""
        block = self._block(at)
        count = (len(block) - 4) // 8
        starts: list[int] = []
        ends: list[int] = []
        found: list[bytes] = []
        for number in range(count):
            page_number = _long(block, 4 * (count + 1) + 4 * number) & 0x3FFFFF
            page = self._body[page_number * _PROPERTY_PAGE : (page_number + 1) * _PROPERTY_PAGE]
            if len(page) < _PROPERTY_PAGE:
                raise NotFollowed
            runs = page[-1]
            places = struct.unpack_from(f"<{runs + 1}I", page, 0)
            step = 13 if at == _PARAGRAPHS else 1
            for run, (start, end) in enumerate(pairwise(places)):
                offset = 2 * page[4 * (runs + 1) + step * run]
                starts.append(start)
                ends.append(end)
                found.append(_counted(page, offset, in_words=at == _PARAGRAPHS) if offset else b"")
        order = sorted(range(len(starts)), key=starts.__getitem__)
        return [starts[i] for i in order], [ends[i] for i in order], [found[i] for i in order]

    def _is_unseen(self, letters: bytes) -> bool:
        properties = dict(_split(letters))
        return any(properties.get(name, b"\0") not in (b"\0", b"\x80") for name in (_DELETED, _HIDDEN))

    def _properties(self, place: int) -> Properties:
        run = bisect_right(self._starts, place) - 1
        if run < 0 or place >= self._ends[run]:
            raise NotFollowed
        raw = self._paragraphs[run]
        style = _short(raw, 0)
        key = style, raw[2:]
        if key not in self._known:
            own = dict(_split(raw[2:]))
            for name in _ELSEWHERE:
                if name in own:
                    at = _long(own[name], 0)
                    own |= _split(self._values[at + 2 : at + 2 + _short(self._values, at)])
            heading = {_OUTLINE: bytes([style - 1])} if 1 <= style <= 9 else {}
            self._known[key] = heading | self._styles.get(style, {}) | own
        return self._known[key]


def _counted(page: bytes, at: int, *, in_words: bool) -> bytes:
    """The properties at a place of their page, without the count of bytes or words before them."""
    size = page[at]
    if not in_words:
        return page[at + 1 : at + 1 + size]
    if size:
        return page[at + 1 : at + 2 * size]
    return page[at + 2 : at + 2 + 2 * page[at + 1]]


def _split(properties: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 < len(properties):
        name = _short(properties, at)
        at += 2
        size = _OPERAND_SIZES[name >> 13]
        if name == _ROW_EDGES:
            size = _short(properties, at) + 1
        elif name == _TABS and properties[at] == 255:
            return  # as long as its own counts say; none of ours comes after it
        elif size is None:
            size = properties[at] + 1
        yield name, properties[at : at + size]
        at += size


def _without_codes(words: str, hidden: list[int]) -> str:
    """The words without the codes of fields, of which the reader sees only the result."""
    if len(hidden) == 1 and not _FIELDS.search(words):
        return words
    shown = []
    for letter in words:
        if letter == "\x13":
            hidden.append(1)
        elif letter == "\x14":
            hidden[-1] = 0
        elif letter == "\x15":
            if len(hidden) > 1:
                hidden.pop()
        elif not any(hidden):
            shown.append(letter)
    return "".join(shown)


def _arranged(lines: Iterator[_Line], numbering: Numbering) -> list[Paragraph | Table]:
    """The paragraphs, those of tables in their tables."""
    pieces: list[Paragraph | Table] = []
    open_tables: list[_OpenTable] = []
    for line in lines:
        properties = line.properties
        depth = _depth(properties)
        while len(open_tables) > depth:
            finished = open_tables.pop().closed()
            (open_tables[-1].cell if open_tables else pieces).append(finished)
        while len(open_tables) < depth:
            open_tables.append(_OpenTable())
        if not depth:
            if line.mark == _CELL_END:
                raise NotFollowed
            pieces.append(_paragraph(line, numbering))
            continue
        table = open_tables[-1]
        if _is_set(properties, _ROW_END) or _is_set(properties, _INNER_ROW_END):
            table.end_row(properties.get(_ROW_EDGES, b""))
            continue
        table.cell.append(_paragraph(line, numbering))
        if _is_set(properties, _INNER_CELL_END) or (depth == 1 and line.mark == _CELL_END):
            table.end_cell()
    for outer in reversed(range(len(open_tables))):
        (open_tables[outer - 1].cell if outer else pieces).append(open_tables[outer].closed())
    return pieces


def _is_set(properties: Properties, name: int) -> bool:
    return properties.get(name, b"\0") != b"\0"


def _depth(properties: Properties) -> int:
    if not _is_set(properties, _IN_TABLE):
        return 0
    return min(max(1, _long(properties.get(_DEPTH, b"\1\0\0\0"), 0)), limits.TABLE_DEPTH)


def _paragraph(line: _Line, numbering: Numbering) -> Paragraph:
    text, properties = line.text, line.properties
    outline = properties.get(_OUTLINE, b"\x09")[0]
    if _LIST in properties and text.strip():
        level = properties.get(_LIST_LEVEL, b"\0")[0]
        text = numbering.next(str(_short(properties[_LIST], 0)), level) + text
    return Paragraph(text, heading=outline + 1 if outline < 9 else 0)


class _Row(NamedTuple):
    cells: list[list[Paragraph | Table]]
    edges: tuple[int, ...]
    merged: list[int]


class _OpenTable:
    """A table being read, cell by cell; where its columns lie is known when all rows are."""

    def __init__(self) -> None:
        self.cell: list[Paragraph | Table] = []
        self._cells: list[list[Paragraph | Table]] = []
        self._rows: list[_Row] = []

    def end_cell(self) -> None:
        self._cells.append(self.cell)
        self.cell = []

    def end_row(self, definition: bytes) -> None:
        """`definition`: how many cells, their edges from left to right, then twenty bytes about each."""
        count = definition[2] if len(definition) > 2 else 0
        edges = struct.unpack_from(f"<{count + 1}h", definition, 3) if count else ()
        start = 3 + 2 * (count + 1)
        merged = [_short(definition, start + 20 * cell) for cell in range(count)]
        if count != len(self._cells):
            edges, merged = (), [0] * len(self._cells)
        self._rows.append(_Row(self._cells, edges, merged))
        self._cells = []

    def closed(self) -> Table:
        if self.cell:
            self.end_cell()
        if self._cells:
            self.end_row(b"")
        columns = _columns(edge for row in self._rows for edge in row.edges)
        table = Table()
        above: dict[int, Spot] = {}
        for number, row in enumerate(self._rows):
            above = _add_row(table, number, row, columns, above)
        return table


def _columns(edges: Iterator[int]) -> list[int]:
    """The places where columns begin, those that differ by a hair counted once."""
    columns: list[int] = []
    for edge in sorted(set(edges)):
        if not columns or edge - columns[-1] > _EDGE:
            columns.append(edge)
    return columns


def _add_row(table: Table, number: int, row: _Row, columns: list[int], above: dict[int, Spot]) -> dict[int, Spot]:
    """Adds the cells of a row; gives those that the next row may go on with."""
    spot: Spot | None = None
    below: dict[int, Spot] = {}
    for index, content in enumerate(row.cells):
        column, end = index, index + 1
        if row.edges:
            column, end = (bisect_right(columns, edge) - 1 for edge in row.edges[index : index + 2])
        flags = row.merged[index]
        goes_on_across, goes_on_down = flags & 0b10, flags >> 5 & 0b11 == 0b01
        if goes_on_across and spot is not None:
            spot.colspan = max(spot.colspan, end - spot.column)
            spot.content += _written(content)
            continue
        if goes_on_down and column in above:
            spot = above[column]
            spot.rowspan = number + 1 - spot.row
            spot.content += _written(content)
        else:
            spot = Spot(number, column, 1, max(1, end - column), content)
            table.spots.append(spot)
        if flags >> 5 & 0b11:
            below[column] = spot
    return below


def _written(content: list[Paragraph | Table]) -> list[Paragraph | Table]:
    return [piece for piece in content if isinstance(piece, Table) or piece.text.strip()]


def _styles(block: bytes) -> dict[int, Properties]:
    """The properties that each paragraph style gives, those of the styles it is based on among them."""
    own: dict[int, tuple[int, Properties]] = {}
    count, base_size = struct.unpack_from("<HH", block, 2)
    at = 2 + _short(block, 0)
    for style in range(count):
        size = _short(block, at)
        entry = block[at + 2 : at + 2 + size]
        at += 2 + size
        if size <= base_size or _short(entry, 2) & 0xF != 1:
            continue
        properties = base_size + 2 + 2 * _short(entry, base_size) + 2
        grpprl = entry[properties + 4 : properties + 2 + _short(entry, properties)]
        own[style] = _short(entry, 2) >> 4, dict(_split(grpprl))
    return {style: _inherited(style, own) for style in own}


def _inherited(style: int, own: dict[int, tuple[int, Properties]]) -> Properties:
    found: Properties = {}
    for _ in range(20):
        if style not in own:
            break
        style, properties = own[style]
        found = properties | found
    return found


def _lists(table: bytes, at: int, uses: bytes) -> Iterator[tuple[str, Numbered]]:
    """The lists that paragraphs name, by the number they name them with."""
    lists: dict[int, dict[int, Level]] = {}
    entries = at + 2
    count = _short(table, at)
    at = entries + 28 * count
    for entry in range(entries, at, 28):
        levels = lists[_long(table, entry)] = {}
        for level in range(1 if table[entry + 26] & 1 else 9):
            levels[level], at = _level(table, at)

    count = _long(uses, 0)
    at = 4 + 16 * count
    for number in range(count):
        identifier, overrides = _long(uses, 4 + 16 * number), uses[4 + 16 * number + 12]
        levels, restarts = dict(lists.get(identifier, {})), {}
        at += 4
        for _ in range(overrides):
            begins, flags = struct.unpack_from("<II", uses, at)
            at += 8
            if flags & 0x10:
                restarts[flags & 0xF] = begins
            if flags & 0x20:
                levels[flags & 0xF], at = _level(uses, at)
        yield str(number + 1), Numbered(str(identifier), levels, restarts)


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """A level of a list, and where the next begins."""
    begins, style, flags = _long(table, at), table[at + 4], table[at + 5]
    end = at + 28 + table[at + 24] + table[at + 25]
    length = _short(table, end)
    words = table[end + 2 : end + 2 + 2 * length].decode("utf-16-le", "replace")
    text = "".join(f"%{ord(letter) + 1}" if letter < "\t" else letter for letter in words)
    return Level(_FORMATS.get(style, "decimal"), text, begins, bool(flags & 4)), end + 2 + 2 * length
