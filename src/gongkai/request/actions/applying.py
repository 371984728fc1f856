"""在线申请: an application sent by its applicant; it waits for the agency to confirm it (条例第三十一条第（三）项)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agency.models import Agency
from gongkai.errors import Refused
from gongkai.request import channels
from gongkai.request.actions import arriving
from gongkai.request.identity_documents import Copy
from gongkai.request.models import Channel, IdentityFile, InfoRequest


@transaction.atomic
def apply(
    agency: Agency,
    *,
    applicant: Mapping[str, str],
    documents: Sequence[Copy],
    token: str,
    submitted_at: datetime,
    today: date,
    **wanted: Any,
) -> InfoRequest:
    """Take an application in as `arriving.arrive` does, with copies of identity documents that lie in the store.

    The same form sent again, by its token, gives the case it made. Refuses where the agency has closed this channel.
    """
    if not channels.is_open(agency, Channel.INTERNET):
        raise Refused("本机关没有开通在线申请。您填写的内容没有提交；请当面提交或者邮寄，地址见“依申请公开”一页。")
    info_request = arriving.arrive(
        agency,
        channel=Channel.INTERNET,
        submitted_at=submitted_at,
        arrived_on=today,
        applicant=applicant,
        token=token,
        by=None,
        today=today,
        **wanted,
    )
    if documents and not info_request.applicant.identity_files.exists():
        IdentityFile.objects.bulk_create(
            IdentityFile(applicant=info_request.applicant, kind=copy.kind, hash=copy.hash, size=copy.size)
            for copy in documents
        )
    return info_request
