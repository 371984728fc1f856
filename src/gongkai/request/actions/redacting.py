"""区分处理: a copy with what may not be provided covered, each place under its article (条例第三十七条).

Covering takes its time and holds no transaction: what is to be covered is kept first, sealed, and the copy of before
does not go out any more; the new copy takes its place once it is made. Many pages are covered by a task.
"""

import tempfile
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.disclosure import files
from gongkai.disclosure.grounds import GROUNDS
from gongkai.disclosure.refusals import written
from gongkai.errors import Refused, Unreadable
from gongkai.journal import recording as journal
from gongkai.law.statutes import ORDER_711
from gongkai.request import sealing
from gongkai.request.actions import filing
from gongkai.request.models import CaseFile
from gongkai.task import jobs
from gongkai.task.models import Work
from gongkai.vetting import files as vetting
from gongkai.vetting import redaction
from gongkai.vetting.files import FileKind
from gongkai.vetting.redaction import Cover, Covered

KIND = "request.redact"
AT_ONCE = 20
"""Pages that are covered while the officer waits: about five seconds."""

MOST = 500
"""Words and places of one file."""


def prepare(case_file_id: int, *, by: Officer) -> CaseFile:
    """转成页面: makes the pages of an office file or a picture, so that they can be looked at and covered."""
    with transaction.atomic():
        case_file = filing.held(case_file_id, by=by, what="遮盖")
        _refuse_unfit(case_file)
    if case_file.kind == FileKind.PDF or case_file.shown_hash:
        return case_file
    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder) / "pages.pdf"
        try:
            redaction.paged(files.path("cases", case_file.hash), FileKind(case_file.kind), to)
            pages = vetting.scan(to, kind=FileKind.PDF).pages
        except Unreadable as error:
            raise Refused(f"文件“{case_file.name}”{error}") from error
        kept = files.keep_path(to, "cases")
    with transaction.atomic():
        case_file = filing.held(case_file_id, by=by, what="遮盖")
        case_file.shown_hash = kept.hash
        case_file.scan |= {"pages": pages}
        case_file.save(update_fields=["shown_hash", "scan"])
    return case_file


def redact(case_file_id: int, *, by: Officer, today: date, covers: Sequence[Cover]) -> CaseFile | Work:
    """遮盖: a copy of pictures, black where something was to be covered; a task where there are many pages.

    Refuses as long as something was not found, and no copy goes out meanwhile.
    """
    _refuse_covers(covers)
    case_file = prepare(case_file_id, by=by)
    with transaction.atomic():
        case_file = filing.held(case_file_id, by=by, what="遮盖")
        case_file.covers = sealing.seal({"covers": msgspec.to_builtins(list(covers))})
        case_file.released_hash, case_file.released_size, case_file.released_name = "", 0, ""
        case_file.is_redacted, case_file.redactions = False, []
        case_file.scan.pop("missed", None)
        case_file.save()
        if (case_file.scan.get("pages") or 0) > AT_ONCE:
            return jobs.enqueue(
                KIND,
                title=f"遮盖{case_file.info_request}的一个文件（{case_file.scan['pages']} 页）",
                by=by,
                agency=case_file.info_request.agency,
                case_file_id=case_file.pk,
                by_id=by.pk,
                today=today.isoformat(),
            )
    return carry_out(case_file_id, by=by, today=today)


def carry_out(case_file_id: int, *, by: Officer, today: date) -> CaseFile:
    """Cover what was asked for; again from the beginning where it did not come to an end."""
    case_file = CaseFile.objects.get(pk=case_file_id)
    asked = bytes(case_file.covers)
    covers = covers_of(case_file)
    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder) / "copy.pdf"
        try:
            covered = redaction.cover(shown(case_file), to, covers)
        except Unreadable as error:
            raise Refused(f"文件“{case_file.name}”遮盖不了：{error}") from error
        if covered.missed:
            _keep_missed(case_file_id, asked, covered)
            raise Refused(
                f"要遮盖的 {len(covers)} 处里有 {len(covered.missed)} 处没有找到，没有生成副本。"
                "请打开这个文件的“遮盖”页核对写法；扫描的页面没有文字，请用位置遮盖。",
                details=[_named(covers[at]) for at in covered.missed] if not _in_background(case_file) else (),
            )
        copy = files.keep_path(to, "case_released")
    return _take_up(case_file_id, by=by, today=today, asked=asked, covered=covered, copy=copy)


@jobs.job(KIND)
def in_background(progress: jobs.Progress, *, case_file_id: int, by_id: int, today: str) -> dict[str, Any]:
    """The same as a task."""
    by = Officer.objects.get(pk=by_id)
    case_file = carry_out(case_file_id, by=by, today=date.fromisoformat(today))
    return {"遮盖的处数": count_of(case_file)}


@transaction.atomic
def replace_copy(
    case_file_id: int, *, by: Officer, today: date, admitted: filing.Admitted, covers: Sequence[Cover], reason: str
) -> CaseFile:
    """换上另行遮盖的副本: looked through for the words that must not be in it, and for what is only laid over.

    Of a copy without words, such as a scan, a named person says that it was looked at.
    """
    reason = written(reason, "在哪里遮盖的、谁核对过")
    _refuse_covers(covers)
    case_file = filing.held(case_file_id, by=by, what="遮盖")
    _refuse_unfit(case_file, paged=False)
    if admitted.copy is None:
        raise Refused(
            f"另行遮盖的副本“{admitted.name}”里还有看不见的内容，没有收下。请在原来的软件里真正删去，再导出。",
            details=[f"{trace.what}：{trace.mend}。" for trace in admitted.scan.traces if trace.treatment != "removed"],
            cites=[ORDER_711.article(37)],
        )
    left = redaction.words_in(admitted.scan.text, covers)
    if left:
        raise Refused(
            f"另行遮盖的副本“{admitted.name}”里还能找到要遮盖的内容 {len(left)} 处，没有收下。"
            "盖住的字仍能复制出来的，不算遮盖。",
            details=[_named(covers[at]) for at in left],
            cites=[ORDER_711.article(37)],
        )
    case_file.covers = sealing.seal({"covers": msgspec.to_builtins(list(covers))})
    case_file.released_hash, case_file.released_size = admitted.copy.hash, admitted.copy.size
    case_file.released_name, case_file.is_redacted = admitted.name, True
    case_file.redactions = [{"page": cover.page, "ground": cover.ground, "count": 1} for cover in covers]
    case_file.scan = {
        **case_file.scan,
        "copy_unread": admitted.scan.unread,
        "personal": filing.personal(admitted.name, admitted.scan, today),
        "blind_pages": [],
    }
    case_file.save()
    journal.record(
        "case_file.copy_replaced", case_file.info_request, by=by, on=today, hash=admitted.copy.hash, reason=reason
    )
    return case_file


def covers_of(case_file: CaseFile) -> list[Cover]:
    """What was to be covered last."""
    return msgspec.convert(sealing.unseal(case_file.covers).get("covers", []), list[Cover])


def missed_of(case_file: CaseFile) -> list[str]:
    """What was not found when the file was last covered, in words for who wrote it."""
    covers = covers_of(case_file)
    return [_named(covers[at]) for at in case_file.scan.get("missed", ()) if at < len(covers)]


def count_of(case_file: CaseFile) -> int:
    """How many places of the copy are covered."""
    return sum(each["count"] for each in case_file.redactions)


def suggestions(case_file: CaseFile, *, today: date) -> list[redaction.Suggestion]:
    """Numbers in the file that name a person."""
    try:
        scan = vetting.scan(files.path("cases", case_file.hash), kind=FileKind(case_file.kind))
    except Unreadable:
        return []
    return redaction.suggested(scan.text, today)


def shown(case_file: CaseFile) -> Path:
    """The pages of the original. Refuses where they were not made yet."""
    if case_file.kind == FileKind.PDF:
        return files.path("cases", case_file.hash)
    if not case_file.shown_hash:
        raise Refused(f"文件“{case_file.name}”还没有转成页面。请先按“转成页面”。")
    return files.path("cases", case_file.shown_hash)


def _refuse_covers(covers: Sequence[Cover]) -> None:
    if not covers:
        raise Refused("没有写要遮盖什么。请写要遮盖的词，或者勾选找到的号码；没有要遮盖的，不用办这一步。")
    if len(covers) > MOST:
        raise Refused(f"一个文件最多遮盖 {MOST} 处不同的内容。请拆开文件，或者把这个文件标为不提供。")
    grounds = filing.withholding_grounds()
    if any(cover.ground not in grounds for cover in covers):
        raise Refused("每一处遮盖都要有依据的条款。请选择。", cites=[ORDER_711.article(37)])


def _refuse_unfit(case_file: CaseFile, *, paged: bool = True) -> None:
    if case_file.role not in filing.GOES_OUT:
        raise Refused(f"“{case_file.name}”是{case_file.get_role_display()}，不提供给申请人，不用遮盖。")
    if not paged:
        return
    if FileKind(case_file.kind) not in redaction.CAN_BE_PAGED:
        raise Refused("OFD 文件不能在这里遮盖。请用 OFD 软件另存为 PDF 再上传，或者上传另行遮盖好的副本。")
    active = [trace.what for trace in filing.traces_of(case_file) if trace.is_active and trace.treatment == "mend"]
    if active:
        raise Refused(f"文件“{case_file.name}”里有{'、'.join(active)}，不能转成页面。请在原稿里去掉再上传。")


def _keep_missed(case_file_id: int, asked: bytes, covered: Covered) -> None:
    with transaction.atomic():
        case_file = CaseFile.objects.select_for_update(of=("self",), no_key=True).get(pk=case_file_id)
        if bytes(case_file.covers) == asked:
            case_file.scan |= {"missed": list(covered.missed), "blind_pages": list(covered.blind)}
            case_file.save(update_fields=["scan"])


@transaction.atomic
def _take_up(
    case_file_id: int, *, by: Officer, today: date, asked: bytes, covered: Covered, copy: files.Kept
) -> CaseFile:
    case_file = filing.held(case_file_id, by=by, what="遮盖")
    if bytes(case_file.covers) != asked:
        raise Refused(f"文件“{case_file.name}”要遮盖的内容刚刚又改过，这一次的副本没有用上。")
    case_file.released_hash, case_file.released_size = copy.hash, copy.size
    case_file.released_name = f"{Path(case_file.name).stem}.pdf"
    case_file.is_redacted = True
    case_file.redactions = msgspec.to_builtins(covered.places)
    case_file.scan = {**case_file.scan, "pages": covered.pages, "blind_pages": list(covered.blind), "missed": []}
    case_file.scan.pop("copy_unread", None)
    case_file.save()
    journal.record(
        "case_file.redacted",
        case_file.info_request,
        by=by,
        on=today,
        hash=copy.hash,
        count=count_of(case_file),
        grounds=[str(GROUNDS[code]) for code in _in_order({place.ground for place in covered.places})],
    )
    return case_file


def _in_order(codes: Collection[str]) -> list[str]:
    return [code for code in GROUNDS if code in codes]


def _named(cover: Cover) -> str:
    if cover.words:
        return f"“{cover.words}”"
    return f"第 {cover.page} 页，左 {cover.left:g}、上 {cover.top:g}、宽 {cover.width:g}、高 {cover.height:g} 毫米"


def _in_background(case_file: CaseFile) -> bool:
    """Whether the file is covered by a task, whose message others read."""
    return (case_file.scan.get("pages") or 0) > AT_ONCE
