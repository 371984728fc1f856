"""活的数字: words in which a number follows its figure, and how what an officer wrote finds its figures again.

    {{disclosed.total}}         follows the figure
    {{-disclosed.increase}}     follows it with the sign turned: 减少5条
    {{disclosed.total!1010}}    written by hand as 1010, away from the figure

Officers see and write plain words only. What they save is aligned, sentence by sentence, with what they were shown:
a sentence may move, change or go, a number may be written over; nothing they type can make a link by itself.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from gongkai.filing.figures.figure import Figure, Number

Figures = Mapping[str, Figure]

LONGEST = 20_000
"""Characters of one passage; a whole report has about five thousand."""

UNKNOWN = "〔待填〕"
"""What stands for a figure that has no number."""

_LINK = re.compile(r"\{\{(?P<turned>-?)(?P<name>[a-z][a-z0-9_.]*)(?:!(?P<said>\d[\d,]*(?:\.\d+)?))?\}\}")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_TOKEN = re.compile(rf"{UNKNOWN}|{_NUMBER.pattern}|.", re.DOTALL)
_STOPS = "。！？；\n"
_ALIKE = 0.5
"""The share of its word pairs that a sentence must have kept to be known again."""

_LONGEST_SENTENCE = 1500
"""Tokens; what is longer is no sentence, and its numbers are the officer's own."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage: plain words, or a number with the figure that it follows or was written away from.

    `counted` is what the figure says.
    """

    words: str
    name: str = ""
    figure: Figure | None = None
    turned: bool = False
    is_away: bool = False
    counted: str = ""

    @property
    def link(self) -> tuple[bool, str]:
        return self.turned, self.name


@dataclass(frozen=True, slots=True)
class Away:
    """A number that is not its figure: `written` stands in the text, `counted` is what the figure says."""

    name: str
    written: str
    counted: str
    figure: Figure | None


@dataclass(slots=True)
class _Token:
    words: str
    link: tuple[bool, str] | None = None

    @property
    def is_number(self) -> bool:
        return self.words == UNKNOWN or _NUMBER.fullmatch(self.words) is not None


_Sentence = Sequence[_Token]


def number(value: Number) -> str:
    """A number as the text of a report writes it: 1009, 12.5."""
    return f"{Decimal(value).normalize():f}"


def pieces(text: str, figures: Figures) -> Iterator[Piece]:
    """A passage piece by piece."""
    at = 0
    for found in _LINK.finditer(text):
        if found.start() > at:
            yield Piece(text[at : found.start()])
        at = found.end()
        figure = figures.get(found["name"])
        counted = _counted(figures, bool(found["turned"]), found["name"])
        said = found["said"]
        is_away = said is not None and not _same(said, counted)
        yield Piece(said if is_away else counted, found["name"], figure, bool(found["turned"]), is_away, counted)
    if at < len(text):
        yield Piece(text[at:])


def plain(text: str, figures: Figures) -> str:
    """The words of a passage as readers see them."""
    return "".join(piece.words for piece in pieces(text, figures))


def away(text: str, figures: Figures) -> list[Away]:
    """The numbers of a passage that are not what their figures say, or whose figure has no number."""
    return [
        Away(piece.name, piece.words, _counted(figures, *piece.link), piece.figure)
        for piece in pieces(text, figures)
        if piece.name and (piece.is_away or piece.words == UNKNOWN)
    ]


def names(text: str) -> frozenset[str]:
    """The figures that a passage speaks of."""
    return frozenset(found["name"] for found in _LINK.finditer(text))


def cleaned(written: str) -> str:
    """What was typed as plain lines: no control or invisible characters, and nothing that reads as a link."""
    lines = re.split(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", written[:LONGEST])
    seen = ("".join(" " if char == "\t" else char for char in line if _is_seen(char)) for line in lines)
    text = re.sub(r"\n{2,}", "\n", "\n".join(line.rstrip() for line in seen)).strip("\n")
    return text.replace("{{", "｛｛")


def linked(old: str, written: str, figures: Figures) -> str:
    """What was written over a passage, with the numbers that are still its own linked to their figures."""
    before = _sentences(_tokens(old, figures))
    after = _sentences(_Token(found[0]) for found in _TOKEN.finditer(cleaned(written)))
    _find_again(before, after)
    return "".join(_stored(token, figures) for sentence in after for token in sentence)


def _is_seen(char: str) -> bool:
    return char == "\t" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _counted(figures: Figures, turned: bool, name: str) -> str:
    figure = figures.get(name)
    if figure is None or figure.value is None:
        return UNKNOWN
    return number(-figure.value if turned else figure.value)


def _same(said: str, counted: str) -> bool:
    return counted != UNKNOWN and Decimal(said.replace(",", "")) == Decimal(counted)


def _tokens(text: str, figures: Figures) -> Iterator[_Token]:
    for piece in pieces(text, figures):
        if piece.name:
            yield _Token(piece.words, piece.link)
        else:
            yield from (_Token(found[0]) for found in _TOKEN.finditer(piece.words))


def _sentences(tokens: Iterable[_Token]) -> list[_Sentence]:
    found: list[list[_Token]] = [[]]
    for token in tokens:
        found[-1].append(token)
        if token.words in _STOPS:
            found.append([])
    return [sentence for sentence in found if sentence]


def _stored(token: _Token, figures: Figures) -> str:
    if token.link is None:
        return token.words
    turned, name = token.link
    counted = _counted(figures, turned, name)
    follows = token.words == counted or (token.words != UNKNOWN and _same(token.words, counted))
    said = "" if follows or token.words == UNKNOWN else f"!{_narrow(token.words)}"
    return f"{{{{{'-' if turned else ''}{name}{said}}}}}"


def _narrow(words: str) -> str:
    """Digits of any script as 0 to 9."""
    return unicodedata.normalize("NFKC", words)


def _skeleton(sentence: _Sentence) -> str:
    """A sentence without its numbers."""
    return "".join("#" if token.is_number else token.words for token in sentence).strip()


def _find_again(before: Sequence[_Sentence], after: Sequence[_Sentence]) -> None:
    """Give the numbers of `after` the links of those of `before` that they stand for."""
    known: dict[str, list[_Sentence]] = defaultdict(list)
    for sentence in before:
        known[_skeleton(sentence)].append(sentence)
    changed = []
    for sentence in after:
        same = known.get(_skeleton(sentence))
        if not same:
            changed.append(sentence)
            continue
        words = [token.words for token in sentence]
        old = next((each for each in same if [token.words for token in each] == words), same[0])
        same.remove(old)
        for was, now in zip(_numbers(old), _numbers(sentence), strict=True):
            now.link = was.link
    left = [sentence for sentences in known.values() for sentence in sentences]
    _find_changed([sentence for sentence in left if any(token.link for token in sentence)], changed)


def _numbers(sentence: _Sentence) -> list[_Token]:
    return [token for token in sentence if token.is_number]


def _pairs(sentence: _Sentence) -> frozenset[str]:
    skeleton = _skeleton(sentence)
    return frozenset(skeleton[at : at + 2] for at in range(len(skeleton) - 1))


def _find_changed(left: Sequence[_Sentence], changed: Sequence[_Sentence]) -> None:
    """The same for sentences that were rewritten, split or joined."""
    pairs = [_pairs(sentence) for sentence in left]
    where: dict[str, list[int]] = defaultdict(list)
    for number_, of_one in enumerate(pairs):
        for pair in of_one:
            where[pair].append(number_)
    for sentence in changed:
        if not _numbers(sentence) or len(sentence) > _LONGEST_SENTENCE:
            continue
        own = _pairs(sentence)
        shared = Counter(number_ for pair in own for number_ in where.get(pair, ()))
        alike = [at for at, count in shared.items() if count >= _ALIKE * min(len(own), len(pairs[at]))]
        _align([token for at in sorted(alike) for token in left[at]], sentence)


def _align(old: _Sentence, new: _Sentence) -> None:
    if len(old) > _LONGEST_SENTENCE:
        return
    words = [token.words for token in old], [token.words for token in new]
    for deed, a, b, c, d in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        if deed == "equal":
            for was, now in zip(old[a:b], new[c:d], strict=True):
                now.link = was.link
        elif deed == "replace":
            _written_over(old, new, range(a, b), range(c, d))


def _written_over(old: _Sentence, new: _Sentence, a: range, c: range) -> None:
    """Numbers written over others: those of the same unit in turn, or the only one over the only one."""
    were = [at for at in a if old[at].is_number]
    are = [at for at in c if new[at].is_number]
    if len(were) == len(are) == 1:
        new[are[0]].link = old[were[0]].link
        return
    for at in are:
        alike = next((was for was in were if _unit(old, was) == _unit(new, at)), None)
        if alike is not None:
            were.remove(alike)
            new[at].link = old[alike].link


def _unit(sentence: _Sentence, at: int) -> str:
    return sentence[at + 1].words if at + 1 < len(sentence) else ""
