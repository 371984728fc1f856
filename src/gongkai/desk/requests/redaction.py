"""遮盖: what to cover in a file, under which article; the original and its copy page by page, side by side."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.requests.acting import PLACE, case_url
from gongkai.desk.requests.fields import WordsField
from gongkai.desk.requests.files import file_of
from gongkai.disclosure import files
from gongkai.errors import NotYours, Refused
from gongkai.request.actions import filing, redacting
from gongkai.request.models import CaseFile
from gongkai.task.models import Work
from gongkai.vetting import redaction
from gongkai.vetting.files import FileKind
from gongkai.vetting.redaction import Cover

PERSONAL = "15"
DPI = 90
_LINE = re.compile(r"[,，、\s]+")


class Covers(forms.Form):
    """Words a line under each ground; numbers found, to be ticked; places on pages in millimetres."""

    def __init__(
        self, data: Any = None, given: Any = None, *, case_file: CaseFile, found: list[redaction.Suggestion]
    ) -> None:
        super().__init__(data, given)
        kept = redacting.covers_of(case_file)
        words = {cover.words for cover in kept}
        offered = [each.words for each in found]
        if found:
            self.fields["found"] = forms.MultipleChoiceField(
                label="机器找到的号码，勾选的按第十五条遮盖",
                choices=[(each.words, f"{each.words}（{each.what}）") for each in found],
                initial=[each for each in offered if not kept or each in words],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        for code, ground in filing.withholding_grounds().items():
            own = [cover.words for cover in kept if cover.ground == code and cover.words]
            self.fields[f"words_{code}"] = WordsField(
                label=f"{ground.cites.partition('》')[2]}：{ground.title}",
                max_length=20_000,
                rows=5 if code == PERSONAL else 2,
                required=False,
                initial="\n".join(each for each in own if code != PERSONAL or each not in offered),
                help_text="要遮盖的词，一行一个；文件里每一处都会遮盖。" if code == PERSONAL else "",
            )
        self.order_fields(["found", f"words_{PERSONAL}"])
        self.fields["places"] = WordsField(
            label="按位置遮盖",
            max_length=20_000,
            rows=4,
            required=False,
            initial="\n".join(_place_line(cover) for cover in kept if cover.page),
            help_text="扫描件用。一行一处：页 左 上 宽 高 依据，单位毫米，对照下面页面上的格线。例如：1 30 45 60 8 15",
        )

    def clean_places(self) -> list[Cover]:
        grounds = filing.withholding_grounds()
        found = []
        for number, line in enumerate(self.cleaned_data["places"].splitlines(), 1):
            parts = [part for part in _LINE.split(line.strip()) if part]
            if not parts:
                continue
            try:
                page_number, left, top, width, height = int(parts[0]), *map(float, parts[1:5])
            except ValueError:
                page_number, left, top, width, height = 0, 0.0, 0.0, 0.0, 0.0
            ground = parts[5] if len(parts) > 5 else PERSONAL
            if page_number < 1 or min(left, top) < 0 or min(width, height) <= 0 or ground not in grounds:
                raise ValidationError(
                    f"第 {number} 行看不懂。请按“页 左 上 宽 高 依据”写，例如：1 30 45 60 8 15；"
                    f"依据写 {'、'.join(grounds)} 之一。"
                )
            found.append(Cover(ground, page=page_number, left=left, top=top, width=width, height=height))
        return found

    @property
    def covers(self) -> list[Cover]:
        """Everything asked for, each once."""
        return list(dict.fromkeys(self._covers()))

    def _covers(self) -> Iterator[Cover]:
        yield from (Cover(PERSONAL, words=words) for words in self.cleaned_data.get("found", []))
        for code in filing.withholding_grounds():
            lines = self.cleaned_data[f"words_{code}"].splitlines()
            yield from (Cover(code, words=line.strip()) for line in lines if line.strip())
        yield from self.cleaned_data["places"]


class OwnCopy(Covers):
    """A copy that was covered elsewhere, with the words that must not be in it any more."""

    def __init__(self, data: Any = None, given: Any = None, *, case_file: CaseFile, found: Any) -> None:
        super().__init__(data, given, case_file=case_file, found=found)
        self.fields["copy"] = forms.FileField(label="遮盖好的副本")
        self.fields["reason"] = WordsField(
            label="在哪里遮盖的、谁核对过",
            max_length=300,
            rows=2,
            help_text="例如：用 PDF 软件遮盖并导出，周明逐页看过。",
        )
        del self.fields["places"]
        self.order_fields(["copy", "reason", *self.fields])

    def _covers(self) -> Iterator[Cover]:
        self.cleaned_data["places"] = []
        yield from super()._covers()


@page("request.handle")
def redact(request: DeskRequest, info_request_id: int, case_file_id: int) -> Response:
    """遮盖. Covering may take seconds and holds no transaction; sent twice it makes the same copy twice."""
    case_file = file_of(request, info_request_id, case_file_id)
    _refuse_unfit(case_file)
    found = redacting.suggestions(case_file, today=timezone.localdate())
    form = Covers(request.POST or None, case_file=case_file, found=found)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            made = redacting.redact(case_file.pk, by=request.user, today=timezone.localdate(), covers=form.covers)
        except Refused as refusal:
            refused = refusal
            case_file.refresh_from_db()
        else:
            return redirect(_done(request, made, case_file))
    context = {
        "form": form,
        "refused": refused,
        "title": "遮盖",
        **_sides(request, case_file),
    }
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/requests/redact.html", PLACE, context, status=status)


@page("request.handle")
def prepare(request: DeskRequest, info_request_id: int, case_file_id: int) -> Response:
    """转成页面, so that an office file or a picture can be looked at; a page that only looks sends one back."""
    case_file = file_of(request, info_request_id, case_file_id)
    if request.method == "POST":
        try:
            redacting.prepare(case_file.pk, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, "已转成页面，请对照着写要遮盖的内容。")
    return redirect(_here(request, case_file))


@page("request.handle")
def own_copy(request: DeskRequest, info_request_id: int, case_file_id: int) -> Response:
    """换上另行遮盖的副本."""
    case_file = file_of(request, info_request_id, case_file_id)
    _refuse_unfit(case_file)
    today = timezone.localdate()
    found = redacting.suggestions(case_file, today=today)
    form = OwnCopy(request.POST or None, request.FILES or None, case_file=case_file, found=found)
    refused = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["copy"]
        try:
            admitted = filing.admit(file, file.name, goes_out=True)
            redacting.replace_copy(
                case_file.pk,
                by=request.user,
                today=today,
                admitted=admitted,
                covers=form.covers,
                reason=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, "副本已换上。请再打开看一遍。")
            return redirect(_here(request, case_file))
    context = {
        "form": form,
        "refused": refused,
        "info_request": case_file.info_request,
        "title": f"换上另行遮盖的“{case_file.name}”",
        "says": "在别的软件里遮盖好再上传。机器会检查：该遮盖的词还能不能找到，有没有只是盖住、还能复制出来的字。",
        "word": "检查并换上",
        "back": _here(request, case_file),
        "token": "",
    }
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/requests/upload.html", PLACE, context, status=status)


@page("request.handle")
def picture(request: DeskRequest, info_request_id: int, case_file_id: int) -> Response:
    """One page as a picture: ?side=copy of the copy, else of the original with its grid."""
    case_file = file_of(request, info_request_id, case_file_id)
    number = request.GET.get("page", "1")
    at = int(number) if number.isdecimal() and len(number) < 6 else 1
    if request.GET.get("side") == "copy":
        if not case_file.released_hash or not case_file.is_redacted:
            raise NotYours("这个文件还没有遮盖过的副本。")
        drawn = redaction.drawn(files.path("case_released", case_file.released_hash), at, dpi=DPI)
    else:
        drawn = redaction.drawn(redacting.shown(case_file), at, dpi=DPI, grid=True)
    response = HttpResponse(drawn, content_type="image/png")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _sides(request: DeskRequest, case_file: CaseFile) -> dict[str, Any]:
    pages = case_file.scan.get("pages") or 1
    number = request.GET.get("page", "1")
    at = min(max(int(number) if number.isdecimal() and len(number) < 6 else 1, 1), pages)
    here = (case_file.info_request.agency_id, case_file.info_request_id, case_file.pk)
    return {
        "info_request": case_file.info_request,
        "file": case_file,
        "back": f"{case_url(case_file.info_request)}#files",
        "can_be_shown": case_file.kind == FileKind.PDF or bool(case_file.shown_hash),
        "pages": pages,
        "at": at,
        "missed": redacting.missed_of(case_file),
        "blind": case_file.scan.get("blind_pages", []),
        "covered": redacting.count_of(case_file),
        "picture": reverse("desk:request_file_picture", args=here),
        "prepare": reverse("desk:request_file_prepare", args=here),
        "own_copy": reverse("desk:request_file_own_copy", args=here),
        "released": reverse("desk:request_file_released", args=here) if case_file.released_hash else "",
        "original": reverse("desk:request_file", args=here),
    }


def _here(request: DeskRequest, case_file: CaseFile) -> str:
    return reverse("desk:request_redact", args=[request.agency.pk, case_file.info_request_id, case_file.pk])


def _done(request: DeskRequest, made: CaseFile | Work, case_file: CaseFile) -> str:
    if isinstance(made, Work):
        messages.info(request, "页数较多，已交给后台办理，可在“任务”里看进度。完成以前这个文件不能提供。")
    return _here(request, case_file)


def _refuse_unfit(case_file: CaseFile) -> None:
    if case_file.role not in filing.GOES_OUT:
        raise NotYours("这个文件不提供给申请人，不用遮盖。")


def _place_line(cover: Cover) -> str:
    return f"{cover.page} {cover.left:g} {cover.top:g} {cover.width:g} {cover.height:g} {cover.ground}"
