"""网页 (.html, .htm, .mht): also what office systems save as .doc."""

import re
from email import message_from_bytes

from lxml import etree

from gongkai.errors import Unreadable
from gongkai.report.reading.blocks import Document, Paragraph
from gongkai.report.reading.files import limits, tables
from gongkai.report.reading.files.encoding import decode
from gongkai.report.reading.files.refusals import NO_PAGE, too_much
from gongkai.report.reading.files.tables import Spot, Table

KIND = "html"
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_HIDING = ("none", "mso-hide", "hidden")
_BREAK = "\0"  # no text holds one: a line break as marked, not as the source happens to be wrapped
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LINES = re.compile(r"\r\n|[\r\n]")
_DROPPED = frozenset(
    [
        *("script", "style", "noscript", "template", "textarea", "select", "option", "button", "svg", "math", "iframe"),
        *("object", "applet", "audio", "video", "canvas", "map", "datalist", "input", "colgroup", "head"),
    ]
)
_BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend"),
        *("li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "ul", "tbody", "thead", "tfoot"),
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MARKING = _BLOCKS | _HEADINGS.keys() | {"br", "table", "tr", "td", "th"}


def read(data: bytes) -> Document:
    """A page as a browser shows it, without menus unfolded or scripts run."""
    reader = _Reader(decode(data, _declared(data)))
    return tables.document(KIND, reader.pieces, reader.title)


def read_mht(data: bytes) -> Document:
    """A page saved whole: its first part of HTML."""
    for part in message_from_bytes(data).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                limits.refuse_heavy_text(content)
                reader = _Reader(decode(content, _declared(content) or part.get_content_charset("")))
                return tables.document("mht", reader.pieces, reader.title)
    raise Unreadable(NO_PAGE)


def pieces(data: bytes) -> list[Paragraph | Table]:
    """The paragraphs and tables of a page or a fragment that stands in another file."""
    return _Reader(decode(data, _declared(data))).pieces


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:8192])
    return found[1].decode("ascii") if found else ""


class _Reader:
    """Walks the page once, element by element, without recursion: pages nest as deep as their authors were careless."""

    def __init__(self, text: str) -> None:
        self.title = ""
        self.pieces: list[Paragraph | Table] = []
        self._text: list[str] = []
        self._heading = 0
        self._into = self.pieces
        self._tables: list[_OpenTable] = []
        self._accepted: list[bool] = []
        self._lists: list[int | None] = []
        self._pre = 0
        lower = text.lower()
        self._may_hide = any(word in lower for word in _HIDING)
        markup = text.encode("utf-8", "replace")
        limits.refuse_heavy_text(markup)
        limits.refuse_heavy_markup(markup)
        parser = etree.HTMLParser(
            encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
        )
        root = etree.fromstring(markup, parser) if markup.strip() else None
        if root is not None:
            self._walk(root)

    def _walk(self, root: etree._Element) -> None:
        text = self._text
        walker = etree.iterwalk(root, events=("start", "end"))
        done: etree._Element | None = None
        for event, element in walker:
            tag = element.tag
            if event == "start":
                if tag in _DROPPED or (self._may_hide and _is_hidden(element)):
                    if tag == "head":
                        self.title = element.findtext("title") or ""
                    elif tag == "input" and self._tables:
                        text.append(_typed(element))
                    done = element
                    walker.skip_subtree()
                    continue
                if tag in _MARKING:
                    self._begin(tag, element)
                words = element.text
                if words:
                    text.append(words)
            else:
                if element is done:
                    done = None
                elif tag in _MARKING:
                    self._end(tag)
                words = element.tail
                if words:
                    text.append(words)
        if text:
            self._flush()

    def _begin(self, tag: str, element: etree._Element) -> None:
        if tag == "br":
            self._text.append(_BREAK)
            return
        if self._text:
            self._flush()
        if tag == "td" or tag == "th":
            if self._tables:
                rowspan, colspan = element.get("rowspan"), element.get("colspan")
                self._into = self._tables[-1].begin_cell(tables.span(rowspan), tables.span(colspan))
        elif tag == "tr":
            if self._tables:
                self._tables[-1].begin_row()
        elif tag == "table":
            self._begin_table()
        elif tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag == "pre":
            self._pre += 1
        elif tag == "ol":
            self._lists.append(tables.span(element.get("start")) - 1)
        elif tag == "ul":
            self._lists.append(None)
        elif tag == "li":
            self._number()

    def _end(self, tag: str) -> None:
        if tag == "br":
            return
        if self._text:
            self._flush()
        if tag == "td" or tag == "th":
            if self._tables:
                self._into = self._tables[-1].outside
        elif tag == "table":
            self._end_table()
        elif tag in _HEADINGS:
            self._heading = 0
        elif tag == "pre":
            self._pre -= 1
        elif tag == "ol" or tag == "ul":
            self._lists.pop()

    def _number(self) -> None:
        if self._lists and self._lists[-1] is not None:
            self._lists[-1] += 1
            self._text.append(f"{self._lists[-1]}.")

    def _begin_table(self) -> None:
        accepted = len(self._tables) < limits.TABLE_DEPTH
        self._accepted.append(accepted)
        if accepted:
            self._tables.append(_OpenTable(self._into))

    def _end_table(self) -> None:
        if self._accepted.pop():
            table = self._tables.pop()
            table.close()
            self._into = table.outside
            self._into.append(table.table)

    def _flush(self) -> None:
        """Ends the paragraph being read."""
        text = "".join(self._text)
        self._text.clear()
        if self._pre:
            lines = _LINES.split(text.replace(_BREAK, "\n"))
            self._into += [Paragraph(line, heading=self._heading) for line in lines]
            return
        text = _BLANKS.sub(" ", text).strip(_BREAK + " ")
        if text:
            if _BREAK in text:
                text = "\n".join([line.strip(" ") for line in text.split(_BREAK)])
            self._into.append(Paragraph(text, heading=self._heading))


def _typed(element: etree._Element) -> str:
    """What a field of a form shows: sites print filled forms as tables of them."""
    shows = element.get("type", "text").lower() in ("text", "number") and not _is_hidden(element)
    return element.get("value", "") if shows else ""


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style")
    return (style is not None and _HIDDEN.search(style) is not None) or element.get("hidden") is not None


class _OpenTable:
    """A table being read: each cell takes the first free place of its row."""

    def __init__(self, outside: list[Paragraph | Table]) -> None:
        self.outside = outside
        self.table = Table()
        self._row = -1
        self._column = 0
        self._taken: dict[int, int] = {}  # the row up to which a column is covered by a cell from above

    def begin_row(self) -> None:
        self._row += 1
        self._column = 0

    def begin_cell(self, rowspan: int, colspan: int) -> list[Paragraph | Table]:
        if self._row < 0:
            self.begin_row()
        taken, row, column = self._taken, self._row, self._column
        if taken:
            while taken.get(column, 0) > row:
                column += 1
        if colspan > limits.WIDTH:  # meant as the whole row: nothing can stand beside it below
            rowspan = 1
        if rowspan > 1:
            for covered in range(column, column + colspan):
                taken[covered] = row + rowspan
        self._column = column + colspan
        spot = Spot(row, column, rowspan, colspan)
        self.table.spots.append(spot)
        if len(self.table.spots) > limits.CELLS:
            raise too_much("表格的单元格过多")
        return spot.content

    def close(self) -> None:
        """Cuts cells that claim more rows or columns than the table has."""
        rows = self._row + 1
        width = 1 + max((spot.column for spot in self.table.spots), default=0)
        for spot in self.table.spots:
            if spot.rowspan > 1:
                spot.rowspan = min(spot.rowspan, rows - spot.row)
            if spot.colspan > 1:
                spot.colspan = min(spot.colspan, width - spot.column)
