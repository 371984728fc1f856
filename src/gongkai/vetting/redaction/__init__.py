"""遮盖: a copy of which parts cannot be seen, nor found beneath: every page a picture, black where it was covered.

    paged(path, kind, to)              any file as pages: a PDF to be covered
    cover(path, to, covers) -> Covered words wherever they stand and places on pages, blackened in a PDF of pictures
    drawn(path, page) -> bytes         one page as a PNG, with a grid in millimetres if wanted
    suggested(text, on)                numbers in a text that name a person, to be covered
    words_in(text, covers)             which of the words to be covered a text still holds

pages       words and places found on pages, pages drawn; only ever run in a process of its own (`apart`)
"""

from gongkai.vetting.redaction.apart import cover, drawn
from gongkai.vetting.redaction.covers import Cover, Covered, words_in
from gongkai.vetting.redaction.paging import CAN_BE_PAGED, paged
from gongkai.vetting.redaction.suggesting import Suggestion, suggested

__all__ = [
    "CAN_BE_PAGED",
    "Cover",
    "Covered",
    "Suggestion",
    "cover",
    "drawn",
    "paged",
    "suggested",
    "words_in",
]
