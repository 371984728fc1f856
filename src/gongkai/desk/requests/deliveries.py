"""送达: registering that a letter went out, that it arrived, that it came back; each with its proof."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.once import done_before, once, token
from gongkai.desk.requests.acting import PLACE, case_of, case_url, revision_seen
from gongkai.desk.requests.fields import DayField, WordsField
from gongkai.desk.requests.letters import letter_of
from gongkai.errors import NotYours, Refused
from gongkai.request import access
from gongkai.request.actions import archiving, delivering, filing
from gongkai.request.actions.filing import Admitted
from gongkai.request.letters import making
from gongkai.request.models import Delivery, InfoRequest, Letter

_PROOF = "邮寄写运单号，当面写谁签收的。回执的照片、签收单可以上传。"


_BY_HAND = "系统没有发邮件，请用单位邮箱发出后登记。"


class Sending(forms.Form):
    """Says whether the site sends by e-mail itself: only where it has a mail server."""

    way = forms.ChoiceField(label="送达方式", choices=Delivery.Way.choices, widget=forms.RadioSelect)
    sent_on = DayField(label="发出日期", help_text="交邮、发送或者当面交付的日期。")
    proof = forms.CharField(label="凭证", max_length=150, required=False, help_text=_PROOF)
    delivered_on = DayField(label="送达日期", required=False, help_text="还不知道的不填，收到回执后再登记。")
    file = forms.FileField(label="凭证文件", required=False, help_text="PDF、JPG、PNG。")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        by_mail = (
            "登记后由系统把文书和随附的文件发到申请人的邮箱，不用另外发。" if settings.GONGKAI.mail_host else _BY_HAND
        )
        self.fields["way"].help_text = f"选电子邮件的：{by_mail}"


class Arrival(forms.Form):
    delivered_on = DayField(label="送达日期", help_text="以回执、签收单上的日期为准。")
    proof = forms.CharField(label="凭证", max_length=150, required=False, help_text="如“本人签收”“物流查询显示签收”。")
    file = forms.FileField(label="凭证文件", required=False, help_text="回执、签收单的照片或扫描件：PDF、JPG、PNG。")


class Return(forms.Form):
    reason = WordsField(label="为什么没有送达", rows=3, max_length=200, help_text="如“查无此人退回”“邮箱退信”。")


def unsent_of(info_request: InfoRequest, officer: Officer) -> list[tuple[str, str]]:
    """The letters of the procedure that never went out, each with where that is registered for who may."""
    may = agencies.may("request.handle", officer, info_request.agency)
    may = may and access.may_see_applicant(info_request, officer)
    prefetch_related_objects([info_request], "letters__deliveries")
    return [
        (
            f"《{making.named(each)}》（{each.number}）",
            reverse("desk:letter_send", args=[info_request.agency_id, each.pk]) if may else "",
        )
        for each in delivering.unsent(info_request)
    ]


@page("request.handle")
def deliver(request: DeskRequest, info_request_id: int) -> Response:
    """送达答复: on to the letter that answered the case, to what it waits for."""
    info_request = case_of(request, info_request_id)
    letter = archiving.reply_of(info_request)
    if letter is None:
        messages.error(request, "这件申请还没有发出的答复书。")
        return redirect(case_url(info_request))
    latest = letter.deliveries.order_by("pk").last()
    if latest is not None and latest.delivered_on is None and not latest.failed_reason:
        return redirect("desk:delivery_arrived", letter.agency_id, latest.pk)
    return redirect("desk:letter_send", letter.agency_id, letter.pk)


@page("request.see")
def send(request: DeskRequest, letter_id: int) -> Response:
    """登记发出."""
    found = letter_of(request, letter_id)
    today = timezone.localdate()
    initial = {"way": delivering.ways_for(found), "sent_on": today}

    def act(given: dict[str, Any], admitted: Admitted | None, revision: int | None) -> object:
        return delivering.send(found.pk, by=request.user, today=today, admitted=admitted, revision=revision, **given)

    return _page(
        request,
        found,
        Sending(request.POST or None, request.FILES or None, initial=initial),
        act,
        title=f"发出《{making.named(found)}》",
        says="登记怎样发出、哪一天发出。发出日期和送达日期都要记。",
        word="登记发出",
        done="已登记发出。",
        others=("desk:letter_send_together", found.pk, sum(map(_can_go, delivering.sent_with(found, request.user)))),
    )


@page("request.handle")
def send_together(request: DeskRequest, letter_id: int) -> Response:
    """一并登记发出: this letter and the others of its kind to the same applicant that did not go out."""
    found = letter_of(request, letter_id)
    today = timezone.localdate()
    initial = {"way": delivering.ways_for(found), "sent_on": today}

    def act(given: dict[str, Any], admitted: Admitted | None, revision: int | None) -> object:
        return delivering.send_together(_ticked(request), by=request.user, today=today, admitted=admitted, **given)

    return _page(
        request,
        found,
        Sending(request.POST or None, request.FILES or None, initial=initial),
        act,
        title=f"一并发出《{making.named(found)}》",
        says="勾选的各份用同一种方式、同一天发出，凭证只填一次；有一份不能登记，就一份也不登记。",
        word="一并登记发出",
        done="已一并登记发出。",
        several=[(each.pk, each) for each in delivering.sent_with(found, request.user) if _can_go(each)],
    )


@page("request.handle")
def arrived_together(request: DeskRequest, delivery_id: int) -> Response:
    """一并登记送达: this delivery and the others of that day to the same applicant."""
    delivery, found = _delivery(request, delivery_id)

    def act(given: dict[str, Any], admitted: Admitted | None, revision: int | None) -> object:
        return delivering.delivered_together(
            _ticked(request), by=request.user, today=timezone.localdate(), admitted=admitted, **given
        )

    return _page(
        request,
        found,
        Arrival(request.POST or None, request.FILES or None, initial={"delivered_on": timezone.localdate()}),
        act,
        title=f"《{making.named(found)}》一并送达",
        says=f"{delivery.sent_on:%Y-%m-%d} {delivery.get_way_display()}发出的各份，同一天送达的一并登记。",
        word="一并登记送达",
        done="已一并登记送达。",
        several=_under_way(request, delivery, found),
    )


def _can_go(letter: Letter) -> bool:
    return all(each.failed_reason for each in letter.deliveries.all())


def _under_way(request: DeskRequest, delivery: Delivery, letter: Letter) -> list[tuple[int, Letter]]:
    """The deliveries to the same applicant of the same way and day that have no result, with their letters."""
    return [
        (each.pk, other)
        for other in delivering.sent_with(letter, request.user)
        for each in other.deliveries.all()
        if (each.way, each.sent_on) == (delivery.way, delivery.sent_on)
        and each.delivered_on is None
        and not each.failed_reason
    ]


def _ticked(request: DeskRequest) -> list[int]:
    """The letters or deliveries ticked. Refuses none."""
    numbers = [int(each) for each in request.POST.getlist("several") if each.isdecimal()]
    if not numbers:
        raise Refused("一份也没有勾选。请勾选要登记的文书。")
    return numbers


@page("request.see")
def arrived(request: DeskRequest, delivery_id: int) -> Response:
    """登记送达."""
    delivery, found = _delivery(request, delivery_id)

    def act(given: dict[str, Any], admitted: Admitted | None, revision: int | None) -> object:
        return delivering.delivered(
            delivery.pk,
            by=request.user,
            today=timezone.localdate(),
            admitted=admitted,
            revision=revision,
            **given,
        )

    return _page(
        request,
        found,
        Arrival(request.POST or None, request.FILES or None, initial={"delivered_on": timezone.localdate()}),
        act,
        title=f"《{making.named(found)}》送达",
        says=f"{delivery.sent_on:%Y-%m-%d} {delivery.get_way_display()}发出，凭证：{delivery.proof or '没有写'}。",
        word="登记送达",
        done="已登记送达。",
        others=("desk:delivery_arrived_together", delivery.pk, len(_under_way(request, delivery, found))),
    )


@page("request.see")
def failed(request: DeskRequest, delivery_id: int) -> Response:
    """登记未送达."""
    delivery, found = _delivery(request, delivery_id)

    def act(given: dict[str, Any], admitted: Admitted | None, revision: int | None) -> object:
        return delivering.failed(
            delivery.pk, by=request.user, today=timezone.localdate(), reason=given["reason"], revision=revision
        )

    return _page(
        request,
        found,
        Return(request.POST or None),
        act,
        title=f"《{making.named(found)}》没有送达",
        says="登记后可以换一种方式再发。",
        word="登记未送达",
        done="已登记未送达，请再发一次。",
    )


def _delivery(request: DeskRequest, delivery_id: int) -> tuple[Delivery, Letter]:
    """A delivery of the agency of the page, with its letter. Raises NotYours."""
    letters = access.letters_visible_to(request.user).filter(agency=request.agency)
    found = Delivery.objects.filter(pk=delivery_id, letter__in=letters).first()
    if found is None:
        raise NotYours("这个机关没有这次送达。")
    return found, letter_of(request, found.letter_id)


def _page(
    request: DeskRequest,
    letter: Letter,
    form: forms.Form,
    act: Callable[[dict[str, Any], Admitted | None, int | None], object],
    *,
    title: str,
    says: str,
    word: str,
    done: str,
    several: list[tuple[int, Letter]] | None = None,
    others: tuple[str, int, int] | None = None,
) -> Response:
    """Show the form, or store its file and then do the act; back to the letter.

    `several` are the letters to tick, each under the number that stands for it; `others` is the page where more than
    this one are registered at once, and how many they are.
    """
    back = reverse("desk:letter", args=[letter.agency_id, letter.pk])
    revision = revision_seen(request, letter.info_request) if letter.info_request else None
    refused = None
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        upload = given.pop("file", None)
        try:
            address = done_before(request)
            if address is None:
                admitted = filing.admit(upload, upload.name) if upload else None

                def done_once() -> str:
                    act(given, admitted, revision)
                    return back

                address = once(request, done_once)
        except Refused as refusal:
            refused = refusal
        else:
            by_hand = form.cleaned_data.get("way") == Delivery.Way.EMAIL and not settings.GONGKAI.mail_host
            messages.success(request, f"{done}{_BY_HAND if by_hand else ''}")
            return redirect(address)
    context = {
        "letter": letter,
        "form": form,
        "refused": refused,
        "title": title,
        "says": says,
        "word": word,
        "back": back,
        "token": token(request),
        "revision": revision,
        "several": several or [],
        "ticked": request.POST.getlist("several") or [str(number) for number, _ in several or []],
        "together": reverse(others[0], args=[letter.agency_id, others[1]]) if others and others[2] > 1 else "",
        "count": others[2] if others else 0,
    }
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/requests/deliver.html", PLACE, context, status=status)
