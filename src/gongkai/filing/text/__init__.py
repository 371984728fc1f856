"""正文: the prose of a report: proposed from figures and records, live, free to edit.

    propose(version, figures) -> {(section, part): words}     renew(version, figures)
    shown(passage, figures) -> plain words                    linked(old, written, figures) -> words with {{name}}
    away(passage, figures) -> [Away]                          pieces(words, figures) -> [Piece]

Words with a live number in them hold {{name}}; readers and officers see plain words only (`links`).
"""

from gongkai.filing.text.links import LONGEST, Away, Piece, cleaned, linked, pieces, plain
from gongkai.filing.text.noticed import noticed
from gongkai.filing.text.proposing import away, places, preamble_for, propose, renew, shown

__all__ = [
    "LONGEST",
    "Away",
    "Piece",
    "away",
    "cleaned",
    "linked",
    "noticed",
    "pieces",
    "places",
    "plain",
    "preamble_for",
    "propose",
    "renew",
    "shown",
]
