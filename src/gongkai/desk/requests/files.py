"""案卷文件: what was handed in, found and answered; the copies that may go out beside their originals."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.once import done_before, once, token
from gongkai.desk.requests.acting import PLACE, Nothing, act_page, case_of, case_url
from gongkai.desk.requests.fields import WordsField
from gongkai.disclosure import files
from gongkai.disclosure.grounds import GROUNDS
from gongkai.errors import NotYours, Refused
from gongkai.request import access
from gongkai.request.actions import filing, redacting
from gongkai.request.models import CaseFile, InfoRequest

ROLES = (CaseFile.Role.FOUND, CaseFile.Role.OPINION, CaseFile.Role.PROOF, CaseFile.Role.OTHER)
"""What an officer adds; the applicant's own material comes with the application and its amendment."""


class NewFile(forms.Form):
    role = forms.ChoiceField(
        label="这是什么文件",
        choices=[(role.value, role.label) for role in ROLES],
        initial=CaseFile.Role.FOUND,
        widget=forms.RadioSelect,
        help_text="只有“检索到的信息”可以提供给申请人，而且提供的总是处理过的副本。",
    )
    file = forms.FileField(label="文件", help_text="PDF、OFD、Word、Excel、PPT、WPS、JPG、PNG、TXT。")


class HiddenData(forms.Form):
    reason = WordsField(
        label="为什么隐藏的内容可以提供",
        max_length=300,
        rows=3,
        help_text="请先打开原件，取消隐藏逐项看过。您的姓名和理由会记下来。",
    )


class Withholding(forms.Form):
    ground = forms.ChoiceField(
        label="依据哪一条",
        choices=[
            (code, f"{ground.title}（{ground.cites.partition('》')[2]}）")
            for code, ground in filing.withholding_grounds().items()
        ],
        widget=forms.RadioSelect,
    )
    reason = WordsField(label="不提供这个文件的理由", max_length=300, rows=3)


class Removal(forms.Form):
    reason = forms.CharField(label="删去的原因", max_length=200)


@dataclass(frozen=True)
class Looked:
    """A file as one officer sees it: what may be opened, what was found in it, what may be done with it."""

    file: CaseFile
    sees_original: bool
    to_confirm: list[str]
    to_mend: list[str]
    personal: list[str]
    ground: str
    covered: int
    missed: int
    may_change: bool

    @property
    def goes_out(self) -> bool:
        return self.file.role in filing.GOES_OUT


def looked_at(
    info_request: InfoRequest, officer: Officer, case_files: Iterable[CaseFile], *, may_change: bool
) -> list[Looked]:
    """The files that an officer sees: all who handles the case, the copies that go out everybody else."""
    sees = access.may_see_applicant(info_request, officer)
    return [_looked(each, sees, may_change and sees) for each in case_files if sees or each.released_hash]


def files_part(info_request: InfoRequest, officer: Officer) -> dict[str, Any]:
    """The files of a case."""
    may = agencies.may("request.handle", officer, info_request.agency) and info_request.is_open
    case_files = list(info_request.files.all())
    may_change = may and info_request.state != InfoRequest.State.SIGNING
    looked = looked_at(info_request, officer, case_files, may_change=may_change)
    if not looked and not may:
        return {}
    return {
        "looked": looked,
        "add": reverse("desk:request_file_add", args=[info_request.agency_id, info_request.pk]) if may else "",
    }


def file_of(request: DeskRequest, info_request_id: int, case_file_id: int) -> CaseFile:
    """A file of a case of the agency, for who handles the case. Raises NotYours."""
    info_request = case_of(request, info_request_id)
    case_file = filing.of_case(info_request, case_file_id)
    access.require_applicant(info_request, request.user)
    if not case_file.hash:
        raise NotYours("这个文件在保管期满后删除了。")
    case_file.info_request = info_request
    return case_file


@page("request.handle")
def add(request: DeskRequest, info_request_id: int) -> Response:
    """上传文件."""
    info_request = case_of(request, info_request_id)
    form = NewFile(request.POST or None, request.FILES or None)
    back = f"{case_url(info_request)}#files"
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            address = done_before(request) or _add(request, info_request, form.cleaned_data, back)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, "文件已加入案卷。")
            return redirect(address)
    context = {
        "info_request": info_request,
        "form": form,
        "refused": refused,
        "title": "上传文件",
        "says": "文件存入这件申请的案卷。原件不会离开工作台；要提供的，先看过、遮盖好，再列入答复。",
        "word": "上传",
        "back": back,
        "token": token(request),
    }
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/requests/upload.html", PLACE, context, status=status)


@page("request.see")
def original(request: DeskRequest, info_request_id: int, case_file_id: int) -> Response:
    """The file as it came; only for who handles the case."""
    case_file = file_of(request, info_request_id, case_file_id)
    return download("cases", case_file.hash, case_file.name)


@page("request.see")
def released(request: DeskRequest, info_request_id: int, case_file_id: int) -> Response:
    """The copy that may go out."""
    case_file = filing.of_case(case_of(request, info_request_id), case_file_id)
    if not case_file.released_hash:
        raise NotYours("这个文件还没有可以提供的副本。")
    return download("case_released", case_file.released_hash, case_file.released_name)


@page("request.handle")
def accept(request: DeskRequest, info_request_id: int, case_file_id: int) -> Response:
    """确认隐藏内容可以提供."""
    case_file = file_of(request, info_request_id, case_file_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return filing.accept_hidden_data(case_file.pk, by=request.user, today=timezone.localdate(), **given)

    return act_page(
        request,
        case_file.info_request,
        HiddenData(request.POST or None),
        act,
        title=f"确认“{case_file.name}”里隐藏的内容可以提供",
        says="；".join(_looked(case_file, True, True).to_confirm) + "。确认后会随副本一起提供。",
        word="确认可以提供",
        done="已确认，可以提供的副本已生成。",
    )


@page("request.handle")
def withhold(request: DeskRequest, info_request_id: int, case_file_id: int) -> Response:
    """不提供这个文件."""
    case_file = file_of(request, info_request_id, case_file_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return filing.withhold(case_file.pk, by=request.user, today=timezone.localdate(), **given)

    return act_page(
        request,
        case_file.info_request,
        Withholding(request.POST or None),
        act,
        title=f"不提供“{case_file.name}”",
        says="只有这一个文件不提供，其余的照样可以提供。办理结果要选部分公开或者不予公开。",
        word="不提供这个文件",
        done="已标为不提供。",
    )


@page("request.handle")
def provide(request: DeskRequest, info_request_id: int, case_file_id: int) -> Response:
    """恢复提供."""
    case_file = file_of(request, info_request_id, case_file_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return filing.provide_after_all(case_file.pk, by=request.user, today=timezone.localdate())

    return act_page(
        request,
        case_file.info_request,
        Nothing(request.POST or None),
        act,
        title=f"恢复提供“{case_file.name}”",
        says="取消“不提供”的标记，这个文件又可以列入答复。",
        word="恢复提供",
        done="已恢复。",
    )


@page("request.handle")
def remove(request: DeskRequest, info_request_id: int, case_file_id: int) -> Response:
    """删去文件."""
    case_file = file_of(request, info_request_id, case_file_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return filing.remove(case_file.pk, by=request.user, today=timezone.localdate(), **given)

    return act_page(
        request,
        case_file.info_request,
        Removal(request.POST or None),
        act,
        title=f"删去文件“{case_file.name}”",
        says="用于传错了的文件。谁在什么时候删去、为什么，会留在日志里。",
        word="删去",
        done="文件已删去。",
        danger=True,
    )


def download(area: files.Area, hash: str, name: str) -> Response:
    """A file that the browser saves and never runs."""
    response = FileResponse(
        files.path(area, hash).open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _looked(case_file: CaseFile, sees_original: bool, may_change: bool) -> Looked:
    by_treatment: dict[str, list[str]] = {"confirm": [], "mend": []}
    if not case_file.is_redacted:
        for trace in filing.open_traces(case_file):
            by_treatment[trace.treatment].append(f"{trace.what}：{trace.mend}")
    ground = GROUNDS.get(case_file.withheld_ground)
    return Looked(
        case_file,
        sees_original,
        by_treatment["confirm"],
        by_treatment["mend"],
        case_file.scan.get("personal", []) if not case_file.is_redacted and not case_file.is_withheld else [],
        str(ground) if ground else "",
        redacting.count_of(case_file),
        len(case_file.scan.get("missed", ())),
        may_change,
    )


def _add(request: DeskRequest, info_request: InfoRequest, given: dict[str, Any], back: str) -> str:
    file = given["file"]
    admitted = filing.admit(file, file.name, goes_out=given["role"] in filing.GOES_OUT)

    def act() -> str:
        today = timezone.localdate()
        filing.add(info_request.pk, by=request.user, today=today, admitted=admitted, role=given["role"])
        return back

    return once(request, act)
