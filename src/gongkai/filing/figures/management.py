"""政府信息管理: the examination before disclosure, and the catalogue."""

from collections.abc import Iterator

from django.db.models import QuerySet

from gongkai.agency.models import Agency
from gongkai.catalogue.models import Catalogue, CatalogueEntry
from gongkai.filing.figures import query
from gongkai.filing.figures.figure import Figure, Number, Records
from gongkai.filing.figures.query import Query, days
from gongkai.filing.models import Filing
from gongkai.law.statutes import ORDER_711
from gongkai.screening.models import Examination

_EXAMINED = (ORDER_711.article(17),)
_LISTED = (ORDER_711.article(12),)


def _examinations(agency: Agency, year: int) -> QuerySet[Examination]:
    return Examination.objects.filter(agency=agency, opened_on__range=days(year))


def _entries(agency: Agency, year: int) -> QuerySet[CatalogueEntry]:
    """Of the catalogue in force now, whatever the year: how it stood at the year's end is not kept."""
    in_force = CatalogueEntry.objects.filter(agency=agency, catalogue__state=Catalogue.State.IN_FORCE)
    return in_force.filter(mode=CatalogueEntry.Mode.ACTIVE, not_applicable_reason="")


_QUERIES = (
    Query(
        Figure(
            "screening.examined",
            "公开前审查",
            "件",
            "送审日期在统计年度内的审查单，一单计一次；退回以后重新送审的另计。",
            _EXAMINED,
        ),
        _examinations,
    ),
    Query(
        Figure(
            "screening.returned",
            "审查退回",
            "件",
            "送审日期在统计年度内、审查结论为退回的审查单，一单计一次。",
            _EXAMINED,
        ),
        lambda agency, year: _examinations(agency, year).filter(state=Examination.State.RETURNED),
    ),
    Query(
        Figure(
            "catalogue.entries", "目录条目", "条", "统计时现行目录里应当主动公开的条目；注明不涉及的不计。", _LISTED
        ),
        _entries,
    ),
    Query(
        Figure(
            "catalogue.empty",
            "空白的目录条目",
            "条",
            "统计时现行目录里应当主动公开、还没有公开任何信息的条目；注明不涉及的不计。",
            _LISTED,
        ),
        lambda agency, year: _entries(agency, year).filter(item_count=0),
    ),
)


def figures(year: int) -> Iterator[Figure]:
    return query.figures(_QUERIES)


def values(filing: Filing) -> Iterator[tuple[str, Number | None]]:
    return query.values(_QUERIES, filing.agency, filing.year)


def records(filing: Filing, name: str) -> Records | None:
    return query.records(_QUERIES, filing.agency, filing.year, name)
