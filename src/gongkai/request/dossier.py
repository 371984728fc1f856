"""案卷: everything of a case from receipt to delivery in one PDF, with an index and numbered pages, and in one zip.

    papers(case, with_identity) -> what it holds, in its order    write(case, papers, to) -> 案卷.pdf and 案卷.zip
    ask(case_id, …) -> Work                                       the task that makes both; they are kept for a day

What a machine cannot turn into pages stands in the index and lies in the zip. Both name the applicant: they are stored
sealed, and given only to who handles the case.
"""

import html
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pikepdf
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gongkai.agency.models import Officer
from gongkai.disclosure import files
from gongkai.errors import GongkaiError, Refused
from gongkai.journal import recording as journal
from gongkai.journal.trail import trail
from gongkai.law import outcomes
from gongkai.request import access, sealing
from gongkai.request.letters import facts, making, rendering
from gongkai.request.letters.content import Block, Content, Line, Table
from gongkai.request.letters.rendering.pdf import drawn_by
from gongkai.request.models import Applicant, CaseFile, Consultation, Fee, InfoRequest, Letter
from gongkai.task import jobs
from gongkai.task.models import Work
from gongkai.vetting import redaction
from gongkai.vetting.files import FileKind

KIND = "request.dossier"
IN_ZIP = "见压缩包"
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Paper:
    """One piece of a dossier: its name, its day and number, its pages or the file that it is."""

    title: str
    on: date | None
    number: str = ""
    content: Content | None = None
    file: "Stored | None" = None
    is_letter: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as it lies in the store: its name and folder in the zip, its kind and where it is."""

    name: str
    folder: str
    kind: str
    area: files.Area
    hash: str

    def chunks(self) -> Iterator[bytes]:
        if self.area == sealing.AREA:
            yield from sealing.read_sealed(self.hash)
            return
        with files.path(self.area, self.hash).open("rb") as opened:
            while chunk := opened.read(files.CHUNK):
                yield chunk


@transaction.atomic
def ask(info_request_id: int, *, by: Officer, today: date, with_identity: bool = False) -> Work:
    """制作案卷: as a task. Copies of identity documents go in only where that was chosen."""
    info_request = access.for_reading(info_request_id, by=by)
    access.require_applicant(info_request, by)
    journal.record("request.dossier_asked", info_request, by=by, on=today, has_identity=with_identity)
    return jobs.enqueue(
        KIND,
        title=f"制作{info_request}的案卷",
        by=by,
        agency=info_request.agency,
        info_request_id=info_request.pk,
        officer_id=by.pk,
        with_identity=with_identity,
        today=today.isoformat(),
    )


@jobs.job(KIND)
def make(
    progress: jobs.Progress, *, info_request_id: int, officer_id: int, with_identity: bool, today: str
) -> dict[str, Any]:
    """The task: both files, stored sealed for a day."""
    by = Officer.objects.get(pk=officer_id)
    info_request = access.for_reading(info_request_id, by=by)
    access.require_applicant(info_request, by)
    held = list(papers(info_request, with_identity=with_identity))
    with tempfile.TemporaryDirectory(prefix="gongkai-dossier-") as folder:
        written = write(info_request, held, Path(folder), today=date.fromisoformat(today), progress=progress)
        kept = {name: sealing.keep_sealed(_chunks(path)) for name, path in (("pdf", written.pdf), ("zip", written.zip))}
    return {
        "url": reverse("desk:request_dossier", args=[info_request.agency_id, info_request.pk]),
        "words": "下载案卷",
        "files": {name: each.hash for name, each in kept.items()},
        "sizes": {name: each.size for name, each in kept.items()},
        "without_pages": written.without_pages,
    }


def made_for(info_request: InfoRequest) -> list[Work]:
    """The dossiers of a case that were asked for, the latest first."""
    asked = Work.objects.filter(kind=KIND, agency=info_request.agency, arguments__info_request_id=info_request.pk)
    return list(asked.select_related("by").order_by("-pk")[:5])


def read(work: Work, name: str) -> Iterator[bytes]:
    """A file of a dossier. Refuses one that is not there any more."""
    hash = str(work.result.get("files", {}).get(name, ""))
    if not hash or not files.path("identity", hash).exists():
        raise Refused("这份案卷已经删除（制作后只留一天）。请重新制作。")
    return sealing.read_sealed(hash)


# What it holds


def papers(info_request: InfoRequest, *, with_identity: bool) -> Iterator[Paper]:
    """Everything of a case: the application first, then what happened in the order of its days."""
    yield Paper("政府信息公开申请登记表", info_request.received_on, content=_application(info_request))
    held = list(info_request.files.all())
    yield from (_file(each) for each in held if each.role == CaseFile.Role.APPLICATION)
    if with_identity:
        yield from _identity(info_request)
    dated: list[Paper] = []
    dated += [_file(each) for each in held if each.role != CaseFile.Role.APPLICATION]
    dated += [_released(each) for each in held if each.released_hash and each.released_hash != each.hash]
    dated += list(_letters(info_request))
    dated += list(_sheets(info_request))
    yield from sorted(dated, key=lambda paper: paper.on or date.max)
    yield Paper("办理经过", None, content=_course(info_request))


def _application(info_request: InfoRequest) -> Content:
    words = info_request.applicant.words
    rows = [
        ("登记编号", info_request.number),
        ("申请渠道", info_request.get_channel_display()),
        ("提交日期", f"{timezone.localtime(info_request.submitted_at):%Y-%m-%d}"),
        ("收到日期", _day(info_request.received_on)),
        ("确认", f"{_day(info_request.confirmed_on)} {info_request.confirmed_how}".strip()),
        ("签收", f"{_day(info_request.signed_for_on)} {info_request.signed_for_by} {info_request.waybill}".strip()),
        ("申请人类型", info_request.applicant.get_kind_display()),
        *((label, str(words.get(name, ""))) for name, label in Applicant.FIELDS.items()),
        ("内容描述", info_request.description),
        ("文号", info_request.document_number),
        ("用途", info_request.purpose),
        ("提供方式", info_request.get_form_display()),
        ("获取方式", info_request.get_way_display()),
    ]
    return _sheet(
        info_request, "政府信息公开申请登记表", [Table(("项目", "内容"), tuple(row for row in rows if row[1]))]
    )


def _letters(info_request: InfoRequest) -> Iterator[Paper]:
    """Every letter that was issued, void ones too: their numbers are taken."""
    issued = info_request.letters.exclude(number="").prefetch_related("deliveries", "sign_offs__by")
    for each in issued:
        title = making.named(each) + ("（已作废）" if each.state == Letter.State.VOID else "")
        yield Paper(title, each.issued_on, each.number, content=making.reopened(each), is_letter=True)


def _sheets(info_request: InfoRequest) -> Iterator[Paper]:
    """Records that are no documents of their own, each kind as a sheet on the day of its latest."""
    if searches := list(info_request.searches.all()):
        yield _table(
            info_request,
            "检索记录",
            searches[-1].searched_on,
            ("日期", "范围", "方式", "关键词", "检索人", "找到", "结果"),
            (
                (
                    _day(s.searched_on),
                    s.place,
                    s.method,
                    s.keywords,
                    s.searched_by,
                    "有" if s.is_found else "无",
                    s.result,
                )
                for s in searches
            ),
        )
    if consultations := list(info_request.consultations.all()):
        yield _table(
            info_request,
            "征求意见记录",
            max(each.answered_on or each.asked_on for each in consultations),
            ("对象", "名称", "征求", "送达", "回复", "意见", "理由和判断"),
            map(_consulted, consultations),
        )
    if fees := list(info_request.fees.all()):
        days = [day for each in fees for day in (each.noticed_on, each.paid_on) if day]
        heads = ("方式", "金额（元）", "状态", "通知", "期限", "到账", "票据号")
        yield _table(info_request, "收费记录", max(days, default=None), heads, map(_charged, fees))
    yield from _decisions(info_request)
    if delivered := list(_delivered(info_request)):
        last = date.fromisoformat(max(row[4] or row[3] for row in delivered))
        yield _table(info_request, "送达记录", last, ("文书", "文号", "方式", "发出", "送达", "凭证"), delivered)


def _table(
    info_request: InfoRequest, title: str, on: date | None, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]
) -> Paper:
    return Paper(title, on, content=_sheet(info_request, title, [Table(heads, tuple(rows))]))


def _consulted(each: Consultation) -> tuple[str, ...]:
    judged = "" if each.is_reasonable is None else "理由成立" if each.is_reasonable else "理由不成立"
    return (
        each.get_party_display(),
        str(each.words.get("name", "")),
        _day(each.asked_on),
        _day(each.delivered_on),
        _day(each.answered_on),
        each.get_answer_display() if each.answer else "",
        "；".join(words for words in (each.opinion, judged, each.public_interest) if words),
    )


def _charged(each: Fee) -> tuple[str, ...]:
    return (
        each.get_method_display(),
        str(each.amount),
        each.get_state_display(),
        _day(each.noticed_on),
        _day(each.due_on),
        _day(each.paid_on),
        each.receipt_number,
    )


def _decisions(info_request: InfoRequest) -> Iterator[Paper]:
    """The decisions that took effect, with what they rest on and who signed."""
    for decision in info_request.decisions.exclude(effective_on=None):
        outcome = outcomes.by_code(decision.outcome)
        rows = [("办理结果", outcome.name), ("依据", "；".join(outcome.cites))]
        for required in outcome.establishes:
            value = decision.established.get(required.key, "")
            if isinstance(value, str) and value:
                rows.append((required.says, dict(required.choices).get(value, value)))
        rows += [("事实和理由", decision.reason), ("口径说明", decision.note), ("拟办人", str(decision.by or ""))]
        for letter in decision.letters.all():
            for sign_off in letter.sign_offs.select_related("by"):
                rows.append(("审签", f"{sign_off.on.isoformat()} {sign_off.by}{sign_off} {sign_off.reason}".strip()))
        if decision.undone_on:
            rows.append(("撤销", decision.undone_on.isoformat()))
        told = (row for row in rows if row[1])
        yield _table(info_request, "办理结果审签单", decision.effective_on, ("项目", "内容"), told)


def _delivered(info_request: InfoRequest) -> Iterator[tuple[str, ...]]:
    for letter in info_request.letters.prefetch_related("deliveries"):
        for each in letter.deliveries.all():
            proof = f"未送达：{each.failed_reason}" if each.failed_reason else each.proof
            yield (
                making.named(letter),
                letter.number,
                each.get_way_display(),
                each.sent_on.isoformat(),
                _day(each.delivered_on),
                proof,
            )


def _course(info_request: InfoRequest) -> Content:
    rows = tuple((f"{timezone.localtime(entry['at']):%Y-%m-%d}", str(entry["says"])) for entry in trail(info_request))
    return _sheet(info_request, "办理经过", [Table(("日期", "经过"), rows)])


def _sheet(info_request: InfoRequest, title: str, blocks: Sequence[Block]) -> Content:
    """A record on paper, without addressee and signature."""
    agency = facts.signature(info_request.agency)
    return Content(agency, title, info_request.number, "", tuple(blocks), (), "", None)


def _file(case_file: CaseFile) -> Paper:
    stored = Stored(case_file.name, "原件", case_file.kind, "cases", case_file.hash)
    return Paper(f"{case_file.get_role_display()}：{case_file.name}", case_file.on, file=stored)


def _released(case_file: CaseFile) -> Paper:
    name = case_file.released_name
    stored = Stored(name, "提供的副本", name.rpartition(".")[2].lower(), "case_released", case_file.released_hash)
    return Paper(f"提供的副本：{name}" + ("（已遮盖）" if case_file.is_redacted else ""), case_file.on, file=stored)


def _identity(info_request: InfoRequest) -> Iterator[Paper]:
    held = info_request.applicant.identity_files.filter(deleted_on=None).order_by("pk")
    for number, each in enumerate(held, 1):
        stored = Stored(f"身份证明{number}.{each.kind}", "身份证明", each.kind, sealing.AREA, each.hash)
        yield Paper("身份证明", info_request.received_on, file=stored)


# One PDF and one zip


@dataclass(frozen=True, slots=True)
class Written:
    """Where both lie, and how many papers have no pages."""

    pdf: Path
    zip: Path
    without_pages: int


def write(
    info_request: InfoRequest,
    held: Sequence[Paper],
    folder: Path,
    *,
    today: date,
    progress: jobs.Progress | None = None,
) -> Written:
    """The dossier in a folder: paper by paper, so that a large one does not fill the memory."""
    pages: list[Path | None] = []
    for number, paper in enumerate(held, 1):
        pages.append(_paged(paper, folder / f"{number}.pdf"))
        if progress is not None:
            progress(number, len(held) + 2)
    pdf, packed = folder / "案卷.pdf", folder / "案卷.zip"
    _bind(info_request, held, pages, pdf, today)
    if progress is not None:
        progress(len(held) + 1, len(held) + 2)
    _pack(info_request, held, pages, pdf, packed)
    return Written(pdf, packed, sum(each is None for each in pages))


def _paged(paper: Paper, to: Path) -> Path | None:
    """The pages of a paper; none of one that cannot be turned into pages."""
    if paper.content is not None:
        to.write_bytes(rendering.pdf(paper.content))
        return to
    assert paper.file is not None
    source = to.with_suffix(".source")
    with source.open("wb") as opened:
        opened.writelines(paper.file.chunks())
    try:
        redaction.paged(source, FileKind(paper.file.kind), to)
        return to if _count(to) else None
    except (GongkaiError, pikepdf.PdfError, ValueError):
        return None
    finally:
        source.unlink()


def _bind(
    info_request: InfoRequest, held: Sequence[Paper], pages: Sequence[Path | None], to: Path, today: date
) -> None:
    """The index and everything after it, a number on every page."""
    counts = [_count(each) if each is not None else 0 for each in pages]
    index, length = to.with_name("index.pdf"), 1
    while True:  # the index may need a page more once it names the pages
        index.write_bytes(rendering.pdf(_index(info_request, held, counts, length, today)))
        if _count(index) <= length:
            break
        length = _count(index)
    with pikepdf.new() as whole:
        for part in (index, *(each for each in pages if each is not None)):
            with pikepdf.open(part) as opened:
                _defuse(opened)
                whole.pages.extend(opened.pages)
        _number(whole)
        whole.docinfo["/Title"] = f"政府信息公开申请案卷 {info_request.number}"
        whole.save(to, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _index(info_request: InfoRequest, held: Sequence[Paper], counts: Sequence[int], first: int, today: date) -> Content:
    rows, page = [], first + 1
    for number, (paper, count) in enumerate(zip(held, counts, strict=True), 1):
        rows.append((str(number), paper.title, paper.number, _day(paper.on), str(page) if count else IN_ZIP))
        page += count
    heads = ("序号", "题名", "文号", "日期", "页码")
    says = Line(f"所需信息：{info_request.title}　制作日期：{today.isoformat()}", is_plain=True)
    return _sheet(info_request, "政府信息公开申请案卷目录", [says, Table(heads, tuple(rows))])


def _defuse(opened: pikepdf.Pdf) -> None:
    """Pages that somebody handed in open nothing and run nothing."""
    for page in opened.pages:
        notes = page.obj.get("/Annots")
        for thing in (page.obj, *(notes if isinstance(notes, pikepdf.Array) else ())):
            for name in ("/A", "/AA"):
                if isinstance(thing, pikepdf.Dictionary) and name in thing:
                    del thing[name]


def _number(whole: pikepdf.Pdf) -> None:
    """第 n 页 共 m 页, at the top right of every page."""
    template = resources.files("gongkai.request.letters.rendering").joinpath("numbers.typ").read_bytes()
    labels = drawn_by(template, {"numbers": {"last": len(whole.pages)}})
    with pikepdf.open(io.BytesIO(labels)) as drawn:
        for page, label in zip(whole.pages, drawn.pages, strict=True):
            right, top = (float(each) for each in (page.mediabox[2], page.mediabox[3]))
            width, height = (float(each) for each in (label.mediabox[2], label.mediabox[3]))
            page.add_overlay(label, pikepdf.Rectangle(right - width - 20, top - height - 14, right - 20, top - 14))


def _count(pdf: Path) -> int:
    with pikepdf.open(pdf) as opened:
        return len(opened.pages)


def _pack(info_request: InfoRequest, held: Sequence[Paper], pages: Sequence[Path | None], pdf: Path, to: Path) -> None:
    """The dossier with its originals, released copies and letters beside it, and an index for people and machines."""
    entries = []
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(pdf, pdf.name)
        for number, (paper, drawn) in enumerate(zip(held, pages, strict=True), 1):
            places = []
            if paper.file is not None:
                places.append(f"{paper.file.folder}/{number:02}-{_safe(paper.file.name)}")
                with archive.open(places[-1], "w", force_zip64=True) as opened:
                    for chunk in paper.file.chunks():
                        opened.write(chunk)
            else:
                assert paper.content is not None and drawn is not None
                name = f"记录和文书/{number:02}-{_safe(paper.title + paper.number)}"
                places.append(f"{name}.pdf")
                archive.write(drawn, places[-1])
                if paper.is_letter:
                    places.append(f"{name}.docx")
                    archive.writestr(places[-1], rendering.docx(paper.content))
            entries.append(
                {"number": number, "title": paper.title, "on": _day(paper.on), "of": paper.number, "files": places}
            )
        told = {"number": info_request.number, "title": info_request.title, "papers": entries}
        archive.writestr("index.json", json.dumps(told, ensure_ascii=False, indent=1))
        archive.writestr("index.html", _page(info_request, entries))


def _page(info_request: InfoRequest, entries: Sequence[dict[str, Any]]) -> str:
    def line(entry: dict[str, Any]) -> str:
        links = "、".join(
            f'<a href="{html.escape(place, quote=True)}">{html.escape(place.rpartition("/")[2])}</a>'
            for place in entry["files"]
        )
        cells = (str(entry["number"]), entry["title"], entry["of"], entry["on"])
        return "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + f"<td>{links}</td></tr>"

    title = html.escape(f"政府信息公开申请案卷 {info_request.number}")
    heads = "".join(f"<th>{word}</th>" for word in ("序号", "题名", "文号", "日期", "文件"))
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title><h1>{title}</h1>'
        f'<p>{html.escape(info_request.title)}</p><p><a href="案卷.pdf">案卷.pdf</a></p>'
        f'<table border="1"><tr>{heads}</tr>{"".join(map(line, entries))}</table></html>'
    )


def _safe(name: str) -> str:
    return _UNSAFE.sub("_", name).strip(". ")[:120] or "文件"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as opened:
        while chunk := opened.read(files.CHUNK):
            yield chunk
