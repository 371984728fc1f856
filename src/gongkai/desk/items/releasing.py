"""发布: now or at a set time, on the channels chosen; several at once; in an emergency; and taking it back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency.models import Agency
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.acting import Nothing, act_page, item_of
from gongkai.desk.items.once import once, token
from gongkai.disclosure import access
from gongkai.disclosure.actions import releasing
from gongkai.disclosure.models import Channel, Item
from gongkai.errors import Refused

MOST_AT_ONCE = 50


class Channels(forms.Form):
    """The channels beside the portal, which is always among them."""

    channels = forms.MultipleChoiceField(
        label="还发布到哪些渠道",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="网站立即公开。选中的其他渠道会列入“渠道”里待发布，发布后到那里登记链接或照片。",
    )

    def __init__(self, data: object, *, agency: Agency) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        self.use_required_attribute = False
        open_ones = Channel.objects.filter(agency=agency).exclude(kind=Channel.Kind.PORTAL)
        open_ones = open_ones.filter(Q(closed_on=None) | Q(closed_on__gt=timezone.localdate()))
        field = self.fields["channels"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(each.pk), f"{each.name}（{each.get_kind_display()}）") for each in open_ones]
        if not field.choices:
            del self.fields["channels"]

    @property
    def channel_ids(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data.get("channels", [])]


class Release(Channels):
    """When, where, and why late if it is."""

    when = forms.ChoiceField(
        label="什么时候公开", choices=(("now", "立即公开"), ("at", "定时公开")), initial="now", widget=forms.RadioSelect
    )
    at = forms.DateTimeField(
        label="定时公开的时间",
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
        help_text="选“定时公开”时填写；到时系统自动公开。",
    )
    late_reason = forms.CharField(
        label="超期的原因",
        required=False,
        max_length=200,
        help_text="超过公开期限的须写明；不公开给公众看。",
    )
    field_order = ("when", "at", "channels", "late_reason")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("when") == "at" and not given.get("at") and "at" not in self.errors:
            self.add_error("at", "选了定时公开，请填写日期和时间。")
        return given


class Emergency(Channels):
    reason = forms.CharField(
        label="为什么来不及审完就要公开",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="如“台风红色预警，须立即通知群众转移”。审查在发布后补办。",
    )
    late_reason = forms.CharField(label="超期的原因", required=False, max_length=200)
    field_order = ("reason", "channels", "late_reason")


class Withdrawal(forms.Form):
    reason = forms.CharField(
        label="撤回的原因",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="公众打开这一页时会看到，请写清楚，也不要写进不宜公开的内容。",
    )


class Annulment(forms.Form):
    on = forms.DateField(label="作出决定的日期", widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    reason = forms.CharField(label="决定文书和结果", max_length=200, help_text="如“柳政复〔2024〕5号，复议撤销”。")


@page("item.release")
def release(request: DeskRequest, item_id: int) -> Response:
    """发布."""
    item = item_of(request, item_id)
    now = timezone.now()
    today = timezone.localdate(now)
    form = Release(request.POST or None, agency=request.agency)
    is_late = item.released_on is None and item.due_on is not None and today > item.due_on
    if not is_late:
        del form.fields["late_reason"]
    if item.was_public:
        del form.fields["when"], form.fields["at"]

    def act(given: dict[str, Any]) -> object:
        words = {"channel_ids": form.channel_ids, "late_reason": given.get("late_reason", "")}
        if given.get("when") == "at":
            return releasing.schedule(item.pk, by=request.user, today=today, now=now, at=given["at"], **words)
        return releasing.release(item.pk, by=request.user, today=today, **words)

    scheduled = request.POST.get("when") == "at"
    return act_page(
        request,
        item,
        form,
        act,
        title="发布",
        says="发布后公众就能看到、下载、检索。发布前可以先按公众看到的样子预览。",
        word="发布",
        done="已定时，到时自动公开。" if scheduled else "已公开。其他渠道请到“渠道”里办理。",
        template="desk/items/release.html",
        context={"is_late": is_late},
    )


@page("item.release")
def unschedule(request: DeskRequest, item_id: int) -> Response:
    """取消定时."""
    item = item_of(request, item_id)
    return act_page(
        request,
        item,
        Nothing(request.POST or None),
        lambda given: releasing.unschedule(item.pk, by=request.user, today=timezone.localdate()),
        title="取消定时发布",
        says="取消后回到“审查通过，待发布”，需要时再发布。",
        word="取消定时",
        done="已取消定时。",
    )


@page("item.release_in_emergency")
def emergency(request: DeskRequest, item_id: int) -> Response:
    """紧急发布."""
    item = item_of(request, item_id)
    form = Emergency(request.POST or None, agency=request.agency)

    def act(given: dict[str, Any]) -> object:
        return releasing.release_in_emergency(
            item.pk,
            by=request.user,
            today=timezone.localdate(),
            reason=given["reason"],
            channel_ids=form.channel_ids,
            late_reason=given["late_reason"],
        )

    return act_page(
        request,
        item,
        form,
        act,
        title="紧急发布",
        says="没有审完就公开，由您作为签发人负责，记录里会标明。发布后须尽快补办审查；补审不通过会自动撤回。",
        word="紧急发布",
        done="已紧急公开。请尽快补办审查。",
        danger=True,
    )


@page("item.withdraw")
def withdraw(request: DeskRequest, item_id: int) -> Response:
    """撤回."""
    item = item_of(request, item_id)

    def act(given: dict[str, Any]) -> object:
        return releasing.withdraw(item.pk, by=request.user, today=timezone.localdate(), reason=given["reason"])

    return act_page(
        request,
        item,
        Withdrawal(request.POST or None),
        act,
        title="撤回已公开的信息",
        says="网站立即撤下内容，只留标题、撤回日期和原因。贴在公告栏等处的，今天之内撤下并登记。",
        word="撤回",
        done="已撤回。其他渠道上的请今天撤下并登记。",
        danger=True,
    )


@page("item.draft")
def annul(request: DeskRequest, item_id: int) -> Response:
    """登记处罚决定被变更、撤销: to be withdrawn within three working days."""
    item = item_of(request, item_id)

    def act(given: dict[str, Any]) -> object:
        return releasing.note_annulled(item.pk, by=request.user, today=timezone.localdate(), **given)

    return act_page(
        request,
        item,
        Annulment(request.POST or None),
        act,
        title="登记决定被变更、撤销或确认违法",
        says="公开的行政处罚决定被依法变更、撤销、确认违法或者确认无效的，应当在三个工作日内撤回并公开说明理由。登记后列入“今日”，提醒签发人撤回。",
        word="登记",
        done="已登记，请签发人按期撤回。",
    )


@page("item.release")
def several(request: DeskRequest) -> Response:
    """发布所选: a summary of what was ticked, then each released by itself."""
    ticked = [
        int(pk) for pk in request.POST.getlist("item") or request.GET.getlist("item") if pk.isdecimal() and len(pk) < 19
    ]
    found = access.visible_to(request.user).filter(agency=request.agency, pk__in=ticked[:MOST_AT_ONCE])
    items = list(found.select_related("handler").order_by("due_on", "pk"))
    ready = [item for item in items if item.state == Item.State.PASSED]
    form = Channels(request.POST or None, agency=request.agency)
    back = reverse("desk:items", args=[request.agency.pk])
    if not ticked:
        messages.warning(request, "还没有勾选。请先在列表里勾选“审查通过，待发布”的信息。")
        return redirect(back)
    if request.method == "POST" and form.is_valid():
        return redirect(once(request, lambda: _release_each(request, ready, form.channel_ids, back)))
    context = {
        "form": form,
        "ready": ready,
        "others": [item for item in items if item not in ready],
        "left_out": max(len(ticked) - MOST_AT_ONCE, 0),
        "most": MOST_AT_ONCE,
        "back": back,
        "token": token(request),
    }
    return show(request, "desk/items/release_several.html", "items", context)


def _release_each(request: DeskRequest, items: list[Item], channel_ids: list[int], back: str) -> str:
    released = 0
    for item in items:
        try:
            releasing.release(item.pk, by=request.user, today=timezone.localdate(), channel_ids=channel_ids)
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            released += 1
    if released:
        messages.success(request, f"已公开 {released} 条。")
    return back
