"""版式文档 OFD (GB/T 33190): text and paths by position, read as a PDF page is."""

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from gongkai.errors import Unreadable
from gongkai.report.reading.blocks import Document, Grid, Paragraph
from gongkai.report.reading.files import limits, ruled
from gongkai.report.reading.files.archive import Archive
from gongkai.report.reading.files.refusals import PASSWORD, SCANNED, too_much
from gongkai.report.reading.files.ruled import Glyph, Page

KIND = "ofd"

_POINT = 72 / 25.4
_TIGHT = 1.2  # of its size: the step to a glyph that still belongs to the same word
_OPERATOR = re.compile(r"[A-Za-z]|[-+.\d][-+.\deE]*")
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

Matrix = tuple[float, float, float, float, float, float]


def read(data: bytes) -> Document:
    """Every page of the first document in the file, with what its templates print on it."""
    archive = Archive(data)
    if any(name.lower().endswith("encryptions.xml") for name in archive.names):
        raise Unreadable(PASSWORD)
    return _Reader(archive).document()


class _Reader:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.names}

    def document(self) -> Document:
        book = self._archive.xml(self._name("OFD.xml"))
        part = self._name(next(_texts(book, "DocRoot"), "Doc_0/Document.xml"))
        root = self._archive.xml(part)
        templates = {item.get("ID", ""): self._beside(part, item) for item in _all(root, "TemplatePage")}
        pages = [self._beside(part, item) for item in _all(root, "Page")]
        if len(pages) > limits.PAGES:
            raise too_much(f"文件有 {len(pages)} 页")

        blocks: list[Paragraph | Grid] = []
        marks = tables = 0
        for number, name in enumerate(pages, start=1):
            page = Page(number)
            content = self._archive.xml(name)
            for used in _all(content, "Template"):
                template = templates.get(used.get("TemplateID", ""))
                if template:
                    _print(self._archive.xml(template), page)
            _print(content, page)
            marks += len(page.glyphs) + len(page.across) + len(page.down)
            if marks > limits.GLYPHS:
                raise too_much("文件里的文字或线条过多")
            found = ruled.blocks(page, tables)
            tables += sum(isinstance(block, Grid) for block in found)
            blocks += found
        if not blocks:
            raise Unreadable(SCANNED)
        return Document(KIND, tuple(blocks), next(_texts(book, "Title"), ""))

    def _beside(self, part: str, item: etree._Element) -> str:
        return self._name(posixpath.join("/", posixpath.dirname(part), item.get("BaseLoc", "")))

    def _name(self, path: str) -> str:
        """The name as it stands in the archive: producers do not agree on slashes and capitals."""
        wanted = posixpath.normpath(posixpath.join("/", path))[1:]
        return self._names.get(wanted.lower(), wanted)


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return root.iter(f"{{*}}{name}")


def _texts(root: etree._Element, name: str) -> Iterator[str]:
    return (item.text.strip() for item in _all(root, name) if item.text)


def _print(content: etree._Element, page: Page) -> None:
    for item in content.iter("{*}TextObject", "{*}PathObject"):
        if item.get("Visible") == "false":
            continue
        left, top, *_ = [*_numbers(item.get("Boundary")), 0.0, 0.0]
        a, b, c, d, e, f = _matrix(item.get("CTM"))
        matrix = a, b, c, d, e + left, f + top
        if etree.QName(item).localname == "PathObject":
            _draw(item, matrix, page)
        else:
            page.glyphs += _glyphs(item, matrix)


def _glyphs(item: etree._Element, matrix: Matrix) -> Iterator[Glyph]:
    a, b, _, d, _, _ = matrix
    turned = abs(b) > abs(a)
    size = _number(item.get("Size"), 3.0)
    scale = abs(b if turned else a) or 1.0
    height = size * (abs(d) or scale) * _POINT
    for code in item.iter("{*}TextCode"):
        letters = (code.text or "").strip("\r\n")
        x, y = _number(code.get("X")), _number(code.get("Y"))
        across, down = _steps(code.get("DeltaX")), _steps(code.get("DeltaY"))
        for letter in letters[: limits.GLYPHS]:
            width = size if letter > "\u2e7f" else size / 2
            step = next(across, None)
            left, baseline = _moved(matrix, x, y)
            if not letter.isspace():
                drawn = step if step is not None and 0 < step <= size * _TIGHT else width
                right = left if turned else left + drawn * scale * _POINT
                yield Glyph(ruled.character(letter), left, right, baseline, height, turned)
            if step is not None:
                x += step
            elif not code.get("DeltaY"):
                x += width
            y += next(down, None) or 0.0


def _steps(text: str | None) -> Iterator[float]:
    """Distances from glyph to glyph; `g 3 5` stands for 5 5 5."""
    words = iter((text or "").split())
    for word in words:
        if word == "g":
            count, step = _number(next(words, "")), _number(next(words, ""))
            for _ in range(min(int(count), limits.GLYPHS)):
                yield step
        else:
            yield _number(word)


def _draw(item: etree._Element, matrix: Matrix, page: Page) -> None:
    """The straight pieces of a path; a path that is only filled counts by its box."""
    data = next(_texts(item, "AbbreviatedData"), "")
    stroked = item.get("Stroke", "true") != "false"
    outline: list[tuple[float, float]] = []
    for points, closed in _outlines(data):
        outline = [_moved(matrix, x, y) for x, y in points]
        if stroked:
            for (x1, y1), (x2, y2) in zip(outline, outline[1:] + outline[:1] if closed else outline[1:], strict=False):
                page.draw(x1, y1, x2, y2)
        elif item.get("Fill") == "true" and outline:
            xs, ys = [x for x, _ in outline], [y for _, y in outline]
            page.fill_box(min(xs), min(ys), max(xs), max(ys))


def _outlines(data: str) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    words = iter(_OPERATOR.findall(data))
    points: list[tuple[float, float]] = []
    for word in words:
        operands = [_number(next(words, "")) for _ in range(_OPERANDS.get(word, 0))]
        if word == "C":
            yield points, True
            points = points[:1]
        elif word in ("S", "M"):
            if len(points) > 1:
                yield points, False
            points = [(operands[0], operands[1])]
        elif operands:
            points.append((operands[-2], operands[-1]))
    if len(points) > 1:
        yield points, False


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e) * _POINT, (b * x + d * y + f) * _POINT


def _matrix(text: str | None) -> Matrix:
    numbers = _numbers(text)
    if len(numbers) != 6:
        return 1, 0, 0, 1, 0, 0
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def _numbers(text: str | None) -> list[float]:
    return [_number(word) for word in (text or "").split()]


def _number(text: str | None, otherwise: float = 0.0) -> float:
    try:
        return float(text or otherwise)
    except ValueError:
        return otherwise
