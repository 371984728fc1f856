"""预览: a version as the public will see it, and its draft as a file for who reads on paper."""

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from gongkai.desk.filings.place import show_report, version_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.errors import NotYours
from gongkai.filing import figures, public, report_of
from gongkai.filing.models import Version
from gongkai.report import rendering

KINDS = {
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("PDF", "application/pdf"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_S = Version.State
PUBLIC = (_S.PUBLISHED, _S.SUPERSEDED, _S.RECORDED)
DRAFT = "（草稿）"


@page("filing.see")
def filing_preview(request: DeskRequest, filing_id: int) -> Response:
    """The page of the report, drawn as the portal draws it."""
    version = version_of(request, filing_id)
    known = figures.of_version(version)
    labels = {name: figure.label for name, figure in known.items()}
    context = {
        "drawn": public.page(
            report_of.report_of(version), version.entered.all(), labels=labels, pieces=public.pieces_of(version)
        ),
        "is_public": version.state in PUBLIC,
        "kinds": [(kind, word) for kind, (word, _) in KINDS.items()],
        "chosen": "" if version.pk == version.filing.latest_id else version.number,
    }
    return show_report(request, "desk/filings/preview.html", version, "desk:filing_preview", context)


@page("filing.see")
def filing_draft(request: DeskRequest, filing_id: int) -> Response:
    """A file of the version, named a draft in its title and its name until it is published."""
    version = version_of(request, filing_id)
    kind = request.GET.get("kind", "docx")
    if kind not in KINDS:
        raise NotYours("没有这种文件。")
    report = report_of.report_of(version)
    name = report.title or str(version.filing)
    if version.state not in PUBLIC:
        name += DRAFT
        report = msgspec.structs.replace(report, title=name)
    with TemporaryDirectory() as folder:
        path = Path(folder, f"report.{kind}")
        rendering.write(report, path)
        response = HttpResponse(path.read_bytes(), content_type=KINDS[kind][1])
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{kind}") or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
