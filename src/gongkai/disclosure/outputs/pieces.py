"""正文的段落: the clean HTML of an edition as headings, paragraphs, items of lists, tables and pictures in their order.

What sets type and what writes plain text both read these; neither reads HTML again.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from lxml import html as lxml_html
from lxml.html import HtmlElement

_ATTACHMENT = re.compile(r"/attachments/(\d+)")
_SIGNED_ON = re.compile(r"(?:[12]\d{3}年\d{1,2}月\d{1,2}日)?")
_BLANK = re.compile(r"[ \t\r\n\f]+")
_HEADINGS = {"h2": 1, "h3": 2, "h4": 3}
_STYLES = {"strong": "bold", "em": "italic", "u": "underlined", "sub": "lowered", "sup": "raised"}
_INLINE = frozenset((*_STYLES, "a", "br", "img"))
_MOST_SPANNED = 100


class Run(msgspec.Struct, frozen=True):
    """Words in one style; "\\n" breaks the line."""

    text: str
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    lowered: bool = False
    raised: bool = False


Runs = tuple[Run, ...]


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """A heading inside the text: level 1 is the highest there."""

    level: int
    runs: Runs


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """A paragraph; `marker` and `depth` when it is an item of a list, `quoted` when it is a quotation."""

    runs: Runs
    marker: str = ""
    depth: int = 0
    quoted: bool = False


class Cell(msgspec.Struct, frozen=True):
    """A cell of a table."""

    runs: Runs
    colspan: int = 1
    rowspan: int = 1
    is_head: bool = False


class Table(msgspec.Struct, frozen=True, tag="table"):
    """A table row by row; the first `heads` rows are repeated on every page."""

    rows: tuple[tuple[Cell, ...], ...]
    columns: int
    heads: int = 0
    caption: str = ""


class Picture(msgspec.Struct, frozen=True, tag="picture"):
    """A picture that is an attachment of the edition."""

    attachment_id: int
    words: str = ""


class Rule(msgspec.Struct, frozen=True, tag="rule"):
    """A line across."""


Piece = Heading | Paragraph | Table | Picture | Rule


def of(html: str) -> tuple[Piece, ...]:
    """The pieces of a text as `vetting.html.clean` gives it."""
    if not html.strip():
        return ()
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    return tuple(_pieces(root))


def plain(runs: Iterable[Run]) -> str:
    """The words of runs without their styles."""
    return "".join(run.text for run in runs)


def bare(found: Sequence[Piece], title: str, agency: str) -> list[Piece]:
    """The pieces without a title at their beginning and a signature at their end, where the text has its own."""
    kept = list(found)
    if kept and isinstance(kept[0], Heading | Paragraph) and _words_of(kept[0]) == _BLANK.sub("", title):
        kept.pop(0)
    while kept and isinstance(kept[-1], Paragraph) and _signs(_words_of(kept[-1]), agency):
        kept.pop()
    return kept


def lines(found: Iterable[Piece]) -> list[str]:
    """Pieces as plain lines: an item of a list with its mark, a row of a table with blanks between its cells."""
    written: list[str] = []
    for piece in found:
        if isinstance(piece, Heading):
            written.append(plain(piece.runs))
        elif isinstance(piece, Paragraph):
            written.append(f"{piece.marker}{plain(piece.runs)}")
        elif isinstance(piece, Table):
            written += [piece.caption] if piece.caption else []
            written += ["　".join(plain(cell.runs) for cell in row) for row in piece.rows]
    return [line for words in written for line in words.split("\n") if line.strip()]


def _words_of(piece: Heading | Paragraph) -> str:
    return re.sub(r"\s", "", plain(piece.runs))


def _signs(words: str, agency: str) -> bool:
    return bool(words) and _SIGNED_ON.fullmatch(words.removeprefix(agency)) is not None


def _pieces(parent: HtmlElement, *, depth: int = 0, quoted: bool = False) -> Iterator[Piece]:
    """The pieces within an element; words that stand between blocks make paragraphs of their own."""
    loose: list[Run] = list(_words(parent.text, {}))
    for child in parent:
        if child.tag in _INLINE:
            loose += _inline(child, {})
        else:
            yield from _paragraph(loose, quoted=quoted)
            loose = []
            yield from _block(child, depth=depth, quoted=quoted)
        yield from _pictures(child) if child.tag in _INLINE else ()
        loose += _words(child.tail, {})
    yield from _paragraph(loose, quoted=quoted)


def _block(element: HtmlElement, *, depth: int, quoted: bool) -> Iterator[Piece]:
    tag = element.tag
    if tag in _HEADINGS:
        runs = _tidy(_within(element, {}))
        if runs:
            yield Heading(_HEADINGS[tag], runs)
    elif tag in ("ul", "ol"):
        yield from _list(element, depth=depth, quoted=quoted)
    elif tag == "table":
        yield from _table(element)
    elif tag == "blockquote":
        yield from _pieces(element, depth=depth, quoted=True)
    elif tag == "hr":
        yield Rule()
    else:
        yield from _paragraph(_within(element, {}), quoted=quoted)
        yield from _pictures(element)


def _list(element: HtmlElement, *, depth: int, quoted: bool) -> Iterator[Piece]:
    for number, child in enumerate((each for each in element if each.tag == "li"), start=1):
        marker = f"{number}. " if element.tag == "ol" else "• "
        for piece in _pieces(child, depth=depth + 1, quoted=quoted):
            if isinstance(piece, Paragraph) and not piece.depth:
                yield Paragraph(piece.runs, marker, depth + 1, piece.quoted)
                marker = ""
            else:
                yield piece


def _table(element: HtmlElement) -> Iterator[Piece]:
    rows: list[tuple[Cell, ...]] = []
    heads, is_leading = 0, True
    for row in element.iter("tr"):
        cells = tuple(
            Cell(_tidy(_within(cell, {})), _span(cell, "colspan"), _span(cell, "rowspan"), cell.tag == "th")
            for cell in row
            if cell.tag in ("td", "th")
        )
        if not cells:
            continue
        is_leading = is_leading and all(cell.is_head for cell in cells)
        heads += is_leading
        rows.append(cells)
    if rows:
        caption = "".join("".join(each.itertext()) for each in element.iter("caption")).strip()
        yield Table(tuple(rows), _width(rows), 0 if heads == len(rows) else heads, caption)
    yield from _pictures(element)


def _width(rows: list[tuple[Cell, ...]]) -> int:
    """The columns that the rows need, cells that reach down from above among them."""
    reaching: list[int] = []
    widest = 1
    for row in rows:
        taken = [left > 0 for left in reaching]
        reaching = [max(left - 1, 0) for left in reaching]
        place = 0
        for cell in row:
            while place < len(taken) and taken[place]:
                place += 1
            for across in range(place, place + cell.colspan):
                reaching += [0] * (across + 1 - len(reaching))
                reaching[across] = cell.rowspan - 1
            place += cell.colspan
        widest = max(widest, place, len(reaching))
    return widest


def _pictures(element: HtmlElement) -> Iterator[Picture]:
    for picture in element.iter("img"):
        found = _ATTACHMENT.search(picture.get("src", ""))
        if found:
            yield Picture(int(found[1]), picture.get("alt", ""))


def _within(element: HtmlElement, style: dict[str, bool]) -> Iterator[Run]:
    """The runs inside an element; blocks inside it, as a cell may have, stand on lines of their own."""
    yield from _words(element.text, style)
    for child in element:
        if child.tag in _INLINE:
            yield from _inline(child, style)
        else:
            yield Run("\n")
            yield from _within(child, style)
            yield Run("\n")
        yield from _words(child.tail, style)


def _inline(element: HtmlElement, style: dict[str, bool]) -> Iterator[Run]:
    if element.tag == "br":
        yield Run("\n")
    elif element.tag != "img":
        more = _STYLES.get(element.tag)
        yield from _within(element, {**style, more: True} if more else style)


def _words(text: str | None, style: dict[str, bool]) -> Iterator[Run]:
    if text:
        yield Run(_BLANK.sub(" ", text), **style)


def _paragraph(runs: Iterable[Run], *, quoted: bool) -> Iterator[Paragraph]:
    tidy = _tidy(runs)
    if tidy:
        yield Paragraph(tidy, quoted=quoted)


def _tidy(runs: Iterable[Run]) -> Runs:
    """Neighbours of one style joined; nothing but blanks is nothing; no blanks or breaks at the ends."""
    joined: list[Run] = []
    for run in runs:
        if run.text == "\n" and joined and joined[-1].text.endswith("\n"):
            continue
        if joined and msgspec.structs.replace(joined[-1], text="") == msgspec.structs.replace(run, text=""):
            joined[-1] = msgspec.structs.replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    while joined and not joined[0].text.strip(" \n"):
        joined.pop(0)
    while joined and not joined[-1].text.strip(" \n"):
        joined.pop()
    if joined:
        joined[0] = msgspec.structs.replace(joined[0], text=joined[0].text.lstrip(" \n"))
        joined[-1] = msgspec.structs.replace(joined[-1], text=joined[-1].text.rstrip(" \n"))
    return tuple(joined)


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1")
    return min(max(int(value), 1), _MOST_SPANNED) if value.isdecimal() else 1
