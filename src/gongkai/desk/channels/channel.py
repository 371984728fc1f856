"""一个渠道: its particulars, what it showed month by month, and the list that is posted at a reading point."""

from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.desk.channels.place import PAGE, PLACE, channel_of, publications
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.disclosure import queries
from gongkai.disclosure.models import Channel, Publication

LISTED = 500


@page("channel.see")
def channel(request: DeskRequest, channel_id: int) -> Response:
    """The page of a channel in a year."""
    found = channel_of(request, channel_id)
    today = timezone.localdate()
    year = year_of(request, today)
    counted = queries.shown(request.agency, year, channel_id=found.pk)
    listed = publications(request).filter(pk__in=counted.values("pk")).order_by("-on", "-pk")
    months = dict(counted.order_by().values_list("on__month").annotate(count=Count("pk")))
    last = today.month if year == today.year else 12
    context = {
        "channel": found,
        "year": year,
        "years": _years(found, today),
        "months": [(f"{month}月", months.get(month, 0)) for month in range(1, last + 1)],
        "total": sum(months.values()),
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "may_change": agencies.may("channel.change", request.user, request.agency),
        "may_record": agencies.may("publication.record", request.user, request.agency),
        "takes_deliveries": found.kind == Channel.Kind.READING_POINT,
    }
    return show(request, "desk/channels/channel.html", PLACE, context)


@page("channel.see")
def posted(request: DeskRequest, channel_id: int) -> Response:
    """查阅点清单: what can be read at a place today, to be printed and laid out there."""
    found = channel_of(request, channel_id)
    shown = publications(request).filter(channel=found, state=Publication.State.DONE).order_by("-on", "-pk")[:LISTED]
    context = {"channel": found, "publications": shown, "most": LISTED}
    return show(request, "desk/channels/posted.html", PLACE, context)


def year_of(request: DeskRequest, today: date) -> int:
    """The year asked for in the address, this year where none is."""
    words = request.GET.get("year", "")
    return int(words) if words.isdecimal() and len(words) == 4 and 2000 <= int(words) <= today.year else today.year


def _years(found: Channel, today: date) -> list[int]:
    """The years in which the channel showed anything, and this one, the latest first."""
    used = found.publications.filter(state__in=queries.DONE).values_list("on__year", flat=True).distinct().order_by()
    return sorted({*used, today.year}, reverse=True)[:12]
