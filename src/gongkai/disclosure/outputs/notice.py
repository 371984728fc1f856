"""公告: an item as a notice to print and post, in A4 or A3, with the place of the seal and the way to its page.

Set by typst, tagged for screen readers; a long text flows over several sheets, which are numbered and counted.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

import msgspec
from rich.cells import cell_len

from gongkai.disclosure import addresses
from gongkai.disclosure.models import Edition, Item
from gongkai.disclosure.outputs import pieces
from gongkai.disclosure.outputs.pieces import Heading, Picture, Piece
from gongkai.errors import Refused
from gongkai.report.rendering.pdf import typeset
from gongkai.report.rendering.wrapping import breaks

Pictures = Callable[[int], bytes | None]
"""From the number of an attachment to the bytes of its released picture."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper in millimetres, the sizes its text may have in points, its QR code and the place of the seal.

    The first size is the usual one; the others are taken if they bring a text on one sheet.
    """

    width: int
    height: int
    sizes: tuple[int, ...]
    code: int
    seal: int

    def title_width(self, size: int) -> int:
        """How many half-width characters of a title stand on a line."""
        return int(self.width * (1 - 2 * MARGIN) / POINT / (size * TITLE) * 2)


MARGIN, TITLE, POINT = 0.12, 1.4, 0.3528
"""The margin at each side as a part of the width, the title's size as a multiple of the text's, a point in mm."""

SHEETS = {"A4": Sheet(210, 297, (16, 15, 14), 26, 42), "A3": Sheet(297, 420, (22, 20, 18), 38, 42)}


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as PDF, and how many sheets it takes."""

    pdf: bytes
    sheets: int


def draw(item: Item, *, sheet: str = "A4", publicity: str = "", pictures: Pictures = lambda pk: None) -> Notice:
    """The notice of a public item. `publicity`: its 公示期 in words; without `pictures` their names stand for them."""
    edition = public_edition(item)
    paper = SHEETS[sheet]
    files: dict[str, bytes] = {"main": _template(), "code.svg": code(addresses.public(item)).encode()}
    data = {
        "title": edition.title,
        "agency": item.agency.name,
        "dated": day(item.formed_on or edition.released_on),
        "address": addresses.public(item),
        "facts": facts(item),
        "foot": foot(item, publicity),
        "pieces": [_drawn(piece, pictures, files) for piece in _in_order(text_of(item))],
    }
    usual = _set(data, files, paper, paper.sizes[0])
    smaller = (_set(data, files, paper, size) for size in paper.sizes[1:]) if usual.sheets == 2 else ()
    return next((notice for notice in smaller if notice.sheets == 1), usual)


def _set(data: Mapping[str, Any], files: Mapping[str, bytes], paper: Sheet, size: int) -> Notice:
    import pypdfium2

    sheet = {"size": size, "title_size": size * TITLE, "margin": MARGIN}
    sheet |= {name: getattr(paper, name) for name in ("width", "height", "code", "seal")}
    lines = title_lines(data["title"], paper.title_width(size))
    pdf = typeset(dict(files), {"notice": {**data, "sheet": sheet, "title_lines": lines}})
    return Notice(pdf, len(pypdfium2.PdfDocument(pdf)))


def title_lines(title: str, width: int) -> list[str]:
    """A title on as few lines as it needs, of much the same length; no line breaks a number."""
    least = len(breaks(title, width)) + 1
    narrow = next(narrow for narrow in range(cell_len(title) // least, width + 1) if len(breaks(title, narrow)) < least)
    ends = [0, *breaks(title, narrow), len(title)]
    return [title[start:end].strip() for start, end in pairwise(ends)]


def public_edition(item: Item) -> Edition:
    """The edition that the public sees. Raises Refused when there is none."""
    if item.current is None or not item.is_public:
        raise Refused(f"“{item.title}”没有公开的版本，不能制作对外的材料。请先走完审查并发布。")
    return item.current


def text_of(item: Item) -> list[Piece]:
    """What stands between the title and the signature."""
    edition = public_edition(item)
    return pieces.bare(pieces.of(edition.body), edition.title, item.agency.name)


def facts(item: Item) -> list[tuple[str, str]]:
    """What stands above the title: numbers and the day of release."""
    rows = (
        ("索引号", item.index_number),
        ("发文字号", item.document_number),
        ("公开日期", day(item.released_on)),
    )
    return [(word, value) for word, value in rows if value]


def foot(item: Item, publicity: str = "") -> list[str]:
    """What stands beside the code: the period of publicity, where to ask, where to read it."""
    office = getattr(item.agency, "office", None)
    telephone = (office.telephone if office else "") or item.agency.telephone
    lines = (
        f"公示期：{publicity}" if publicity else "",
        f"联系电话：{telephone}" if telephone else "",
        "扫码查看网页版：",
        addresses.public(item),
    )
    return [line for line in lines if line]


def code(address: str) -> str:
    """The QR code of an address as SVG, one path, with the quiet zone that scanners need."""
    import qrcode  # type: ignore[import-untyped]

    drawn: Any = qrcode.QRCode(border=4, error_correction=qrcode.constants.ERROR_CORRECT_M)
    drawn.add_data(address)
    drawn.make(fit=True)
    matrix: list[list[bool]] = drawn.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark)
    side = len(matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{path}" shape-rendering="crispEdges"/></svg>'
    )


def day(value: Any) -> str:
    """2024年3月8日; nothing for no day."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def _in_order(found: list[Piece]) -> list[Piece]:
    """The pieces with no level of heading left out, as readers of the page by ear need."""
    level = 0
    ordered: list[Piece] = []
    for piece in found:
        if isinstance(piece, Heading):
            level = min(piece.level, level + 1)
            piece = msgspec.structs.replace(piece, level=level)
        ordered.append(piece)
    return ordered


def _drawn(piece: Piece, pictures: Pictures, files: dict[str, bytes]) -> Mapping[str, Any]:
    """A piece as the template takes it; the bytes of a picture go among the files."""
    if not isinstance(piece, Picture):
        return msgspec.to_builtins(piece)  # type: ignore[no-any-return]
    data = pictures(piece.attachment_id)
    if data is None:
        words = f"（图片：{piece.words or '见网页版'}）"
        return msgspec.to_builtins(pieces.Paragraph((pieces.Run(words),)))  # type: ignore[no-any-return]
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        kind, width = (image.format or "").lower(), image.width
    name = f"picture-{len(files)}.{kind}"
    files[name] = data
    return {"type": "picture", "file": name, "words": piece.words or "图片", "wide": min(100, max(20, width // 10))}


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath("notice.typ").read_bytes()
