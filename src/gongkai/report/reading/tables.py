"""表格: rows → the cells of the form.

Rows are found by the words of their labels and confirmed by the form: its order, its columns, its equations.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise

import msgspec

from gongkai.report.forms import Block, Column, Form, Table
from gongkai.report.forms import Row as FormRow
from gongkai.report.reading import across, values
from gongkai.report.reading.habits import Habits
from gongkai.report.reading.labels import Match, RowLabels, TableWords, table_words
from gongkai.report.reading.records import Record, aligned, records
from gongkai.report.reading.repairs import glued_digits, shifted_row, split_row, surplus_value, swapped_columns
from gongkai.report.reading.rows import Field, Row
from gongkai.report.reading.words import squash
from gongkai.report.report import MISSING, Cell, State, Surplus


class Found(msgspec.Struct):
    """What was read: a cell for every slot of the form, values over, and the rows and blocks that the tables took."""

    cells: dict[str, Cell]
    surplus: list[Surplus]
    rows: set[int]
    blocks: set[int]
    glued: list[glued_digits.Glued]


def read_tables(rows: Sequence[Row], form: Form) -> Found:
    """Every table of the form among the rows of a document."""
    found = Found(dict.fromkeys(form.slots, MISSING), [], set(), set(), [])
    words = {code: table_words(table) for code, table in form.tables.items()}
    for code, zone in _zones(rows, words).items():
        table = form.tables[code]
        if table.block[0].across:
            _read_across(table, zone, found)
        else:
            _read_down(words[code], zone, found)
    if found.glued:
        found.cells.update(glued_digits.repair(found.glued, found.cells, form))
    return found


Zone = list[tuple[int, Row]]


def _zones(rows: Sequence[Row], words: dict[str, TableWords]) -> dict[str, Zone]:
    """The rows of each table with their numbers: from words that only it has to a heading, prose or another table."""
    openers = {opener: code for code, table in words.items() for opener in table.openers}
    zones: dict[str, Zone] = {}
    current: str | None = None
    for number, row in enumerate(rows):
        squashed = [squash(field.text) for field in row.fields]
        opened = next((openers[text] for text in squashed if text in openers), None)
        if opened is None and not row.drawn:
            opened = _opened_by_pieces(rows[number : number + _MOST_PIECES], squashed, openers, words)
        if opened is None and current and _ends_table(row, squashed, words[current]):
            current = None
        current = opened or current
        if current:
            zones.setdefault(current, []).append((number, row))
    return zones


def _opened_by_pieces(
    rows: Sequence[Row], squashed: Sequence[str], openers: Mapping[str, str], words: Mapping[str, TableWords]
) -> str | None:
    """The table that a line opens with a piece of its words, the others below: （本列数据的勾稽关系 / 为：第一项…."""
    long = [text for text in squashed if len(text) >= _SHORTEST_PIECE]
    tables = {code for text in long for code, table in words.items() if text in table.beginnings}
    may_begin = any(squashed[0] in table.beginnings for table in words.values())
    if not tables and may_begin and all(row.alone for row in rows):
        joined = accumulate(squash(row.fields[0].text) for row in rows)
        tables = {openers[text] for text in joined if text in openers}
    return tables.pop() if len(tables) == 1 else None


_SHORTEST_PIECE = 7
_MOST_PIECES = 6
_LONGEST_FIELD = 70


def _ends_table(row: Row, squashed: list[str], words: TableWords) -> bool:
    if row.drawn:
        return False
    if any(len(text) > _LONGEST_FIELD for text in squashed):
        return True
    if not row.alone:
        return False
    heading = row.fields[0].text.lstrip(" #*\u3000\u00a0")
    if not (heading[:1] in "一二三四五六七八九" and heading[1:2] in "、．.,，"):
        return False
    own = squash(heading)
    return not any(own in label or label in own for label in words.every_label)


Line = tuple[Block, FormRow]


def _read_down(words: TableWords, zone: Zone, found: Found) -> None:
    """Rows of the form one under another, each behind its label."""
    table = words.table
    lines: list[Line] = [(block, row) for block in table.block for row in block.rows]
    rows = [row for _, row in zone]
    made = split_row.repair(records(rows), words.all_labels)
    paired = aligned(made, words.all_labels)
    habits = Habits({}, {})
    for line, (number, _) in paired.items():
        habits.learn(made[number], len(lines[line][0].columns))
    heads = {number: swapped_columns.heads(rows, block.columns) for number, block in enumerate(table.block)}
    apart = {number for number in range(len(table.block)) if _is_apart(number, table, lines, made, paired)}
    for line, (number, match) in paired.items():
        block, row = lines[line]
        notes = (*made[number].notes, *(("misspelt_label",) if match.misspelt else ()))
        if table.block.index(block) in apart and 0 < made[number].width <= len(block.columns):
            paths = [table.path(row, column) for column in block.columns]
            _put(paths, block.columns, None, made[number].filled, notes, found)
            continue
        _fill(table, block, row, made[number], habits, heads[table.block.index(block)], notes, found)
    taken = {number for number, _ in paired.values()}
    merged = _merged_rows(table, [made[n] for n in range(len(made)) if n not in taken], habits, found)
    first, last = min(taken, default=0), max(taken, default=-1)
    for number, record in enumerate(made):
        # Outside the rows taken, only a row of the form printed again counts: another year's table on the same page.
        inside = first <= number <= last or words.all_labels.matches(record.words)
        if inside and taken and number not in taken and id(record) not in merged:
            label = record.words[-1] if record.words else ""
            over = [field for field in record.filled if values.value(field.text).number is not None]
            found.surplus += [Surplus(table.code, label, field.text.strip(), field.place) for field in over]
    _take(zone, (field for n in taken for field in (*made[n].labels, *made[n].values)), found)


def _is_apart(
    number: int, table: Table, lines: Sequence[Line], made: Sequence[Record], paired: Mapping[int, tuple[int, Match]]
) -> bool:
    """Whether a text gives the figures of a block before their labels, or those of several rows after the last.

    So it is where a PDF is read by the height of words: which figures belong to which label, no line tells.
    """
    block = table.block[number]
    count = len(block.columns)
    taken = [record for line, (record, _) in sorted(paired.items()) if lines[line][0] is block]
    if not taken or any(made[record].width == 0 for record in taken):
        return False
    for record in taken[:-1]:
        figures = [field.text for field in made[record].filled]
        if made[record].width == 1 and len(figures) >= 2 * count and len(set(figures)) > 1:
            return True
    before = made[taken[0] - 1] if taken[0] else None
    headed = {squash(text) for column in block.columns for text in (column.label, *column.variants)}
    return (
        before is not None
        and before.width > 0
        and len(before.filled) == count
        and (count > _FEWEST_TELLING or squash(before.words[-1]) in headed)
    )


_FEWEST_TELLING = 4


def _merged_rows(table: Table, others: Sequence[Record], habits: Habits, found: Found) -> set[int]:
    """Records of rows that stand in place of several of the form: read only where those are missing."""
    used: set[int] = set()
    for block in table.block:
        for merged in block.merged:
            cells = [table.path(code, column) for code in merged.of for column in block.columns]
            if any(found.cells[path].state is not State.MISSING for path in cells):
                continue
            row = FormRow(merged.code, merged.label, merged.group)
            labels = RowLabels((row,), frozenset())
            for record in others:
                if len(record.filled) >= len(block.columns) and 0 in labels.matches(record.words):
                    _fill(table, block, row, record, habits, None, ("merged_rows",), found)
                    used.add(id(record))
                    break
    return used


def _fill(
    table: Table,
    block: Block,
    row: FormRow,
    record: Record,
    habits: Habits,
    heads: tuple[int, ...] | None,
    notes: tuple[str, ...],
    found: Found,
) -> None:
    """The cells of one row of the form from the record that was matched with it."""
    columns = block.columns
    paths = tuple(table.path(row, column) for column in columns)
    if glued_digits.is_glued(record.values, len(columns)):
        found.glued.append(glued_digits.Glued(record.values[0].text, paths, record.values[0].place))
        return
    count, filled = len(columns), record.filled
    over: list[Field] = []
    fields: Sequence[Field | None] | None
    if filled and heads and (swapped := swapped_columns.repair(record, heads, habits)):
        fields, over = swapped
        notes = (*notes, "swapped_columns")
    elif len(filled) == count:
        fields = filled
    elif not filled:
        blanks = record.values[:count]
        fields = [*blanks, *[None] * (count - len(blanks))]
    elif len(filled) > count:
        sums = any(sum_.each == "row" for sum_ in table.equation)
        fields, over = surplus_value.repair(record, count, habits, sums=sums)
        notes = (*notes, "surplus_value")
    elif len(record.values) == count:
        fields = record.values
    else:
        fields = shifted_row.repair(record, count, habits)
        notes = (*notes, "shifted_row")
    _put(paths, columns, fields, filled, notes, found)
    found.surplus += [Surplus(table.code, row.label, field.text.strip(), field.place) for field in over]


def _put(
    paths: Sequence[str],
    columns: Sequence[Column],
    fields: Sequence[Field | None] | None,
    filled: Sequence[Field],
    notes: tuple[str, ...],
    found: Found,
) -> None:
    for number, (path, column) in enumerate(zip(paths, columns, strict=True)):
        if fields is None:
            words = " ".join(field.text.strip() for field in filled)
            found.cells[path] = Cell(None, State.UNREADABLE, words, filled[0].place if filled else None, notes)
        elif (field := fields[number]) is None:
            found.cells[path] = Cell(None, State.BLANK, notes=notes)
        else:
            found.cells[path] = values.cell(field.text, field.place, column.unit, notes)


def _read_across(table: Table, zone: Zone, found: Found) -> None:
    """Rows of the form side by side over one line of figures."""
    [block] = table.block
    lines, surplus = across.lines(table, block, [row for _, row in zone])
    for line in lines:
        if any(found.cells[path].value is not None for path in line.paths):
            surplus += [field for field in line.fields if field]
        elif line.glued and line.fields[0]:
            found.glued.append(glued_digits.Glued(line.fields[0].text, line.paths, line.fields[0].place))
        else:
            filled = [field for field in line.fields if field]
            fields = line.fields if line.certain else None
            _put(line.paths, line.columns, fields, filled, line.notes, found)
    found.surplus += [Surplus(table.code, "", field.text.strip(), field.place) for field in surplus]
    _take(zone, [field for line in lines for field in line.fields if field] + surplus, found)


def _take(zone: Zone, used: Iterable[Field], found: Found) -> None:
    """The rows of a zone down to the last that gave anything, and their blocks with the blank ones between."""
    fields = {id(field) for field in used}
    ends = [place for place, (_, row) in enumerate(zone) if any(id(field) in fields for field in row.fields)]
    taken = zone[: ends[-1] + 1] if ends else []
    found.rows |= {number for number, _ in taken}
    for (number, row), (following, after) in pairwise([*taken, *taken[-1:]]):
        end = after.block if following == number + 1 else row.end
        found.blocks |= set(range(row.block, max(end, row.end)))
