"""文件: let into a case by content and looked through; what may go out is always a copy, never the original.

    admit(file, name) -> Admitted           before the transaction: stored, scanned, and copied where it may go out
    enter(info_request, admitted, …)        within the transaction of another act: a proof, an opinion, a supplement
    add(case_id, admitted=…)                by itself: what was found in the archives, a proof

What a transaction does not take up is swept away by the nightly job.
"""

import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import msgspec
from django.conf import settings
from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.disclosure import files, grounds
from gongkai.disclosure.refusals import written
from gongkai.errors import NotYours, Refused, Unreadable
from gongkai.journal import recording as journal
from gongkai.law.statutes import ORDER_711
from gongkai.request import access
from gongkai.request.models import CaseFile, Consultation, Decision, Delivery, InfoRequest, SearchRecord
from gongkai.vetting import files as vetting
from gongkai.vetting import redaction, virus
from gongkai.vetting.files import Scan, Trace

MOST = 100
"""Files of one case."""

MEGABYTE = 1_000_000
GOES_OUT = (CaseFile.Role.FOUND,)
"""Files that may be provided to the applicant."""


class Upload(Protocol):
    """A file as it comes in, piece by piece."""

    def chunks(self) -> Iterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file in the store that no record names yet, what was found in it, and its copy if it may have one."""

    name: str
    kept: files.Kept
    scan: Scan
    copy: files.Kept | None


def admit(file: Upload, name: str, *, goes_out: bool = False) -> Admitted:
    """Store and look through an upload: refused by size, by content and by what the virus scanner says.

    `goes_out`: a cleaned copy is made at once where nothing in the file waits for a person.
    """
    name = name.replace("\\", "/").rpartition("/")[2].strip()
    if not name:
        raise Refused("文件没有文件名。请重新选择文件。")
    most = settings.GONGKAI.attachment_mb * MEGABYTE
    kept = files.keep(file.chunks(), "cases", most=most)
    original = files.path("cases", kept.hash)
    kind = vetting.admit(original, name, largest=most)
    _ask_the_virus_scanner(original)
    try:
        scan = vetting.scan(original, kind=kind)
    except Unreadable as error:
        raise Refused(f"文件“{name}”打不开：{error} 请检查后重新上传。") from error
    return Admitted(name, kept, scan, cleaned_copy(original, scan) if goes_out else None)


def enter(info_request: InfoRequest, admitted: Admitted, *, role: str, by: Officer | None, today: date) -> CaseFile:
    """Add an admitted file to a locked case, as part of another act; nobody is the applicant."""
    if info_request.files.count() >= MOST:
        raise Refused(f"一件申请最多{MOST}个文件。请合并后再上传。")
    case_file = CaseFile.objects.create(
        info_request=info_request,
        role=CaseFile.Role(role),
        name=admitted.name,
        kind=admitted.scan.kind.value,
        hash=admitted.kept.hash,
        size=admitted.kept.size,
        released_hash=admitted.copy.hash if admitted.copy else "",
        released_size=admitted.copy.size if admitted.copy else 0,
        released_name=admitted.name if admitted.copy else "",
        scan=_as_data(admitted, today) if role in GOES_OUT else {"pages": admitted.scan.pages},
        by=by,
        on=today,
    )
    journal.record(
        "case_file.added",
        info_request,
        by=by,
        on=today,
        role=case_file.get_role_display(),
        kind=case_file.kind,
        size=case_file.size,
        hash=case_file.hash,
    )
    return case_file


@transaction.atomic
def add(info_request_id: int, *, by: Officer, today: date, admitted: Admitted, role: str) -> CaseFile:
    """上传文件: into a case that is not closed."""
    info_request = access.for_act(info_request_id, "request.handle", by=by)
    _refuse_closed(info_request)
    if info_request.files.filter(name=admitted.name, role=role).exists():
        raise Refused(f"已有同名的文件“{admitted.name}”。内容不同的，请改名后再上传。")
    return enter(info_request, admitted, role=role, by=by, today=today)


@transaction.atomic
def accept_hidden_data(case_file_id: int, *, by: Officer, today: date, reason: str) -> CaseFile:
    """确认隐藏内容可以提供: a named person looked at it; the copy is made with it."""
    reason = written(reason, "为什么隐藏的内容可以提供")
    case_file = held(case_file_id, by=by, what="确认隐藏内容")
    traces = traces_of(case_file)
    codes = [trace.code for trace in traces if trace.treatment == "confirm"]
    if not codes:
        raise Refused(f"文件“{case_file.name}”里没有需要确认的隐藏内容。")
    scan = Scan(vetting.FileKind(case_file.kind), case_file.size, traces=traces)
    copy = cleaned_copy(files.path("cases", case_file.hash), scan, codes)
    if copy is None:
        mend = "、".join(trace.what for trace in traces if trace.treatment == "mend")
        raise Refused(
            f"文件“{case_file.name}”里还有{mend}，不能原样提供。请在原稿里改好再上传，或者用“遮盖”生成只有页面图像的副本。"
        )
    case_file.released_hash, case_file.released_size, case_file.released_name = copy.hash, copy.size, case_file.name
    case_file.scan |= {"accepted": codes}
    case_file.save()
    journal.record(
        "case_file.hidden_data_accepted",
        case_file.info_request,
        by=by,
        on=today,
        hash=case_file.hash,
        what=[trace.what for trace in traces if trace.treatment == "confirm"],
        reason=reason,
    )
    return case_file


@transaction.atomic
def withhold(case_file_id: int, *, by: Officer, today: date, ground: str, reason: str) -> CaseFile:
    """不提供这个文件: one file alone, under its article; the others still go out (条例第三十七条)."""
    reason = written(reason, "不提供这个文件的理由")
    if ground not in withholding_grounds():
        raise Refused("请选择不提供这个文件所依据的条款。", cites=[ORDER_711.article(37)])
    case_file = held(case_file_id, by=by, what="改动")
    _refuse_unless_goes_out(case_file)
    case_file.is_withheld, case_file.withheld_reason, case_file.withheld_ground = True, reason, ground
    case_file.save()
    journal.record(
        "case_file.withheld",
        case_file.info_request,
        by=by,
        on=today,
        hash=case_file.hash,
        ground=str(grounds.GROUNDS[ground]),
        reason=reason,
    )
    return case_file


@transaction.atomic
def provide_after_all(case_file_id: int, *, by: Officer, today: date) -> CaseFile:
    """恢复提供: takes back that a file is withheld."""
    case_file = held(case_file_id, by=by, what="改动")
    if not case_file.is_withheld:
        raise Refused(f"文件“{case_file.name}”没有标为不提供。")
    case_file.is_withheld, case_file.withheld_reason, case_file.withheld_ground = False, "", ""
    case_file.save()
    journal.record("case_file.provided_after_all", case_file.info_request, by=by, on=today, hash=case_file.hash)
    return case_file


@transaction.atomic
def remove(case_file_id: int, *, by: Officer, today: date, reason: str) -> None:
    """删去文件: uploaded by mistake and named by no record; what an applicant handed in stays."""
    reason = written(reason, "删去的原因")
    case_file = held(case_file_id, by=by, what="删去")
    if case_file.role in (CaseFile.Role.APPLICATION, CaseFile.Role.AMENDMENT):
        raise Refused("申请人提交的材料不能删去。")
    if Decision.objects.filter(files=case_file).exists():
        raise Refused(f"文件“{case_file.name}”已列入办理结果，不能删去。先在办理结果里取消选择。")
    info_request, hash = case_file.info_request, case_file.hash
    if _is_named(case_file):
        raise Refused(f"文件“{case_file.name}”是检索、征求意见或者送达的凭证，不能删去。")
    case_file.delete()
    journal.record("case_file.removed", info_request, by=by, on=today, hash=hash, reason=reason)


def of_case(info_request: InfoRequest, case_file_id: int) -> CaseFile:
    """A file of a case. Raises NotYours."""
    found = CaseFile.objects.filter(pk=case_file_id, info_request=info_request).first()
    if found is None:
        raise NotYours("这件申请没有这个文件。")
    return found


def held(case_file_id: int, *, by: Officer, what: str) -> CaseFile:
    """A file of a case that is locked for an act on it. Raises NotYours, NotYourRole; refuses where it went out."""
    found = CaseFile.objects.filter(pk=case_file_id, info_request__in=access.visible_to(by)).first()
    if found is None:
        raise NotYours("没有这个文件，或者您不能查看它。")
    info_request = access.for_act(found.info_request_id, "request.handle", by=by)
    _refuse_closed(info_request)
    case_file = CaseFile.objects.select_for_update(of=("self",), no_key=True).get(pk=case_file_id)
    case_file.info_request = info_request
    if info_request.state == InfoRequest.State.SIGNING and case_file.role in GOES_OUT:
        raise Refused(f"{info_request}正在审签，它的文件不能{what}。要改的，请审签人先退回。")
    if Decision.objects.filter(files=case_file).exclude(effective_on=None).exists():
        raise Refused(f"文件“{case_file.name}”已经随答复提供，不能{what}。")
    return case_file


def traces_of(case_file: CaseFile) -> tuple[Trace, ...]:
    """What a file holds unseen, as it was found."""
    return tuple(msgspec.convert(case_file.scan.get("traces", []), list[Trace]))


def open_traces(case_file: CaseFile) -> list[Trace]:
    """What in a file still waits for a person before it may go out as it is."""
    accepted = case_file.scan.get("accepted", [])
    return [
        trace
        for trace in traces_of(case_file)
        if trace.treatment == "mend" or (trace.treatment == "confirm" and trace.code not in accepted)
    ]


def withholding_grounds() -> dict[str, grounds.Ground]:
    """The grounds on which something of a file may be withheld; a state secret is never stored here at all."""
    return {code: ground for code, ground in grounds.GROUNDS.items() if code != grounds.STATE_SECRET}


def personal(name: str, scan: Scan, today: date) -> list[str]:
    """What kinds of numbers that name a person stand in a file and in its name; never the numbers."""
    return list(dict.fromkeys(each.what for each in redaction.suggested(f"{name}\n{scan.text}", today)))


def cleaned_copy(original: Path, scan: Scan, confirmed: Collection[str] = ()) -> files.Kept | None:
    """The copy that may go out, in the store; None where a person has to mend or confirm something first."""
    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder) / "copy"
        try:
            vetting.cleaned(original, to, confirmed=confirmed, scan=scan)
        except Refused:
            return None
        except Unreadable as error:
            raise Refused(f"生成不了可以提供的副本：{error} 请另存一份再上传。") from error
        return files.keep_path(to, "case_released")


def _as_data(admitted: Admitted, today: date) -> dict[str, Any]:
    scan = admitted.scan
    return {
        "pages": scan.pages,
        "unread": scan.unread,
        "is_fixed": scan.is_fixed,
        "traces": msgspec.to_builtins(scan.traces),
        "personal": personal(admitted.name, scan, today),
    }


def _ask_the_virus_scanner(path: Path) -> None:
    address = settings.GONGKAI.clamav
    if address:
        with path.open("rb") as file:
            virus.scan_stream(address if address.startswith("unix:") else f"tcp://{address}", file)


def _refuse_closed(info_request: InfoRequest) -> None:
    if not info_request.is_open:
        raise Refused(
            f"{info_request}{info_request.get_state_display()}，不能再增减文件。要查看的，请在这件申请的页面打开。"
        )


def _refuse_unless_goes_out(case_file: CaseFile) -> None:
    if case_file.role not in GOES_OUT:
        raise Refused(f"“{case_file.name}”是{case_file.get_role_display()}，本来就不提供给申请人。")


def _is_named(case_file: CaseFile) -> bool:
    """Whether a search, a consultation or a delivery has the file as its proof."""
    return any(model.objects.filter(file=case_file).exists() for model in (SearchRecord, Consultation, Delivery))
