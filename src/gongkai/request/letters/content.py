"""内容: all that stands in a letter, as it is sealed and as Word and PDF draw it."""

from datetime import date
from typing import Any

import msgspec


class Line(msgspec.Struct, frozen=True, tag="line"):
    """A paragraph; a plain one begins at the margin, as the lines of a form do."""

    text: str
    is_heading: bool = False
    is_plain: bool = False


class Table(msgspec.Struct, frozen=True, tag="table"):
    """Rows under their heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Content(msgspec.Struct, frozen=True):
    """A letter. Without a number it is a preview; without a day it has not been issued."""

    agency: str
    title: str
    number: str
    addressee: str
    blocks: tuple[Line | Table, ...]
    enclosures: tuple[str, ...]
    signature: str
    dated: date | None

    @property
    def text(self) -> str:
        """Every word of it, line by line, as what is drawn must read."""
        lines = [self.agency, self.title, self.number, f"{self.addressee}：" if self.addressee else ""]
        for block in self.blocks:
            lines += (
                [block.text] if isinstance(block, Line) else [*block.heads, *(c for row in block.rows for c in row)]
            )
        lines += [f"{at}. {name}" for at, name in enumerate(self.enclosures, 1)]
        return "\n".join(line for line in (*lines, self.signature) if line)


def plain(content: Content) -> dict[str, Any]:
    """As it is sealed."""
    found: dict[str, Any] = msgspec.to_builtins(content)
    return found


def again(kept: dict[str, Any]) -> Content:
    """As it was when it was sealed."""
    return msgspec.convert(kept, Content)
