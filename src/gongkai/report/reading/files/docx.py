"""Word 文档 (.docx, .docm, .dotx, and WPS documents saved as such)."""

from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from gongkai.report.reading.blocks import Document, Paragraph
from gongkai.report.reading.files import tables
from gongkai.report.reading.files.archive import Archive
from gongkai.report.reading.files.numbering import Level, Numbered, Numbering
from gongkai.report.reading.files.tables import Spot, Table

KIND = "docx"
_OFF = ("0", "false", "off")
_BODY_TEXT = 9
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_SHOWN = ("del", "moveFrom", "pPrChange", "rPrChange", "tcPrChange", "trPrChange", "tblPrChange", "sectPr")


def read(data: bytes) -> Document:
    """The body of a Word document as it is printed: insertions in, deletions and hidden text out."""
    return _Reader(Archive(data)).document()


def main_part(archive: Archive) -> str:
    """The name of the part that holds the body."""
    usual = "word/document.xml"
    if usual in archive.names:
        return usual
    targets = archive.relations("").values()
    return next((name for name in targets if name.startswith("word/") and name in archive.names), usual)


class _Reader:
    """Walks the body once; only elements that matter here come up from the parser."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.part = main_part(archive)
        self.root = archive.xml(self.part)
        self.w = f"{{{etree.QName(self.root).namespace}}}"
        self.val = self.w + "val"

    def document(self) -> Document:
        self._drop_hidden_runs()
        return tables.document(KIND, self._pieces(), self._title())

    def _title(self) -> str:
        if "docProps/core.xml" not in self.archive.names:
            return ""
        title = self.archive.xml("docProps/core.xml").find("{http://purl.org/dc/elements/1.1/}title")
        return "" if title is None else title.text or ""

    def _drop_hidden_runs(self) -> None:
        w = self.w
        for element in list(self.root.iter(w + "vanish")):
            run = next(element.iterancestors(w + "r", w + "pPr"), None)
            parent = None if run is None else run.getparent()
            if run is not None and parent is not None and run.tag == w + "r" and self._is_on(element):
                parent.remove(run)

    def _is_on(self, element: etree._Element) -> bool:
        return element.get(self.val, "1") not in _OFF

    def _pieces(self) -> list[Paragraph | Table]:
        w, val = self.w, self.val
        p, t, tc, tr, tbl = w + "p", w + "t", w + "tc", w + "tr", w + "tbl"
        box, chunk, row_before, row_gone = w + "txbxContent", w + "altChunk", w + "gridBefore", w + "trPr"
        style, outline, list_id, level = w + "pStyle", w + "outlineLvl", w + "numId", w + "ilvl"
        span, down, across = w + "gridSpan", w + "vMerge", w + "hMerge"
        marks = {w + "tab": "\t", w + "ptab": "\t", w + "br": "\n", w + "cr": "\n", w + "noBreakHyphen": "-"}
        gone = frozenset(w + name for name in _NOT_SHOWN) | {_FALLBACK}
        wanted = [p, t, tc, tr, tbl, box, chunk, row_before, style, outline, list_id, level, span, down, across]

        into: list[Paragraph | Table] = []
        around: list[list[Paragraph | Table]] = []
        paragraph = _OpenParagraph()
        paragraphs: list[_OpenParagraph] = []
        table = _OpenTable()
        open_tables: list[_OpenTable] = []
        walker = etree.iterwalk(self.root, events=("start", "end"), tag=[*wanted, *marks, *gone])
        for event, element in walker:
            tag = element.tag
            if event == "start":
                if tag == t:
                    paragraph.parts.append(element.text or "")
                elif tag == p:
                    paragraphs.append(paragraph)
                    paragraph = _OpenParagraph()
                elif tag == style:
                    paragraph.style = element.get(val, "")
                elif tag == tc:
                    around.append(into)
                    into = table.begin_cell()
                elif tag == span:
                    table.cell.colspan = tables.span(element.get(val))
                elif tag == down:
                    table.down = element.get(val, "continue")
                elif tag == across:
                    table.across = element.get(val, "continue")
                elif tag == tr:
                    table.begin_row()
                elif tag == tbl:
                    open_tables.append(table)
                    table = _OpenTable()
                elif tag in marks:
                    if element.get(val) is None:  # else a tab stop, not a tab
                        paragraph.parts.append(marks[tag])
                elif tag in gone:
                    parent = element.getparent()
                    if parent is not None and parent.tag == row_gone:
                        table.drop_row()
                    walker.skip_subtree()
                elif tag == list_id:
                    paragraph.list_id = element.get(val, "")
                elif tag == level:
                    paragraph.level = _number(element.get(val, ""))
                elif tag == outline:
                    paragraph.outline = element.get(val)
                elif tag == row_before:
                    table.skip(tables.span(element.get(val), least=0))
                elif tag == chunk:
                    into += self._embedded(element)
                elif tag == box:
                    around.append(into)
                    into = paragraph.boxes
            elif tag == p:
                into.append(self._closed(paragraph))
                into += paragraph.boxes
                paragraph = paragraphs.pop()
            elif tag == tc:
                table.end_cell()
                into = around.pop()
            elif tag == tbl:
                into.append(table.table)
                table = open_tables.pop()
            elif tag == box:
                into = around.pop()
        return into

    def _closed(self, paragraph: "_OpenParagraph") -> Paragraph:
        text = "".join(paragraph.parts)
        if not text or text.isspace():
            return Paragraph(text)
        heading, list_id, level = 0, paragraph.list_id, paragraph.level
        if paragraph.style:
            heading, style_list, style_level = self.styles.properties(paragraph.style)
            list_id = style_list if list_id is None else list_id
            level = style_level if level is None else level
        if paragraph.outline is not None:
            heading = _outline(paragraph.outline)
        if list_id and list_id != "0":
            text = self.numbering.next(list_id, level or 0) + text
        return Paragraph(text, heading=heading)

    def _embedded(self, chunk: etree._Element) -> list[Paragraph | Table]:
        """Some systems write a page of HTML into an otherwise empty Word document."""
        from gongkai.report.reading.files import html

        relation = next((name for name in chunk.attrib if str(name).endswith("}id")), "id")
        name = self.archive.relations(self.part).get(chunk.get(relation, ""), "")
        return html.pieces(self.archive.read(name)) if name in self.archive.names else []

    @cached_property
    def styles(self) -> "_Styles":
        return _Styles(self, self._beside("styles.xml"))

    @cached_property
    def numbering(self) -> Numbering:
        root = self._beside("numbering.xml")
        return Numbering({} if root is None else dict(self._lists(root)))

    def _beside(self, name: str) -> etree._Element | None:
        part = self.part.rpartition("/")[0] + "/" + name
        return self.archive.xml(part) if part in self.archive.names else None

    def _lists(self, root: etree._Element) -> Iterator[tuple[str, Numbered]]:
        w = self.w
        abstract = {element.get(w + "abstractNumId", ""): element for element in root.iterfind(w + "abstractNum")}
        for element in root.iterfind(w + "num"):
            reference = element.find(w + "abstractNumId")
            counter = "" if reference is None else reference.get(self.val, "")
            levels = dict(self._levels(abstract[counter])) if counter in abstract else {}
            restarts = {}
            for override in element.iterfind(w + "lvlOverride"):
                levels.update(self._levels(override))
                start = override.find(w + "startOverride")
                if start is not None:
                    restarts[_number(override.get(w + "ilvl", ""))] = _number(start.get(self.val, ""))
            yield element.get(w + "numId", ""), Numbered(counter, levels, restarts)

    def _levels(self, element: etree._Element) -> Iterator[tuple[int, Level]]:
        for level in element.iterfind(self.w + "lvl"):
            values = {etree.QName(child).localname: child.get(self.val, "") for child in level}
            legal = level.find(self.w + "isLgl")
            yield (
                _number(level.get(self.w + "ilvl", "")),
                Level(
                    values.get("numFmt", "decimal"),
                    values.get("lvlText", ""),
                    _number(values.get("start", "1")),
                    legal is not None and self._is_on(legal),
                ),
            )


class _OpenParagraph:
    """A paragraph being read; what it does not say itself, its style says."""

    __slots__ = ("boxes", "level", "list_id", "outline", "parts", "style")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.style = ""
        self.outline: str | None = None
        self.list_id: str | None = None
        self.level: int | None = None
        self.boxes: list[Paragraph | Table] = []


class _OpenTable:
    """A table being read: a cell may go on with the one above it, or the one before it."""

    __slots__ = ("_above", "_below", "_column", "_dropped", "_row", "across", "cell", "down", "table")

    def __init__(self) -> None:
        self.table = Table()
        self.cell = Spot(0, 0)
        self.down = self.across = ""
        self._row = -1
        self._column = 0
        self._dropped = False
        self._above: dict[int, Spot] = {}
        self._below: dict[int, Spot] = {}

    def begin_row(self) -> None:
        self._row += 1
        self._column = 0
        self._dropped = False
        self._above, self._below = self._below, {}

    def skip(self, columns: int) -> None:
        self._column = columns

    def drop_row(self) -> None:
        """The row was deleted, and its cells are still to come."""
        self._dropped = True
        self._row -= 1
        self._below = self._above

    def begin_cell(self) -> list[Paragraph | Table]:
        self.cell = Spot(self._row, self._column)
        self.down = self.across = ""
        return self.cell.content

    def end_cell(self) -> None:
        if self._dropped:
            return
        cell, column = self.cell, self._column
        self._column += cell.colspan
        spots = self.table.spots
        if self.across == "continue" and spots and spots[-1].row == self._row:
            spots[-1].colspan += cell.colspan
            spots[-1].content += _written(cell.content)
        elif self.down == "continue" and column in self._above:
            above = self._below[column] = self._above[column]
            above.rowspan += 1
            above.content += _written(cell.content)
        else:
            spots.append(cell)
            if self.down:
                self._below[column] = cell


class _Styles:
    """What paragraph styles say of headings and lists, through the styles they are based on."""

    def __init__(self, reader: _Reader, root: etree._Element | None) -> None:
        self._reader = reader
        styles = () if root is None else root.iterfind(reader.w + "style")
        self._styles = {style.get(reader.w + "styleId", ""): style for style in styles}
        self._known: dict[str, tuple[int, str, int]] = {}

    def properties(self, style_id: str) -> tuple[int, str, int]:
        """The heading level of a style, the list it belongs to, and the level in it."""
        if style_id not in self._known:
            self._known[style_id] = 0, "", 0  # stands while the bases are read: a style may be based on itself
            self._known[style_id] = self._read(style_id)
        return self._known[style_id]

    def _read(self, style_id: str) -> tuple[int, str, int]:
        w, val = self._reader.w, self._reader.val
        style = self._styles.get(style_id)
        if style is None:
            return 0, "", 0
        base = style.find(w + "basedOn")
        heading, list_id, level = (0, "", 0) if base is None else self.properties(base.get(val, ""))
        outline = style.find(f"{w}pPr/{w}outlineLvl")
        if outline is not None:
            heading = _outline(outline.get(val, ""))
        own = style.find(f"{w}pPr/{w}numPr")
        if own is not None:
            for child in own:
                if child.tag == w + "numId":
                    list_id = child.get(val, "")
                elif child.tag == w + "ilvl":
                    level = _number(child.get(val, ""))
        return heading, list_id, level


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _outline(text: str) -> int:
    level = _number(text)
    return level + 1 if level < _BODY_TEXT else 0


def _written(content: list[Paragraph | Table]) -> list[Paragraph | Table]:
    return [piece for piece in content if isinstance(piece, Table) or piece.text.strip()]
