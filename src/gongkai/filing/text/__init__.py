"""正文: the prose of a report: proposed from figures and records, live, free to edit.

propose(version, figures) -> {(section, part): words}     renew(version, figures)
shown(passage, figures) -> plain words                    linked(old, written, figures) -> words with {{name}}
away(passage, figures) -> [Away]                          pieces(text, figures) -> [Piece]
"""

from gongkai.filing.text.links import Away, Piece, linked, pieces
from gongkai.filing.text.proposing import Known, away, known_of, propose, renew, shown

__all__ = ["Away", "Known", "Piece", "away", "known_of", "linked", "pieces", "propose", "renew", "shown"]
