"""错位: a row with blanks in it whose first column is not where its neighbours have theirs.

    |（一）予以公开        |   | 21 |    | 0 |  0 | 0 | 0 | 21
    |         | 2.重复申请 | 3  |    | 0 |  0 | 0 | 3 |

The values are put under the columns that the full rows of the same table have.
"""

from collections.abc import Sequence

from gongkai.report.reading.habits import Habits
from gongkai.report.reading.records import Record
from gongkai.report.reading.rows import Field
from gongkai.report.reading.values import is_blank

SAYS = "行内有空格且列位不齐，按同表其他行的列位读取"


def repair(record: Record, count: int, habits: Habits) -> Sequence[Field | None] | None:
    """The row's `count` fields, or None when nothing shows which they are."""
    windows = _windows(record.values, count)
    if len(windows) == 1:
        return windows[0]
    columns = habits.expected(record, count)
    if columns is None or any(field.column not in columns for field in record.filled):
        return None
    by_column = {field.column: field for field in record.values}
    return [by_column.get(column) for column in columns]


def _windows(values: Sequence[Field], count: int) -> list[Sequence[Field]]:
    """The runs of `count` fields that hold everything that is filled."""
    filled = [number for number, field in enumerate(values) if not is_blank(field.text)]
    first, last = filled[0], filled[-1]
    starts = range(max(0, last - count + 1), min(first, len(values) - count) + 1)
    return [values[start : start + count] for start in starts]
