"""换行: lines broken as Chinese is set, for a terminal of any width.

A line ends between any two Chinese characters or at a blank, never inside a number or a word of Latin letters; it
never begins with a mark that closes, nor ends with one that opens.
"""

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

_OPENING = "（〔【《〈「『“‘([{"
_CLOSING = "、。，；：！？）〕】》〉」』”’…％)]},;:!?%"
_PIECE = re.compile(
    rf"[{re.escape(_OPENING)}]*"
    r"(?:[0-9A-Za-z]+(?:[-+.,:/_@&'][0-9A-Za-z]+)*|.)?"
    rf"[{re.escape(_CLOSING)}]*\s*"
)


class Words:
    """Words that are wrapped as Chinese is, each line without blanks at its end."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self._text.split(allow_blank=True):
            for piece in line.divide(breaks(line.plain, options.max_width)):
                piece.rstrip()
                yield piece

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self._text)


def breaks(line: str, width: int) -> list[int]:
    """Where the line is to be broken, by the position of the first character of each further line."""
    found, used = [], 0
    for start, piece in _pieces(line, max(width, 2)):
        if used and used + cell_len(piece.rstrip()) > width:
            found.append(start)
            used = 0
        used += cell_len(piece)
    return found


def _pieces(line: str, width: int) -> Iterator[tuple[int, str]]:
    """What is not to be broken, each with its position; only what is wider than a whole line comes in characters."""
    for match in _PIECE.finditer(line):
        if cell_len(match[0].rstrip()) <= width:
            yield match.start(), match[0]
        else:
            yield from enumerate(match[0], start=match.start())
