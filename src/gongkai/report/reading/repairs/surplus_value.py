"""多值: a row with a value more than the form has columns, often a stray 0 at its end.

    （七）总计 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0

Those that stand under the columns of the other rows are kept; the rest are named as surplus, never dropped.
"""

from gongkai.report.reading.habits import Habits
from gongkai.report.reading.records import Record
from gongkai.report.reading.rows import Field
from gongkai.report.reading.values import value

SAYS = "一行的数多于格式的列，多出的数列为多余"


def repair(record: Record, count: int, habits: Habits, *, sums: bool) -> tuple[list[Field], list[Field]]:
    """The fields kept and the fields over. `sums`: the last column is the sum of the others, and may decide."""
    filled = record.filled
    columns = habits.expected(record, count) or ()
    kept = [field for field in filled if field.column in columns]
    if len(kept) == count and not (sums and not _adds_up(kept) and _adding(filled, count)):
        return kept, [field for field in filled if field not in kept]
    if sums and (adding := _adding(filled, count)):
        return adding, [field for field in filled if field not in adding]
    return filled[:count], filled[count:]


def _adding(filled: list[Field], count: int) -> list[Field] | None:
    """The one run of fields in which the last is the sum of the others, if just one is."""
    runs = [filled[start : start + count] for start in range(len(filled) - count + 1)]
    adding = [run for run in runs if _adds_up(run)]
    return adding[0] if len(adding) == 1 else None


def _adds_up(fields: list[Field]) -> bool:
    numbers = [value(field.text).number for field in fields]
    if any(number is None for number in numbers):
        return False
    *parts, total = [number for number in numbers if number is not None]
    return sum(parts) == total
