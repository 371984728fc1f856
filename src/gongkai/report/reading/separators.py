"""分隔: lines of text whose cells are kept apart by marks other than tabs and pipes.

    │ 行政许可 │ 4122 │            行政许可，4122，3，0            ['行政许可', '4122', None]

Such a line is given a tab between its cells; a text is taken to be so written only where lines of figures show it.
A line that holds a whole document, its pieces kept apart by pipes or tabs, becomes a line a piece.
"""

import csv
import re
from collections import Counter

import msgspec

from gongkai.report.reading.blocks import Document, Grid, Paragraph

_BARS = re.compile("[│┃║┆┇┊┋｜¦]")
_FRAME = re.compile(r"[\s\u2500-\u257f+\-=|]*")
_FIGURES = re.compile(r".*?(?P<mark>[,，;；&])(?:[\s\"]*[-+/\d.,]*[\s\"]*(?P=mark)){2,}[\s\"]*[-+/\d.,]*[\s\"\\]*")
_LIST = re.compile(r"\s*\[(.*)\],?\s*")
_ITEM = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(None|nan|-?\d[\d.]*)""")
_FEWEST_LINES = 3
_MOST_COLUMNS = 60


def with_tabs(document: Document) -> Document:
    """The document with a tab in place of each such mark."""
    if any(isinstance(block, Paragraph) and _is_all_in_one(block.text) for block in document.blocks):
        blocks = tuple(piece for block in document.blocks for piece in _pieces(block))
        document = msgspec.structs.replace(document, blocks=blocks)
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    barred = any(_BARS.search(text) for text in texts)
    marks = Counter(found["mark"] for text in texts if _may_be_figures(text) and (found := _FIGURES.fullmatch(text)))
    mark = next((mark for mark, count in marks.most_common(1) if count >= _FEWEST_LINES), "")
    if not barred and not mark and not any(_LIST.fullmatch(text) for text in texts):
        return document
    return msgspec.structs.replace(document, blocks=tuple(_parted(block, mark) for block in document.blocks))


def _is_all_in_one(text: str) -> bool:
    """Whether a whole document stands in the line: no table has as many columns."""
    return text.count("|") > _MOST_COLUMNS or text.count("\t") > _MOST_COLUMNS


def _pieces(block: Paragraph | Grid) -> list[Paragraph | Grid]:
    if not isinstance(block, Paragraph) or not _is_all_in_one(block.text):
        return [block]
    mark = "|" if block.text.count("|") > _MOST_COLUMNS else "\t"
    return [msgspec.structs.replace(block, text=piece.strip()) for piece in block.text.split(mark)]


def _may_be_figures(text: str) -> bool:
    """Lines of figures end with one, or with a mark; nearly all others do not."""
    return text.rstrip()[-1:].isdecimal() or text.rstrip().endswith((",", "，", ";", "；", "/", '"', "\\"))


def _parted(block: Paragraph | Grid, mark: str) -> Paragraph | Grid:
    if not isinstance(block, Paragraph) or "\t" in block.text:
        return block
    text = block.text
    if _BARS.search(text):
        text = _BARS.sub("\t", text.strip())
        text = "" if _FRAME.fullmatch(text) and "─" in text else text[text[:1] == "\t" :]
    elif found := _LIST.fullmatch(text):
        items = [a or b or ("" if c in ("None", "nan") else c) for a, b, c in _ITEM.findall(found[1])]
        text = "\t".join(re.sub(r"\\n", "", item) for item in items) or text
    elif mark and text.count(mark) > 1 and not text.rstrip().endswith("。"):
        [cells] = csv.reader([text.strip().removesuffix("\\\\")], delimiter=mark)
        text = "\t".join(cells)
    elif _FRAME.fullmatch(text) and "─" in text:
        text = ""
    return block if text == block.text else msgspec.structs.replace(block, text=text)
