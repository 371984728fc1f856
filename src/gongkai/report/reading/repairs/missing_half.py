"""缺半边: one line of figures over several groups, of which some groups are blank or not there.

    行政复议           | 行政诉讼
    维持 纠正 … 总计   | 维持 纠正 … 总计 | 维持 纠正 … 总计
                       | 0    0    …  0   | 0    0    …  0

The values are placed by the heads over them; figures alone do not say which group they are of.
"""

from collections.abc import Sequence

from gongkai.report.reading.rows import Field
from gongkai.report.reading.values import is_blank

SAYS = "部分栏目没有数，按表头的列位读取"


def repair(run: Sequence[Field], heads: Sequence[Field], count: int) -> list[Field | None] | None:
    """The `count` fields under the heads, None where nothing stands, or None when the heads do not tell."""
    columns = [head.column for head in heads]
    if len(columns) != count or None in columns or len(set(columns)) != count:
        return None
    by_column = {field.column: field for field in run}
    placed = [by_column.get(column) for column in sorted(column for column in columns if column is not None)]
    kept = {id(field) for field in placed if field}
    lost = [field for field in run if not is_blank(field.text) and id(field) not in kept]
    return None if lost else placed
