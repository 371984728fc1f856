"""条形图: bars from zero, each with its number at its end, that keep the size of their type at any width."""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from gongkai.report.rendering.page import Element, element

_REACH = 60  # per cent of the width for the longest bar; the rest is for its label
_LINE, _BAR, _GAP = 22, 18, 12  # pixels


class Bar(msgspec.Struct, frozen=True):
    """One bar: how long, the words at its end, and the class that gives its colour."""

    length: int | float | Decimal
    says: str
    colour: str


def bars(says: str, rows: Sequence[tuple[str, Sequence[Bar]]]) -> Element:
    """A picture of rows of bars; `says` is the sentence it shows, read out in its place."""
    longest = max((float(bar.length) for _, row in rows for bar in row), default=0.0)
    drawn: list[Element] = []
    top = 0
    for label, row in rows:
        drawn.append(element("text", label, x="0", y=str(top + 15), class_="bar-label"))
        top += _LINE
        for bar in row:
            share = max(0.0, float(bar.length) / longest) * _REACH if longest else 0.0
            height, width = str(_BAR - 2), f"{share:.2f}%"
            drawn.append(element("rect", x="0", y=str(top), width=width, height=height, class_=bar.colour))
            drawn.append(element("text", bar.says, x=width, dx="6", y=str(top + 13), class_="bar-value"))
            top += _BAR
        top += _GAP
    return element("svg", *drawn, width="100%", height=str(top), role="img", aria_label=says)
