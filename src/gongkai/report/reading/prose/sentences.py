"""句: the sentences of a report and the numbers in them, each with the words around it and the year it speaks of."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

import msgspec

from gongkai.report.reading import numerals
from gongkai.report.reading.numerals import Quantity
from gongkai.report.report import Section


class Figure(msgspec.Struct, frozen=True, dict=True):
    """A number in a sentence: the words before it, back to the figure before, and those after it, up to the next."""

    quantity: Quantity
    before: str
    after: str
    year: int | None

    @property
    def start(self) -> int:
        return self.quantity.start

    @cached_property
    def clause(self) -> str:
        """The words of its own clause before it."""
        return _clauses(self.before)[-1][-_LONGEST_CLAUSE:]

    @cached_property
    def lead(self) -> str:
        """What is counted: its clause, with those before it while it says nothing: 公开信息，共105条."""
        clauses = _clauses(self.before)
        words = clauses.pop()
        while clauses and _SAYS_NOTHING.fullmatch(words):
            words = clauses.pop() + words
        return words[-_LONGEST_CLAUSE:]


class Sentence(msgspec.Struct, frozen=True, dict=True):
    """A sentence without blanks, and as printed (`quote`); `number` counts sentences from the report's beginning."""

    text: str
    quote: str
    number: int
    section: str
    part: str
    heading: str
    figures: tuple[Figure, ...]

    @cached_property
    def clauses(self) -> tuple[tuple[int, str], ...]:
        """The clauses without a figure in them, each with its place."""
        start = 0
        clauses = []
        for piece in _COMMA.split(self.text):
            end = start + len(piece)
            if piece not in "，；,;" and not any(start <= figure.start < end for figure in self.figures):
                clauses.append((start, piece))
            start = end
        return tuple(clauses)

    def year_at(self, place: int, year: int | None) -> int | None:
        return _last(_spoken_years(self.text, year), place)

    @cached_property
    def is_about_requests(self) -> bool:
        return "requests" in (self.section, self.part) or bool(re.search(r"依申请|申请公开", self.heading))


_LONGEST_CLAUSE = 160
_LONGEST = 2000
"""What goes on without a stop for longer than this is no sentence but a table run together."""

_COMMA = re.compile(r"([，；,;])")
_MARKS_OF_CLAUSES = re.compile(r"[，,；;：:（(）)]")
_BLANKS = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
_STOPS = re.compile(r"(?<=[。！？\n])")
_SKIPPED = re.compile(r"统计表|附表|附件")
_SAYS_NOTHING = re.compile(
    r"(?:其中|分别|信息|总数|总量|条数|数量|总共|共计|合计|总计|累计|[总共计达到约近为有是、：])*+"
)
_WITHIN = re.compile(r"（[^（）]*）|\([^()]*\)|《[^《》]*》|“[^“”]*”")


def _clauses(words: str) -> list[str]:
    """Words cut at the marks of a clause, none of them within brackets or quotation marks."""
    masked = _WITHIN.sub(lambda found: "□" * len(found[0]), words)
    places = [0, *(found.end() for found in _MARKS_OF_CLAUSES.finditer(masked)), len(words)]
    return [words[start:end].strip("，,；;：:（()） ") for start, end in pairwise(places)]


def sentences(sections: Sequence[Section], year: int | None) -> Iterator[Sentence]:
    """Every sentence of the sections in order; the words of a statistics table are none."""
    number = 0
    for section in sections:
        if _SKIPPED.search(section.title):
            continue
        pieces = [("", section.title, section.text)]
        pieces += [(part.code, part.title, part.text) for part in section.parts]
        for part, heading, text in pieces:
            told = f"{heading}\n{text}" if any(numerals.quantities(heading)) else text
            for quote in _STOPS.split(told):
                if quote.strip() and len(quote) <= _LONGEST:
                    yield _sentence(quote.strip(), number, section.code, part, heading or section.title, year)
                    number += 1


def _sentence(quote: str, number: int, section: str, part: str, heading: str, year: int | None) -> Sentence:
    text = _BLANKS.sub("", quote)
    found = list(numerals.quantities(_without_quoted(text)))
    starts = [0, *(quantity.end for quantity in found)]
    ends = [*(quantity.start for quantity in found), len(text)]
    named = _spoken_years(text, year) if found else []
    figures = tuple(
        Figure(
            quantity,
            text[starts[at] : quantity.start],
            text[quantity.end : ends[at + 1]],
            _last(named, quantity.start),
        )
        for at, quantity in enumerate(found)
    )
    return Sentence(text, quote, number, section, part, heading, figures)


def _without_quoted(text: str) -> str:
    """The text with titles and document numbers blotted out, at the same length."""
    return re.sub(r"《[^《》]*》|〔[^〔〕]*〕\d*号?", lambda found: "□" * len(found[0]), text)


_NOT_ITS_YEAR = re.compile(
    r"(?:较|比|与|同|相比)(?:于)?(?:20\d\d年|上一?年度?|去年)|(?:结转|顺延|延期|转)[^，。]{0,4}20\d\d年"
    r"|20\d\d年度?[\u4e00-\u9fff]{0,10}(?:要点|计划|方案|通知|办法|规划)"
)
_YEAR_BEFORE = re.compile(r"(?<!结转)(?<!结转自)(?:上一年度?|上年度?|去年)(?!.{0,2}结转|.{0,2}同期)")


def _spoken_years(words: str, year: int | None) -> list[tuple[int, int]]:
    """The years that the words speak of, in order, each with where its name ends."""
    if "年" not in words:
        return []
    words = _NOT_ITS_YEAR.sub(lambda found: "□" * len(found[0]), _without_quoted(words))
    named = [(end, spoken) for spoken, _, end in numerals.years(words)]
    if year is not None:
        named += [(found.end(), year - 1) for found in _YEAR_BEFORE.finditer(words)]
        named += [(found.end(), year) for found in re.finditer("[今本]年", words)]
    return sorted(named)


def _last(named: Sequence[tuple[int, int]], place: int) -> int | None:
    """The year that was named last before a place, None when none was."""
    before = bisect_right(named, place, key=itemgetter(0))
    return named[before - 1][1] if before else None
