"""换列: a table that prints the form's columns in another order, or others among them.

    | 自然人 | 商业企业 | 科研机构 | 法律服务机构 | 社会公益组织 | 其他 | 小计 | 总计

Told by the heads that stand over the values; only a head that names every column once is believed.
"""

from collections.abc import Sequence

from gongkai.report.forms import Column
from gongkai.report.reading.rows import Row
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
