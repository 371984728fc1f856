"""PDF: a letter set by typst; tagged for screen readers, its fonts embedded."""

from functools import cache
from importlib import resources
from typing import Any

import msgspec

from gongkai.report.rendering import pages
from gongkai.report.rendering.pdf import typeset
from gongkai.request.letters.content import ENCLOSED, Content, printable

_STYLE = {
    "title": pages.TITLE_SIZE,
    "body": pages.BODY_SIZE,
    "number": pages.NUMBER_SIZE,
    "table": pages.TABLE_SIZE,
    "line": pages.LINE,
    "tracking": pages.TRACKING,
    "top": pages.TOP,
    "bottom": pages.BOTTOM,
    "left": pages.LEFT,
    "right": pages.RIGHT,
}


def pdf(content: Content) -> bytes:
    """The letter as PDF. Raises Refused where this machine has no font with Chinese characters."""
    drawn = {
        **msgspec.to_builtins(content),
        "greeting": content.greeting,
        "enclosed": ENCLOSED,
        "listed": content.listed,
        "foot": content.foot,
    }
    return drawn_by(_template(), {"letter": drawn, "style": _STYLE})


def drawn_by(template: bytes, data: dict[str, Any]) -> bytes:
    """A template with its words, without what no document can hold."""
    return typeset(template, printable(data))


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath("letter.typ").read_bytes()
