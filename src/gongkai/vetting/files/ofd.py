"""版式文档 (.ofd): the words of its pages, and what it says or holds besides them."""

import re
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from gongkai.report.reading.files.archive import parse
from gongkai.vetting.files.package import Attributes, Package, Walker, rewritten
from gongkai.vetting.files.traces import Traces
from gongkai.vetting.files.words import Words

_CONTENT = re.compile(r".*/(?:Pages|Temps|Tpls)/.*\.xml|.*/Content\.xml", re.I)
_TELLING = {"Author": "作者", "Creator": "软件", "Keywords": "关键词", "Subject": "主题", "CustomData": "自定义属性"}
_GOES = frozenset(("Author", "Creator", "CreatorVersion", "Keywords", "Subject", "Abstract", "CustomDatas", "Cover"))


def scan(package: Package, traces: Traces, words: Words) -> bool:
    """Adds what is found; gives whether the document is sealed."""
    root = next(name for name in package.names if name.lower() == "ofd.xml")
    book = _Book(traces)
    package.walk(root, book)
    for name in sorted(package.names, key=_in_order):
        lower = name.lower()
        if _CONTENT.fullmatch(name):
            package.walk(name, _Page(words))
            words.end_part()
        elif "/attachs/" in lower and not lower.endswith("attachments.xml"):
            traces.add("embedded_files", name.rpartition("/")[2])
        elif "/annots/" in lower and not lower.endswith("annotations.xml"):
            traces.add("markings")
    is_fixed = book.is_fixed or any("/signs/" in name.lower() for name in package.names)
    if is_fixed:
        traces.add("signature")
    return is_fixed


def cleaned(package: Package, to: Path) -> None:
    """The same document without what it says of its author and its making."""

    def changed(name: str) -> bytes | None:
        if name.lower() != "ofd.xml":
            return None
        root = parse(package.read(name))
        for element in list(root.iter(etree.Element)):
            parent = element.getparent()
            if parent is not None and etree.QName(element).localname in _GOES:
                parent.remove(element)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    def filtered(name: str, part: BinaryIO, out: BinaryIO) -> bool:
        return False

    rewritten(package, to, without=frozenset(), changed=changed, filtered=filtered)


def _in_order(name: str) -> list[int | str]:
    """Page_10 after Page_9."""
    return [int(piece) if piece.isdecimal() else piece for piece in re.split(r"(\d{1,9})", name)]


class _Book(Walker):
    def __init__(self, traces: Traces) -> None:
        self._traces = traces
        self._tag = ""
        self.is_fixed = False

    def start(self, tag: str, attributes: Attributes) -> None:
        self._tag = tag
        self.is_fixed = self.is_fixed or tag == "Signatures"

    def end(self, tag: str) -> None:
        self._tag = ""

    def words(self, text: str) -> None:
        if self._tag in _TELLING and text.strip():
            self._traces.add("properties", _TELLING[self._tag])


class _Page(Walker):
    def __init__(self, words: Words) -> None:
        self._words = words
        self._is_text = False

    def start(self, tag: str, attributes: Attributes) -> None:
        self._is_text = tag == "TextCode"

    def words(self, text: str) -> None:
        if self._is_text:
            self._words.add(text)

    def end(self, tag: str) -> None:
        self._is_text = False
        if tag == "TextObject":
            self._words.part("\n")
