"""查看申请人: who handles the case sees who applied, and the journal says who looked, once a day; never what."""

from datetime import date
from typing import Any

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.journal import recording as journal
from gongkai.journal.models import Entry
from gongkai.request import access
from gongkai.request.models import InfoRequest

ACT = "request.applicant_seen"


@transaction.atomic
def applicant_seen(info_request: InfoRequest, *, by: Officer, today: date) -> dict[str, Any]:
    """The words of the applicant. Raises NotYours for who does not handle the case."""
    access.require_applicant(info_request, by)
    subject = {"subject_kind": info_request._meta.label_lower, "subject_id": str(info_request.pk)}
    if not Entry.objects.filter(act=ACT, by=by, on=today, **subject).exists():
        journal.record("request.applicant_seen", info_request, by=by, on=today)
    return info_request.applicant.words
