"""The pages of 设置: their tabs, and what becomes of a form that was sent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.urls import reverse

from gongkai.agency import access
from gongkai.desk import frame
from gongkai.desk.frame import DeskRequest
from gongkai.errors import Refused

TABS = (
    ("agency", "机关信息", "desk:agency", "agency.see"),
    ("office", "工作机构", "desk:office", "agency.see"),
    ("groups", "领导小组", "desk:leading_groups", "agency.see"),
    ("officers", "人员与任职", "desk:officers", "agency.see"),
    ("hand_overs", "交接", "desk:hand_overs", "officer.hand_over"),
    ("below", "下级机关", "desk:agencies_below", "agency.see"),
    ("journal", "日志", "desk:journal", "journal.see"),
    ("calendar", "放假安排", "desk:calendar", "agency.see"),
    ("points", "未定事项", "desk:unconfirmed", "agency.see"),
)


def show(request: DeskRequest, template: str, tab: str, context: dict[str, Any]) -> HttpResponse:
    """Render a page of 设置 with its tab marked."""
    tabs = [
        {"word": word, "url": reverse(name, args=[request.agency.pk]), "current": code == tab}
        for code, word, name, act in TABS
        if access.may(act, request.user, request.agency)
    ]
    return frame.show(request, f"desk/agencies/{template}", "settings", {"tabs_of_settings": tabs, **context})


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a form: done with a result, refused with a reason, or not sent in order yet."""

    is_done: bool = False
    result: Any = None
    refused: Refused | None = None


def posted(request: DeskRequest) -> QueryDict | None:
    """What was sent, for a form that may be empty but for the button; None where nothing was."""
    return request.POST if request.method == "POST" else None


def answer(request: DeskRequest, form: BaseForm, act: Callable[[dict[str, Any]], Any]) -> Answer:
    """Do the act with what a valid form holds; what it refuses is shown above the form."""
    if request.method != "POST" or not form.is_valid():
        return Answer()
    try:
        return Answer(is_done=True, result=act(form.cleaned_data))
    except Refused as refused:
        return Answer(refused=refused)


def fill(
    request: DeskRequest, tab: str, form: BaseForm, sent: Answer, *, heading: str, back: str, of: tuple[int, ...] = ()
) -> HttpResponse:
    """The page of a form; `back` and `of` name the page that 返回 leads to."""
    context = {"form": form, "refused": sent.refused, "heading": heading, "back": back, "back_args": of}
    return show(request, "form.html", tab, context)


def ask(
    request: DeskRequest,
    tab: str,
    form: BaseForm,
    sent: Answer,
    *,
    title: str,
    says: str,
    word: str,
    back: str,
    of: tuple[int, ...] = (),
    danger: bool = False,
) -> HttpResponse:
    """The page that says what an act will do and asks once more."""
    context = {"form": form, "refused": sent.refused, "title": title, "says": says, "word": word}
    return show(request, "ask.html", tab, {**context, "back": back, "back_args": of, "danger": danger})
