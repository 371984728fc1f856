"""PDF: a letter set by typst; tagged for screen readers, its fonts embedded."""

import os
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from gongkai.report.rendering import pages
from gongkai.report.rendering.pdf import FONTS_SETTING, official_fonts
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
    """What typst makes of a template that reads its words as data, in the fonts of this machine.

    Tagged by the standard for screen readers, unless a rare character is in none of the fonts: it is then an empty box.
    """
    import typst

    fonts, families = official_fonts(os.environ.get(FONTS_SETTING, ""))
    inputs = {**printable(data), "fonts": families}

    def compiled(*, tagged: bool) -> bytes:
        made: bytes = typst.compile(
            template,
            format="pdf",
            font_paths=fonts,
            sys_inputs={name: msgspec.json.encode(value).decode() for name, value in inputs.items()},
            pdf_standards=["ua-1"] if tagged else [],
        )
        return made

    try:
        return compiled(tagged=True)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return compiled(tagged=False)


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath("letter.typ").read_bytes()
