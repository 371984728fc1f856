"""Files as offices make them, each with the one thing in it that a test is about."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pikepdf
import typst
from docx.document import Document
from docx.oxml import parse_xml
from openpyxl.workbook import Workbook
from PIL import Image

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(path: Path, change: Callable[[Document], object] = lambda document: None, *, author: str = "") -> Path:
    """A Word document of one paragraph and one table, with no properties unless an author is given."""
    document = docx.Document()
    document.core_properties.author = author
    document.core_properties.comments = ""
    document.core_properties.keywords = ""
    document.add_paragraph("白石镇低保公示")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "王某", "110105"
    change(document)
    document.save(str(path))
    return path


def written(document: Document, xml: str) -> None:
    """Adds a paragraph as WordprocessingML."""
    document.element.body.insert(0, parse_xml(f"<w:p {W}>{xml}</w:p>"))


def sheet(path: Path, change: Callable[[Workbook], object] = lambda book: None, *, author: str = "") -> Path:
    """An Excel workbook of one sheet with three rows and columns."""
    book = openpyxl.Workbook()
    book.properties.creator = author or None
    only = book.active
    assert only is not None
    only.title = "名单"
    for row in (("姓名", "电话", "金额"), ("王某", 13800138000, 300), ("李某", None, 200)):
        only.append(row)
    change(book)
    book.save(path)
    return path


def without_properties(path: Path) -> Path:
    """The same package without the properties that the library writes of itself."""

    def change(name: str, data: bytes) -> bytes | None:
        if name == "_rels/.rels":
            return re.sub(rb'<Relationship [^>]*Target="/?docProps/[^>]*/>', b"", data)
        return None if name.startswith("docProps/") else data

    return repacked(path, change)


def repacked(path: Path, change: Callable[[str, bytes], bytes | None], **more: bytes) -> Path:
    """The package with its parts changed, left out (None), or more of them."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            changed = change(name, data)
            if changed is not None:
                new.writestr(name, changed)
        for name, data in more.items():
            new.writestr(name, data)
    return path


def pdf(path: Path, words: str = "白石镇低保公示", change: Callable[[pikepdf.Pdf], object] = lambda file: None) -> Path:
    """A PDF of one page without properties."""
    source = f'#set text(font: "Noto Serif CJK SC")\n{words}'
    made = typst.compile(source.encode())
    assert isinstance(made, bytes)
    with pikepdf.open(io.BytesIO(made)) as file:
        if "/Metadata" in file.Root:
            del file.Root["/Metadata"]
        del file.trailer["/Info"]
        change(file)
        file.save(path)
    return path


def jpeg(
    path: Path, *, turned: int = 1, position: bool = False, camera: str = "", size: tuple[int, int] = (64, 48)
) -> Path:
    """A photograph: a gradient, so that its pixels can be compared."""
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    exif = Image.Exif()
    if turned != 1:
        exif[0x0112] = turned
    if camera:
        exif[0x010F] = camera
    if position:
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (30.0, 15.0, 0.0)
    picture.save(path, exif=exif, progressive=True, quality=90)
    return path
