"""承办机构和渠道: which offices of the agency answer requests, and by which ways requests come."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.once import once, token
from gongkai.desk.requests.acting import PLACE
from gongkai.errors import NotYours, Refused
from gongkai.request import access, channels
from gongkai.request.actions import arranging
from gongkai.request.models import Channel, InfoRequest, Unit

MOST = 200


class UnitForm(forms.Form):
    name = forms.CharField(label="名称", max_length=60, help_text="如“农业农村办公室”。")
    members = forms.MultipleChoiceField(
        label="成员",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="本机关的经办人。成员只看得到交给本承办机构的申请的申请人。",
    )

    def __init__(self, *args: Any, agency: Agency, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["members"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(each.pk), each.name) for each in access.handlers(agency)]


class Closing(forms.Form):
    reason = forms.CharField(label="原因", max_length=200, required=False)


class ChannelForm(forms.Form):
    is_open = forms.BooleanField(label="开通", required=False)
    note = forms.CharField(
        label="告诉公众的话",
        max_length=300,
        required=False,
        help_text="地址、时间、电话、邮箱或网址，公布在依申请公开页面上。",
    )


@page("request.see")
def units(request: DeskRequest) -> Response:
    """The units with what they have in hand, and the channels."""
    in_hand = Count("info_requests", filter=Q(info_requests__state__in=InfoRequest.OPEN), distinct=True)
    found = Unit.objects.filter(agency=request.agency).annotate(in_hand=in_hand).prefetch_related("members")
    context = {
        "units": found.order_by("closed_on", "name")[:MOST],
        "channels": channels.of_agency(request.agency),
        "may_arrange": agencies.may("request.arrange", request.user, request.agency),
    }
    return show(request, "desk/requests/units.html", PLACE, context)


@page("request.arrange")
def new(request: DeskRequest) -> Response:
    """设承办机构."""
    form = UnitForm(request.POST or None, agency=request.agency)
    return _page(
        request,
        form,
        lambda: arranging.open_unit(
            request.agency.pk, by=request.user, today=timezone.localdate(), **form.cleaned_data
        ),
        title="设承办机构",
        says="申请可以交给承办机构，由它的成员认领。人少的机关不用设。",
        word="保存",
        done="承办机构已设。",
    )


@page("request.arrange")
def change(request: DeskRequest, unit_id: int) -> Response:
    """改承办机构."""
    unit = _unit(request, unit_id)
    initial = {"name": unit.name, "members": [str(each.pk) for each in unit.members.all()]}
    form = UnitForm(request.POST or None, agency=request.agency, initial=initial)
    return _page(
        request,
        form,
        lambda: arranging.change_unit(unit.pk, by=request.user, today=timezone.localdate(), **form.cleaned_data),
        title="改承办机构",
        says="改名称或成员，已经交办的申请不动。",
        word="保存",
        done="已保存。",
    )


@page("request.arrange")
def close(request: DeskRequest, unit_id: int) -> Response:
    """停用承办机构."""
    unit = _unit(request, unit_id)
    form = Closing(request.POST or None)
    return _page(
        request,
        form,
        lambda: arranging.close_unit(unit.pk, by=request.user, today=timezone.localdate(), **form.cleaned_data),
        title=f"停用“{unit}”",
        says="停用以后不能再交办给它；已经办结的申请仍记着它的名字。",
        word="停用",
        done="已停用。",
        danger=True,
    )


@page("request.arrange")
def channel(request: DeskRequest) -> Response:
    """设申请渠道: that of ?channel=; without one, the list of them."""
    channel = request.GET.get("channel", "")
    if channel not in Channel:
        return redirect(reverse("desk:units", args=[request.agency.pk]) + "#channels")
    offered = channels.one_of(request.agency, Channel(channel))
    form = ChannelForm(request.POST or None, initial={"is_open": offered.is_open, "note": offered.note})
    says = "对外公布的内容随着改。"
    if not offered.may_be_closed:
        del form.fields["is_open"]
        says = "当面提交、邮寄和口头申请是基本渠道，不能关闭（国办公开办函〔2017〕19号）。" + says

    def act() -> object:
        given = {"is_open": True, **form.cleaned_data}
        return arranging.arrange_channel(
            request.agency.pk, channel, by=request.user, today=timezone.localdate(), **given
        )

    return _page(request, form, act, title=f"申请渠道：{offered.word}", says=says, word="保存", done="申请渠道已保存。")


def _page(request: DeskRequest, form: forms.Form, act: Any, **words: Any) -> Response:
    """Show the form, or do the act and go back to the list."""
    back = reverse("desk:units", args=[request.agency.pk])
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            address = once(request, lambda: (act(), back)[1])
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, words["done"])
            return redirect(address)
    context = {"danger": False, **words, "form": form, "refused": refused, "back": back, "token": token(request)}
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/requests/arrange.html", PLACE, context, status=status)


def _unit(request: DeskRequest, unit_id: int) -> Unit:
    found = Unit.objects.filter(pk=unit_id, agency=request.agency).prefetch_related("members").first()
    if found is None:
        raise NotYours("这个机关没有这个承办机构。")
    return found
