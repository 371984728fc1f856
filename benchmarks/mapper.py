"""找数: the cells of the form in whatever a general reader gives, found as a careful user of it would find them.

Every table and every line is gone through cell by cell, blank ones left out: an official label, and the figures
behind it, as many as its row has, are the row. It does not matter how the reader cuts rows, whether it repeats
merged cells, or whether it gives tables or text, as long as labels and figures come whole and in their order.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache

from gongkai.report import forms
from tests.samples.make import Values

Rows = Iterable[Sequence[str]]

_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
_BETWEEN_CELLS = re.compile(r"\t|\||\s{2,}|(?<=\d) (?=\d)")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+|\d+)(?=\D)")
_EDITION = "2021"


def rows_of(text: str) -> Rows:
    """The lines of a text or of Markdown as rows: by pipes, tabs, wide gaps, and the blank between two figures."""
    return [_BETWEEN_CELLS.split(line) for line in text.splitlines()]


def right(rows: Rows, values: Values) -> int:
    """How many cells of the form have the figure that they should."""
    found = _cells(rows)
    return sum(1 for path, value in values.items() if path in found and found[path] == value)


def _cells(rows: Rows) -> dict[str, Decimal]:
    cells = [cell for row in rows for text in row if (cell := _plain(text))]
    found: dict[str, Decimal] = {}
    for at, label in enumerate(cells):
        for paths in _rows_called(label):
            figures = cells[at + 1 : at + 1 + len(paths)]
            if len(figures) == len(paths) and all(map(_FIGURE.fullmatch, figures)):
                for path, figure in zip(paths, figures, strict=True):
                    found.setdefault(path, Decimal(figure))
    return found


def _rows_called(label: str) -> list[tuple[str, ...]]:
    """The cells of the rows with this label, with the number before it or without; 总计 ends the head of table four."""
    return _rows().get(label, [])


@cache
def _rows() -> dict[str, list[tuple[str, ...]]]:
    named: dict[str, list[tuple[str, ...]]] = {}
    for table in forms.form(_EDITION).table:
        for block in table.block:
            if block.across:
                named.setdefault(_plain(block.columns[-1].label), []).append(tuple(slot.path for slot in table.slots))
                continue
            for row in block.rows:
                paths = tuple(table.path(row, column) for column in block.columns)
                for label in {_plain(row.label), _ORDINAL.sub("", _plain(row.label))}:
                    named.setdefault(label, []).append(paths)
    return named


def _plain(text: str) -> str:
    """A figure as it is; words without blanks, marks and width."""
    text = unicodedata.normalize("NFKC", text).strip()
    return text if _FIGURE.fullmatch(text) else re.sub(r"[\W_]", "", text)
