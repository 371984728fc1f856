"""主动公开: items first disclosed in the year, in all, by category and by kind, and beside the year before."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, F, Q

from gongkai.catalogue import roots
from gongkai.disclosure import queries
from gongkai.disclosure.models import DraftConsultation, Item
from gongkai.filing import previous
from gongkai.filing.figures import query
from gongkai.filing.figures.figure import Figure, Number, Records, plain
from gongkai.filing.figures.query import Query, days
from gongkai.filing.models import Filing
from gongkai.law.statutes import DECISIONS, ORDER_711
from gongkai.report import exchange

TOTAL, LAST_YEAR, INCREASE = "disclosed.total", "disclosed.last_year", "disclosed.increase"
_ROOT, _KIND = "disclosed.root.", "disclosed.kind."
_PUBLIC = (Item.State.RELEASED, Item.State.WITHDRAWN)
_ARTICLE = ORDER_711.article(50, item=1)

_COUNTED = "统计年度内（1月1日至12月31日）首次公开的信息，一条计一次；公开以后撤回的也计入，以后各版修改不另计"

_FIGURES = (
    Figure(TOTAL, "主动公开信息", "条", f"{_COUNTED}。", (_ARTICLE,)),
    Figure(
        LAST_YEAR,
        "上一年主动公开信息",
        "条",
        "上一年年度报告公布的条数；没有上一年的报告的，按台账里上一年的信息计；都没有的，不知道，不猜。",
        (_ARTICLE,),
    ),
    Figure(INCREASE, "主动公开信息比上一年增加", "条", "本年条数减上一年条数，减少的为负数。", (_ARTICLE,)),
    Figure(
        "disclosed.late",
        "超过期限公开的信息",
        "条",
        "统计年度内首次公开、公开日期晚于公开期限的信息，一条计一次。",
        (ORDER_711.article(26),),
    ),
)
_EXPLAINING = Figure(
    "disclosed.interpretations",
    "政策解读",
    "篇",
    "统计年度内首次公开的政策解读，一篇计一次；公开以后撤回的也计入。",
    (_ARTICLE,),
)
_QUERIES = (
    Query(
        Figure(
            "disclosed.draft_consultations",
            "决策草案预公开",
            "件",
            "征求意见开始的日期在统计年度内、已经向社会公开的草案，一件计一次。",
            (DECISIONS.article(15),),
        ),
        lambda agency, year: DraftConsultation.objects.filter(
            item__agency=agency, item__state__in=_PUBLIC, opens_on__range=days(year)
        ),
    ),
)


def figures(year: int) -> Iterator[Figure]:
    yield from _FIGURES
    for root in roots.ROOTS.values():
        says = f"{_COUNTED}；一条信息只归入一类，这里是归入“{root.title}”的。"
        yield Figure(f"{_ROOT}{root.code}", root.title, "条", says, (root.cites, _ARTICLE))
    for kind in Item.Kind:
        says = f"{_COUNTED}；这里是种类为“{kind.label}”的。"
        yield Figure(f"{_KIND}{kind}", kind.label, "条", says, (_ARTICLE,))
    yield _EXPLAINING
    yield from query.figures(_QUERIES)


def values(filing: Filing) -> Iterator[tuple[str, Number | None]]:
    """Two queries for what the year disclosed, a few for the year before."""
    by_root: Counter[str] = Counter({root.code: 0 for root in roots.of_level(filing.agency.level)})
    by_kind: Counter[str] = Counter(dict.fromkeys(Item.Kind, 0))
    late = 0
    grouped = queries.disclosed(filing.agency, filing.year).order_by().values_list("root", "kind")
    for root, kind, number, its_late in grouped.annotate(
        number=Count("pk"), late=Count("pk", filter=Q(released_on__gt=F("due_on")))
    ):
        by_root[root] += number
        by_kind[kind] += number
        late += its_late
    total, last_year = by_kind.total(), _last_year(filing)
    yield TOTAL, total
    yield LAST_YEAR, last_year
    yield INCREASE, None if last_year is None else plain(total - last_year)
    yield "disclosed.late", late
    yield from ((f"{_ROOT}{code}", number) for code, number in by_root.items() if code)
    yield from ((f"{_KIND}{kind}", number) for kind, number in by_kind.items())
    yield _EXPLAINING.name, by_kind[Item.Kind.INTERPRETATION]
    yield from query.values(_QUERIES, filing.agency, filing.year)


def records(filing: Filing, name: str) -> Records | None:
    agency, year = filing.agency, filing.year
    if name == TOTAL:
        return Records(queries.disclosed(agency, year))
    if name == LAST_YEAR:
        return None if _reported(filing) is not None else Records(queries.disclosed(agency, year - 1))
    if name == "disclosed.late":
        return Records(queries.disclosed(agency, year).filter(released_on__gt=F("due_on")))
    if name.startswith(_ROOT):
        return Records(queries.disclosed(agency, year, root=name.removeprefix(_ROOT)))
    if name.startswith(_KIND):
        return Records(queries.disclosed(agency, year, kind=name.removeprefix(_KIND)))
    if name == _EXPLAINING.name:
        return Records(queries.disclosed(agency, year, kind=Item.Kind.INTERPRETATION))
    return query.records(_QUERIES, agency, year, name)


def _last_year(filing: Filing) -> Number | None:
    reported = _reported(filing)
    return queries.disclosed(filing.agency, filing.year - 1).count() or None if reported is None else reported


def _reported(filing: Filing) -> Number | None:
    """What the report of the year before said it disclosed; None where there is none, or where it does not say."""
    version = previous.previous_version(filing)
    if version is None:
        return None
    kept = version.frozen.filter(name=TOTAL).values_list("value", flat=True).first()
    if kept is not None:
        return plain(kept)
    statements = exchange.decode(version.report.encode()).statements
    return next((each.value for each in statements if each.kind == "disclosed_total" and each.exact), None)
