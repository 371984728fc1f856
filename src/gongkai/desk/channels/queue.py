"""待发布: what is planned for a channel and not shown there yet, what hangs in an old edition, what must come down."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.desk.channels.acting import act_page
from gongkai.desk.channels.place import PAGE, PLACE, outdated, tabs, to_make, to_take_down
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.acting import item_of
from gongkai.disclosure.actions import publishing
from gongkai.disclosure.models import Channel, Item, Publication


class QueueFilter(forms.Form):
    """Which channel to look at."""

    channel = forms.ChoiceField(label="渠道", required=False)

    def __init__(self, data: object, channels: list[tuple[int, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        field = self.fields["channel"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "全部"), *channels]

    @property
    def chosen(self) -> Q:
        """The condition on publications."""
        chosen = self.cleaned_data.get("channel") if self.is_valid() else ""
        return Q(channel=chosen) if chosen else Q()


@page("channel.see")
def publications(request: DeskRequest) -> Response:
    """The queue over all channels."""
    today = timezone.localdate()
    open_ones = Channel.objects.filter(agency=request.agency, closed_on=None).exclude(kind=Channel.Kind.PORTAL)
    form = QueueFilter(request.GET, list(open_ones.values_list("pk", "name")))
    context = {
        "tabs": tabs(request, "desk:publications", today),
        "form": form,
        "page": Paginator(to_make(request).filter(form.chosen), PAGE).get_page(request.GET.get("page")),
        "outdated": outdated(request).filter(form.chosen)[:PAGE],
        "may_record": agencies.may("publication.record", request.user, request.agency),
    }
    return show(request, "desk/channels/queue.html", PLACE, context)


@page("channel.see")
def take_downs(request: DeskRequest) -> Response:
    """应撤下: a calendar of what must come down, month by month, what is late before all."""
    today = timezone.localdate()
    paged = Paginator(to_take_down(request), PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs(request, "desk:take_downs", today),
        "page": paged,
        "groups": list(_by_month(paged.object_list, today)),
        "day": today,
        "may_record": agencies.may("publication.record", request.user, request.agency),
    }
    return show(request, "desk/channels/take_downs.html", PLACE, context)


def _by_month(found: Any, today: date) -> Iterator[tuple[str, list[Publication]]]:
    def month(publication: Publication) -> str:
        due = publication.take_down_due_on
        assert due is not None
        return "已到期，请尽快撤下" if due <= today else f"{due.year}年{due.month}月"

    return ((words, list(group)) for words, group in groupby(found, month))


class MoreChannels(forms.Form):
    """The channels an item is not on yet."""

    channels = forms.MultipleChoiceField(label="增加到哪些渠道", widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: object, item: Item) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        self.use_required_attribute = False
        on_it = item.publications.exclude(state=Publication.State.CANCELLED).values("channel")
        today = timezone.localdate()
        left = Channel.objects.filter(agency=item.agency).exclude(pk__in=on_it).exclude(kind=Channel.Kind.PORTAL)
        left = left.filter(Q(closed_on=None) | Q(closed_on__gt=today))
        field = self.fields["channels"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(each.pk), f"{each.name}（{each.get_kind_display()}）") for each in left]
        if not field.choices:
            field.help_text = "登记里的渠道都已经有这条信息了；要增加别的，请先登记渠道。"

    @property
    def channel_ids(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["channels"]]


@page("publication.record")
def more_channels(request: DeskRequest, item_id: int) -> Response:
    """增加渠道: plan a released item for further channels."""
    item = item_of(request, item_id)
    form = MoreChannels(request.POST or None, item)
    back = reverse("desk:item", args=[request.agency.pk, item.pk])
    return act_page(
        request,
        form,
        lambda: publishing.plan(item.pk, form.channel_ids, by=request.user, today=timezone.localdate()),
        title="增加发布渠道",
        says="选中的渠道列入“待发布”；做好材料、发布之后再登记链接或照片。同一信息在同一渠道只计一条。",
        word="列入待发布",
        done="已列入待发布。",
        back=back,
        then=reverse("desk:publications", args=[request.agency.pk]),
        crumbs=[("主动公开", reverse("desk:items", args=[request.agency.pk])), (item.title[:30], back), "增加渠道"],
        rows=[("标题", item.title), ("状态", item.get_state_display())],
    )
