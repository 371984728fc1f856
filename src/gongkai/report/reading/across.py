"""横排: the rows of a form side by side over one line of figures, however a file has cut them up.

They come as one line of all, as a table a row, as a label with its figures behind it, or with a part left out.
"""

from collections.abc import Sequence

import msgspec

from gongkai.report.forms import Block, Column, Table
from gongkai.report.forms import Row as FormRow
from gongkai.report.reading.crossed import Crossed, crossed
from gongkai.report.reading.repairs import glued_digits, missing_half
from gongkai.report.reading.rows import Field, Row
from gongkai.report.reading.values import is_blank, is_value
from gongkai.report.reading.words import squash


class Run(msgspec.Struct):
    """Values in a row, and the words of the head before them."""

    heads: list[Field]
    values: list[Field]

    @property
    def filled(self) -> list[Field]:
        return [field for field in self.values if not is_blank(field.text)]


class Line(msgspec.Struct, frozen=True):
    """The paths of one or more rows, with the fields found for them: None where no field was found.

    `certain` is false where nothing shows which field is whose; `glued` where one field holds the digits of all.
    """

    paths: tuple[str, ...]
    columns: tuple[Column, ...]
    fields: tuple[Field | None, ...]
    notes: tuple[str, ...] = ()
    certain: bool = True
    glued: bool = False


def lines(table: Table, block: Block, zone: Sequence[Row]) -> tuple[list[Line], list[Field]]:
    """The lines of figures in a zone, and the values that are over."""
    if by_heads := crossed(block, zone):
        return [_by_heads(table, block, by_heads)], by_heads.over
    found: list[Line] = []
    surplus: list[Field] = []
    heads: list[Field] = []
    for run in _runs(zone):
        heads += run.heads
        if not run.values:
            continue
        line = _placed(table, block, run, heads)
        if line:
            found.append(line)
        else:
            surplus += run.filled
    return found, surplus


def _by_heads(table: Table, block: Block, found: Crossed) -> Line:
    slots = [(row, column) for row in block.rows for column in block.columns if (row.code, column.code) in found.fields]
    order = [(row.code, column.code) for row, column in slots]
    notes = () if order == list(found.fields) else ("swapped_columns",)
    return _line(table, slots, [found.fields[place] for place in order], notes=notes)


def _runs(zone: Sequence[Row]) -> list[Run]:
    runs = [Run([], [])]
    for row in zone:
        words = [field for field in row.fields if not is_value(field.text)]
        if (
            not words
            and not row.alone
            and not any(not is_blank(field.text) for field in row.fields)
            and not runs[-1].heads
        ):
            continue
        for field in row.fields:
            if not is_value(field.text):
                if runs[-1].values:
                    runs.append(Run([], []))
                runs[-1].heads.append(field)
            elif not words or (runs[-1].heads and not is_blank(field.text)) or runs[-1].values:
                runs[-1].values.append(field)
    return runs


def _placed(table: Table, block: Block, run: Run, heads: Sequence[Field]) -> Line | None:
    """What a run of values stands for: all the rows, or the one named last before it."""
    width = len(block.columns)
    every = [(row, column) for row in block.rows for column in block.columns]
    if len(run.filled) == len(every):
        return _line(table, every, run.filled, certain=_in_order(block, heads))
    if len(run.values) == len(every) and run.filled:
        return _line(table, every, run.values, certain=_in_order(block, heads))
    named = _named(block, run.heads)
    if len(named) == 1 and width in (len(run.filled), len(run.values)):
        fields = run.filled if len(run.filled) == width else run.values
        return _line(table, [(block.rows[named[0]], column) for column in block.columns], fields)
    if glued_digits.is_glued(run.values, len(every)):
        return _line(table, every, run.values, glued=True)
    if len(named) == 1 and glued_digits.is_glued(run.values, width):
        return _line(table, [(block.rows[named[0]], column) for column in block.columns], run.values, glued=True)
    labels = {squash(column.label) for column in block.columns}
    over = [field for field in heads if squash(field.text) in labels]
    if placed := missing_half.repair(run.values, over[-len(every) :], len(every)):
        return _line(table, every, placed, notes=("missing_half",))
    rows = [block.rows[number] for number in named]
    some = [(row, column) for row in rows for column in block.columns]
    if len(over) == len(some) and len(some) < len(every) and len(some) in (len(run.filled), len(run.values)):
        fields = run.filled if len(run.filled) == len(some) else run.values
        return _line(table, some, fields, notes=("missing_half",))
    if not run.filled:
        return _line(table, every, [None] * len(every)) if len(run.values) >= len(every) else None
    return _line(table, every, run.filled, certain=False) if len(run.filled) > 1 else None


def _in_order(block: Block, heads: Sequence[Field]) -> bool:
    """Whether no line of the head names the rows, or the groups they stand in, in another order than the form.

    Which of two lines comes first says nothing: a PDF gives a merged cell by the height of its middle.
    """
    numbers: dict[tuple[int | None, ...], list[int]] = {}
    names = [{squash(name) for name in (*row.group, row.label, *row.variants)} for row in block.rows]
    for field in heads:
        place = field.place
        word = squash(field.text)
        if number := next((number for number, own in enumerate(names, start=1) if word in own), 0):
            numbers.setdefault((place.page, place.table, place.row, place.line), []).append(number)
    return all(line == sorted(line) for line in numbers.values())


def _named(block: Block, heads: Sequence[Field]) -> list[int]:
    """The rows that the words name, in order, each once: the name that comes last before the values counts."""
    found: list[int] = []
    for field in heads:
        words = squash(field.text)
        for number, row in enumerate(block.rows):
            if number not in found and any(squash(name) in words for name in (row.label, *row.variants)):
                found.append(number)
    return found


def _line(
    table: Table,
    slots: Sequence[tuple[FormRow, Column]],
    fields: Sequence[Field | None],
    *,
    notes: tuple[str, ...] = (),
    certain: bool = True,
    glued: bool = False,
) -> Line:
    paths = tuple(table.path(row, column) for row, column in slots)
    return Line(paths, tuple(column for _, column in slots), tuple(fields), notes, certain, glued)
