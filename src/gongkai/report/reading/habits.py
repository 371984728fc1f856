"""列位: the columns that the full rows of a table stand in, by which the others are placed."""

from collections import Counter

import msgspec

from gongkai.report.reading.records import Record

Columns = tuple[int, ...]


class Habits(msgspec.Struct):
    """The columns that full rows take in one table: by where the label ends, and over all."""

    by_label: dict[tuple[int | None, int], Counter[Columns]]
    over_all: dict[int, Counter[Columns]]

    def learn(self, record: Record, count: int) -> None:
        filled = record.filled
        columns = tuple(field.column for field in filled if field.column is not None)
        if len(filled) == count == len(columns):
            self.by_label.setdefault((_label_column(record), count), Counter())[columns] += 1
            self.over_all.setdefault(count, Counter())[columns] += 1

    def expected(self, record: Record, count: int) -> list[Columns]:
        """The columns to try, likeliest first."""
        tried: list[Columns] = []
        for habit in (self.by_label.get((_label_column(record), count)), self.over_all.get(count)):
            if habit:
                tried += [columns for columns, _ in habit.most_common() if columns not in tried]
        return tried


def _label_column(record: Record) -> int | None:
    return record.labels[-1].column if record.labels else None
