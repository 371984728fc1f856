"""One's own messages of all agencies; what an officer wants by e-mail; for administrators what could not be sent."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages as banners
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.agency import access
from gongkai.desk import frame
from gongkai.desk.frame import DeskRequest, page
from gongkai.errors import NotYours, Refused
from gongkai.request import outbox
from gongkai.request.models import Message, NoticePreference

PER_PAGE = 50
_OUT = (Message.Way.EMAIL, Message.Way.WEBHOOK)


class Preferences(forms.ModelForm):  # type: ignore[type-arg]
    """What an officer wants by e-mail."""

    class Meta:
        model = NoticePreference
        fields = ("at_once", "digest")


@page("message.see")
def messages(request: DeskRequest) -> HttpResponse:
    """我的消息, the newest first."""
    found = Message.objects.filter(officer=request.user, way=Message.Way.DESK).select_related("agency")
    is_unread = request.GET.get("state") == "unread"
    if is_unread:
        found = found.filter(state=Message.State.SENT)
    listed = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    said = {message.pk: _said(message) for message in listed}
    return _show(request, "messages.html", "mine", {"listed": listed, "said": said, "is_unread": is_unread})


def _said(message: Message) -> str:
    """The words of a message; why not, where its key is no longer the one it was written with."""
    try:
        return str(message.words.get("text", ""))
    except Refused:
        return "（内容读不出：密钥文件不是写消息时用的那一个）"


@require_POST
@page("message.see")
def follow(request: DeskRequest, message_id: int) -> HttpResponse:
    """去办理: read, and on to where it is done."""
    message = outbox.read(message_id, by=request.user)
    if message.agency_id != request.agency.pk:
        raise NotYours("没有这条消息，或者它不是给您的。")
    link = str(message.words.get("link", ""))
    return redirect(link if link.startswith("/desk/") else reverse("desk:messages", args=[request.agency.pk]))


@require_POST
@page("message.see")
def read_all(request: DeskRequest) -> HttpResponse:
    count = outbox.read_all(by=request.user)
    banners.success(request, f"{count} 条消息已标为已读。" if count else "没有未读的消息。")
    return redirect("desk:messages", request.agency.pk)


@page("message.see")
def preferences(request: DeskRequest) -> HttpResponse:
    """邮件提醒: one's own wishes, whatever the agency."""
    kept = NoticePreference.objects.filter(officer=request.user).first() or NoticePreference(officer=request.user)
    form = Preferences(request.POST if request.method == "POST" else None, instance=kept)
    if request.method == "POST" and form.is_valid():
        form.save()
        banners.success(request, "邮件提醒已保存。")
        return redirect("desk:message_preferences", request.agency.pk)
    return _show(request, "preferences.html", "preferences", {"form": form, "email": request.user.email})


@page("message.send_again")
def sending(request: DeskRequest) -> HttpResponse:
    """发送情况: how this site sends, what waits, what failed; never to whom and what."""
    out = Message.objects.filter(agency=request.agency, way__in=_OUT)
    failed = out.filter(state=Message.State.FAILED).select_related("info_request", "officer")
    counts = out.aggregate(
        waiting=Count("pk", filter=Q(state=Message.State.WAITING)),
        troubled=Count("pk", filter=Q(state=Message.State.WAITING) & ~Q(error="")),
    )
    last = out.filter(state=Message.State.WAITING).exclude(error="").order_by("-pk").values_list("error", flat=True)
    context = {
        "listed": Paginator(failed, PER_PAGE).get_page(request.GET.get("page")),
        "counts": counts,
        "trouble": last.first() if counts["troubled"] else "",
        "mail_host": settings.GONGKAI.mail_host,
        "webhook_url": settings.GONGKAI.webhook_url,
        "digest_hour": settings.GONGKAI.digest_hour,
    }
    return _show(request, "sending.html", "sending", context)


@require_POST
@page("message.send_again")
def again(request: DeskRequest, message_id: int) -> HttpResponse:
    """再发一次."""
    message = Message.objects.filter(pk=message_id, agency=request.agency, way__in=_OUT).first()
    if message is None:
        raise NotYours("这个机关没有这条消息。")
    try:
        outbox.send_again(message.pk, by=request.user)
    except Refused as refused:
        banners.error(request, str(refused))
    else:
        banners.success(request, "已重新排队，一分钟内再发。")
    return redirect("desk:messages_sending", request.agency.pk)


def _show(request: DeskRequest, template: str, tab: str, context: dict[str, Any]) -> HttpResponse:
    tabs = [
        {"word": word, "url": reverse(name, args=[request.agency.pk]), "current": code == tab}
        for code, word, name, act in (
            ("mine", "我的消息", "desk:messages", "message.see"),
            ("preferences", "邮件提醒", "desk:message_preferences", "message.see"),
            ("sending", "发送情况", "desk:messages_sending", "message.send_again"),
        )
        if access.may(act, request.user, request.agency)
    ]
    return frame.show(request, f"desk/messages/{template}", "messages", {"tabs_of_messages": tabs, **context})
