"""What the pages of this place share: the one way to a report, its tabs, and the page of one act on it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.calendars import national_calendar
from gongkai.desk import acting
from gongkai.desk.filings import term
from gongkai.desk.frame import DeskRequest, Response, show
from gongkai.errors import NotYours
from gongkai.filing import access
from gongkai.filing.models import Filing, Version

PLACE = "filings"
PER_PAGE = 50

_TABS = (
    ("desk:filings", "年报", "filing.see"),
    ("desk:registers", "登记簿", "register.see"),
    ("desk:filing_board", "下级报送", "filing.receive"),
)
"""The tabs of the place."""

_PAGES = (
    ("desk:filing", "进度"),
    ("desk:filing_doubts", "核对原件"),
    ("desk:filing_parts", "汇总来源"),
    ("desk:filing_figures", "数字"),
    ("desk:filing_text", "正文"),
    ("desk:filing_findings", "问题"),
    ("desk:filing_comparison", "比较"),
    ("desk:filing_preview", "预览"),
    ("desk:filing_trail", "经过"),
)
"""The pages of one report."""

_S = Version.State
TONES = {
    _S.READING: "draft",
    _S.DRAFTING: "draft",
    _S.EXAMINING: "waiting",
    _S.EXAMINED: "info",
    _S.SUBMITTED: "waiting",
    _S.RETURNED: "late",
    _S.ACCEPTED: "info",
    _S.PUBLISHED: "ok",
    _S.RECORDED: "ok",
    _S.SUPERSEDED: "draft",
    _S.DISCARDED: "draft",
}
"""The colour of a state's badge."""


def tabs(request: DeskRequest, current: str) -> list[dict[str, Any]]:
    """The tabs of the place that the officer may open."""
    return [
        {"word": word, "url": reverse(name, args=[request.agency.pk]), "current": name == current}
        for name, word, act in _TABS
        if agencies.may(act, request.user, request.agency)
    ]


def filing_of(request: DeskRequest, filing_id: int) -> Filing:
    """A filing of the agency of the page. Raises NotYours."""
    filing = access.for_reading(filing_id, by=request.user)
    if filing.agency_id != request.agency.pk:
        raise NotYours("这个机关没有这份年度报告。")
    return filing


def version_of(request: DeskRequest, filing_id: int) -> Version:
    """The version that the page shows: the one named by ?version=, else the latest that the officer may see.

    Raises NotYours.
    """
    filing = filing_of(request, filing_id)
    given = request.GET.get("version", "")
    number = int(given) if given.isascii() and given.isdecimal() and len(given) < 5 else None
    return access.version_for_reading(filing, by=request.user, number=number)


def pages(request: DeskRequest, version: Version, current: str) -> list[dict[str, Any]]:
    """The pages of one report, of the version shown."""
    filing = version.filing
    chosen = "" if version.pk == filing.latest_id else f"?version={version.number}"
    return [
        {
            "word": word,
            "url": reverse(name, args=[filing.agency_id, filing.pk]) + chosen,
            "current": name == current,
        }
        for name, word in _PAGES
        if name != "desk:filing_doubts" or version.origin == Version.Origin.FILE
        if name != "desk:filing_parts" or filing.scope == Filing.Scope.WHOLE
    ]


def show_report(
    request: DeskRequest, template: str, version: Version, current: str, context: dict[str, Any], *, status: int = 200
) -> Response:
    """Show a page of one report: a template that extends desk/filings/frame.html; `current` is its name in _PAGES."""
    given = {
        "version": version,
        "filing": version.filing,
        "pages": pages(request, version, current),
        "tone": TONES[_S(version.state)],
        "is_latest": version.pk == version.filing.latest_id,
        "clock": term.clock(version, timezone.localdate(), national_calendar()),
    }
    return show(request, template, PLACE, given | context, status=status)


def revision_seen(request: DeskRequest, filing: Filing) -> int:
    """The revision of the filing that the form was opened on; that of now where the form is only shown."""
    given = request.POST.get("revision", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else filing.revision


def act_page(
    request: DeskRequest,
    filing: Filing,
    form: forms.Form,
    act: Callable[[dict[str, Any], int], object],
    *,
    title: str,
    then: str = "desk:filing",
    **words: Any,
) -> Response:
    """The page of one act on a report; `act` is given what the form says and the revision its page was opened on."""
    revision = revision_seen(request, filing)
    address = reverse(then, args=[filing.agency_id, filing.pk])

    def done(cleaned: dict[str, Any]) -> str:
        act(cleaned, revision)
        return address

    return acting.act_page(
        request,
        form,
        done,
        place=PLACE,
        title=title,
        back=address,
        crumbs=[
            ("年报", reverse("desk:filings", args=[filing.agency_id])),
            (str(filing), reverse("desk:filing", args=[filing.agency_id, filing.pk])),
        ],
        revision=revision,
        **words,
    )
