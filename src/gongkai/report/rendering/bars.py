"""条形图: bars from zero, each with its number at its end, that keep the size of their type at any width."""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from gongkai.report.rendering.page import Element, element

_REACH = 60  # per cent of the width for the longest bar; the rest is for its label
_BAR = 18  # pixels


class Bar(msgspec.Struct, frozen=True):
    """One bar: how long, the words at its end, and the class that gives its colour."""

    length: int | float | Decimal
    says: str
    colour: str


def bars(says: str, rows: Sequence[tuple[str, Sequence[Bar]]]) -> Element:
    """A picture of rows of bars; `says` is the sentence it shows, read out in its place."""
    longest = max((float(bar.length) for _, row in rows for bar in row), default=0.0)
    picture = element("div", class_="bars", role="img", aria_label=says)
    for label, row in rows:
        drawn: list[Element] = []
        for top, bar in zip(range(0, _BAR * len(row), _BAR), row, strict=True):
            share = max(0.0, float(bar.length) / longest) * _REACH if longest else 0.0
            height, width = str(_BAR - 2), f"{share:.2f}%"
            drawn.append(element("rect", x="0", y=str(top), width=width, height=height, class_=bar.colour))
            drawn.append(element("text", bar.says, x=width, dx="6", y=str(top + 13), class_="bar-value"))
        # A label stands outside the drawing, where it goes on in a second line when it must.
        picture.append(element("p", label))
        picture.append(element("svg", *drawn, width="100%", height=str(_BAR * len(row))))
    return picture
