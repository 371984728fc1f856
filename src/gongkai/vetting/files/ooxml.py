"""Office 文档: what docx, xlsx and pptx have in common: properties, pictures, links outward, things that can act."""

import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from lxml import etree

from gongkai.errors import Unreadable
from gongkai.report.reading.files.archive import parse
from gongkai.vetting.files import picture
from gongkai.vetting.files.package import Attributes, Package, Walker, rewritten
from gongkai.vetting.files.traces import Traces

_PICTURE = re.compile(r"\.(?:jpe?g|png)$", re.I)
_PROPERTIES = frozenset(("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"))
_COMMENTS = re.compile(r"word/(?:comments\w*|people)\.xml")
_COMMENT_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
_WORD_TEXT = re.compile(r"word/(?:document|header|footer|footnotes|endnotes)\w*\.xml")
_TELLING = {
    "creator": "作者",
    "lastModifiedBy": "修改人",
    "Company": "单位",
    "Manager": "主管",
    "subject": "主题",
    "keywords": "关键词",
    "description": "备注",
    "category": "类别",
    "property": "自定义属性",
    "person": "审阅人",
}
_DDE = re.compile(r"\bDDE(?:AUTO)?\b", re.I)
_FETCHING = re.compile(r"\b(?:INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK)\b[^\n]{0,40}(?:https?:|\\\\|file:)", re.I)


class _Properties(Walker):
    def __init__(self, traces: Traces) -> None:
        self._traces = traces
        self._tag = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        self._tag = tag
        if tag in ("property", "person"):
            self._traces.add("properties", _TELLING[tag])

    def end(self, tag: str) -> None:
        self._tag = ""

    def words(self, text: str) -> None:
        if self._tag in _TELLING and text.strip():
            self._traces.add("properties", _TELLING[self._tag])


def scan(package: Package, traces: Traces) -> None:
    """Adds what any Office document may hold beside its text."""
    for name in package.names:
        lower = name.lower()
        if name in _PROPERTIES or name == "word/people.xml":
            package.walk(name, _Properties(traces))
        elif lower.startswith("docprops/thumbnail"):
            traces.add("thumbnail")
        elif lower.endswith("vbaproject.bin") or "/macrosheets/" in lower or "/activex/" in lower:
            traces.add("macros")
        elif "/embeddings/" in lower or "/afchunk" in lower or lower.endswith((".mht", ".rtf", ".htm", ".html")):
            traces.add("embedded_files", posixpath.basename(name))
        elif "/media/" in lower and _PICTURE.search(lower):
            _picture(package, name, traces)
        elif lower.endswith(".rels"):
            _outward(package, name, traces)


def _picture(package: Package, name: str, traces: Traces) -> None:
    try:
        with package.open(name) as file:
            picture.scan(file, traces, posixpath.basename(name))
    except Unreadable:
        return  # a picture that is none shows nothing and tells nothing that could be taken out


def _outward(package: Package, name: str, traces: Traces) -> None:
    folder, file = posixpath.split(name)
    part = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
    for sort, target, is_outside in package.relations(part).values():
        if not is_outside or sort == "hyperlink":
            continue
        if sort == "attachedTemplate":
            traces.add("remote_template", _host(target))
        elif sort not in ("externalLinkPath", "xlPathMissing", "xlExternalLinkPath"):
            traces.add("external_content", _host(target))


def _host(target: str) -> str:
    try:
        return urlsplit(target).netloc or target[:60]
    except ValueError:
        return target[:60]


def look_at_instruction(words: str, traces: Traces) -> None:
    """Adds what a field of Word would do."""
    if _DDE.search(words):
        traces.add("dde")
    elif _FETCHING.search(words):
        traces.add("external_content")


def cleaned(package: Package, to: Path) -> None:
    """The same document without properties, thumbnail, comments and remote template, its pictures without details."""
    without = frozenset(
        name
        for name in package.names
        if name in _PROPERTIES or name.lower().startswith("docprops/thumbnail") or _COMMENTS.fullmatch(name)
    )
    has_comments = any(_COMMENTS.fullmatch(name) for name in without)

    def changed(name: str) -> bytes | None:
        if name == "[Content_Types].xml":
            return _without(package, name, lambda element: (element.get("PartName") or "").lstrip("/") in without)
        if name.endswith(".rels"):
            return _without(package, name, _points_at(name, without))
        if name == "word/settings.xml":
            return _without(package, name, lambda element: etree.QName(element).localname == "attachedTemplate")
        if has_comments and _WORD_TEXT.fullmatch(name):
            return _without(package, name, lambda element: etree.QName(element).localname in _COMMENT_MARKS)
        return None

    def filtered(name: str, part: BinaryIO, out: BinaryIO) -> bool:
        if not ("/media/" in name.lower() and _PICTURE.search(name)):
            return False
        try:
            with package.open(name) as whole:
                picture.scan(whole, Traces())
        except Unreadable:
            return False
        picture.copied(part, out, Traces())
        return True

    rewritten(package, to, without=without, changed=changed, filtered=filtered)


def _points_at(name: str, without: frozenset[str]) -> Callable[[etree._Element], bool]:
    base = posixpath.dirname(posixpath.dirname(name))

    def points(relation: etree._Element) -> bool:
        if relation.get("TargetMode") == "External":
            return (relation.get("Type") or "").endswith("/attachedTemplate")
        return posixpath.normpath(posixpath.join("/", base, relation.get("Target") or ""))[1:] in without

    return points


def _without(package: Package, name: str, goes: Callable[[etree._Element], bool]) -> bytes | None:
    """A part of XML without some of its elements; None where it has none of them."""
    root = parse(package.read(name))
    gone = [element for element in root.iter(etree.Element) if goes(element)]
    for element in gone:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if gone else None
