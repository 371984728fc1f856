"""规章、行政规范性文件: 制发、废止、现行有效 from the register of the agency's own documents."""

from collections.abc import Callable, Iterator
from functools import cache, partial

from django.db.models import QuerySet

from gongkai.agency.models import Agency
from gongkai.filing import registers
from gongkai.filing.figures import cells, query
from gongkai.filing.figures.figure import Figure, Number, Records
from gongkai.filing.figures.query import Query
from gongkai.filing.models import Filing, NormativeDocument
from gongkai.law.statutes import ORDER_711

_ARTICLE = ORDER_711.article(20, item=1)
_Rows = Callable[[Agency, str, int], QuerySet[NormativeDocument]]

UNSETTLED = "有效期满的文件：和宣布失效的一样计入“废止”，“上年有效＋制发－废止＝现行有效”才相等。没有文件写明这一点。"

_COLUMNS: dict[str, tuple[_Rows, str]] = {
    "made": (registers.documents_made, "本机关制发、成文日期在统计年度内的{kind}，一件计一次。"),
    "repealed": (
        registers.documents_ended,
        "废止、失效日期在统计年度内的{kind}，一件计一次。" + UNSETTLED,
    ),
    "in_force": (
        registers.documents_in_force,
        "12月31日仍然有效的本机关{kind}，以前年度制发的也在内，一件计一次。",
    ),
}


@cache
def _queries(year: int) -> tuple[Query, ...]:
    if not cells.is_of_2021(year):
        return ()
    found = []
    for slot in cells.slots(year, "disclosure"):
        if slot.row.code in NormativeDocument.Kind and slot.column.code in _COLUMNS:
            kind = NormativeDocument.Kind(slot.row.code)
            rows, rule = _COLUMNS[slot.column.code]
            figure = cells.figure(slot, year, rule.format(kind=kind.label), _ARTICLE)
            found.append(Query(figure, partial(_of_kind, rows, kind)))
    return tuple(found)


def _of_kind(rows: _Rows, kind: str, agency: Agency, year: int) -> QuerySet[NormativeDocument]:
    return rows(agency, kind, year)


def figures(year: int) -> Iterator[Figure]:
    return query.figures(_queries(year))


def values(filing: Filing) -> Iterator[tuple[str, Number | None]]:
    return query.values(_queries(filing.year), filing.agency, filing.year)


def records(filing: Filing, name: str) -> Records | None:
    return query.records(_queries(filing.year), filing.agency, filing.year, name)
