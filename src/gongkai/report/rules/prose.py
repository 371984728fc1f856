"""行文: the report's prose as the checks read it: passage by passage, sentence by sentence."""

import re
from collections.abc import Iterator
from functools import cached_property

import msgspec

from gongkai.report.report import Report, Statement, StatementKind

_BLANKS = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
_SENTENCE = re.compile(r"[^。！？；!?;]+[。！？；!?;]?[”’」』）)]?")
_NUMBERING = re.compile(
    r"^(?:第?[一二三四五六七八九十]+(?:部分|[、.．,，:：])|[（(][一二三四五六七八九十\d]+[)）][、.．]?|\d+[、.．])"
)
_MARKS = re.compile(r"\[bookmark:[^\]]*\]|\*{2,}|^#+|^[|>]+|[。：:；;，,、|]+$")

_LONG = 60


def squeezed(text: str) -> str:
    """Without the blanks and line breaks that layout puts between Chinese words."""
    return _BLANKS.sub("", text)


def heading_words(title: str) -> str:
    """A heading without its number, blanks, closing stops and conversion marks."""
    words = _MARKS.sub("", squeezed(title))
    return _MARKS.sub("", _NUMBERING.sub("", words))


class Passage(msgspec.Struct, frozen=True, dict=True):
    """A stretch of prose and where it stands; `section` is "title", "preamble" or "signature" outside the sections."""

    section: str
    part: str
    place: str
    text: str

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences without blanks; a line that ends without a stop goes on in the next."""
        return tuple(found.strip() for found in _SENTENCE.findall(squeezed(self.text)) if found.strip())


def passages(report: Report, *sections: str) -> Iterator[Passage]:
    """The report's prose in order, or that of some sections."""
    wanted = [*_outside(report, before=True), *_inside(report), *_outside(report, before=False)]
    return (passage for passage in wanted if passage.text.strip() and (not sections or passage.section in sections))


def _outside(report: Report, *, before: bool) -> Iterator[Passage]:
    if before:
        yield Passage("title", "", "标题", report.title)
        yield Passage("preamble", "", "标题下的说明", report.preamble)
    else:
        yield Passage("signature", "", "落款", report.signature)


def _inside(report: Report) -> Iterator[Passage]:
    for section in report.sections:
        name = f"“{squeezed(section.title)}”"
        yield Passage(section.code, "", name, section.text)
        for part in section.parts:
            title = squeezed(part.title)
            yield Passage(section.code, part.code, f"{name}{title[:24]}" if title else name, part.text)


def of_this_year(report: Report, *kinds: StatementKind) -> list[Statement]:
    """What the text states of the year reported on."""
    return [statement for statement in report.stated(*kinds) if statement.year in (None, report.year)]


def clause_of(statement: Statement) -> str:
    """The words of the text that hold a statement's number: its clause where the quote is a long sentence."""
    quote = squeezed(statement.quote) or f"{squeezed(statement.label)}{statement.value}{statement.unit}"
    clauses = [clause for clause in re.split(r"[，。；;]", quote) if clause]
    holding = [clause for clause in clauses if re.search(rf"(?<!\d){statement.value}(?![\d年月])", clause)]
    label = squeezed(statement.label)
    holding = [clause for clause in holding if label and label in clause] or holding
    if holding:
        return holding[0]
    return quote if len(quote) <= _LONG else f"{quote[:_LONG]}…"


def place_of(report: Report, statement: Statement) -> str:
    """The heading under which a statement stands."""
    section = report.section(statement.section)
    part = report.part(statement.section, statement.part) if statement.part else None
    names = [f"“{squeezed(section.title)}”" if section else "", squeezed(part.title)[:24] if part else ""]
    return "".join(names)
