"""行政许可、处罚、强制和收费: from the register of what was decided and charged, period by period."""

from collections.abc import Iterator
from functools import cache, partial

from django.db.models import QuerySet

from gongkai.agency.models import Agency
from gongkai.filing import registers
from gongkai.filing.figures import cells, query
from gongkai.filing.figures.figure import Figure, Number, Records
from gongkai.filing.figures.query import Query
from gongkai.filing.models import Decided, Filing
from gongkai.law.statutes import ORDER_711

_CELLS = {
    Decided.Kind.LICENSING: (5, "decisions"),
    Decided.Kind.PENALTIES: (6, "decisions"),
    Decided.Kind.COERCION: (6, "decisions"),
    Decided.Kind.CHARGES: (8, "amount"),
}
"""Item of article 20, and column of table two."""

_DECIDED = "“处理决定和收费”登记簿里，期间最后一天在统计年度内的{kind}决定，件数合计；没有登记的为0。"
_CHARGED = "“处理决定和收费”登记簿里，期间最后一天在统计年度内实际收取的{kind}，金额合计，单位万元；没有登记的为0。"


@cache
def _queries(year: int) -> tuple[Query, ...]:
    found = []
    for slot in cells.slots(year, "disclosure"):
        if slot.row.code not in Decided.Kind:
            continue
        kind = Decided.Kind(slot.row.code)
        item, column = _CELLS[kind]
        if slot.column.code == column:
            rule = (_CHARGED if kind is Decided.Kind.CHARGES else _DECIDED).format(kind=kind.label)
            figure = cells.figure(slot, year, rule, ORDER_711.article(20, item=item))
            found.append(Query(figure, partial(_of_kind, kind), sums="number"))
    return tuple(found)


def _of_kind(kind: str, agency: Agency, year: int) -> QuerySet[Decided]:
    return registers.decided(agency, kind, year)


def figures(year: int) -> Iterator[Figure]:
    return query.figures(_queries(year))


def values(filing: Filing) -> Iterator[tuple[str, Number | None]]:
    return query.values(_queries(filing.year), filing.agency, filing.year)


def records(filing: Filing, name: str) -> Records | None:
    return query.records(_queries(filing.year), filing.agency, filing.year, name)
