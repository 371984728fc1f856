"""到件: a request has come in by any channel; it waits until its day of receipt is certain.

arrive(agency, channel=…) -> InfoRequest    contact(id)    unreached(id)
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency, Officer
from gongkai.disclosure.refusals import written
from gongkai.errors import Refused
from gongkai.journal import recording as journal
from gongkai.request import access, channels, naming, numbering, steps, telling
from gongkai.request.models import Applicant, Channel, InfoRequest, Step

FIELDS = frozenset(
    {
        *("signed_for_on", "signed_for_by", "waybill", "is_written_down", "purpose", "asks_to_publish"),
        *("external_number",),
    }
)
"""What `arrive` takes besides: particulars of the post, and what an applicant may add."""


@transaction.atomic
def arrive(
    agency: Agency,
    *,
    channel: str,
    submitted_at: datetime,
    arrived_on: date,
    applicant: Mapping[str, str],
    kind: str,
    description: str,
    title: str = "",
    document_number: str = "",
    form: str = InfoRequest.Form.PAPER,
    way: str = InfoRequest.Way.POST,
    token: str = "",
    by: Officer | None,
    today: date,
    **fields: Any,
) -> InfoRequest:
    """收到申请: a case as it came, whatever is still missing in it; `by` is None where the applicant sent it online.

    `applicant` holds words by the names in Applicant.FIELDS; they are sealed. `token` is that of the form: the same
    form sent again gives the case it made. The title never names who applied.
    """
    if by is not None:
        agencies.require("request.register", by, agency)
    if unknown := set(fields) - FIELDS:
        raise TypeError(f"arrive() knows no {', '.join(sorted(unknown))}")
    if agency.closed_on is not None and agency.closed_on <= today:
        raise Refused(f"{agency}已于{agency.closed_on.isoformat()}撤销，不能再受理申请。请向承接它职能的机关提出。")
    if by is None and not channels.is_open(agency, Channel(channel)):
        raise Refused(f"{agency}没有开通“{Channel(channel).label}”渠道。请当面提交，或者邮寄。")
    if arrived_on > today or timezone.localtime(submitted_at).date() > today:
        raise Refused("提交日期或到件日期晚于今天。请核对日期。")
    if arrived_on < timezone.localtime(submitted_at).date():
        raise Refused("到件日期早于提交日期：没有提交的申请不会到件。请核对这两个日期。")
    if token and (made := InfoRequest.objects.filter(agency=agency, token=token).first()):
        return made
    told = {name: str(words) for name, words in applicant.items() if words}
    info_request = InfoRequest(
        agency=agency,
        query_code=numbering.query_code(),
        token=token,
        channel=Channel(channel),
        submitted_at=submitted_at,
        arrived_on=arrived_on,
        title=naming.titled(title, description, told, on=today),
        description=description.strip(),
        document_number=naming.unnamed(document_number.strip(), told)[:100],
        form=InfoRequest.Form(form),
        way=InfoRequest.Way(way),
        **fields,
    )
    who = Applicant(kind=Applicant.Kind(kind))
    who.tell(told)
    try:
        with transaction.atomic():
            who.save(force_insert=True)
            info_request.applicant = who
            info_request.save(force_insert=True)
    except IntegrityError:
        made = InfoRequest.objects.filter(agency=agency, token=token).first() if token else None
        if made is None:
            raise
        return made
    step = Step.objects.create(info_request=info_request, kind=Step.Kind.ARRIVED, by=by, on=today)
    journal.record(
        "request.arrived",
        info_request,
        by=by,
        on=today,
        title=info_request.title,
        channel=Channel(channel).label,
    )
    telling.after(info_request, step)
    return info_request


@transaction.atomic
def contact(
    info_request_id: int, *, by: Officer, today: date, how: str, result: str, revision: int | None = None
) -> InfoRequest:
    """联系申请人: one attempt, by telephone or otherwise, and what came of it; receipt is confirmed by `register`."""
    info_request = access.for_act(info_request_id, "request.register", by=by, revision=revision)
    steps.take(
        info_request,
        Step.Kind.CONTACTED,
        by=by,
        on=today,
        reason=f"{written(how, '怎样联系的')}，{written(result, '联系的结果')}",
    )
    return info_request


@transaction.atomic
def unreached(
    info_request_id: int, *, by: Officer, today: date, reason: str, revision: int | None = None
) -> InfoRequest:
    """登记联系不上: the term does not begin until contact is there again (国办公开办函〔2015〕207号)."""
    info_request = access.for_act(info_request_id, "request.register", by=by, revision=revision)
    steps.take(info_request, Step.Kind.UNREACHED, by=by, on=today, reason=written(reason, "怎样联系过、为什么联系不上"))
    return info_request
