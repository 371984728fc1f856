"""格位: many cells of the form in few words, table by table."""

import re
from collections.abc import Iterable, Sequence

from gongkai.report.forms import Block, Form, Row, Slot, Table

_SHOWN = 6
_LONG = 24
_REMARK = re.compile(r"(?<=[^）])（[^）]*）$")
"""（区分处理的，只计这一情形，不计其他情形）: what a label adds for those who fill in the form."""


def by_table(form: Form, paths: Iterable[str]) -> list[tuple[Table, list[Slot]]]:
    """The cells among these that the form has, in official order under their tables."""
    wanted = set(paths)
    found = [(table, [slot for slot in table.slots if slot.path in wanted]) for table in form.table]
    return [(table, slots) for table, slots in found if slots]


def row_name(row: Row) -> str:
    """A row as a person would point to it: an item of a group is named after the group, a long label cut short."""
    label = _REMARK.sub("", row.label)
    if len(label) > _LONG:
        label = label.partition("、")[0]
    return f"{row.group[-1]}{label}" if len(row.group) > 1 else label


def named(slots: Sequence[Slot]) -> str:
    """Cells of one table: whole columns and rows by their labels, single ones one by one."""
    words: list[str] = []
    for block in slots[0].table.block:
        mine = [slot for slot in slots if slot.block is block]
        if mine:
            words += _named_in(block, mine)
    shown = "、".join(words[:_SHOWN])
    return f"{shown}等" if len(words) > _SHOWN else shown


def _named_in(block: Block, slots: list[Slot]) -> list[str]:
    paths = {slot.path for slot in slots}
    table = slots[0].table
    words: list[str] = []
    if len(block.rows) > 1 and len(block.columns) > 1 and not block.across:
        for column in block.columns:
            whole = {table.path(row, column) for row in block.rows}
            if whole <= paths:
                words.append(f"“{column.label}”列")
                paths -= whole
    for row in block.rows:
        whole = {table.path(row, column) for column in block.columns}
        if whole & paths and whole <= {slot.path for slot in slots} and len(whole & paths) > 1:
            words.append(f"“{row_name(row)}”{'' if block.across else '一行'}")
            paths -= whole
    words += [f"“{row_name(slot.row)}”·{slot.column.label}" for slot in slots if slot.path in paths]
    return words


def filled_columns(slots: Sequence[Slot]) -> list[str] | None:
    """When whole columns of a one-block table are wanting, and nothing else: the labels of those that are not."""
    table = slots[0].table
    if len(table.block) > 1 or table.block[0].across:
        return None
    [block] = table.block
    paths = {slot.path for slot in slots}
    empty = [c for c in block.columns if all(table.path(row, c) in paths for row in block.rows)]
    if len(empty) * len(block.rows) != len(paths):
        return None
    return [column.label for column in block.columns if column not in empty]
