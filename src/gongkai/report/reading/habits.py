"""列位: the columns that the full rows of a table stand in, by which the others are placed."""

from collections import Counter

import msgspec

from gongkai.report.reading.records import Record

Columns = tuple[int, ...]


class Habits(msgspec.Struct):
    """The columns that full rows take in one table: in rows of the same kind, and over all."""

    alike: dict[tuple[int | None, int, int], Counter[Columns]]
    over_all: dict[int, Counter[Columns]]

    def learn(self, record: Record, count: int) -> None:
        filled = record.filled
        columns = tuple(field.column for field in filled if field.column is not None)
        if len(filled) == count == len(set(columns)):
            self.alike.setdefault(_kind(record, count), Counter())[columns] += 1
            self.over_all.setdefault(count, Counter())[columns] += 1

    def expected(self, record: Record, count: int) -> Columns | None:
        """The columns of the full rows whose label ends where this one does; else of all rows, if they agree."""
        for habit in (self.alike.get(_kind(record, count)), self.over_all.get(count)):
            if habit and len(habit) == 1:
                return next(iter(habit))
        return None


def _kind(record: Record, count: int) -> tuple[int | None, int, int]:
    return (record.labels[-1].column if record.labels else None, record.width, count)
