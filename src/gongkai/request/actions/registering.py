"""登记: the day of receipt is certain; the request gets its number and its clock begins.

register(id, by=…) -> InfoRequest    take_in(agency, …): what is handed in at the counter, in one go
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency, Officer
from gongkai.disclosure.refusals import written
from gongkai.errors import Refused
from gongkai.law import deadlines
from gongkai.law.deadlines import Clock, Event, Receipt
from gongkai.law.statutes import ORDER_711
from gongkai.request import access, clock, numbering, states, steps
from gongkai.request.actions import arriving, issuing
from gongkai.request.models import InfoRequest, Step


def receipt_of(
    channel: str, *, submitted_on: date, signed_for_on: date | None = None, confirmed_on: date | None = None
) -> Receipt:
    """The day of receipt by law of what came by a channel, with its reason; or what it still waits for."""
    return deadlines.received(
        deadlines.Channel(channel),
        submitted_on=submitted_on,
        signed_for_on=signed_for_on,
        confirmed_on=confirmed_on,
        calendar=national_calendar(),
    )


def receipt(info_request: InfoRequest) -> Receipt:
    """The day of receipt by law as the case stands."""
    return receipt_of(
        info_request.channel,
        submitted_on=timezone.localtime(info_request.submitted_at).date(),
        signed_for_on=info_request.signed_for_on,
        confirmed_on=info_request.confirmed_on,
    )


def term(received_on: date, *, today: date) -> Clock:
    """The clock of a request received on a day, before anything else happens to it."""
    event = Event(deadlines.Kind.RECEIVED, received_on)
    return deadlines.explain([event], national_calendar(), today=today, choices=clock.choices())


@transaction.atomic
def register(
    info_request_id: int,
    *,
    by: Officer,
    today: date,
    confirmed_on: date | None = None,
    confirmed_how: str = "",
    signed_for_on: date | None = None,
    received_on: date | None = None,
    received_reason: str = "",
    revision: int | None = None,
) -> InfoRequest:
    """确认并登记: settle the day of receipt (条例第三十一条); give the number, begin the clock, write the receipt.

    `received_on` goes before the day that the channel makes, with a reason. Nothing that is missing in the
    application keeps it from being registered; an amendment asks for it. Who registers has the case in hand.
    """
    info_request = access.for_act(info_request_id, "request.register", by=by, revision=revision)
    states.refuse_unless_allowed(info_request, Step.Kind.RECEIVED)
    if signed_for_on is not None:
        info_request.signed_for_on = signed_for_on
    if confirmed_on is not None:
        info_request.confirmed_on = confirmed_on
        info_request.confirmed_how = written(confirmed_how, "怎样与申请人确认的（如电话、邮件）")
    found = receipt(info_request)
    on = received_on or found.on
    if on is None:
        raise Refused(f"收到日还定不下来：{found.says}。请填写{found.awaits}日期。", cites=found.cites)
    if on > today:
        raise Refused(f"收到日{on.isoformat()}晚于今天。请核对日期。", cites=found.cites)
    by_hand = on != found.on
    if by_hand:
        received_reason = written(received_reason, "收到日与渠道规则不一致的理由")
    info_request.received_on = on
    info_request.number = numbering.registration(info_request.agency, on.year)
    if info_request.handler is None and info_request.unit is None:
        info_request.handler = by
    due = clock.stands(info_request, today=today).due
    steps.take(
        info_request,
        Step.Kind.RECEIVED,
        by=by,
        on=today,
        reason=received_reason if by_hand else "",
        recorded={"received_on": on, "due_on": due.on if due else None},
        received_on=on,
        by_rule=found.on,
        cites=list(found.cites) or [ORDER_711.article(31)],
    )
    issuing.issue(info_request, "registration_receipt", by=by, today=today)
    return info_request


@transaction.atomic
def take_in(
    agency: Agency,
    *,
    by: Officer,
    today: date,
    confirmed_on: date | None = None,
    confirmed_how: str = "",
    received_on: date | None = None,
    received_reason: str = "",
    **given: Any,
) -> InfoRequest:
    """收件登记: a request written down at the desk, and registered in one go where its day of receipt is known.

    One that must still be confirmed with the applicant waits for `register`.
    """
    info_request = arriving.arrive(agency, by=by, today=today, **given)
    if info_request.state != InfoRequest.State.TO_CONFIRM:  # the same form sent again
        return info_request
    if received_on is None and confirmed_on is None and receipt(info_request).on is None:
        return info_request
    return register(
        info_request.pk,
        by=by,
        today=today,
        confirmed_on=confirmed_on,
        confirmed_how=confirmed_how,
        received_on=received_on,
        received_reason=received_reason,
    )
