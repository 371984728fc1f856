"""渠道: what was shown on each channel in the year, and the channels themselves."""

from collections.abc import Iterable, Iterator

from django.db.models import Count, Q, QuerySet

from gongkai.agency.models import Agency
from gongkai.disclosure import queries
from gongkai.disclosure.models import Channel
from gongkai.filing.figures import query
from gongkai.filing.figures.figure import Figure, Number, Records
from gongkai.filing.figures.query import Query, days
from gongkai.filing.models import Filing
from gongkai.law.statutes import ORDER_711

SHOWN = "disclosed.publications"
BY_CHANNEL = "disclosed.channel."
_ARTICLE = ORDER_711.article(23)

_SHOWN = Figure(
    SHOWN,
    "各渠道发布",
    "条次",
    "统计年度内在登记的渠道上发布的信息，一条信息在一个渠道上计一次，以后撤下的也计入；还在计划、没有发布的不计。",
    (_ARTICLE,),
)


def _open(agency: Agency, year: int) -> QuerySet[Channel]:
    """In use at the end of the year's last day."""
    return _used(agency, year).filter(Q(closed_on=None) | Q(closed_on__gt=days(year)[1]))


def _used(agency: Agency, year: int) -> QuerySet[Channel]:
    """In use on any day of the year."""
    first, last = days(year)
    begun, lasting = Q(opened_on=None) | Q(opened_on__lte=last), Q(closed_on=None) | Q(closed_on__gt=first)
    return Channel.objects.filter(begun, lasting, agency=agency)


_QUERIES = (
    Query(
        Figure("channels.open", "在用的公开渠道", "个", "12月31日在用的、登记在册的公开渠道。", (_ARTICLE,)),
        _open,
    ),
    Query(
        Figure(
            "channels.reading_points",
            "政府信息查阅点",
            "个",
            "12月31日在用的、登记在册的查阅点。",
            (ORDER_711.article(25),),
        ),
        lambda agency, year: _open(agency, year).filter(kind=Channel.Kind.READING_POINT),
    ),
)


def figures(year: int) -> Iterator[Figure]:
    """Those of single channels apart, which are `of_channels`."""
    yield _SHOWN
    yield from query.figures(_QUERIES)


def of_channels(channels: Iterable[Channel]) -> Iterator[Figure]:
    """The figure of each channel: how much it showed."""
    for channel in channels:
        says = f"统计年度内在“{channel.name}”上发布的信息，一条计一次，以后撤下的也计入；还在计划、没有发布的不计。"
        yield Figure(f"{BY_CHANNEL}{channel.pk}", channel.name, "条次", says, (_ARTICLE,))


def values(filing: Filing) -> Iterator[tuple[str, Number | None]]:
    agency, year = filing.agency, filing.year
    shown = queries.shown(agency, year).order_by().values_list("channel").annotate(number=Count("pk"))
    by_channel: dict[int, int] = dict(shown)
    used = _used(agency, year).order_by().values_list("pk", flat=True)
    yield SHOWN, sum(by_channel.values())
    yield from ((f"{BY_CHANNEL}{pk}", by_channel.get(pk, 0)) for pk in sorted({*used, *by_channel}))
    yield from query.values(_QUERIES, agency, year)


def records(filing: Filing, name: str) -> Records | None:
    agency, year = filing.agency, filing.year
    if name == SHOWN:
        return Records(queries.shown(agency, year))
    if name.startswith(BY_CHANNEL):
        number = name.removeprefix(BY_CHANNEL)
        return Records(queries.shown(agency, year, channel_id=int(number))) if number.isdecimal() else None
    return query.records(_QUERIES, agency, year, name)
