"""梗概: what is kept of a report's prose to find its copies: marks of its runs of words, piece by piece.

Left out is what a copy would change or every report must say: numbers, the agency's own names, titles in 《》,
official headings and labels.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from zlib import crc32

from gongkai.report import forms
from gongkai.report.comparison import agency_words
from gongkai.report.report import Report
from gongkai.report.rules.prose import heading_words, squeezed

RUN = 8
"""Words in a row that make one mark: fewer than `comparison.RUN`, for copies that were worked over."""

LEAST = 60
"""Words of a piece that is long enough to be known again."""

SAMPLE = 4
"""One run in so many is kept, the same ones in every report."""

_WORD = 2  # bytes of a word in UTF-16
_LEFT_OUT = re.compile(r"《[^《》]*》|[我本全][省市州县区旗乡镇街局厅委办]|[\d〇零一二三四五六七八九十百千万亿两]+|\W+")
_PLACE = re.compile(r".+?(?:自治[区州县旗]|[省市州盟县区旗乡镇]|街道|苏木)")


def sketches(report: Report) -> Iterator[list[int]]:
    """The marks of each piece of prose that is long enough: a part, a section's own words; the short ones together."""
    short = ""
    names = _names(report.agency or "")
    for text in _pieces(report):
        words = _words(text, names)
        if len(words) >= LEAST:
            yield _marks(words)
        else:
            short += words
    if len(short) >= LEAST:
        yield _marks(short)


def _pieces(report: Report) -> Iterator[str]:
    for section in report.sections:
        yield section.text
        yield from (part.text for part in section.parts)


def _words(text: str, names: re.Pattern[str] | None) -> str:
    lines = (line for line in text.splitlines() if heading_words(line) not in _official())
    plain = squeezed(unicodedata.normalize("NFKC", "".join(lines)))
    return _LEFT_OUT.sub("", names.sub("", plain) if names else plain)


def _names(agency: str) -> re.Pattern[str] | None:
    """The names an agency may go by: its own, those of the places in it, what is left of it after them."""
    whole = agency_words(agency)
    places = _PLACE.findall(whole)
    names = {squeezed(agency), whole, *places, whole.removeprefix("".join(places))}
    longest_first = sorted((name for name in names if len(name) > 1), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None


def _marks(words: str) -> list[int]:
    data = words.encode("utf-16-le", "replace")
    ends = range(RUN * _WORD, len(data) + 1, _WORD)
    return sorted({mark for end in ends if (mark := crc32(data[end - RUN * _WORD : end])) % SAMPLE == 0})


@cache
def _official() -> frozenset[str]:
    """The headings of sections and parts and the labels of rows and columns, in every edition."""
    titles = (
        (title, *variants)
        for form in forms.editions()
        for section in form.section
        for title, variants in (
            (section.title, section.variants),
            *((part.title, part.variants) for part in section.part),
        )
    )
    labels = (
        (slot.row.label, slot.column.label, slot.table.name)
        for form in forms.editions()
        for slot in form.slots.values()
    )
    return frozenset(heading_words(words) for group in (*titles, *labels) for words in group)
