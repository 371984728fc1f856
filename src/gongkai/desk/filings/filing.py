"""进度: where a report stands, what is to be done next, and by whom."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from gongkai.desk.filings import marking
from gongkai.desk.filings.doing import doing
from gongkai.desk.filings.examining import lacking_of
from gongkai.desk.filings.place import show_report, version_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.filing import access, checking, figures, findings, readers, totalling
from gongkai.filing.models import Filing, Reading, Version
from gongkai.screening import stages

_S = Version.State
_PASSED = (_S.EXAMINED, _S.SUBMITTED, _S.ACCEPTED, _S.PUBLISHED, _S.SUPERSEDED)

Task = dict[str, Any]


@page("filing.see")
def filing(request: DeskRequest, filing_id: int) -> Response:
    """The first page of one report."""
    version = version_of(request, filing_id)
    today = timezone.localdate()
    marks = marking.shown(request, version)
    unanswered = sum(not row["mark"].answered_on for row in marks if row["mark"].is_sent)
    read = readers.readings(version)
    tasks, blocked = _tasks(version, read, today, unanswered)
    context = {
        "tasks": tasks,
        "doing": doing(version, request.user, today=today, blocked=blocked),
        "marks": marks,
        "unanswered": unanswered,
        "marks_url": _url(version, "filing_marks"),
        "steps": _steps(version, read),
        "round_ended": _round_ended(version, read),
        "receiver": version.received_by or access.receiver(version.filing.agency),
        "is_returned": version.state == _S.RETURNED,
    }
    context |= lacking_of(request, version) if version.state == _S.EXAMINING else {"lacking": None}
    return show_report(request, "desk/filings/filing.html", version, "desk:filing", context)


def _tasks(
    version: Version, read: list[Reading], today: date, unanswered: int
) -> tuple[list[Task], tuple[str, str] | None]:
    """The way of a report as a list of tasks; and what a draft needs before it can be examined."""
    if version.origin == Version.Origin.FILE:
        return _tasks_of_file(version), None
    drafted, blocked = _drafted(version, today, unanswered)
    return [*drafted, _examination(version, read), _submission(version), _publication(version)], blocked


def _sources(version: Version, entered: int) -> tuple[str, str]:
    """Where the numbers come from: how many were entered, here or by those whose reports are added up."""
    if entered:
        return f"填报 {entered} 个", "info"
    if version.filing.scope != Filing.Scope.WHOLE:
        return "全部来自台账", "ok"
    below = sum(map(len, totalling.entered_below(version).values()))
    return (f"含下级填报的 {below} 个", "info") if below else ("由各机关的报告相加", "ok")


def _drafted(version: Version, today: date, unanswered: int) -> tuple[list[Task], tuple[str, str] | None]:
    """Counting, checking, writing, mending: the four tasks of who draws the report up."""
    is_open = version.is_editable
    has_grown = is_open and version.counted_at is not None and figures.changed_since(version)
    count_url, text_url = _url(version, "filing_figures"), _url(version, "filing_text")
    findings_url = _url(version, "filing_findings")
    if version.counted_at is None:
        counted = ("还没有统计", "due")
    elif has_grown:
        counted = ("统计以后又有新的办理", "due")
    else:
        counted = ("已统计", "ok")
    entered = version.entered.count()
    written = list(version.passages.values_list("by", flat=True))
    tasks: list[Task] = [
        {
            "word": "统计",
            "url": count_url,
            "state": counted,
            "hint": f"{timezone.localtime(version.counted_at):%Y-%m-%d %H:%M} 由台账统计" if version.counted_at else "",
        },
        {
            "word": "核对数字",
            "url": count_url,
            "state": _sources(version, entered),
            "hint": "每个数字都能点开看后面的记录。",
        },
        {
            "word": "正文",
            "url": text_url,
            "state": ("还没有正文", "due")
            if not written
            else ("拟好了，请看", "waiting")
            if not any(written)
            else ("写过", "ok"),
        },
    ]
    blocked: tuple[str, str] | None = None
    if version.counted_at is None:
        blocked = ("去统计", count_url)
    elif not written:
        blocked = ("去写正文", text_url)
    if not is_open:
        state = ("已核对", "ok")
    else:
        found = findings.of(version, on=today)
        mend, waiting, confirmed = len(found.must_mend), len(found.unconfirmed), len(found.confirmed)
        if mend:
            state = (f"{mend} 个必须改" + (f"，{waiting} 个须确认" if waiting else ""), "late")
        elif waiting:
            state = (f"{waiting} 个须确认", "due")
        else:
            state = (f"{confirmed} 个已确认" if confirmed else "没有问题", "ok")
        if blocked is None and unanswered:
            blocked = ("去答复批注", "#marks")
        elif blocked is None and (mend or waiting):
            blocked = ("去处理问题", findings_url)
    tasks.append({"word": "问题", "url": findings_url, "state": state})
    return tasks, blocked


def _examination(version: Version, read: list[Reading]) -> Task:
    if version.state == _S.EXAMINING:
        stage = readers.next_stage(version, read)
        state = (f"等“{stage.label}”" if stage else "审查中", "waiting")
    elif version.state in _PASSED:
        state = ("已通过", "ok")
    elif version.state == _S.RETURNED:
        state = ("退回修改", "late")
    else:
        state = ("还没有提交", "draft")
    return {"word": "内部审查", "url": "", "state": state, "hint": "审核、保密审查、签发，由不同的人依次办理。"}


def _submission(version: Version) -> Task:
    if version.accepted_on is not None:
        return {"word": "报送", "url": "", "state": (f"{version.accepted_on:%Y-%m-%d} 审核通过", "ok")}
    if version.state == _S.SUBMITTED:
        return {"word": "报送", "url": "", "state": ("上级审核中", "waiting")}
    if version.first_submitted_on is not None:
        return {"word": "报送", "url": "", "state": (f"{version.first_submitted_on:%Y-%m-%d} 报送过", "info")}
    return {"word": "报送", "url": "", "state": ("没有报送" if version.published_on else "还没有报送", "draft")}


def _publication(version: Version) -> Task:
    filing = version.filing
    address = public_address(filing) if filing.published_id else ""
    if version.published_on is not None:
        hint = "点开看公布的报告，下载 Word、PDF、Excel 和封存包。" if address else ""
        return {"word": "公布", "url": address, "state": (f"{version.published_on:%Y-%m-%d} 公布", "ok"), "hint": hint}
    if filing.published is not None:
        says = f"{filing.published}已公布；{version}还没有公布"
        return {"word": "公布", "url": address, "state": (says, "draft")}
    return {"word": "公布", "url": "", "state": ("还没有公布", "draft")}


def _tasks_of_file(version: Version) -> list[Task]:
    """The way of a report that was read from a file."""
    waiting = version.doubts.filter(on=None).count()
    done = version.state != _S.READING
    return [
        {
            "word": "核对存疑的数字",
            "url": _url(version, "filing_doubts"),
            "state": (f"{waiting} 个要核对", "due") if waiting and not done else ("已核对", "ok"),
        },
        {"word": "入库", "url": "", "state": ("已入库", "ok") if done else ("还没有入库", "draft")},
        *([_errors_of_original(version)] if done else []),
        _publication(version),
    ]


def _errors_of_original(version: Version) -> Task:
    """How the original itself checks: eyes confirmed what it says, not that it adds up."""
    errors = checking.of(version)["errors"]
    return {
        "word": "原报告的问题",
        "url": _url(version, "filing_findings"),
        "state": (f"原报告有 {errors} 处错误", "due") if errors else ("没有错误", "ok"),
        "hint": "入库不改原件；公布时照原样，要改的由签发人“更正重编”。" if errors else "",
    }


def _steps(version: Version, read: list[Reading]) -> list[dict[str, Any]]:
    """The stages of the examination, for the macro `steps`; none before the first."""
    done = {reading.stage: reading for reading in read}
    coming = readers.next_stage(version, read)
    rows = []
    for step in stages.ORDER if read else ():
        reading = done.get(step.stage)
        state = "current" if step.stage == coming else "waiting"
        if reading is not None:
            state = "done" if reading.decision == Reading.Decision.PASSED else "returned"
        row = {"word": step.stage.label, "state": state}
        rows.append(row | ({"who": reading.by.name, "at": reading.on} if reading else {}))
    return rows


def _round_ended(version: Version, read: list[Reading]) -> str:
    """How the last round of the examination ended, where it ended without the report going on."""
    if not read or not version.is_editable:
        return ""
    if version.state == _S.RETURNED:
        return f"第 {read[0].round} 轮审查因退回结束（{version.returned_by}）；改好后重新提交，从头审查。"
    return f"第 {read[0].round} 轮审查因收回结束；改好后重新提交，从头审查。"


def public_address(filing: Filing) -> str:
    """The page of a published report before the public."""
    query = {"scope": "whole"} if filing.scope == Filing.Scope.WHOLE else None
    return reverse("portal:report", args=[filing.agency_id, filing.year], query=query)


def _url(version: Version, name: str) -> str:
    filing = version.filing
    chosen = "" if version.pk == filing.latest_id else f"?version={version.number}"
    return reverse(f"desk:{name}", args=[filing.agency_id, filing.pk]) + chosen
