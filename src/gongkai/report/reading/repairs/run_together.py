"""连写: labels and figures on one line with nothing between them.

    一、本年新收政府信息公开申请数量71300000074
    行政复议行政诉讼结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉

A line is parted only where the words are the form's own. Which digits belong to which column
is for `glued_digits` to settle.
"""

import re
from functools import cache

import msgspec

from gongkai.report import forms
from gongkai.report.forms import Column, Row
from gongkai.report.reading.blocks import Document, Grid, Paragraph
from gongkai.report.reading.words import squash, without_ordinal

SAYS = "标签与数字连写在一行，按格式的标签断开"

_DIGITS = r"[-+−－]?[\d０-９][\d０-９.．\-−－+,，\s]*"
_LAST_FIGURES = re.compile(r"(?:[-+−－]?[\d０-９.．,，]+\s+){5,}(?=\S)")
_FULL_TABLE = 6
_BLANK = r"\s*"


def repair(document: Document) -> Document:
    """The document with such a line parted into a paragraph a label and a paragraph a run of digits."""
    suspects = {n for n, block in enumerate(document.blocks) if isinstance(block, Paragraph) and _suspect(block.text)}
    if not suspects:
        return document
    blocks: list[Paragraph | Grid] = []
    for number, block in enumerate(document.blocks):
        if number in suspects and isinstance(block, Paragraph):
            blocks += [msgspec.structs.replace(block, text=piece) for piece in _parted(block.text)]
        else:
            blocks.append(block)
    return msgspec.structs.replace(document, blocks=tuple(blocks))


def _suspect(text: str) -> bool:
    if "\t" in text or "|" in text:
        return False
    letters = squash(text)
    if len(text) > 200:
        return any(words in letters for words in _bare(_openings())) and _opening().search(text) is not None
    return letters[:2] in _beginnings() and _words().match(text) is not None


def _parted(text: str) -> list[str]:
    """The pieces of a line, or the line as it is when the form's words do not account for it."""
    if len(text) <= 200:
        pieces = _tokens().findall(text)
        covered = sum(len(piece) for piece in pieces)
        return [piece.strip() for piece in pieces] if len(pieces) > 1 and covered == len(text) else [text]
    found = _opening().search(text)
    start = found.start() if found else len(text)
    matches = list(_words().finditer(text, start))
    if len(matches) < _FULL_TABLE:
        return [text]
    pieces, end = [text[:start].strip()], start
    for match in matches:
        between = text[end : match.start()].strip()
        figures = _LAST_FIGURES.match(between)
        if figures:  # those of the table before, in front of the prose after it
            pieces.append(figures.group().strip())
            between = between[figures.end() :]
        pieces += [between, match.group().strip()]
        end = match.end()
    rest = re.match(rf"\s*(?:{_DIGITS})?", text[end:])
    if rest:
        pieces.append(rest.group().strip())
        end += rest.end()
    return [piece for piece in (*pieces, text[end:].strip()) if piece]


@cache
def _opening() -> re.Pattern[str]:
    """Where the tables of a report begin: the first heading or corner of the form."""
    return re.compile("|".join(map(_loose, _longest_first(_openings()))))


@cache
def _openings() -> frozenset[str]:
    every = (block for form in forms.editions() for table in form.table for block in table.block)
    return frozenset(words for block in every if (words := block.heading or block.corner))


@cache
def _words() -> re.Pattern[str]:
    """Every label of the tables of every edition, longest first, with the number before it or without."""
    return re.compile("|".join(map(_loose, _longest_first(_labels()))))


@cache
def _beginnings() -> frozenset[str]:
    """The first letters of every label, which most lines of a text do not have: quicker to see than the label."""
    return frozenset(bare[:2] for bare in _bare(_labels()))


@cache
def _bare(labels: frozenset[str]) -> frozenset[str]:
    """The letters of labels, with the number before them and without."""
    letters = {squash(label) for label in labels}
    return frozenset(letters | {without_ordinal(words) for words in letters})


@cache
def _labels() -> frozenset[str]:
    words: set[str] = set()
    for form in forms.editions():
        words |= {form.heading(section) for section in form.section}
        for table in form.table:
            for block in table.block:
                words |= {block.heading, block.corner}
                lines: tuple[Row | Column, ...] = (*block.rows, *block.columns)
                words |= {text for line in lines for text in (line.label, *line.variants, *line.group)}
    return frozenset(words - {""})


def _longest_first(words: frozenset[str]) -> list[str]:
    """By the letters that must stand there, so that no label is taken for the beginning of a longer one."""
    return sorted(words, key=lambda word: len(without_ordinal(squash(word))), reverse=True)


@cache
def _tokens() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words().pattern})\s*|{_DIGITS}")


def _loose(label: str) -> str:
    """A pattern for a label in which blanks may stand anywhere and marks may differ or be gone."""
    bare = without_ordinal("".join(c for c in label if c.isalnum())) or label
    start = next(i for i in range(len(label)) if "".join(c for c in label[i:] if c.isalnum()) == bare)
    ordinal = "".join(_BLANK + (re.escape(c) if c.isalnum() else r"\W?") for c in label[:start])
    rest = "".join((re.escape(c) if c.isalnum() else r"\W?") + _BLANK for c in label[start:])
    return (f"(?:{ordinal}{_BLANK})?" if ordinal else "") + rest
