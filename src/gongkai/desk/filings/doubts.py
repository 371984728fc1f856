"""核对: the file on the left, what was read from it on the right, and what eyes have to settle."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.desk.acting import Nothing
from gongkai.desk.filings.place import act_page, filing_of, revision_seen, show_report, version_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.errors import Refused
from gongkai.filing import originals, public, reading
from gongkai.filing.actions import importing
from gongkai.filing.actions.importing import Miswritten
from gongkai.filing.likely import Likely, likely
from gongkai.filing.models import Doubt, Version
from gongkai.filing.states import Kind, allowed
from gongkai.report import exchange
from gongkai.report.report import Report

FEW = 8
"""A group of so many shows all its fields at once."""

_SPOTS = {reading.YEAR: "title", reading.AGENCY: "title", reading.SIGNED_ON: "signature"}
"""What particulars are looked for on the pages."""


@dataclass(frozen=True, slots=True)
class Group:
    """Doubts of one table with the same reason, looked at together; or the one that explains sums that fail."""

    number: int
    why: str
    doubts: list[Doubt]
    is_likely: bool = False

    @property
    def is_long(self) -> bool:
        return len(self.doubts) > FEW

    @property
    def can_be_ticked(self) -> bool:
        """Whether one tick may say of all of them that they stand as read."""
        return len(self.doubts) > 1 and all(_may_stand(doubt) for doubt in self.doubts)


def _may_stand(doubt: Doubt) -> bool:
    """Whether “as read” is an answer: a year and a name cannot be nothing."""
    return bool(doubt.read) or doubt.name not in (reading.YEAR, reading.AGENCY)


@page("filing.see")
def doubts(request: DeskRequest, filing_id: int) -> Response:
    """The page; sent, it settles what was ticked and filled in, some or all."""
    version = version_of(request, filing_id)
    filing = version.filing
    if version.origin != Version.Origin.FILE:
        return redirect("desk:filing", filing.agency_id, filing.pk)
    found = list(version.doubts.select_related("by"))
    may_settle = (
        version.pk == filing.latest_id
        and allowed(version, Kind.SETTLED)
        and agencies.may("filing.draft", request.user, request.agency)
    )
    left = [doubt for doubt in found if doubt.by is None]
    settled = [doubt for doubt in found if doubt.by is not None]
    report = exchange.decode(version.report.encode())
    as_settled = reading.settled(report, settled)
    grouped = groups(left, likely(as_settled))
    refused = None
    if request.method == "POST":
        agencies.require("filing.draft", request.user, request.agency)
        try:
            return _settle(request, version, grouped)
        except Refused as refusal:
            refused = refusal
    context = {
        "refused": refused,
        "wrong": refused.wrong if isinstance(refused, Miswritten) else {},
        "revision": revision_seen(request, filing),
        "report": as_settled,
        "may_settle": may_settle,
        "groups": grouped,
        "left": left,
        "settled": settled,
        "tables": public.official_tables(as_settled, blank="空白"),
        "marks": {doubt.name: doubt for doubt in found},
        "others": others(report, left),
        "sheets": sheets(version, found),
        "page_of": pages_of(version),
        "can_be_shown": version.file_kind in originals.CAN_BE_SHOWN,
        "is_set_anew": version.file_kind in originals.AS_WORDS,
        "given": request.POST,
        "surplus": report.surplus,
    }
    return show_report(
        request, "desk/filings/doubts.html", version, "desk:filing_doubts", context, status=409 if refused else 200
    )


@page("filing.draft")
def record(request: DeskRequest, filing_id: int) -> Response:
    """入库."""
    filing = filing_of(request, filing_id)
    return act_page(
        request,
        filing,
        Nothing(request.POST or None),
        lambda _, revision: importing.record(filing.pk, by=request.user, today=timezone.localdate(), revision=revision),
        title=f"{filing}入库",
        says="核对过的数字从此作为这一年的数字，用来和以后各年比较、核对结转。入库后不能再改；有错要由签发人“更正重编”。",
        word="入库",
        done="已入库。",
    )


def _settle(request: DeskRequest, version: Version, grouped: list[Group]) -> Response:
    answers = answered(request.POST, grouped)
    filing = importing.settle(
        version.filing_id,
        answers,
        by=request.user,
        today=timezone.localdate(),
        revision=revision_seen(request, version.filing),
    )
    left = version.doubts.filter(by=None).count()
    messages.success(request, f"已保存 {len(answers)} 处，" + (f"还有 {left} 处。" if left else "都核对完了，请入库。"))
    return redirect("desk:filing_doubts", filing.agency_id, filing.pk)


def answered(sent: QueryDict, grouped: list[Group]) -> dict[str, str | None]:
    """What the form says of each doubt, and of the cell that is corrected besides; what is not touched is not answered.

    A number written differently needs no tick.
    """
    answers: dict[str, str | None] = {}
    ticked = set(sent.getlist("group"))
    for group in grouped:
        for doubt in group.doubts:
            written = sent.get(f"value-{doubt.pk}", doubt.read).strip()
            if f"none-{doubt.pk}" in sent:
                answers[doubt.name] = None
            elif written != doubt.read:
                answers[doubt.name] = written or None
            elif f"seen-{doubt.pk}" in sent or str(group.number) in ticked:
                answers[doubt.name] = doubt.read or None
    if name := sent.get("other", ""):
        answers[name] = None if "other-none" in sent else sent.get("other-value", "")
    return answers


def groups(left: Iterable[Doubt], explaining: Iterable[Likely] = ()) -> list[Group]:
    """Those that alone explain sums that fail; then doubts by table and reason, in the order of the first of each."""
    named = {doubt.name: doubt for doubt in left}
    able = [(each, named.pop(each.name)) for each in explaining if each.name in named]
    first = [(_alone(each, doubt.label), [doubt]) for each, doubt in able]
    kept: dict[tuple[str, str], list[Doubt]] = {}
    for doubt in named.values():
        table = doubt.name.partition(".")[0]
        kept.setdefault((table, doubt.why), []).append(doubt)
    then = [(why, doubts) for (_, why), doubts in kept.items()]
    return [
        Group(number, why, doubts, is_likely=number <= len(first))
        for number, (why, doubts) in enumerate([*first, *then], 1)
    ]


def _alone(cell: Likely, label: str) -> str:
    holds = f"对不上的 {cell.sums} 个合计就都对上" if cell.sums > 1 else "对不上的合计就对上"
    may_be = f"{label}（{cell.value} 应为 {cell.should_be}？）"
    return f"可能只是这一格：{may_be}换成 {cell.should_be}，{holds}。请先看原件这一格。"


def others(report: Report, left: Iterable[Doubt]) -> list[tuple[str, str]]:
    """The cells and particulars that may be corrected besides, with what was read."""
    asked = {doubt.name for doubt in left}
    names = [*reading.LABELS, *(report.edition.every_slot if report.edition else ())]
    return [
        (name, reading.label_of(report, name))
        for name in names
        if name not in asked and (name in reading.LABELS or name in report.cells)
    ]


def pages_of(version: Version) -> dict[str, int]:
    """The page on which each thing stands, by its name."""
    found: dict[str, int] = {}
    for number, sheet in enumerate(version.sheets, 1):
        for name in sheet["spots"]:
            found.setdefault(name, number)
    return found


def sheets(version: Version, found: Iterable[Doubt]) -> list[dict[str, Any]]:
    """The pages with the marks on them, what is left to settle and what was; a place that several share filled once."""
    drawn = []
    for number, sheet in enumerate(version.sheets, 1):
        spots = sheet["spots"]
        filled: set[tuple[float, ...]] = set()
        marks = []
        for doubt in found:
            box = spots.get(_SPOTS.get(doubt.name, doubt.name))
            if box is not None:
                marks.append({"doubt": doubt, "box": box, "is_filled": tuple(box) not in filled})
                filled.add(tuple(box))
        drawn.append({"number": number, "width": sheet["width"], "height": sheet["height"], "marks": marks})
    return drawn
