"""What the pages of this place share: its tabs, and the one way to a channel and to a publication."""

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from gongkai.desk.frame import DeskRequest
from gongkai.disclosure import access, photos, queries
from gongkai.disclosure.models import Channel, Publication
from gongkai.errors import NotYours

PAGE = 50
PLACE = "channels"
OUTDATED = Q(state=Publication.State.DONE, item__current__isnull=False) & ~Q(edition=F("item__current"))
"""Shown somewhere in an edition that is no longer the one in force."""


def publications(request: DeskRequest) -> QuerySet[Publication]:
    """The publications of the agency, with what lists say of them."""
    found = access.publications_visible_to(request.user).filter(agency=request.agency)
    return found.select_related("item", "channel", "edition", "item__current").defer(
        "edition__body", "edition__metadata", "item__current__body", "item__current__metadata"
    )


def to_make(request: DeskRequest) -> QuerySet[Publication]:
    """What is planned and not done, the longest waiting first."""
    return publications(request).filter(state=Publication.State.PLANNED).order_by("pk")


def outdated(request: DeskRequest) -> QuerySet[Publication]:
    """What hangs somewhere in an old edition."""
    return publications(request).filter(OUTDATED).exclude(channel__kind=Channel.Kind.PORTAL).order_by("pk")


def to_take_down(request: DeskRequest) -> QuerySet[Publication]:
    """What has a day on which it must come down, the earliest first."""
    found = publications(request).filter(queries.TO_TAKE_DOWN, take_down_due_on__isnull=False)
    return found.order_by("take_down_due_on", "pk")


def tabs(request: DeskRequest, current: str, today: date) -> list[dict[str, Any]]:
    """The pages of this place, with how much waits on each."""
    waiting = to_make(request).count() + outdated(request).count()
    words = (
        ("desk:channels", "渠道登记", 0),
        ("desk:publications", "待发布", waiting),
        ("desk:take_downs", "应撤下", to_take_down(request).filter(take_down_due_on__lte=today).count()),
        ("desk:deliveries", "移送清单", 0),
        ("desk:counts", "统计", 0),
    )
    return [
        {"word": word, "url": reverse(name, args=[request.agency.pk]), "count": count, "current": name == current}
        for name, word, count in words
    ]


def channel_of(request: DeskRequest, channel_id: int) -> Channel:
    """A channel of the agency of the page. Raises NotYours."""
    found = access.channels_visible_to(request.user).filter(agency=request.agency, pk=channel_id).first()
    if found is None:
        raise NotYours("这个机关没有这个渠道。")
    return found


def publication_of(request: DeskRequest, publication_id: int) -> Publication:
    """A publication of the agency of the page, with its item and texts. Raises NotYours."""
    found = access.publications_visible_to(request.user).filter(agency=request.agency, pk=publication_id)
    publication = found.select_related("item__agency__office", "item__current", "channel", "edition", "by").first()
    if publication is None:
        raise NotYours("这个机关没有这条发布记录。")
    return publication


def photo(name: str, *, small: bool) -> FileResponse:
    """A photo, to be seen in a page."""
    place = photos.small(name) if small else photos.path(name)
    response = FileResponse(place.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response


def download(data: bytes, name: str, kind: str, *, inline: bool = False) -> HttpResponse:
    """A file made for this request; `inline` for one that the browser may show."""
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
