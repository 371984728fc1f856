"""经纬: figures placed by the words over them and beside them, whichever way round a table is printed.

    类别     | 结果维持 | 结果纠正 | …          行政复议 | 结果维持 | 3
    行政复议 | 3        | 0        | …                   | 结果纠正 | 0

Only a table in which every figure has its own place, and no row of the form lacks one, is believed.
"""

from collections.abc import Mapping, Sequence

import msgspec

from gongkai.report.forms import Block
from gongkai.report.reading.rows import Field, Row
from gongkai.report.reading.values import is_blank, is_value
from gongkai.report.reading.words import squash

Place = tuple[str, str]
_FARTHEST = 10_000


class Crossed(msgspec.Struct, frozen=True):
    """The field of each row and column of the form, by their codes; `over` are values that stand under no words."""

    fields: Mapping[Place, Field]
    over: list[Field]


class _Head(msgspec.Struct, frozen=True):
    """One row of a head: the first column that each of its words stands over, and the first that it does not."""

    reaches: list[tuple[int, int, str]]

    @classmethod
    def of(cls, row: Row) -> "_Head":
        """A cell that is not merged reaches over the blank ones after it, as do words between separators."""
        filled = [field for field in row.fields if not is_blank(field.text)]
        ends = [field.column or 0 for field in filled[1:]] + [_FARTHEST]
        return cls(
            [
                (field.column or 0, end if field.span == 1 else (field.column or 0) + field.span, field.text)
                for field, end in zip(filled, ends, strict=True)
            ]
        )

    def words(self, column: int) -> str:
        """What stands over a column, "" where nothing or a number does."""
        text = next((text for start, end, text in self.reaches if start <= column < end), "")
        return "" if is_value(text) else text


def crossed(block: Block, zone: Sequence[Row]) -> Crossed | None:
    """The figures of a block by their heads, or None unless these settle every one of them."""
    fields: dict[Place, Field] = {}
    over: list[Field] = []
    heads: list[_Head] = []
    beside: dict[int, str] = {}
    below = False
    for row in zone:
        if any(field.column is None for field in row.fields):
            continue
        placed, stray = _row(block, row, heads, beside)
        if stray is None or any(place in fields for place in placed):
            return None
        if placed:
            fields |= placed
            over += stray
            below = True
        elif any(not is_value(field.text) for field in row.fields):
            if below:
                heads, beside, below = [], {}, False
            heads.append(_Head.of(row))
    rows = {code for code, _ in fields}
    if not fields or len(fields) != len(rows) * len(block.columns):
        return None
    return Crossed(fields, over)


def _row(
    block: Block, row: Row, heads: Sequence[_Head], beside: dict[int, str]
) -> tuple[dict[Place, Field], list[Field] | None]:
    """The values of a row with their places, and those that no words speak of: None when words name half a place."""
    placed: dict[Place, Field] = {}
    stray: list[Field] = []
    labels = {field.column or 0: field.text for field in row.fields if not is_value(field.text)}
    for field in row.fields:
        column = field.column or 0
        if not is_value(field.text):
            continue
        left = {at: words for at, words in (beside | labels).items() if at < column}
        words = [left[at] for at in sorted(left, reverse=True)] + [head.words(column) for head in reversed(heads)]
        place = (_row_named(words, block), _column_named(words, block))
        if all(place) and place not in placed:
            placed[place] = field
        elif is_blank(field.text):
            continue
        elif any(place):
            return placed, None
        else:
            stray.append(field)
    if placed:
        for column in [at for at in beside if labels and at >= min(labels)]:
            del beside[column]
        beside |= labels
    return placed, stray


def _row_named(words: Sequence[str], block: Block) -> str:
    """The row that the nearest of the words to name one names."""
    for text in words:
        squashed = squash(text)
        for row in block.rows:
            if any(squash(name) in squashed for name in (row.label, *row.variants)):
                return row.code
    return ""


def _column_named(words: Sequence[str], block: Block) -> str:
    for text in words:
        squashed = squash(text)
        for column in block.columns:
            if squashed in {squash(name) for name in (column.label, *column.variants)}:
                return column.code
    return ""
