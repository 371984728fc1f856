"""Cases of requests as the tests begin them: received on a day, with a made-up applicant."""

from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from gongkai.agency.models import Agency, Officer
from gongkai.request import clock, numbering
from gongkai.request.models import Applicant, InfoRequest, Step

RECEIVED = date(2024, 4, 8)
"""A Monday; the twentieth working day after it is 2024-05-08 (May holidays, two weekend days worked)."""

WANG = {
    "name": "王秀英",
    "id_kind": "居民身份证",
    "id_number": "990121198001010017",
    "mobile": "13900000000",
    "address": "清水镇柳树村12号",
}
"""Applicant 王."""


def applicant(kind: str = "natural_person", **words: str) -> Applicant:
    made = Applicant(kind=kind)
    made.tell({**WANG, **words})
    made.save()
    return made


@transaction.atomic
def case(
    agency: Agency,
    *,
    received_on: date = RECEIVED,
    handler: Officer | None = None,
    title: str = "2023年低保资金发放明细",
    words: dict[str, str] | None = None,
    kind: str = "natural_person",
    **fields: Any,
) -> InfoRequest:
    """A case handed in and registered that day, its clock running."""
    made = InfoRequest(
        agency=agency,
        number=numbering.registration(agency, received_on.year),
        query_code=numbering.query_code(),
        channel="in_person",
        submitted_at=datetime(received_on.year, received_on.month, received_on.day, 2, tzinfo=UTC),
        arrived_on=received_on,
        received_on=received_on,
        applicant=applicant(kind, **(words or {})),
        title=title,
        description=f"申请公开清水镇{title}，按村列明。",
        state=InfoRequest.State.REGISTERED,
        handler=handler,
    )
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    Step.objects.create(info_request=made, kind=Step.Kind.RECEIVED, by=handler, on=received_on)
    clock.settle(made, today=received_on)
    made.save()
    return made
