"""与底线比: reading against the least that any reader of the same bytes must do.

The floor unpacks and parses, in C throughout, and looks at nothing. The walk also goes once through what was parsed,
asking each element for its words, each character of a PDF for its place: the least before anything is understood.
"""

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from ctypes import byref, c_double
from functools import partial
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree

from benchmarks import inputs
from benchmarks.timing import Reader, in_turns
from gongkai.report.reading import files, read

PROMISED = 3


def table(copies: int) -> Iterator[str]:
    yield (
        "| format | floor ms | walk ms | file → blocks ms | × floor | × walk | whole reading ms | × floor | × walk "
        "| reports a second |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for format_, (floor, walk) in _FLOORS.items():
        with tempfile.TemporaryDirectory() as folder:
            made = inputs.FORMATS[format_](Path(folder), copies)
            readers: dict[str, Reader] = {"floor": floor, "walk": walk, "blocks": files.open_file, "read": read}
            taken = in_turns(readers, inputs.by_layout(made))
        cells = [f"{1000 * taken['floor']:.3f}", f"{1000 * taken['walk']:.2f}"]
        for name in ("blocks", "read"):
            seconds = taken[name]
            cells += [f"{1000 * seconds:.2f}", f"{seconds / taken['floor']:.1f}", f"{seconds / taken['walk']:.1f}"]
        yield f"| {format_} | " + " | ".join([*cells, f"{1 / taken['read']:.0f}"]) + " |"
    yield ""


def _decoded(file: Path) -> list[str]:
    data = file.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16").splitlines()
    try:
        return data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return data.decode("gb18030").splitlines()


def _cut(file: Path) -> list[list[str]]:
    return [line.replace("|", "\t").split("\t") for line in _decoded(file)]


def _page(file: Path) -> list[etree._Element]:
    return [etree.fromstring(file.read_bytes(), etree.HTMLParser(encoding="utf-8"))]


def _body(file: Path) -> list[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
        return [etree.fromstring(archive.read("word/document.xml"))]


def _every_part(file: Path) -> list[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
        return [etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")]


def _walked(parsed: Callable[[Path], list[etree._Element]], file: Path) -> list[tuple[object, str | None, str | None]]:
    return [(node.tag, node.text, node.tail) for root in parsed(file) for node in root.iter()]


def _text_of_pages(file: Path) -> list[str]:
    texts = []
    with pypdfium2.PdfDocument(file.read_bytes()) as pdf:
        for number in range(len(pdf)):
            page = pdf[number]
            text = page.get_textpage()
            texts.append(text.get_text_range())
            text.close()
            page.close()
    return texts


def _places_of_letters(file: Path) -> list[tuple[int, float, float]]:
    x, y = c_double(), c_double()
    found = []
    with pypdfium2.PdfDocument(file.read_bytes()) as pdf:
        for number in range(len(pdf)):
            page = pdf[number]
            text = page.get_textpage()
            for index in range(text.count_chars()):
                pdfium.FPDFText_GetCharOrigin(text.raw, index, byref(x), byref(y))
                found.append((pdfium.FPDFText_GetUnicode(text.raw, index), x.value, y.value))
            text.close()
            page.close()
    return found


_FLOORS: dict[str, tuple[Reader, Reader]] = {
    "txt": (_decoded, _cut),
    "html": (_page, partial(_walked, _page)),
    "docx": (_body, partial(_walked, _body)),
    "pdf": (_text_of_pages, _places_of_letters),
    "xlsx": (_every_part, partial(_walked, _every_part)),
    "ofd": (_every_part, partial(_walked, _every_part)),
}
