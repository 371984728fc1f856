"""文本 (.txt, .md): a paragraph a line, tabs and blanks kept; tables written as HTML inside become grids."""

import re
from collections.abc import Iterator

from gongkai.report.reading.blocks import Document, Grid, Paragraph
from gongkai.report.reading.files import limits
from gongkai.report.reading.files.encoding import decode
from gongkai.report.reading.files.refusals import too_much
from gongkai.report.report import Place

KIND = "txt"
_LINE = re.compile("\r\n|[\n\r\v\x85\u2028\u2029]")
_TABLE = re.compile(r"<table\b.*?</table\s*>", re.I | re.S)


def read(data: bytes) -> Document:
    """The lines of a text, numbered from one; a form feed begins a page."""
    limits.refuse_heavy_text(data)
    text = decode(data)
    blocks = tuple(_with_tables(text) if _TABLE.search(text) else _lines(text))
    if len(blocks) > limits.BLOCKS:
        raise too_much("文本的行数过多")
    return Document(KIND, blocks)


def _lines(text: str) -> Iterator[Paragraph]:
    page = 1 if "\f" in text else None
    for number, line in enumerate(_LINE.split(text.removesuffix("\n").removesuffix("\r")), start=1):
        if page is None:
            yield Paragraph(line, Place(line=number))
        else:
            page += line.count("\f")
            yield Paragraph(line.replace("\f", ""), Place(page=page, line=number))


def _with_tables(text: str) -> Iterator[Paragraph | Grid]:
    """Converters write Markdown around tables of HTML: lines keep their numbers, tables are read as in a page."""
    from gongkai.report.reading.files import html, tables

    markup = _TABLE.findall(text)
    grids = (tables.document(html.KIND, html.pieces(table.encode())).blocks for table in markup)
    rest = _TABLE.sub(lambda match: "\0" + "\n" * len(_LINE.findall(match[0])), text)
    for paragraph in _lines(rest):
        before, *others = paragraph.text.split("\0")
        if before.strip() or not others:
            yield Paragraph(before, paragraph.place)
        for after in others:
            yield from next(grids)
            if after.strip():
                yield Paragraph(after, paragraph.place)
