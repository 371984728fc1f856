"""审签: the letters that wait for a sign-off, one's own turn first; passed, or sent back with the reason."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency.calendars import national_calendar
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.requests.acting import PLACE, Nothing, act_page
from gongkai.desk.requests.fields import WordsField
from gongkai.desk.requests.letters import enclosed, letter_of, read
from gongkai.errors import NotYours
from gongkai.request import access
from gongkai.request.actions import issuing
from gongkai.request.letters import making
from gongkai.request.models import Letter
from gongkai.request.signers import is_last_signer, may_sign, next_sign_off

PER_PAGE = 50
WORDS = {"request.review": "审核", "request.sign": "签发", "request.consent": "同意"}

TOGETHER = {"fee_notice": "一并同意收费通知书", "extension_notice": "一并同意延期告知书"}
"""Kinds of which several are signed at once → the words of the button."""


class SendingBack(forms.Form):
    reason = WordsField(label="退回的理由", help_text="写明哪里要改、怎么改。")


@page("request.see")
def queue(request: DeskRequest) -> Response:
    """待审签: every letter of the agency that waits, with by when its case must be answered."""
    today, calendar = timezone.localdate(), national_calendar()
    paged = Paginator(waiting(request), PER_PAGE).get_page(request.GET.get("page"))
    rows: list[dict[str, Any]] = []
    for letter in paged.object_list:
        letter.agency = request.agency
        is_mine = may_sign(letter, request.user)
        due = letter.info_request.due_on if letter.info_request else None
        rows.append(
            {
                "pk": letter.pk,
                "letter": letter,
                "title": making.named(letter),
                "named": f"{letter.info_request or ''}《{making.named(letter)}》",
                "is_mine": is_mine,
                "is_ticked": is_mine and letter.kind in issuing.TOGETHER,
                "step": WORDS[next_sign_off(letter)],
                "waits": (today - letter.made_on).days,
                "left": calendar.left(today, due) if due else None,
                "due_on": due,
            }
        )
    rows.sort(key=lambda row: not row["is_mine"])
    together = {row["letter"].kind for row in rows if row["is_ticked"]}
    context = {
        "page": paged,
        "rows": rows,
        "mine": sum(bool(row["is_mine"]) for row in rows),
        "acts": [(code, word) for code, word in TOGETHER.items() if code in together],
    }
    return show(request, "desk/requests/signing.html", PLACE, context)


def waiting(request: DeskRequest) -> QuerySet[Letter]:
    """The letters of the agency that wait for a sign-off, what must be answered first before the others."""
    states = (Letter.State.REVIEWING, Letter.State.SIGNING)
    found = access.letters_visible_to(request.user).filter(agency=request.agency, state__in=states)
    found = found.select_related("info_request", "by").prefetch_related("sign_offs")
    return found.order_by(F("info_request__due_on").asc(nulls_last=True), "pk")


@page("request.consent")
def sign(request: DeskRequest, letter_id: int) -> Response:
    """同意: the letter in full above the button."""
    found = letter_of(request, letter_id)
    if found.info_request is None:
        raise NotYours("这份文书不用审签。")
    if request.method == "GET" and not may_sign(found, request.user):
        return redirect("desk:letter", found.agency_id, found.pk)
    act_word = WORDS.get(next_sign_off(found), "审签")
    content, cannot = read(found)

    def act(given: dict[str, Any], revision: int) -> object:
        return issuing.sign(found.pk, by=request.user, today=timezone.localdate(), revision=revision)

    return act_page(
        request,
        found.info_request,
        Nothing(request.POST or None),
        act,
        title=f"{act_word}《{making.named(found)}》",
        says="最后一个签字后，文书编号、发出，办理结果随之生效。" if act_word != "审核" else "通过后交分管领导签发。",
        word=f"{act_word}通过" if act_word == "审核" else act_word,
        done="已经办好。",
        then=reverse("desk:letters_to_sign", args=[found.agency_id]),
        template="desk/requests/letter_act.html",
        context={
            "letter": found,
            "content": content,
            "cannot": cannot,
            "enclosed": enclosed(found),
            "is_last_signer": is_last_signer(found, request.user),
            "send_back": reverse("desk:letter_send_back", args=[found.agency_id, found.pk]),
        },
    )


@page("request.consent")
def send_back(request: DeskRequest, letter_id: int) -> Response:
    """退回拟稿人."""
    found = letter_of(request, letter_id)
    if found.info_request is None:
        raise NotYours("这份文书不用审签。")
    content, cannot = read(found)

    def act(given: dict[str, Any], revision: int) -> object:
        return issuing.send_back(
            found.pk, by=request.user, today=timezone.localdate(), reason=given["reason"], revision=revision
        )

    return act_page(
        request,
        found.info_request,
        SendingBack(request.POST or None),
        act,
        title=f"退回《{making.named(found)}》",
        says=f"退给{found.by}修改，改好以后重新提交。",
        word="退回",
        done="已退回，并告诉了拟稿人。",
        danger=True,
        then=reverse("desk:letters_to_sign", args=[found.agency_id]),
        template="desk/requests/letter_act.html",
        context={
            "letter": found,
            "content": content,
            "cannot": cannot,
            "enclosed": enclosed(found),
            "is_last_signer": False,
            "send_back": "",
        },
    )
