"""What the charts of the pages need in numbers: shares of a bar, steps of a scale, points of a line; QR codes."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from math import floor, log10
from typing import Any

import qrcode  # type: ignore[import-untyped]
from markupsafe import Markup

Number = int | float | Decimal


def share(value: Number | None, most: Number) -> str:
    """How long a bar from zero is, in percent of the longest: "62.5"."""
    if not value or value < 0 or most <= 0:
        return "0"
    return f"{min(float(value) / float(most), 1) * 100:.1f}".removesuffix(".0")


def ticks(most: Number, steps: int = 4) -> list[int | float]:
    """Round numbers from zero to the first one not below `most`, about `steps` of them."""
    top = float(most)
    if top <= 0:
        return [0, 1]
    rough = top / steps
    size = 10.0 ** floor(log10(rough))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough)
    if step < 1 and isinstance(most, int):  # things are counted whole
        step = 1.0
    found: list[int | float] = [0]
    while found[-1] < top:
        value = round(step * len(found), 10)
        found.append(int(value) if value == int(value) else value)
    return found


def plot(
    values: Sequence[Number | None], *, width: int, height: int, top: Number, left: int = 0, up: int = 0
) -> list[tuple[float, float] | None]:
    """Points of a line from the left edge to the right, zero at the bottom; None where there is no value."""
    gaps = max(len(values) - 1, 1)
    return [
        None
        if value is None
        else (round(left + width * place / gaps, 1), round(up + height * (1 - float(value) / float(top or 1)), 1))
        for place, value in enumerate(values)
    ]


def stretches(points: Iterable[tuple[float, float] | None]) -> list[str]:
    """Points as the texts of polylines, one for each stretch without a gap: "0,10 5,8"."""
    found: list[list[str]] = [[]]
    for point in points:
        if point is None:
            found.append([])
        else:
            found[-1].append(f"{point[0]:g},{point[1]:g}")
    return [" ".join(stretch) for stretch in found if stretch]


@lru_cache(maxsize=4096)
def qr(text: str) -> Markup:
    """A QR code as an SVG picture of one path, black on white whatever the theme; drawn once for each address."""
    code: Any = qrcode.QRCode(border=2)
    code.add_data(text)
    code.make(fit=True)
    matrix: list[list[bool]] = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark)
    side = len(matrix)
    return Markup(
        '<svg class="qr" viewBox="0 0 {0} {0}" width="120" height="120" role="img" aria-label="本页网址的二维码">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{1}" fill="#000" shape-rendering="crispEdges"/></svg>'
    ).format(side, path)
