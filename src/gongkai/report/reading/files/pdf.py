"""PDF: its text layer and its drawn lines, by pdfium."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double, c_float, c_int
from math import pi

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.errors import Unreadable
from gongkai.report.reading.blocks import Document, Grid, Paragraph
from gongkai.report.reading.files import limits, ruled
from gongkai.report.reading.files.refusals import DAMAGED, NO_LETTERS, PASSWORD, SCANNED, too_much
from gongkai.report.reading.files.ruled import Glyph, Page

KIND = "pdf"

_FORM_DEPTH = 4
_STREAM = re.compile(rb"stream\r?\n")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_DRAWS = re.compile(rb"\bDo\b")
_PACKED_TWICE = re.compile(rb"/(?:LZW|RunLength)Decode|/(?:LZW|RL)\b|/Fl(?:ateDecode)?\s*/Fl")
_ESCAPED = re.compile(rb"/([A-Za-z#0-9]*#[A-Za-z#0-9]*)")
_DEFLATE_RATIO = 1032
_TALL = 60.0
_LAST_NARROW = "\u2e7f"

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1, 0, 0, 1, 0, 0)


def may_run_away(data: bytes) -> bool:
    """Whether the file could make pdfium use memory and time out of all proportion to its size.

    So could a stream that unpacks to a thousand times its length, and forms that draw forms that draw forms.
    """
    if _PACKED_TWICE.search(data) or any(_plain_name(name) in (b"Subtype", b"Form") for name in _ESCAPED.findall(data)):
        return True
    forms = {match.end() for match in _FORM.finditer(data)}
    for match in _STREAM.finditer(data):
        start, end = match.end(), data.find(b"endstream", match.end())
        opened = data.rfind(b"obj", 0, start)
        is_form = any(opened < form < start for form in forms) if forms else False
        if not is_form and (end - start) * _DEFLATE_RATIO < limits.STREAM_BYTES:
            continue
        try:
            content = zlib.decompressobj().decompress(data[start:end], limits.STREAM_BYTES)
        except zlib.error:
            content = data[start:end]
        if len(content) >= limits.STREAM_BYTES or (is_form and _DRAWS.search(content)):
            return True
    return False


def _plain_name(name: bytes) -> bytes:
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda match: bytes([int(match[1], 16)]), name)


def read(data: bytes) -> Document:
    """Every page of a PDF that has text: ruled tables, and lines of text with their gaps kept."""
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(PASSWORD if error.err_code == pdfium.FPDF_ERR_PASSWORD else DAMAGED) from error
    with file:
        if len(file) > limits.PAGES:
            raise too_much(f"文件有 {len(file)} 页")
        blocks: list[Paragraph | Grid] = []
        glyphs = unmapped = tables = 0
        pen = _Pen()
        for number in range(len(file)):
            page, without_map = _page(file, number, pen)
            glyphs += len(page.glyphs)
            unmapped += without_map
            if glyphs > limits.GLYPHS:
                raise too_much(f"文件有 {glyphs} 个字以上")
            found = ruled.blocks(page, tables)
            tables += sum(isinstance(block, Grid) for block in found)
            blocks += found
        title = file.get_metadata_value("Title")
    if unmapped > glyphs:
        raise Unreadable(NO_LETTERS)
    if not glyphs:
        raise Unreadable(SCANNED)
    return Document(KIND, tuple(blocks), title.strip())


def _page(file: pypdfium2.PdfDocument, number: int, pen: "_Pen") -> tuple[Page, int]:
    """A page with its glyphs and strokes as they are seen upright, and how many of its characters mean nothing."""
    page = Page(number + 1)
    source = file[number]
    text = source.get_textpage()
    try:
        characters, unmapped = _characters(text.raw)
        if characters:
            turn = Counter([character[-1] for character in characters]).most_common(1)[0][0]
            page.glyphs = [_glyph(turn, character) for character in characters]
            pen.draw(source.raw, page, turn)
    finally:
        text.close()
        source.close()
    return page, unmapped


_Character = tuple[str, float, float, float, float, float, float, int]
"""A character where the page has it: letter, x and y of its origin, its box from left and bottom to right and top,
its angle in degrees; y grows upwards."""


def _characters(text: pdfium.FPDF_TEXTPAGE) -> tuple[list[_Character], int]:
    count = pdfium.FPDFText_CountChars(text)
    if count > limits.GLYPHS:
        raise too_much(f"一页上有 {count} 个字")
    x, y, box = c_double(), c_double(), pdfium.FS_RECTF()
    to_x, to_y, to_box = byref(x), byref(y), byref(box)
    unicode_at, angle_at = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetCharAngle
    origin_at, box_at = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetLooseCharBox
    found: list[_Character] = []
    unmapped = 0
    for index in range(count):
        code = unicode_at(text, index)
        if code < 0x20 or code in (0xFFFD, 0xFFFE) or 0xE000 <= code <= 0xF8FF:
            unmapped += code not in (0x0A, 0x0D)
            continue
        letter = chr(code)
        if letter.isspace() or 0xD800 <= code <= 0xDFFF:
            continue
        origin_at(text, index, to_x, to_y)
        box_at(text, index, to_box)
        if box.top - box.bottom > _TALL:
            _box_the_ink(text, index, box)
        radians = angle_at(text, index)
        angle = -round(radians * 2 / pi) % 4 * 90 if radians else 0  # pdfium counts clockwise
        found.append((letter, x.value, y.value, box.left, box.bottom, box.right, box.top, angle))
    return found, unmapped


def _box_the_ink(text: pdfium.FPDF_TEXTPAGE, index: int, box: pdfium.FS_RECTF) -> None:
    """For fonts that write downwards pdfium gives the box in units of the font; that of the ink is right."""
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    pdfium.FPDFText_GetCharBox(text, index, byref(left), byref(right), byref(bottom), byref(top))
    box.left, box.right, box.bottom, box.top = left.value, right.value, bottom.value, top.value


def _glyph(turn: int, character: _Character) -> Glyph:
    letter, x, y, left, bottom, right, top, angle = character
    if turn:
        (x, y), (x1, y1), (x2, y2) = (_turned(turn, *point) for point in ((x, y), (left, bottom), (right, top)))
        left, right, high, low = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
    else:
        y, high, low = -y, -top, -bottom
    if angle != turn:
        return Glyph(ruled.character(letter), left, right, (high + low) / 2, right - left or 1.0, turned=True)
    size = right - left if letter > _LAST_NARROW else low - high
    return Glyph(ruled.character(letter), left, right, y, size or 1.0)


def _turned(turn: int, x: float, y: float) -> tuple[float, float]:
    """A point of the page, with text at that angle made upright and y made to grow downwards."""
    if turn == 90:
        return y, x
    if turn == 180:
        return -x, y
    if turn == 270:
        return -y, -x
    return x, -y


class _Pen:
    """Draws the paths of a PDF as strokes, up to what any report could have."""

    def __init__(self) -> None:
        self._page = Page(0)
        self._turn = 0
        self._left = limits.STROKES

    def draw(self, source: pdfium.FPDF_PAGE, page: Page, turn: int) -> None:
        """Draws a page of the file, with text at that angle made upright."""
        self._page, self._turn = page, turn
        for index in range(pdfium.FPDFPage_CountObjects(source)):
            self._object(pdfium.FPDFPage_GetObject(source, index), _UNIT, 0)

    def _object(self, item: pdfium.FPDF_PAGEOBJECT, matrix: Matrix, depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH and self._left > 0:
            self._path(item, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            inner = _combined(_matrix(item), matrix)
            for index in range(pdfium.FPDFFormObj_CountObjects(item)):
                self._object(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)

    def _path(self, path: pdfium.FPDF_PAGEOBJECT, matrix: Matrix) -> None:
        fill, stroke = c_int(), c_int()
        pdfium.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
        if not fill.value and not stroke.value:
            return
        boxes = []
        for points, closed in self._outlines(path, _combined(_matrix(path), matrix)):
            if stroke.value:
                ends = zip(points, points[1:] + points[:1] if closed else points[1:], strict=False)
                for (x1, y1), (x2, y2) in ends:
                    self._page.draw(x1, y1, x2, y2)
            else:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                boxes.append((min(xs), min(ys), max(xs), max(ys)))
        for left, top, right, bottom in boxes:
            self._page.fill_box(left, top, right, bottom)
        if len(boxes) == 2 and _is_border(*boxes):
            self._page.draw_box(*boxes[0])

    def _outlines(self, path: pdfium.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
        count = pdfium.FPDFPath_CountSegments(path)
        self._left -= count
        if self._left < 0:
            return
        a, b, c, d, e, f = matrix
        x, y = c_float(), c_float()
        points: list[Point] = []
        closed = False
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
                yield points, closed
                points, closed = [], False
            pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
            points.append(_turned(self._turn, a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            closed = closed or bool(pdfium.FPDFPathSegment_GetClose(segment))
        if points:
            yield points, closed


def _matrix(item: pdfium.FPDF_PAGEOBJECT) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, byref(found))
    return found.a, found.b, found.c, found.d, found.e, found.f


def _combined(first: Matrix, then: Matrix) -> Matrix:
    if then is _UNIT:
        return first
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _is_border(outer: tuple[float, ...], inner: tuple[float, ...]) -> bool:
    """A border is also drawn as what lies between two boxes."""
    return all(abs(x - y) <= ruled.THIN for x, y in zip(outer, inner, strict=True))
