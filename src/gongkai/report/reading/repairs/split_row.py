"""断行: a row whose label is cut in two by a page break or by the height of its cell.

    2.申请人逾期未按收费通知要求                  | 0 | 0
    缴纳费用、行政机关不再处理其政府信息公开申请  |   |

The halves are joined only when together they are a label of the form.
"""

from gongkai.report.reading.labels import RowLabels
from gongkai.report.reading.records import Record
from gongkai.report.reading.words import squash, without_ordinal

SAYS = "标签被拆成两行，按格式合为一行"

_BEGUN = 2
_MOST_PIECES = 20


def repair(made: list[Record], labels: RowLabels) -> list[Record]:
    mended: list[Record] = []
    for record in made:
        taken = _completes(mended[-1], record, labels) if mended else 0
        if not taken:
            mended.append(record)
            continue
        last = mended[-1]
        rest = record.labels[taken:]
        if rest:
            mended[-1] = Record(
                [*last.labels, *record.labels[:taken]], last.values, (*last.notes, "split_row"), last.width
            )
            mended.append(Record(rest, record.values, record.notes, record.width))
        else:
            values = last.values if last.filled or not record.filled else record.values
            mended[-1] = Record([*last.labels, *record.labels], values, (*last.notes, "split_row"), last.width)
            if last.filled and record.filled:
                mended.append(Record([], record.values, record.notes))
    return mended


def _completes(last: Record, record: Record, labels: RowLabels) -> int:
    """How many of the first words of a record end the label that the last one began: 0 for none."""
    begun = squash(last.words[-1]) if last.labels else ""
    if len(without_ordinal(begun)) < _BEGUN or begun in labels.exact:
        return 0
    for taken in range(1, min(_MOST_PIECES, len(record.labels)) + 1):
        pieces = [squash(word) for word in record.words[:taken]]
        own = [piece for piece in pieces if not any(piece in group for group in labels.groups)]
        for ending in ("".join(pieces), "".join(own)):
            if any(spelling.endswith(begun + ending) and ending for spelling in labels.exact):
                return taken
    return 0
