"""换列: a table that prints the form's columns in another order, or others among them.

    | 自然人 | 商业企业 | 科研机构 | 法律服务机构 | 社会公益组织 | 其他 | 小计 | 总计

Told by the heads that stand over the values; only a head that names every column once is believed. Where such heads
are in another order, and a row's values cannot be put under them, the row stays unreadable.
"""

from collections.abc import Sequence

from gongkai.report.forms import Column
from gongkai.report.reading.habits import Habits
from gongkai.report.reading.records import Record
from gongkai.report.reading.rows import Field, Row
from gongkai.report.reading.words import squash

SAYS = "表头的列序与格式不同，按表头读取"


def heads(rows: Sequence[Row], columns: Sequence[Column]) -> tuple[int, ...] | None:
    """The drawn column in which each column of the form stands, or None unless the heads name them all once."""
    found: dict[str, set[int]] = {}
    spellings = {squash(text): column.code for column in columns for text in (column.label, *column.variants)}
    for row in rows:
        for field in row.fields:
            if field.column is not None and field.span == 1 and (code := spellings.get(squash(field.text))):
                found.setdefault(code, set()).add(field.column)
    if any(len(found.get(column.code, ())) != 1 for column in columns):
        return None
    places = tuple(next(iter(found[column.code])) for column in columns)
    return places if len(set(places)) == len(places) else None


def repair(
    record: Record, heads: tuple[int, ...], habits: Habits
) -> tuple[list[Field | None] | None, list[Field]] | None:
    """The fields by the heads over them and the values over, or None where the form's own order holds.

    The fields are None where the order is another and nothing shows which value is whose.
    """
    filled, count = record.filled, len(heads)
    official = list(heads) == sorted(heads)
    if official and (len(filled) == count or heads[-1] - heads[0] == count - 1):
        return None
    by_column = {field.column: field for field in record.values}
    columns = {field.column for field in filled}
    is_placed = record.width == 0 or habits.expected(record, count) == tuple(sorted(heads))
    if (is_placed and None not in columns) or set(heads) <= columns:
        kept = [by_column.get(column) for column in heads]
        return kept, [field for field in filled if field not in kept]
    if not official and len(filled) == count:
        in_order = dict(zip(sorted(heads), filled, strict=True))
        return [in_order[column] for column in heads], []
    return None if official else (None, [])
