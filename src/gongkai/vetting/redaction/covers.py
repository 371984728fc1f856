"""遮盖处: what is to be covered and what was."""

import unicodedata
from collections.abc import Sequence

import msgspec


class Cover(msgspec.Struct, frozen=True):
    """What is to be covered, and on which ground: words wherever they stand, or a place on a page in millimetres."""

    ground: str
    words: str = ""
    page: int = 0
    left: float = 0
    top: float = 0
    width: float = 0
    height: float = 0


class Place(msgspec.Struct, frozen=True):
    """How often something was covered on a page, on one ground."""

    page: int
    ground: str
    count: int


class Covered(msgspec.Struct, frozen=True):
    """What was done: the number of pages, what was covered, which covers were not found or lie beside every page, and
    the pages without words or with large pictures, where words may have been missed."""

    pages: int
    places: tuple[Place, ...]
    missed: tuple[int, ...] = ()
    blind: tuple[int, ...] = ()


def plain(text: str) -> str:
    """Words as they are compared: without blanks and ends of lines, wide digits as narrow ones, small letters."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKC", text).casefold()
        if not letter.isspace() and unicodedata.category(letter) not in ("Cc", "Cf")
    )


def words_in(text: str, covers: Sequence[Cover]) -> tuple[int, ...]:
    """Which covers have words that a text still holds."""
    within = plain(text)
    return tuple(at for at, cover in enumerate(covers) if plain(cover.words) and plain(cover.words) in within)
