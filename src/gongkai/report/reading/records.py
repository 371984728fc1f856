"""行录: labels with the values that follow them, wherever the file ended its lines."""

from collections.abc import Sequence

import msgspec

from gongkai.report.reading.labels import LIKELY, POSSIBLE, Match, RowLabels
from gongkai.report.reading.rows import Field, Row
from gongkai.report.reading.values import is_blank, is_value


class Record(msgspec.Struct):
    """The words of a label as they stood, and the fields after them, blank ones too, until the next label.

    `width`: how many fields stand in the row that the label ends in; 0 for a row of a drawn table, whose
    columns need no such help.
    """

    labels: list[Field]
    values: list[Field]
    notes: tuple[str, ...] = ()
    width: int = 0

    @property
    def filled(self) -> list[Field]:
        return [field for field in self.values if not is_blank(field.text)]

    @property
    def words(self) -> list[str]:
        return [field.text for field in self.labels]


def records(rows: Sequence[Row]) -> list[Record]:
    """Rows gone through field by field: words begin a label, values belong to the last label begun.

    A row of figures alone, of a table with columns, goes on with no label that has its figures already.
    """
    made: list[Record] = []
    widest = max((sum(map(_is_figure, row.fields)) for row in rows if not row.alone), default=0)
    for row in rows:
        are_words = [not is_value(field.text) for field in row.fields]
        has_words = any(are_words)
        if not has_words and not row.alone and all(is_blank(field.text) for field in row.fields):
            continue
        begun = row.alone
        if not has_words and made and _is_another(row, made[-1], widest):
            made.append(Record([], []))
        for field, is_words in zip(row.fields, are_words, strict=True):
            if is_words:
                if not made or made[-1].values:
                    made.append(Record([], []))
                made[-1].labels.append(field)
                made[-1].width = 0 if row.drawn else len(row.fields)
                begun = True
            elif begun or not has_words:
                if not made:
                    made.append(Record([], []))
                made[-1].values.append(field)
    return made


def _is_figure(field: Field) -> bool:
    return is_value(field.text)


def _is_another(row: Row, last: Record, widest: int) -> bool:
    """Whether figures without a label begin anew: they are no end of a line that was wrapped, which had room left."""
    if not last.filled or any(field.column is None for field in row.fields):
        return False
    return row.drawn or len(last.values) + len(row.fields) > widest


def aligned(found: Sequence[Record], labels: RowLabels) -> dict[int, tuple[int, Match]]:
    """Which record is which row of the form: both in order, the best fit over all.

    Gives the row's number → the record's number and the match. A row or a record may stay without.
    """
    matches = [labels.matches(record.words) for record in found]
    count = len(labels.rows)
    # best[i][j]: the highest score of records i.. against rows j.., which falls with j
    best = [[0.0] * (count + 1)]
    for record, match_of in zip(reversed(found), reversed(matches), strict=True):
        weight = 1.0 if record.values else 0.3
        without = best[0]
        scores = without.copy()
        for number, likely in match_of.items():
            if likely.score >= LIKELY or (likely.score >= POSSIBLE and record.filled):
                score = likely.score * weight + without[number + 1]
                for j in range(number, -1, -1):
                    if scores[j] >= score:
                        break
                    scores[j] = score
        best.insert(0, scores)
    paired: dict[int, tuple[int, Match]] = {}
    i = j = 0
    while i < len(found) and j < count:
        match = matches[i].get(j)
        weight = 1.0 if found[i].values else 0.3
        if match and match.score >= POSSIBLE and best[i][j] == match.score * weight + best[i + 1][j + 1]:
            paired[j] = (i, match)
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return paired
