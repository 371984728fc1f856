"""一条发布: what its channel needs of the item, and recording that it was shown there, changed, taken down."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.desk.channels.acting import act_page
from gongkai.desk.channels.forms import Dated, Proof, Reason, Shown
from gongkai.desk.channels.place import PLACE, photo, publication_of
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.disclosure import addresses
from gongkai.disclosure.actions import publishing
from gongkai.disclosure.models import Channel, Publication
from gongkai.disclosure.outputs import led, wechat

POSTED = (
    *(Channel.Kind.BULLETIN_BOARD, Channel.Kind.READING_POINT, Channel.Kind.READING_SCREEN, Channel.Kind.VILLAGE),
    *(Channel.Kind.GAZETTE, Channel.Kind.OTHER),
)
"""Kinds of channel for which a notice is made."""


@page("channel.see")
def publication(request: DeskRequest, publication_id: int) -> Response:
    """The page: state and proof, what to make for the channel, what can be recorded."""
    found = publication_of(request, publication_id)
    item, kind = found.item, found.channel.kind
    is_public = item.is_public and item.current is not None
    context = {
        "publication": found,
        "item": item,
        "channel": found.channel,
        "address": addresses.public(item) if is_public else "",
        "is_public": is_public,
        "is_outdated": is_public and found.state == Publication.State.DONE and found.edition_id != item.current_id,
        "screens": led.screens(item, found.channel.led_characters, today=timezone.localdate())
        if is_public and kind == Channel.Kind.LED
        else None,
        "article": wechat.article(item) if is_public and kind == Channel.Kind.WECHAT else None,
        "is_posted": kind in POSTED,
        "may_record": agencies.may("publication.record", request.user, request.agency),
        "today_is": timezone.localdate(),
    }
    return show(request, "desk/channels/publication.html", PLACE, context)


@page("publication.record")
def record(request: DeskRequest, publication_id: int) -> Response:
    """登记已发布."""
    found = publication_of(request, publication_id)
    has_proof = bool(found.proof_hash or found.proof_link)
    form = Shown(request.POST or None, request.FILES or None, word="发布日期", has_proof=has_proof)
    if found.channel.kind == Channel.Kind.WECHAT:
        form.fields["link"].help_text = "群发后在手机上打开文章，复制链接粘贴到这里。"
    return _act(
        request,
        found,
        form,
        lambda: publishing.record(found.pk, by=request.user, today=timezone.localdate(), **form.given()),
        title=f"登记在“{found.channel}”已发布",
        says="写明哪天发布的，附上链接或照片作凭证。登记后计入这个渠道的条数。",
        word="登记已发布",
        done="已登记发布。",
        then="desk:publications",
    )


@page("publication.record")
def change_over(request: DeskRequest, publication_id: int) -> Response:
    """登记已换版."""
    found = publication_of(request, publication_id)
    form = Proof(request.POST or None, request.FILES or None, word="换版日期")
    return _act(
        request,
        found,
        form,
        lambda: publishing.change_over(found.pk, by=request.user, today=timezone.localdate(), **form.given()),
        title=f"登记“{found.channel}”已换成新版",
        says="内容有了新版，这里展示的也要换。换版不另计条数，首次发布的日期不变。",
        word="登记已换版",
        done="已登记换版。",
        then="desk:publications",
    )


@page("publication.record")
def take_down(request: DeskRequest, publication_id: int) -> Response:
    """登记已撤下."""
    found = publication_of(request, publication_id)
    form = Dated(request.POST or None, initial={"reason": _reason(found)}, word="撤下日期")
    return _act(
        request,
        found,
        form,
        lambda: publishing.take_down(found.pk, by=request.user, today=timezone.localdate(), **form.cleaned_data),
        title=f"登记已从“{found.channel}”撤下",
        says="撤下之后仍计入这个渠道当年的条数。",
        word="登记已撤下",
        done="已登记撤下。",
        then="desk:take_downs",
    )


@page("publication.record")
def cancel(request: DeskRequest, publication_id: int) -> Response:
    """取消安排."""
    found = publication_of(request, publication_id)
    form = Reason(request.POST or None)
    return _act(
        request,
        found,
        form,
        lambda: publishing.cancel(found.pk, by=request.user, today=timezone.localdate(), **form.cleaned_data),
        title=f"不在“{found.channel}”发布了",
        says="取消后不计条数；以后还要发布，可以重新列入。",
        word="取消安排",
        done="已取消。",
        then="desk:publications",
        danger=True,
    )


@page("channel.see")
def publication_photo(request: DeskRequest, publication_id: int) -> Response:
    """The photo that proves a publication; ?small for lists."""
    found = publication_of(request, publication_id)
    if not found.proof_hash:
        return redirect("desk:publication", request.agency.pk, found.pk)
    return photo(found.proof_hash, small="small" in request.GET)


def _reason(found: Publication) -> str:
    if found.taken_down_reason:
        return found.taken_down_reason
    due = found.take_down_due_on
    return "公示期满" if due is not None and due <= timezone.localdate() else ""


def _act(
    request: DeskRequest,
    found: Publication,
    form: Any,
    act: Callable[[], object],
    *,
    title: str,
    then: str,
    **words: Any,
) -> Response:
    agency_id = request.agency.pk
    back = reverse("desk:publication", args=[agency_id, found.pk])
    queue = reverse(then, args=[agency_id])
    return act_page(
        request,
        form,
        act,
        title=title,
        back=back,
        then=queue,
        crumbs=[("渠道", reverse("desk:channels", args=[agency_id])), (found.item.title[:30], back), title],
        rows=[("标题", found.item.title), ("渠道", f"{found.channel.name}（{found.channel.get_kind_display()}）")],
        **words,
    )
