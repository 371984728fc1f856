"""Pages found, covered and drawn.

Only ever run in a process of its own (`apart`): a damaged file can take the process that reads it along.
"""

import io
from collections.abc import Iterator, Sequence
from ctypes import c_double, c_int
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw, ImageFont, ImageOps

from gongkai.errors import Refused, Unreadable
from gongkai.report.reading.files.refusals import DAMAGED, PASSWORD
from gongkai.vetting.redaction.covers import Cover, Covered, Place, plain

DPI = 200
MOST_PAGES = 500
_MOST_PIXELS = 24_000_000
_QUALITY = 88
_PICTURED, _DEPTH = 0.25, 5
"""A page with pictures on so much of it has words in them, for all a machine knows."""

_MM = 72 / 25.4
_LINE, _TENTH = (120, 160, 220), 10
_SURROGATES = range(0xD800, 0xDC00)

Box = tuple[float, float, float, float]
"""left, top, right, bottom in pixels of the page as drawn."""


def cover(path: Path, to: Path, covers: Sequence[Cover]) -> Covered:
    """Write the pages as pictures with everything covered that was found. Nothing is written where something was not.

    Forms and notes are made part of their pages first, so that their words are found too.
    """
    with _opened(path) as document, pikepdf.new() as made:
        pages = len(document)
        if pages > MOST_PAGES:
            raise Refused(f"文件有 {pages} 页，超过 {MOST_PAGES} 页。请拆成几份，分别遮盖。")
        boxes, missed, blind = _found(document, covers)
        if not missed:
            for number in range(pages):
                page = document[number]
                picture = _rendered(page, DPI)
                draw = ImageDraw.Draw(picture)
                scale = picture.width / page.get_width()
                for _, box in boxes.get(number, ()):
                    draw.rectangle(_around(box, scale), fill=(0, 0, 0))
                _add(made, picture, page.get_size())
                page.close()
            made.save(to, deterministic_id=True)
    places: dict[tuple[int, str], int] = {}
    for number, found in sorted(boxes.items()):
        for at in {at for at, _ in found}:
            key = number + 1, covers[at].ground
            places[key] = places.get(key, 0) + sum(1 for other, _ in found if other == at)
    return Covered(
        pages, tuple(Place(page, ground, count) for (page, ground), count in sorted(places.items())), missed, blind
    )


def draw(path: Path, number: int, dpi: int, *, grid: bool) -> bytes:
    """One page as PNG; the grid has a line every centimetre, counted in millimetres from the left and the top."""
    with _opened(path) as document:
        if not 1 <= number <= len(document):
            raise Refused(f"文件只有 {len(document)} 页。")
        picture = _rendered(document[number - 1], dpi)
    if grid:
        _grid(picture, dpi)
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


def picture_paged(path: Path, to: Path) -> None:
    """A picture as the one page of a PDF, upright, pixel for pixel."""
    try:
        Image.MAX_IMAGE_PIXELS = _MOST_PIXELS * 2
        with Image.open(path) as opened:
            picture = (ImageOps.exif_transpose(opened) or opened).convert("RGB")
    except Exception as error:  # whatever the damage, the sentence is the same
        raise Unreadable(DAMAGED) from error
    with pikepdf.new() as made:
        _add(made, picture, (picture.width * 72 / DPI, picture.height * 72 / DPI))
        made.save(to, deterministic_id=True)


def _opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(path)
        document.init_forms()
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
            page.close()
    except pypdfium2.PdfiumError as error:
        raise Unreadable(PASSWORD if "password" in str(error).lower() else DAMAGED) from error
    return document


def _found(
    document: pypdfium2.PdfDocument, covers: Sequence[Cover]
) -> tuple[dict[int, list[tuple[int, Box]]], tuple[int, ...], tuple[int, ...]]:
    """By page the covers and their boxes in points; the covers that were not found; the pages without words.

    Words may run over the end of a line or of a page.
    """
    letters: list[str] = []
    places: list[tuple[int, Box]] = []
    blind: list[int] = []
    sizes: list[tuple[float, float]] = []
    for number in range(len(document)):
        page = document[number]
        sizes.append(page.get_size())
        before = len(letters)
        for letter, box in _letters(page):
            letters.append(letter)
            places.append((number, box))
        if len(letters) == before or _pictured(page) >= _PICTURED:
            blind.append(number + 1)
        page.close()
    text = "".join(letters)
    boxes: dict[int, list[tuple[int, Box]]] = {}
    missed: list[int] = []
    for at, each in enumerate(covers):
        if each.page:
            if each.page > len(sizes) or not _is_on(each, sizes[each.page - 1]):
                missed.append(at)
                continue
            box = each.left * _MM, each.top * _MM, (each.left + each.width) * _MM, (each.top + each.height) * _MM
            boxes.setdefault(each.page - 1, []).append((at, box))
            continue
        starts = list(_starts(text, plain(each.words)))
        if not starts:
            missed.append(at)
        for start in starts:
            for number, box in _joined(places[start : start + len(plain(each.words))]):
                boxes.setdefault(number, []).append((at, box))
    return boxes, tuple(missed), tuple(blind)


def _pictured(page: Any) -> float:
    """How much of a page pictures take, whose words cannot be found."""
    width, height = page.get_size()
    area = 0.0
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH):
        left, bottom, right, top = picture.get_bounds()
        area += abs((right - left) * (top - bottom))
    return float(area / max(width * height, 1))


def _starts(text: str, words: str) -> Iterator[int]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _letters(page: Any) -> Iterator[tuple[str, Box]]:
    """The letters of a page as they are compared, each with its box in points from the top left of the page as seen."""
    textpage = page.get_textpage()
    width, height = page.get_size()
    rect = pdfium.FS_RECTF()
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    waiting = 0
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if code in _SURROGATES:
            waiting = code
            continue
        if waiting:
            code, waiting = 0x10000 + ((waiting - 0xD800) << 10) + (code - 0xDC00), 0
        letters = plain(chr(code)) if 0 < code < 0x110000 else ""
        if not letters:
            continue
        sides: list[Box] = []
        if pdfium.FPDFText_GetLooseCharBox(textpage, index, rect):
            sides.append((rect.left, rect.bottom, rect.right, rect.top))
        if pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
            sides.append((left.value, bottom.value, right.value, top.value))
        if not sides:
            continue
        corners = [
            _seen(page, x, y, width, height) for side in sides for x, y in ((side[0], side[1]), (side[2], side[3]))
        ]
        box = (
            min(x for x, _ in corners),
            min(y for _, y in corners),
            max(x for x, _ in corners),
            max(y for _, y in corners),
        )
        yield from ((letter, box) for letter in letters)
    textpage.close()


def _seen(page: Any, x: float, y: float, width: float, height: float) -> tuple[float, float]:
    """A point of the page in points from the top left as it is seen, turned and cropped."""
    finer = 100
    across, down = c_int(), c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, round(width * finer), round(height * finer), 0, x, y, across, down)
    return across.value / finer, down.value / finer


def _joined(places: Sequence[tuple[int, Box]]) -> Iterator[tuple[int, Box]]:
    """The boxes of neighbouring letters on one line as one, so that their number cannot be counted."""
    number, box = places[0]
    for following, other in places[1:]:
        overlap = min(box[3], other[3]) - max(box[1], other[1])
        if following == number and overlap > 0.5 * min(box[3] - box[1], other[3] - other[1]):
            box = min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])
        else:
            yield number, box
            number, box = following, other
    yield number, box


def _is_on(cover: Cover, size: tuple[float, float]) -> bool:
    """Whether a place lies on its page with some of it."""
    return cover.width > 0 and cover.height > 0 and 0 <= cover.left * _MM < size[0] and 0 <= cover.top * _MM < size[1]


def _around(box: Box, scale: float) -> Box:
    """A box in pixels with a little more on every side: italics and accents reach beyond their box."""
    more = max(1.5, 0.06 * (box[3] - box[1]) * scale)
    return box[0] * scale - more, box[1] * scale - more, box[2] * scale + more, box[3] * scale + more


def _rendered(page: Any, dpi: int) -> Image.Image:
    width, height = page.get_size()
    scale = min(dpi / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
    picture: Image.Image = page.render(scale=scale).to_pil()
    return picture.convert("RGB")


def _add(made: pikepdf.Pdf, picture: Image.Image, size: tuple[float, float]) -> None:
    """A page that holds a picture and nothing else."""
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=_QUALITY, optimize=True)
    page = made.add_blank_page(page_size=size)
    page.obj.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(
            Page=made.make_stream(
                packed.getvalue(),
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=picture.width,
                Height=picture.height,
                ColorSpace=pikepdf.Name.DeviceRGB,
                BitsPerComponent=8,
                Filter=pikepdf.Name.DCTDecode,
            )
        )
    )
    page.obj.Contents = made.make_stream(f"q {size[0]:.3f} 0 0 {size[1]:.3f} 0 0 cm /Page Do Q".encode())


def _grid(picture: Image.Image, dpi: int) -> None:
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default()
    step = dpi / 25.4 * _TENTH
    for count in range(1, int(max(picture.size) / step) + 1):
        at, word = count * step, str(count * _TENTH)
        draw.line((at, 0, at, picture.height), _LINE)
        draw.line((0, at, picture.width, at), _LINE)
        draw.text((at + 2, 1), word, _LINE, font)
        draw.text((1, at + 1), word, _LINE, font)
