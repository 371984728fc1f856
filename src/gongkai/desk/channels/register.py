"""渠道登记: every channel of an agency, when it last showed something new, and whether that is too long ago."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.desk.channels.acting import act_page
from gongkai.desk.channels.forms import ChannelForm, Dated
from gongkai.desk.channels.place import PLACE, channel_of, photo, tabs
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.disclosure import access, queries
from gongkai.disclosure.actions import channels as acts
from gongkai.disclosure.actions import publishing
from gongkai.disclosure.models import Channel, Publication

MOST = 500


@dataclass(frozen=True)
class Line:
    """A channel in the list: how long it showed nothing new, and whether its own rule calls that too long."""

    channel: Channel
    days: int | None
    is_stale: bool
    planned: int
    this_year: int

    @property
    def name(self) -> str:
        return self.channel.name


@page("channel.see")
def channels(request: DeskRequest) -> Response:
    """The register; the website is always on it."""
    today = timezone.localdate()
    publishing.ensure_portal_channel(request.agency)
    done = Q(publications__state__in=queries.DONE, publications__on__year=today.year)
    found = (
        access.channels_visible_to(request.user)
        .filter(agency=request.agency)
        .annotate(
            planned=Count("publications", Q(publications__state=Publication.State.PLANNED)),
            this_year=Count("publications", done),
        )
        .order_by("pk")[:MOST]
    )
    order = {kind: place for place, kind in enumerate(Channel.Kind.values)}
    lines = sorted((_line(each, today) for each in found), key=lambda line: (order[line.channel.kind], line.channel.pk))
    context = {
        "tabs": tabs(request, "desk:channels", today),
        "open": [line for line in lines if line.channel.closed_on is None],
        "closed": [line for line in lines if line.channel.closed_on is not None],
        "stale": [line for line in lines if line.is_stale],
        "may_change": agencies.may("channel.change", request.user, request.agency),
        "may_record": agencies.may("publication.record", request.user, request.agency),
        "year": today.year,
    }
    return show(request, "desk/channels/register.html", PLACE, context)


def _line(channel: Any, today: date) -> Line:
    since = channel.last_used_on or channel.opened_on
    days = (today - since).days if since else None
    is_stale = bool(channel.update_days and days is not None and days > channel.update_days and not channel.closed_on)
    return Line(channel, days, is_stale, channel.planned, channel.this_year)


@page("channel.change")
def new(request: DeskRequest) -> Response:
    """登记渠道."""
    form = ChannelForm(request.POST or None, request.FILES or None)
    back = reverse("desk:channels", args=[request.agency.pk])
    return act_page(
        request,
        form,
        lambda: acts.open_channel(request.agency, by=request.user, today=timezone.localdate(), **form.given()),
        title="登记渠道",
        says="公众号、公告栏、显示屏、查阅点……每处登记一条。发布时按它选择，统计时按它计数。",
        word="登记",
        done="已登记。",
        back=back,
        crumbs=[("渠道", back), "登记渠道"],
    )


@page("channel.change")
def edit(request: DeskRequest, channel_id: int) -> Response:
    """更改登记."""
    channel = channel_of(request, channel_id)
    form = ChannelForm(request.POST or None, request.FILES or None, instance=channel_of(request, channel_id))
    back = reverse("desk:channel", args=[request.agency.pk, channel.pk])
    return act_page(
        request,
        form,
        lambda: acts.change_channel(channel.pk, by=request.user, today=timezone.localdate(), **form.given()),
        title=f"更改“{channel.name}”",
        says="改了什么会记入日志。类型不能改；登记错了类型的，停用后另登记一条。",
        word="保存",
        done="已保存。",
        back=back,
        crumbs=[("渠道", reverse("desk:channels", args=[request.agency.pk])), (channel.name, back), "更改"],
    )


@page("channel.change")
def close(request: DeskRequest, channel_id: int) -> Response:
    """停用."""
    channel = channel_of(request, channel_id)
    form = Dated(request.POST or None, word="停用日期")
    back = reverse("desk:channel", args=[request.agency.pk, channel.pk])
    return act_page(
        request,
        form,
        lambda: acts.close_channel(channel.pk, by=request.user, today=timezone.localdate(), **form.cleaned_data),
        title=f"停用“{channel.name}”",
        says="停用后不能再选它发布，以前发布的仍然计数。公众号注销请另按规定报备。",
        word="停用",
        done="已停用。",
        back=back,
        crumbs=[("渠道", reverse("desk:channels", args=[request.agency.pk])), (channel.name, back), "停用"],
        danger=True,
    )


@page("channel.see")
def channel_photo(request: DeskRequest, channel_id: int) -> Response:
    """The photo of a channel; ?small for lists."""
    channel = channel_of(request, channel_id)
    if not channel.photo_hash:
        return redirect("desk:channel", request.agency.pk, channel.pk)
    return photo(channel.photo_hash, small="small" in request.GET)
