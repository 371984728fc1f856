"""移送清单: the items of a period handed to an archive, a library or a reading point, and that they were signed for."""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.desk.channels.acting import act_page
from gongkai.desk.channels.forms import DAY, Proof
from gongkai.desk.channels.place import PAGE, PLACE, channel_of, download, tabs
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.disclosure import access
from gongkai.disclosure.actions import publishing
from gongkai.disclosure.models import Channel, Item, Publication
from gongkai.disclosure.outputs import delivery

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 2000
"""Items of one list: a year of a large agency."""

TAKERS = (Channel.Kind.READING_POINT, Channel.Kind.OTHER)
"""Kinds of channel that lists are handed to."""


class Period(forms.Form):
    """Of which days, to whom."""

    channel = forms.ChoiceField(label="移送到")
    since = forms.DateField(label="公开日期从", widget=forms.DateInput(DAY, "%Y-%m-%d"))
    until = forms.DateField(label="到", widget=forms.DateInput(DAY, "%Y-%m-%d"))

    def __init__(self, data: Any, channels: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.use_required_attribute = False
        field = self.fields["channel"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(pk), name) for pk, name in channels]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and since > until:
            self.add_error("until", "结束日期早于开始日期，请对调。")
        return found


@page("channel.see")
def deliveries(request: DeskRequest) -> Response:
    """The list of a period; with ?format=docx or xlsx, as a file to print and sign."""
    today = timezone.localdate()
    form = _form(request, today)
    chosen = form.is_valid()
    channel = channel_of(request, int(form.cleaned_data["channel"])) if chosen else None
    found = items(request, channel, form.cleaned_data["since"], form.cleaned_data["until"]) if channel else None
    if channel is not None and found is not None and request.GET.get("format") in ("docx", "xlsx"):
        return _file(request, channel, form.cleaned_data, found)
    context = {
        "tabs": tabs(request, "desk:deliveries", today),
        "form": form,
        "channel": channel,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")) if found is not None else None,
        "most": MOST,
        "may_record": agencies.may("publication.record", request.user, request.agency),
    }
    return show(request, "desk/channels/deliveries.html", PLACE, context)


@page("publication.record")
def deliver(request: DeskRequest, channel_id: int) -> Response:
    """登记已签收: the items of the period, those that were not there yet, count there from that day."""
    channel = channel_of(request, channel_id)
    today = timezone.localdate()
    period = _form(request, today)
    back = reverse("desk:deliveries", args=[request.agency.pk])
    found = items(request, channel, *_days(period, today))
    form = Proof(request.POST or None, request.FILES or None, word="签收日期")
    del form.fields["link"]
    form.fields["photo"].help_text = "拍下双方签字盖章的清单。拍摄时间和位置会自动去掉。"

    def act() -> object:
        given = form.given()
        return publishing.deliver(
            channel.pk,
            found.values_list("pk", flat=True)[:MOST],
            by=request.user,
            today=today,
            on=given["on"],
            photo=given["photo"],
        )

    since, until = _days(period, today)
    return act_page(
        request,
        form,
        act,
        title=f"登记已移送“{channel.name}”",
        says="对方签收以后登记。已经登记过的不会重复计。",
        word="登记已签收",
        done="已登记移送。",
        back=f"{back}?{request.GET.urlencode()}",
        crumbs=[("渠道", reverse("desk:channels", args=[request.agency.pk])), ("移送清单", back), "登记已签收"],
        rows=[("接收单位", channel.name), ("公开日期", f"{since} 至 {until}"), ("信息", f"{found.count()} 件")],
    )


def items(request: DeskRequest, channel: Channel, since: date, until: date) -> QuerySet[Item]:
    """What was released in a period and is public, the oldest first, with whether it was handed over already."""
    there = Publication.objects.filter(item=OuterRef("pk"), channel=channel, state=Publication.State.DONE)
    found = access.visible_to(request.user).filter(agency=request.agency, state=Item.State.RELEASED)
    found = found.filter(released_on__range=(since, until)).annotate(is_there=Exists(there))
    return found.order_by("released_on", "pk")


def _form(request: DeskRequest, today: date) -> Period:
    takers = Channel.objects.filter(agency=request.agency, kind__in=TAKERS, closed_on=None).order_by("kind", "pk")
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    given = request.GET if "channel" in request.GET else None
    return Period(given, list(takers.values_list("pk", "name")), initial={"since": quarter, "until": today})


def _days(period: Period, today: date) -> tuple[date, date]:
    if period.is_valid():
        return period.cleaned_data["since"], period.cleaned_data["until"]
    return date(today.year, 1, 1), today


def _file(request: DeskRequest, channel: Channel, given: dict[str, Any], found: QuerySet[Item]) -> Response:
    listed = delivery.Delivery(request.agency, channel, given["since"], given["until"], tuple(found[:MOST]))
    name = f"移送清单_{channel.name}_{given['since']}_{given['until']}"
    if request.GET["format"] == "docx":
        return download(delivery.as_docx(listed), f"{name}.docx", DOCX)
    return download(delivery.as_xlsx(listed), f"{name}.xlsx", XLSX)
