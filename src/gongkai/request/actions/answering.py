"""申请人的答复: what the applicant does online with a case that was opened by its code and a second detail.

Step details are read by more people than may know who applied: words that name the applicant stand there covered, and
the words as they came are kept as a file of the case.
"""

from collections.abc import Sequence
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction

from gongkai.errors import Refused
from gongkai.journal import recording as journal
from gongkai.request import access, identity_documents, naming, states
from gongkai.request.actions import amending, explaining, filing
from gongkai.request.actions.filing import Admitted, Upload
from gongkai.request.models import CaseFile, IdentityFile, InfoRequest, Step

MOST = 5
"""Files of one answer."""


class NamedUpload(Upload):
    """An upload with the name that it came under."""

    name: str


def amend(
    info_request_id: int,
    *,
    today: date,
    says: str,
    uploads: Sequence[NamedUpload] = (),
    document: NamedUpload | None = None,
) -> InfoRequest:
    """补正: once, with files and, where the identity was missing, a copy of the document (条例第三十条)."""
    info_request = InfoRequest.objects.select_related("applicant").get(pk=info_request_id)
    states.refuse_unless_allowed(info_request, Step.Kind.AMENDED)
    covered, admitted = _covered(info_request, says, "补正内容.txt", today), _admitted(uploads)
    copy = identity_documents.keep(document, document.name) if document else None
    with transaction.atomic():
        info_request = amending.amended(info_request_id, by=None, today=today, says=covered[0])
        for each in (*covered[1], *admitted):
            filing.enter(info_request, each, role=CaseFile.Role.AMENDMENT, by=None, today=today)
        if copy:
            IdentityFile.objects.create(
                applicant=info_request.applicant, kind=copy.kind, hash=copy.hash, size=copy.size
            )
        return info_request


def explain(
    info_request_id: int,
    *,
    today: date,
    says: str,
    uploads: Sequence[NamedUpload] = (),
) -> InfoRequest:
    """说明理由: why so many requests, or so often (条例第三十五条)."""
    if not says.strip():
        raise Refused("请写明理由。")
    info_request = InfoRequest.objects.select_related("applicant").get(pk=info_request_id)
    states.refuse_unless_allowed(info_request, Step.Kind.EXPLAINED)
    covered, admitted = _covered(info_request, says, "说明的理由.txt", today), _admitted(uploads)
    with transaction.atomic():
        info_request = explaining.explained(info_request_id, by=None, today=today, says=covered[0])
        for each in (*covered[1], *admitted):
            filing.enter(info_request, each, role=CaseFile.Role.APPLICATION, by=None, today=today)
        return info_request


@transaction.atomic
def ask_to_publish(info_request_id: int, *, today: date) -> InfoRequest:
    """建议主动公开: that everybody may have what was asked for (条例第四十四条)."""
    info_request = access.lock(info_request_id)
    if info_request.asks_to_publish:
        raise Refused("您已经建议过主动公开，不用再提。")
    info_request.asks_to_publish = True
    info_request.save(update_fields=["asks_to_publish"])
    journal.record("request.publication_asked", info_request, by=None, on=today)
    return info_request


def unnamed(info_request: InfoRequest, says: str, *, today: date) -> str:
    """What the applicant says, without what names him."""
    return naming.covered(says.strip(), info_request.applicant.words, on=today)


def _covered(info_request: InfoRequest, says: str, name: str, today: date) -> tuple[str, list[Admitted]]:
    """The words without who applied; and as they came, as a file, where that takes something away."""
    said = says.strip()
    covered = unnamed(info_request, said, today=today)
    if covered == said:
        return said, []
    return covered, [filing.admit(ContentFile(said.encode()), name)]


def _admitted(uploads: Sequence[NamedUpload]) -> list[Admitted]:
    if len(uploads) > MOST:
        raise Refused(f"一次最多传 {MOST} 个文件，没有提交。请合并后再传。")
    return [filing.admit(upload, upload.name) for upload in uploads]
