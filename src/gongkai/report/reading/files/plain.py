"""文本 (.txt, .md): a paragraph a line, tabs and blanks kept; tables written as HTML inside become grids."""

import re
from collections.abc import Iterator
from itertools import islice

from gongkai.report.reading.blocks import Document, Grid, Paragraph
from gongkai.report.reading.files import limits
from gongkai.report.reading.files.encoding import decode
from gongkai.report.reading.files.refusals import too_much
from gongkai.report.report import Place

KIND = "txt"
_LINE = re.compile("\r\n|[\n\r\v\x85\u2028\u2029]")
_LAST_END = re.compile("(?:\r\n|[\n\r])\\Z")
_TABLE = re.compile(r"<table\b.*?</table\s*>[ \t]*(?:\r\n|[\n\r])?", re.I | re.S)


def read(data: bytes) -> Document:
    """The lines of a text, numbered from one; a form feed begins a page."""
    limits.refuse_heavy_text(data)
    text = decode(data)
    if sum(1 for _ in islice(_LINE.finditer(text), limits.BLOCKS)) == limits.BLOCKS:
        raise too_much("文本的行数过多")
    return Document(KIND, tuple(_blocks(text)))


def _blocks(text: str) -> Iterator[Paragraph | Grid]:
    """Converters write Markdown around tables of HTML: those are read as in a page, and lines keep their numbers."""
    at, line, page = 0, 1, 1 if "\f" in text else None
    for match in _TABLE.finditer(text):
        from gongkai.report.reading.files import html, tables

        if match.start() > at:
            yield from _lines(text[at : match.start()], line, page)
        yield from tables.document(html.KIND, html.pieces(match[0].encode())).blocks
        passed = text[at : match.end()]
        at, line = match.end(), line + len(_LINE.findall(passed))
        page = page and page + passed.count("\f")
    if at < len(text):
        yield from _lines(text[at:], line, page)


def _lines(text: str, line: int, page: int | None) -> Iterator[Paragraph]:
    for number, words in enumerate(_LINE.split(_LAST_END.sub("", text)), start=line):
        if page is not None:
            page += words.count("\f")
        yield Paragraph(words.replace("\f", ""), Place(page=page, line=number))
