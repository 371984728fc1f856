"""身份证明: the copy of an identity document, taken in at the desk and looked at by who handles the case.

keep(id, file)    open_copy(id, identity_file_id) -> the file, piece by piece
"""

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.disclosure.actions.attaching import Upload
from gongkai.errors import NotYours
from gongkai.journal import recording as journal
from gongkai.request import access, identity_documents, sealing
from gongkai.request.models import IdentityFile, InfoRequest


def keep(info_request_id: int, *, by: Officer, today: date, file: Upload, name: str) -> IdentityFile:
    """存身份证明: drawn anew, encrypted, apart from the other files; deleted on its day."""
    info_request = access.for_reading(info_request_id, by=by)
    access.require_applicant(info_request, by)
    copy = identity_documents.keep(file, name)  # before the transaction: others' acts do not wait for it
    with transaction.atomic():
        held = access.for_act(info_request_id, "request.register", by=by)
        kept = IdentityFile.objects.create(applicant=held.applicant, kind=copy.kind, hash=copy.hash, size=copy.size)
        journal.record("request.identity_kept", held, by=by, on=today)
    return kept


def copies(info_request: InfoRequest) -> list[IdentityFile]:
    """The copies of a case that are still there."""
    return list(info_request.applicant.identity_files.filter(deleted_on=None).order_by("pk"))


@transaction.atomic
def open_copy(
    info_request: InfoRequest, identity_file_id: int, *, by: Officer, today: date
) -> tuple[IdentityFile, Iterator[bytes]]:
    """看身份证明: decrypted for who handles the case; that it was looked at stands in the journal. Raises NotYours."""
    access.require_applicant(info_request, by)
    found = info_request.applicant.identity_files.filter(pk=identity_file_id, deleted_on=None).first()
    if found is None:
        raise NotYours("没有这份身份证明，或者已经到期删除。")
    journal.record("request.identity_seen", info_request, by=by, on=today)
    return found, sealing.read_sealed(found.hash)
