"""身份证明: taken in with what came on paper, and looked at; only by who handles the case."""

from typing import Any

from django import forms
from django.http import StreamingHttpResponse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.requests.acting import act_page, case_of
from gongkai.errors import NotYours
from gongkai.request import access
from gongkai.request.actions import identifying
from gongkai.request.identity_documents import LARGEST
from gongkai.request.models import InfoRequest

TYPES = {"jpg": "image/jpeg", "pdf": "application/pdf"}


class Upload(forms.Form):
    file = forms.FileField(
        label="身份证明",
        widget=forms.FileInput({"accept": ".jpg,.jpeg,.png,.pdf", "capture": "environment"}),
        help_text=f"照片（JPG、PNG）或 PDF，最大 {LARGEST // 1_000_000} MB。加密保存，办结后到期删除。",
    )


def identity_part(info_request: InfoRequest, officer: Officer) -> dict[str, Any]:
    """The copies there are, for who may see the applicant."""
    if not access.may_see_applicant(info_request, officer):
        return {}
    may_add = info_request.is_open and agencies.may("request.register", officer, info_request.agency)
    copies = identifying.copies(info_request)
    return {"copies": copies, "may_add": may_add} if copies or may_add else {}


@page("request.see")
def copy(request: DeskRequest, info_request_id: int, identity_file_id: int) -> Response:
    """The document, shown in the browser and kept nowhere on the way."""
    info_request = case_of(request, info_request_id)
    found, pieces = identifying.open_copy(info_request, identity_file_id, by=request.user, today=timezone.localdate())
    try:
        first = next(pieces, b"")
    except FileNotFoundError:
        raise NotYours("这份身份证明的文件不在了，可能已经到期删除。") from None

    def whole() -> Any:
        yield first
        yield from pieces

    answer = StreamingHttpResponse(whole(), content_type=TYPES.get(found.kind, "application/octet-stream"))
    answer["Content-Disposition"] = f'inline; filename="identity.{found.kind}"'
    answer["Cache-Control"] = "no-store"
    return answer


@page("request.register")
def add(request: DeskRequest, info_request_id: int) -> Response:
    """存身份证明."""
    info_request = case_of(request, info_request_id)

    def act(given: dict[str, Any], _: int) -> object:
        file = given["file"]
        return identifying.keep(info_request.pk, by=request.user, today=timezone.localdate(), file=file, name=file.name)

    return act_page(
        request,
        info_request,
        Upload(request.POST or None, request.FILES or None),
        act,
        title="存身份证明",
        says="身份证明与案卷的其他文件分开、加密保存，只有办理这件申请的人看得到，每次查看都记入日志。",
        word="保存",
        done="身份证明已加密保存。",
        template="desk/requests/upload.html",
    )
