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
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.part = main_part(archive)
        self.root = archive.xml(self.part)
        names = etree.QName(self.root).namespace
        self.w = f"{{{names}}}"
        w = self.w
        self.val = w + "val"
        self.p, self.tbl, self.tr, self.tc = w + "p", w + "tbl", w + "tr", w + "tc"
        self.text_tags = (w + "t", w + "tab", w + "ptab", w + "br", w + "cr", w + "noBreakHyphen")

    def document(self) -> Document:
        self._drop_what_is_not_shown()
        self._move_out_text_boxes()
        body = self.root.find(self.w + "body")
        pieces = [] if body is None else list(self._pieces(body))
        return tables.document(KIND, pieces, self._title())

    def _title(self) -> str:
        if "docProps/core.xml" not in self.archive.names:
            return ""
        title = self.archive.xml("docProps/core.xml").find("{http://purl.org/dc/elements/1.1/}title")
        return "" if title is None else title.text or ""

    def _drop_what_is_not_shown(self) -> None:
        w = self.w
        fallback = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
        for element in list(self.root.iter(w + "del", w + "moveFrom", fallback)):
            parent = element.getparent()
            if parent is not None and parent.tag == w + "trPr":
                _remove(parent.getparent())
            elif parent is not None and parent.tag != w + "rPr":  # there it deletes the mark, not the words
                _remove(element)
        for element in list(self.root.iter(w + "vanish")):
            run = next(element.iterancestors(w + "r", w + "pPr"), None)
            if run is not None and run.tag == w + "r" and self._is_on(element):
                _remove(run)

    def _move_out_text_boxes(self) -> None:
        """A text box stands in the run it is anchored to; its words come after that paragraph."""
        for box in reversed(list(self.root.iter(self.w + "txbxContent"))):
            paragraph = next(box.iterancestors(self.p), None)
            if paragraph is not None:
                paragraph.addnext(box)

    def _is_on(self, element: etree._Element) -> bool:
        return element.get(self.val, "1") not in _OFF

    def _pieces(self, container: etree._Element) -> Iterator[Paragraph | Table]:
        for child in container:
            if child.tag == self.p:
                yield self._paragraph(child)
            elif child.tag == self.tbl:
                yield self._table(child)
            elif child.tag == self.w + "altChunk":
                yield from self._embedded(child)
            elif len(child):  # sdt, customXml, ins, text boxes: wrappers of paragraphs
                yield from self._pieces(child)

    def _embedded(self, chunk: etree._Element) -> Iterator[Paragraph | Table]:
        """Some systems write a page of HTML into an otherwise empty Word document."""
        from gongkai.report.reading.files import html

        relation = next((name for name in chunk.attrib if str(name).endswith("}id")), "id")
        name = self.archive.relations(self.part).get(chunk.get(relation, ""), "")
        if name in self.archive.names:
            yield from html.pieces(self.archive.read(name))

    def _paragraph(self, element: etree._Element) -> Paragraph:
        parts = []
        t, tab, ptab, *_breaks, hyphen = self.text_tags
        for item in element.iter(*self.text_tags):
            if item.tag == t:
                parts.append(item.text or "")
            elif item.tag == tab or item.tag == ptab:
                if item.get(self.val) is None:  # else a tab stop, not a tab
                    parts.append("\t")
            else:
                parts.append("-" if item.tag == hyphen else "\n")
        text = "".join(parts)
        heading = 0
        properties = element.find(self.w + "pPr")
        if properties is not None:
            style = properties.find(self.w + "pStyle")
            style_id = "" if style is None else style.get(self.val, "")
            heading = self._heading(properties, style_id)
            if text.strip():
                text = self._number(properties, style_id) + text
        return Paragraph(text, heading=heading)

    def _heading(self, properties: etree._Element, style_id: str) -> int:
        outline = properties.find(self.w + "outlineLvl")
        if outline is None:
            return self.styles.heading(style_id) if style_id else 0
        return _outline(outline.get(self.val, ""))

    def _number(self, properties: etree._Element, style_id: str) -> str:
        own = properties.find(self.w + "numPr")
        list_id, level = self.styles.numbering(style_id) if style_id else ("", 0)
        if own is not None:
            list_id, level = self._list(own, list_id, level)
        return self.numbering.next(list_id, level) if list_id not in ("", "0") else ""

    def _list(self, element: etree._Element, list_id: str, level: int) -> tuple[str, int]:
        for child in element:
            if child.tag == self.w + "numId":
                list_id = child.get(self.val, "")
            elif child.tag == self.w + "ilvl":
                level = _number(child.get(self.val, ""))
        return list_id, level

    def _table(self, element: etree._Element) -> Table:
        table = Table()
        above: dict[int, Spot] = {}
        for row, line in enumerate(self._inside(element, self.tr)):
            column = self._skipped(line)
            here: dict[int, Spot] = {}
            before: Spot | None = None
            for cell in self._inside(line, self.tc):
                properties = cell.find(self.w + "tcPr")
                span, down, across = self._spans(properties)
                content = list(self._pieces(cell))
                if across == "continue" and before is not None:
                    before.colspan += span
                    before.content += [piece for piece in content if not _is_blank(piece)]
                elif down == "continue" and column in above:
                    before = above[column]
                    before.rowspan += 1
                    before.content += [piece for piece in content if not _is_blank(piece)]
                else:
                    before = Spot(row, column, 1, span, content)
                    table.spots.append(before)
                if down:
                    here[column] = before
                column += span
            above = here
        return table

    def _spans(self, properties: etree._Element | None) -> tuple[int, str, str]:
        """How many columns a cell takes, and whether it begins or goes on with a merger down and across."""
        span, down, across = 1, "", ""
        if properties is not None:
            for item in properties:
                if item.tag == self.w + "gridSpan":
                    span = tables.span(item.get(self.val))
                elif item.tag == self.w + "vMerge":
                    down = item.get(self.val, "continue")
                elif item.tag == self.w + "hMerge":
                    across = item.get(self.val, "continue")
        return span, down, across

    def _skipped(self, line: etree._Element) -> int:
        before = line.find(f"{self.w}trPr/{self.w}gridBefore")
        return 0 if before is None else tables.span(before.get(self.val), least=0)

    def _inside(self, element: etree._Element, tag: str) -> Iterator[etree._Element]:
        """The rows of a table, the cells of a row, whatever they are wrapped in."""
        for child in element:
            if child.tag == tag:
                yield child
            elif child.tag not in (self.tbl, self.tc, self.p) and len(child):
                yield from self._inside(child, tag)

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


class _Styles:
    """What paragraph styles say of headings and lists, through the styles they are based on."""

    def __init__(self, reader: _Reader, root: etree._Element | None) -> None:
        self._reader = reader
        styles = () if root is None else root.iterfind(reader.w + "style")
        self._styles = {style.get(reader.w + "styleId", ""): style for style in styles}
        self._known: dict[str, tuple[int, str, int]] = {}

    def heading(self, style_id: str) -> int:
        return self._properties(style_id)[0]

    def numbering(self, style_id: str) -> tuple[str, int]:
        return self._properties(style_id)[1:]

    def _properties(self, style_id: str) -> tuple[int, str, int]:
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
        heading, list_id, level = (0, "", 0) if base is None else self._properties(base.get(val, ""))
        outline = style.find(f"{w}pPr/{w}outlineLvl")
        if outline is not None:
            heading = _outline(outline.get(val, ""))
        own = style.find(f"{w}pPr/{w}numPr")
        if own is not None:
            list_id, level = self._reader._list(own, list_id, level)
        return heading, list_id, level


def _remove(element: etree._Element | None) -> None:
    parent = None if element is None else element.getparent()
    if element is not None and parent is not None:
        parent.remove(element)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _outline(text: str) -> int:
    level = _number(text)
    return level + 1 if level < _BODY_TEXT else 0


def _is_blank(piece: Paragraph | Table) -> bool:
    return isinstance(piece, Paragraph) and not piece.text.strip()
