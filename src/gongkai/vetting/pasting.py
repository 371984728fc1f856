"""粘贴: what came from Word, WPS or another page, as the few elements that a published text is made of.

Headings are told by element, by Word's classes and outline levels, and numbered anew from h2, for the page has
its own h1. What a reader of the source could not see is left out and named, never let through unseen.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from itertools import groupby, islice
from typing import NamedTuple

from lxml import etree

from gongkai.errors import Refused

LONGEST = 5_000_000
"""Characters of HTML beyond which a text is refused: sixty times the longest document that people read."""

_MOST_MARKS = 300_000
_NESTED_TABLES = 3
_NESTED_LISTS = 5
_NESTED_QUOTES = 3
_LARGEST_SPAN = 1000
_SAMPLE = 30
_SHOWN = 20

PICTURE_ADDRESS = re.compile(r"/(?:[a-z]+/)*attachments/\d+(?:/[^\s\"'<>\\:?#]*)?")
"""The addresses under which this site serves attachments: the only pictures, and the only local links, let in."""

_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s\"'<>\\^`{|}\x00-\x20\x7f]+", re.I)

_CODE = frozenset(
    (
        *("script", "style", "iframe", "frame", "frameset", "object", "embed", "applet", "noscript", "template", "svg"),
        *("math", "canvas", "audio", "video", "map", "link", "meta", "base", "head", "title", "xml", "noframes"),
        *("input", "textarea", "select", "option", "button", "datalist", "colgroup", "col"),
    )
)
_SILENT = frozenset(("style", "link", "meta", "head", "title", "xml", "colgroup", "col", "base"))
_BLOCKS = frozenset(
    (
        *("p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "center", "address", "pre"),
        *("form", "fieldset", "legend", "figure", "figcaption", "details", "summary", "dl", "dt", "dd", "body", "html"),
    )
)
_TITLE, _SUBTITLE = 1, 2
_HEADINGS = {f"h{level}": level + 1 for level in range(1, 7)}
"""The levels of headings, with the title of a document above them all."""

_BITS = {"strong": 1, "b": 1, "em": 2, "i": 2, "u": 4, "ins": 0, "sub": 8, "sup": 16}
_INLINE = ((1, "strong"), (2, "em"), (4, "u"), (8, "sub"), (16, "sup"))
_BREAK = "\n"

_HEADING_CLASS = re.compile(r"\bMso(?:Heading([1-9])|(Title)|(Subtitle))\b|^(?:标题|heading) ?([1-9])$", re.I)
_OUTLINE = re.compile(r"mso-outline-level\s*:\s*([1-9])", re.I)
_LISTED = re.compile(r"\bMsoListParagraph|\bMsoListBullet", re.I)
_LIST_STYLE = re.compile(r"mso-list\s*:(?!\s*(?:ignore|none|skip))", re.I)
_LIST_MARK = re.compile(r"mso-list\s*:\s*ignore", re.I)
_SYMBOLS = re.compile(r"font-family\s*:[^;]*(?:symbol|wingdings|courier)", re.I)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_SLANTED = re.compile(r"font-style\s*:\s*italic", re.I)
_UNDERLINED = re.compile(r"text-decoration[\w-]*\s*:[^;]*underline", re.I)
_TINY = re.compile(
    r"font-size\s*:\s*(?:0*\.\d+(?!\d*r?em)|0+(?:\.0*)?|1(?:\.\d*)?(?=p))(?:px|pt|r?em|%)?\s*(?:;|!|$)", re.I
)
_HIDING = (
    (re.compile(r"display\s*:\s*none", re.I), "设为不显示"),
    (re.compile(r"visibility\s*:\s*(?:hidden|collapse)", re.I), "设为不可见"),
    (re.compile(r"mso-hide\s*:\s*all", re.I), "Word 隐藏文字"),
    (_TINY, "字号小到看不见"),
    (re.compile(r"opacity\s*:\s*0*(?:\.0*)?\s*(?:;|!|$)", re.I), "设为透明"),
    (re.compile(r"text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{4,}", re.I), "移到了页面之外"),
)  # fmt: skip
_COLOUR = re.compile(r"(?<![\w-])color\s*:\s*([^;!]+)", re.I)
_BACKGROUND = re.compile(r"(?<![\w-])background(?:-color)?\s*:\s*([^;!]+)", re.I)
_WHITE = re.compile(
    r"white|#fff(?:fff)?|rgba?\(\s*255\s*,\s*255\s*,\s*255\s*(?:,[^)]*)?\)|window|transparent|none|inherit", re.I
)
_VISIBLY_WHITE = re.compile(r"white|#fff(?:fff)?|rgba?\(\s*255\s*,\s*255\s*,\s*255\s*(?:,[^)]*)?\)", re.I)

_WRAPPED = re.compile(r"(?<=[⺀-鿿！-￯])[ \t]*[\r\n]\s*(?=[⺀-鿿！-￯])")
_BLANKS = re.compile(r"[ \t\r\n\f\v\xa0]+")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]")
_EDGE = " \u3000\xa0\n"


class Pasted(NamedTuple):
    """The tidy HTML, not yet guarded, and what was left out, a sentence each."""

    html: str
    dropped: tuple[str, ...]


def tidy(html: str) -> Pasted:
    """Any HTML as paragraphs, headings, lists and tables. Raises Refused for what no document would need."""
    root = _parsed(html)
    if root is None:
        return Pasted("", ())
    paste = _Paste()
    paste.walk(root)
    return Pasted(paste.html(), tuple(paste.dropped.sentences()))


def paragraphs(text: str) -> str:
    """Plain text, a paragraph a line."""
    lines = (visible(line).strip() for line in re.split(r"\r\n|[\r\n\v\f\x85\u2028\u2029]", text))
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)


def visible(text: str) -> str:
    """The text with runs of blanks as one, and without the characters that show nothing but can split a number."""
    return _BLANKS.sub(" ", _UNSEEN.sub("", text))


def refuse_too_much(html: str) -> None:
    """Refuses what would take longer to go through than any text is worth: every step here is linear in these."""
    if len(html) > LONGEST:
        raise Refused(f"正文有 {len(html) // 10_000} 万个字符，超出了能处理的长度；请把长的表格或附录改作附件上传。")
    if html.count("<") + html.count("=") > _MOST_MARKS:
        raise Refused("正文里的格式标记过多，无法处理；请先粘贴为纯文本，或把长的表格改作附件上传。")


def _parsed(html: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(b"<body>" + html.encode("utf-8", "replace"), parser)
    if any("depth" in error.message for error in parser.error_log.filter_from_fatals()):
        raise Refused("正文的格式一层套一层，嵌套太深，无法处理；请先粘贴为纯文本，再设置标题和表格。")
    return root


class _Dropped:
    """What was left out, kept as a few samples and a count of each sort."""

    def __init__(self) -> None:
        self._samples: dict[str, None] = {}
        self._counts: Counter[str] = Counter()

    def words(self, why: str, element: etree._Element) -> None:
        """Text that could not be seen, or that was deleted."""
        text = visible("".join(islice(_words(element), 200))).strip()
        if text:
            shown = text if len(text) <= _SAMPLE else f"{text[:_SAMPLE]}…"
            self._samples[f"{why}：“{shown}”"] = None

    def thing(self, says: str) -> None:
        self._counts[says] += 1

    def sentences(self) -> Iterator[str]:
        yield from islice(self._samples, _SHOWN)
        if len(self._samples) > _SHOWN:
            yield f"另有 {len(self._samples) - _SHOWN} 处看不见的文字"
        for says, count in self._counts.items():
            yield says.format(count=count)


def _words(element: etree._Element) -> Iterator[str]:
    return (str(words) for words in element.itertext() if words)


class _Piece(NamedTuple):
    """A stretch of text in one form, or a picture."""

    text: str
    bits: int
    href: str
    is_picture: bool = False


class _Block(NamedTuple):
    """A finished block: `kind` is p, h, li or raw; a heading keeps the level it had in the source."""

    kind: str
    html: str
    level: int = 0


class _Box:
    """What holds blocks: the page, a quotation, a list item, a cell, a caption."""

    __slots__ = ("blocks", "bullet", "level", "pieces")

    def __init__(self) -> None:
        self.blocks: list[_Block] = []
        self.pieces: list[_Piece] = []
        self.level = 0
        self.bullet = False

    def flush(self) -> None:
        """Ends the paragraph being written."""
        inner = _inline(self.pieces, drop=1 if self.level else 0)
        if inner:
            kind = "h" if self.level else "li" if self.bullet else "p"
            self.blocks.append(_Block(kind, inner, self.level))
        self.pieces = []

    def inside(self) -> str:
        """As the content of a cell: bare when it is one paragraph."""
        if [block.kind for block in self.blocks] == ["p"]:
            return self.blocks[0].html
        plain = (_Block("p", f"<strong>{block.html}</strong>") if block.kind == "h" else block for block in self.blocks)
        return _written(plain)

    def item(self) -> str:
        """As the content of a list item or a caption: its paragraphs are lines."""
        words = "<br>".join(block.html for block in self.blocks if block.kind != "raw")
        return words + "".join(block.html for block in self.blocks if block.kind == "raw")


class _Table:
    """A table being read: rows of cells as they are written, heads apart."""

    __slots__ = ("caption", "head", "in_head", "rows")

    def __init__(self) -> None:
        self.caption = ""
        self.head: list[list[str]] = []
        self.rows: list[list[str]] = []
        self.in_head = False

    def begin_row(self) -> None:
        (self.head if self.in_head else self.rows).append([])

    def cell(self, html: str) -> None:
        rows = self.head if self.in_head else self.rows
        if not rows:
            rows.append([])
        rows[-1].append(html)

    def html(self) -> str:
        head, body = ("".join(f"<tr>{''.join(row)}</tr>" for row in rows if row) for rows in (self.head, self.rows))
        if not head and not body:
            return ""
        caption = f"<caption>{self.caption}</caption>" if self.caption else ""
        return (
            f"<table>{caption}"
            + (f"<thead>{head}</thead>" if head else "")
            + (f"<tbody>{body}</tbody>" if body else "")
            + "</table>"
        )


class _List:
    __slots__ = ("items", "tag")

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.items: list[str] = []


class _Form(NamedTuple):
    """How the text within an element looks: bits of `_INLINE`, the link it is in, what lies behind it."""

    bits: int = 0
    href: str = ""
    is_on_colour: bool = False
    in_list_paragraph: bool = False


class _Paste:
    """Walks the tree once, without recursion; `_open` says for each open element what its end has to close."""

    def __init__(self) -> None:
        self.dropped = _Dropped()
        self._boxes = [_Box()]
        self._tables: list[_Table] = []
        self._lists: list[_List] = []
        self._quotes = 0
        self._forms = [_Form()]
        self._open: list[str] = []

    def html(self) -> str:
        page = self._boxes[0]
        page.flush()
        ranks = {level: rank for rank, level in enumerate(sorted({b.level for b in page.blocks if b.kind == "h"}))}
        return _written(page.blocks, ranks)

    def walk(self, root: etree._Element) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, element in walker:
            if event == "start":
                if self._begins(element):
                    if element.text:
                        self._text(element.text)
                else:
                    skipped = element
                    walker.skip_subtree()
            else:
                if element is skipped:
                    skipped = None
                else:
                    self._ends()
                if element.tail:
                    self._text(element.tail)

    def _text(self, words: str) -> None:
        form = self._forms[-1]
        self._boxes[-1].pieces.append(_Piece(words, form.bits, form.href))

    def _begins(self, element: etree._Element) -> bool:
        """Opens an element; false for one that is left out with all it holds."""
        tag = str(element.tag).rpartition(":")[2]
        style = element.get("style") or ""
        if tag in _CODE:
            self._leave_out(tag)
            return False
        why = _hidden(element, style, self._forms[-1])
        if why:
            self.dropped.words(f"看不见的文字（{why}）", element)
            return False
        if tag == "del":
            self.dropped.words("修订中已删除的文字", element)
            return False
        if style and self._forms[-1].in_list_paragraph and _LIST_MARK.search(style):
            self._list_mark(element, style)
            return False
        if tag in ("s", "strike"):
            self.dropped.thing("{count} 处删除线：文字仍在，请核对是否应当删去")
        self._open.append(self._opened(tag, element, style))
        self._forms.append(self._form(tag, element, style))
        return True

    def _leave_out(self, tag: str) -> None:
        if tag not in _SILENT:
            self.dropped.thing("脚本、控件等网页代码 {count} 处")

    def _opened(self, tag: str, element: etree._Element, style: str) -> str:
        """Does what the beginning of an element asks, and says what its end will have to do."""
        box = self._boxes[-1]
        if tag == "br":
            box.pieces.append(_Piece(_BREAK, 0, ""))
        elif tag == "img":
            self._picture(element)
        elif tag == "hr":
            box.flush()
            box.blocks.append(_Block("raw", "<hr>"))
        elif tag in _HEADINGS or tag in _BLOCKS:
            box.flush()
            box.level = _HEADINGS.get(tag) or _level(element, style)
            box.bullet = False
            return "block"
        elif tag in ("ul", "ol") and len(self._lists) < _NESTED_LISTS:
            box.flush()
            self._lists.append(_List(tag))
            return "list"
        elif tag == "li" and self._open and self._open[-1] == "list":
            self._boxes.append(_Box())
            return "item"
        elif tag == "li":
            box.flush()
            return "block"
        elif tag == "blockquote" and self._quotes < _NESTED_QUOTES:
            box.flush()
            self._quotes += 1
            self._boxes.append(_Box())
            return "quote"
        elif tag == "table":
            box.flush()
            if len(self._tables) < _NESTED_TABLES:
                self._tables.append(_Table())
                return "table"
            return "block"
        elif tag in ("thead", "tbody", "tfoot", "tr", "td", "th", "caption"):
            return self._table_part(tag, element)
        return ""

    def _table_part(self, tag: str, element: etree._Element) -> str:
        place = next((what for what in reversed(self._open) if what not in ("", "head", "part")), "")
        if place != "table":  # of a table nested too deep, or of none
            self._boxes[-1].flush()
            return "block"
        table = self._tables[-1]
        if tag in ("td", "th"):
            self._boxes.append(_Box())
            return tag + _spans(element, tag)
        if tag == "caption":
            self._boxes.append(_Box())
            return "caption"
        if tag == "tr":
            table.begin_row()
        elif tag == "thead" and not table.rows:
            table.in_head = True
            return "head"
        return "part"

    def _ends(self) -> None:
        self._forms.pop()
        what = self._open.pop()
        if what == "head":
            self._tables[-1].in_head = False
        if what in ("", "head", "part"):
            return
        box = self._boxes[-1]
        box.flush()
        box.level, box.bullet = 0, False
        if what == "block":
            return
        if what == "list":
            made = self._lists.pop()
            if made.items:
                items = "".join(f"<li>{item}</li>" for item in made.items)
                box.blocks.append(_Block("raw", f"<{made.tag}>{items}</{made.tag}>"))
        elif what == "table":
            table = self._tables.pop().html()
            if table:
                box.blocks.append(_Block("raw", table))
        else:
            self._boxes.pop()
            self._close_box(what, box)

    def _close_box(self, what: str, box: _Box) -> None:
        if what == "item":
            if box.blocks:
                self._lists[-1].items.append(box.item())
        elif what == "quote":
            self._quotes -= 1
            if box.blocks:
                inner = _written(_Block("p", block.html) if block.kind == "h" else block for block in box.blocks)
                self._boxes[-1].blocks.append(_Block("raw", f"<blockquote>{inner}</blockquote>"))
        elif what == "caption":
            self._tables[-1].caption = "<br>".join(block.html for block in box.blocks if block.kind != "raw")
        else:
            tag = what[:2]
            self._tables[-1].cell(f"<{what}>{box.inside()}</{tag}>")

    def _form(self, tag: str, element: etree._Element, style: str) -> _Form:
        form = self._forms[-1]
        bits, href, on_colour = form.bits | _BITS.get(tag, 0), form.href, form.is_on_colour
        in_list = form.in_list_paragraph
        if tag == "a":
            href = self._link(element)
        if tag == "p":
            in_list = bool(_LISTED.search(element.get("class") or "") or _LIST_STYLE.search(style))
        if style:
            bits |= (1 if _BOLD.search(style) else 0) | (2 if _SLANTED.search(style) else 0)
            bits |= 4 if tag != "a" and _UNDERLINED.search(style) else 0
        background = _BACKGROUND.search(style) if style else None
        behind = background[1] if background else element.get("bgcolor")
        if behind:
            on_colour = not _WHITE.match(behind.strip())
        return _Form(bits, href, on_colour, in_list)

    def _link(self, element: etree._Element) -> str:
        href = (element.get("href") or "").strip()
        if _LINK.fullmatch(href) or PICTURE_ADDRESS.fullmatch(href):
            return href
        if href and not href.startswith("#"):
            self.dropped.thing("不能公开使用的链接 {count} 处（文字仍在）")
        return ""

    def _picture(self, element: etree._Element) -> None:
        source = (element.get("src") or "").strip()
        if PICTURE_ADDRESS.fullmatch(source):
            words = escape(visible(element.get("alt") or "").strip())
            picture = f'<img src="{escape(source)}" alt="{words}">'
            self._boxes[-1].pieces.append(_Piece(picture, 0, "", is_picture=True))
        else:
            self.dropped.thing("图片 {count} 张：请作为附件上传后再插入正文")

    def _list_mark(self, element: etree._Element, style: str) -> None:
        """Word writes the number of a list paragraph as text: a number is kept as it stands, a bullet makes an item."""
        mark = visible("".join(islice(_words(element), 20))).strip(_EDGE)
        fonts = style + "".join(inner.get("style") or "" for inner in islice(element.iter(), 5))
        parent = element.getparent()
        fonts += (parent.get("style") or "") if parent is not None else ""
        if len(mark) == 1 and (not mark.isalnum() or _SYMBOLS.search(fonts)):
            self._boxes[-1].bullet = self._boxes[-1].level == 0
        elif mark:
            self._text(f"{mark} ")


def _hidden(element: etree._Element, style: str, around: _Form) -> str:
    """Why a reader of the source does not see the element, "" if he does."""
    if element.get("hidden") is not None:
        return "设为不显示"
    colour = element.get("color") or ""
    if not style and not colour:
        return ""
    for pattern, why in _HIDING:
        if pattern.search(style):
            return why
    stated = _COLOUR.search(style)
    if stated:
        colour = stated[1]
    if not _VISIBLY_WHITE.fullmatch(colour.strip()):
        return ""
    background = _BACKGROUND.search(style)
    behind = background[1] if background else element.get("bgcolor")
    on_colour = not _WHITE.match(behind.strip()) if behind else around.is_on_colour
    return "" if on_colour else "白底白字"


def _level(element: etree._Element, style: str) -> int:
    """The level of a heading that Word or WPS writes as a paragraph, 0 for any other paragraph."""
    name = element.get("class")
    found = _HEADING_CLASS.search(name) if name else None
    if found and not found[1] and not found[4]:
        return _TITLE if found[2] else _SUBTITLE
    if found:
        return 1 + int(found[1] or found[4])
    outline = _OUTLINE.search(style) if style else None
    return 1 + int(outline[1]) if outline else 0


def _spans(element: etree._Element, tag: str) -> str:
    written = ""
    for name in ("colspan", "rowspan"):
        value = (element.get(name) or "").strip()
        if value.isascii() and value.isdecimal() and 1 < int(value[:6]) <= _LARGEST_SPAN:
            written += f' {name}="{int(value[:6])}"'
    scope = (element.get("scope") or "").lower()
    if tag == "th" and scope in ("col", "row", "colgroup", "rowgroup"):
        written += f' scope="{scope}"'
    return written


def _inline(pieces: list[_Piece], *, drop: int) -> str:
    """A paragraph's words with their forms; `drop` are forms that mean nothing here, such as bold in a heading."""
    written: list[_Piece] = []
    blank = True  # blanks at the beginning, after a line break and after a blank show nothing
    for piece in pieces:
        if piece.is_picture:
            written.append(piece)
            blank = False
        elif piece.text is _BREAK and not piece.bits and not piece.href:
            written.append(_Piece(_BREAK, 0, ""))
            blank = True
        else:
            text = visible(_WRAPPED.sub("", piece.text))
            if blank:
                text = text.lstrip(_EDGE)
            if text:
                written.append(_Piece(text, piece.bits & ~drop, piece.href))
                blank = text.endswith(" ")
    _trim(written)
    return "".join(_linked(href, list(group)) for href, group in groupby(written, key=lambda piece: piece.href))


def _trim(pieces: list[_Piece]) -> None:
    """Takes blanks and breaks off both ends, and blanks from before a break."""
    first = next((number for number, piece in enumerate(pieces) if piece.text != _BREAK), len(pieces))
    del pieces[:first]
    while pieces and not pieces[-1].is_picture:
        last = pieces.pop()
        rest = last.text.rstrip(_EDGE)
        if rest:
            pieces.append(last._replace(text=rest))
            break


def _linked(href: str, pieces: list[_Piece]) -> str:
    inner = _formed(pieces)
    return f'<a href="{escape(href)}">{inner}</a>' if href else inner


def _formed(pieces: list[_Piece]) -> str:
    written: list[str] = []
    open_tags: list[str] = []
    for piece in pieces:
        wanted = [tag for bit, tag in _INLINE if piece.bits & bit]
        same = next((i for i, (a, b) in enumerate(zip(open_tags, wanted, strict=False)) if a != b), None)
        kept = min(len(open_tags), len(wanted)) if same is None else same
        written += [f"</{tag}>" for tag in reversed(open_tags[kept:])]
        written += [f"<{tag}>" for tag in wanted[kept:]]
        open_tags = wanted
        if piece.is_picture:
            written.append(piece.text)
        else:
            written.append("<br>" if piece.text == _BREAK else escape(piece.text, quote=False))
    written += [f"</{tag}>" for tag in reversed(open_tags)]
    return "".join(written)


def _written(blocks: Iterator[_Block] | list[_Block], ranks: dict[int, int] | None = None) -> str:
    written = []
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind == "li":
            written.append("<ul>" + "".join(f"<li>{block.html}</li>" for block in group) + "</ul>")
            continue
        for block in group:
            if kind == "h" and ranks is not None:
                tag = f"h{min(4, 2 + ranks[block.level])}"
                written.append(f"<{tag}>{block.html}</{tag}>")
            else:
                written.append(block.html if kind == "raw" else f"<p>{block.html}</p>")
    return "".join(written)
