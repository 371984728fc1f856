"""内容: all that stands in a letter, as it is sealed and as Word and PDF draw it."""

import re
from datetime import date
from typing import Any

import msgspec

from gongkai.law.calendar import long_words

ENCLOSED, SEAL = "附件：", "（印章）"


class Line(msgspec.Struct, frozen=True, tag="line"):
    """A paragraph; a plain one begins at the margin, as the lines of a form do."""

    text: str
    is_heading: bool = False
    is_plain: bool = False


class Table(msgspec.Struct, frozen=True, tag="table"):
    """Rows under their heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Line | Table


class Content(msgspec.Struct, frozen=True):
    """A letter. Without a number it is a preview; without a day it has not been issued."""

    agency: str
    title: str
    number: str
    addressee: str
    blocks: tuple[Block, ...]
    enclosures: tuple[str, ...]
    signature: str
    dated: date | None

    @property
    def heads(self) -> tuple[str, ...]:
        """What stands centred at the top: whose letter, what it is, its number."""
        return tuple(line for line in (self.agency, self.title, self.number) if line)

    @property
    def greeting(self) -> str:
        return f"{self.addressee}：" if self.addressee else ""

    @property
    def foot(self) -> tuple[str, ...]:
        """What stands at the bottom right, where the seal goes over it; nothing under a form for others to sign."""
        if not self.signature:
            return ()
        return (self.signature, long_words(self.dated) if self.dated else "", SEAL)

    @property
    def listed(self) -> tuple[str, ...]:
        """The enclosures as they are listed."""
        return tuple(f"{number}. {name}" for number, name in enumerate(self.enclosures, 1))

    @property
    def text(self) -> str:
        """Every word of it, line by line, as what is drawn must read."""
        lines = [*self.heads, self.greeting]
        for block in self.blocks:
            if isinstance(block, Line):
                lines.append(block.text)
            else:
                lines += [*block.heads, *(cell for row in block.rows for cell in row)]
        lines += [ENCLOSED, *self.listed] if self.enclosures else []
        return "\n".join(line for line in (*lines, *self.foot) if line)


def plain(content: Content) -> dict[str, Any]:
    """As it is sealed."""
    found: dict[str, Any] = msgspec.to_builtins(content)
    return found


def again(kept: dict[str, Any]) -> Content:
    """As it was when it was sealed."""
    return msgspec.convert(kept, Content)


def printable(found: Any) -> Any:
    """Words, or data with words in it, without what no document can hold: control characters and broken letters."""
    match found:
        case str():
            return _UNPRINTABLE.sub(" ", found)
        case dict():
            return {name: printable(value) for name, value in found.items()}
        case list() | tuple():
            return [printable(value) for value in found]
    return found


_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
