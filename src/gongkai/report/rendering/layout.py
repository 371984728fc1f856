"""版式: the tables as the official form prints them, merged cells and all, derived from the form.

Every writer draws these cells; none knows the form.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

import msgspec

from gongkai.report.forms import Block, Column, Row, Table
from gongkai.report.report import Cell

Scope = Literal["", "col", "colgroup", "row", "rowgroup"]


class Printed(msgspec.Struct, frozen=True):
    """A cell as printed: words or the path of a figure, how many rows and columns it covers, what it heads."""

    text: str = ""
    path: str = ""
    rowspan: int = 1
    colspan: int = 1
    scope: Scope = ""


Line = list[Printed]


class Layout(msgspec.Struct, frozen=True):
    """A table ready to be drawn: its width in columns, its lines, how many of the first lines are its head."""

    table: Table
    width: int
    head: int
    lines: list[Line]


def shown(cell: Cell) -> str:
    """What stands in a cell of the official form: its number with every digit, or the words found in place of one."""
    return cell.text if cell.value is None else f"{Decimal(cell.value):f}"


def layout(table: Table) -> Layout:
    """The printed form of a table.

    A table of one block with a corner has a head of merged columns and labels nested at the left; `across`
    blocks print one line of figures; further blocks stand under one another, each with its heading.
    """
    if len(table.block) > 1:
        return _stacked(table)
    [block] = table.block
    return _across(table, block) if block.across else _nested(table, block)


def placed(drawn: Layout) -> Iterator[tuple[int, int, Printed]]:
    """Every printed cell with the row and the column in which it begins, counted from 0."""
    covered: set[tuple[int, int]] = set()
    for row, line in enumerate(drawn.lines):
        column = 0
        for cell in line:
            while (row, column) in covered:
                column += 1
            yield row, column, cell
            below = range(row, row + cell.rowspan)
            covered |= {(y, x) for y in below for x in range(column, column + cell.colspan)}
            column += cell.colspan


def _stacked(table: Table) -> Layout:
    width = 1 + max(len(block.columns) for block in table.block)
    lines: list[Line] = []
    for block in table.block:
        spans = _share(width - 1, len(block.columns))
        lines.append([Printed(block.heading, colspan=width, scope="colgroup")])
        heads = [
            Printed(column.label, colspan=span, scope="col") for column, span in zip(block.columns, spans, strict=True)
        ]
        lines.append([Printed(block.corner, scope="col"), *heads])
        for row in block.rows:
            cells = zip(block.columns, spans, strict=True)
            figures = [Printed(path=table.path(row, column), colspan=span) for column, span in cells]
            lines.append([Printed(row.label, scope="row"), *figures])
    return Layout(table, width, 0, lines)


def _share(width: int, parts: int) -> list[int]:
    """Columns of a narrower block over the width of the widest: the last takes what is left."""
    each = width // parts
    return [each] * (parts - 1) + [width - each * (parts - 1)]


def _nested(table: Table, block: Block) -> Layout:
    depth = 1 + max(len(row.group) for row in block.rows)
    head = _head(block.columns)
    head[0].insert(0, Printed(block.corner, rowspan=len(head), colspan=depth, scope="col"))
    lines = list(head)
    for number, row in enumerate(block.rows):
        line = [
            Printed(label, rowspan=_run(block.rows, number, level), scope="rowgroup")
            for level, label in enumerate(row.group)
            if number == 0 or block.rows[number - 1].group[: level + 1] != row.group[: level + 1]
        ]
        line.append(Printed(row.label, colspan=depth - len(row.group), scope="row"))
        line += [Printed(path=table.path(row, column)) for column in block.columns]
        lines.append(line)
    return Layout(table, depth + len(block.columns), len(head), lines)


def _across(table: Table, block: Block) -> Layout:
    columns = [
        Column(f"{row.code}.{column.code}", column.label, column.unit, group=(*row.group, row.label))
        for row in block.rows
        for column in block.columns
    ]
    figures = [Printed(path=f"{table.code}.{column.code}") for column in columns]
    head = _head(columns, even=True)
    return Layout(table, len(columns), len(head), [*head, figures])


def _head(columns: Sequence[Column], *, even: bool = False) -> list[Line]:
    """The lines of a head of merged columns.

    A column with fewer groups than others reaches down over the lines it lacks; in an `even` head the columns
    all stand in the last line, and the innermost group reaches down to them.
    """
    depth = 1 + max(len(column.group) for column in columns)
    lines: list[Line] = [[] for _ in range(depth)]
    for number, column in enumerate(columns):
        lacking = depth - 1 - len(column.group)
        for level, label in enumerate(column.group):
            begun = number > 0 and columns[number - 1].group[: level + 1] == column.group[: level + 1]
            if not begun:
                reach = 1 + lacking if even and level == len(column.group) - 1 else 1
                span = _run(columns, number, level)
                lines[level].append(Printed(label, rowspan=reach, colspan=span, scope="colgroup"))
        if even:
            lines[-1].append(Printed(column.label, scope="col"))
        else:
            lines[len(column.group)].append(Printed(column.label, rowspan=1 + lacking, scope="col"))
    return lines


def _run(lines: Sequence[Row] | Sequence[Column], start: int, level: int) -> int:
    """For how many lines from `start` the group of that level goes on."""
    group = lines[start].group[: level + 1]
    end = start
    while end < len(lines) and lines[end].group[: level + 1] == group:
        end += 1
    return end - start
