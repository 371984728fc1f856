"""案卷: asking for the whole of a case as one PDF and one zip, and fetching them."""

from django import forms
from django.contrib import messages
from django.http import StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header

from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.once import once, token
from gongkai.desk.requests.acting import PLACE, case_of, case_url
from gongkai.errors import NotYours, Refused
from gongkai.request import access, dossier
from gongkai.task.models import Work

KINDS = {"pdf": "application/pdf", "zip": "application/zip"}


class Asking(forms.Form):
    with_identity = forms.BooleanField(
        label="放入身份证明文件",
        required=False,
        help_text="只在确有需要时放入，会记入日志。不放入的，案卷里只有登记的姓名和号码。",
    )


@page("request.see")
def dossier_of(request: DeskRequest, info_request_id: int) -> Response:
    """The page: what was made before, and a new one."""
    info_request = case_of(request, info_request_id)
    access.require_applicant(info_request, request.user)
    form = Asking(request.POST or None)
    has_identity = info_request.applicant.identity_files.filter(deleted_on=None).exists()
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            dossier.ask(
                info_request.pk,
                by=request.user,
                today=timezone.localdate(),
                with_identity=has_identity and form.cleaned_data["with_identity"],
            )
            return request.path

        address = once(request, act)
        messages.success(request, "正在制作案卷，做好后在这一页下载；也可以在“任务”里看进展。")
        return redirect(address)
    context = {
        "info_request": info_request,
        "form": form if has_identity else None,
        "works": dossier.made_for(info_request),
        "papers": [*dossier.papers(info_request, with_identity=False)],
        "back": case_url(info_request),
        "token": token(request),
    }
    return show(request, "desk/requests/dossier.html", PLACE, context)


@page("request.see")
def dossier_file(request: DeskRequest, info_request_id: int, dossier_id: int) -> Response:
    """案卷 as PDF, or as zip with ?as=zip; given piece by piece."""
    info_request = case_of(request, info_request_id)
    access.require_applicant(info_request, request.user)
    work = Work.objects.filter(
        pk=dossier_id, kind=dossier.KIND, agency=request.agency, arguments__info_request_id=info_request.pk
    ).first()
    if work is None:
        raise NotYours("这件申请没有这份案卷。")
    name = request.GET.get("as", "pdf")
    name = name if name in KINDS else "pdf"
    try:
        chunks = dossier.read(work, name)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("desk:request_dossier", request.agency.pk, info_request.pk)
    response = StreamingHttpResponse(chunks, content_type=KINDS[name])
    response["Content-Disposition"] = content_disposition_header(True, f"案卷{info_request.number}.{name}") or ""
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
