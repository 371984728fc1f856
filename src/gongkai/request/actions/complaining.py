"""投诉举报: somebody holds that rights were infringed in disclosure work (条例第五十一条).

It is dealt with by the agency above or the department in charge, against an agency of its own tree.
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.urls import reverse

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency, Officer
from gongkai.agency.roles import MAY
from gongkai.disclosure.refusals import written
from gongkai.errors import NotYours, Refused
from gongkai.journal import recording as journal
from gongkai.law.calendar import long_words
from gongkai.law.statutes import ORDER_711
from gongkai.request import access, numbering, retention, sealing, telling
from gongkai.request.actions import correcting, issuing
from gongkai.request.models import Complaint, InfoRequest, Letter

CITES = (ORDER_711.article(51), ORDER_711.article(47))

_Result = Complaint.Result


def dealt_with_by(against: Agency) -> Agency:
    """Who deals with a complaint against an agency: the one above it, where that works here; else it registers it
    itself and passes it on."""
    return against.parent if against.parent is not None and against.parent.is_on_desk else against


@transaction.atomic
def register(
    agency_id: int,
    *,
    by: Officer | None,
    today: date,
    received_on: date,
    against_id: int,
    says: str,
    person: Mapping[str, str],
    info_request_id: int | None = None,
    token: str = "",
) -> Complaint:
    """登记投诉举报: against which agency, about what. It may come without a name; then nobody is told the result.

    Nobody (`by`) is the person himself, online.
    """
    agency = agencies.for_act(agency_id, "complaint.handle", by=by)
    # the agency is held: the same form sent twice finds what the first one made
    if token and (made := Complaint.objects.filter(agency=agency, token=token).first()):
        return made
    if received_on > today:
        raise Refused("收到的日期还没有到。请核对日期。")
    against = Agency.objects.under(agency).filter(pk=against_id).first()
    if against is None:
        raise Refused("被投诉的不是本机关，也不是本机关下级的机关，本机关无权处理。请转送它的上一级机关。", cites=CITES)
    complaint = Complaint(
        agency=agency,
        against=against,
        info_request=_case(info_request_id, against, by),
        number=numbering.numbered(agency, received_on.year, numbering.COMPLAINT),
        received_on=received_on,
        sealed=sealing.seal(correcting.who(person, needs_contact=False)),
        says=written(says, "投诉举报的是什么"),
        handler=by,
        token=token,
    )
    complaint.save()
    how = "登记" if by else "网上提交"
    journal.record(
        "complaint.registered", complaint, by=by, on=today, how=how, against=against.name, received_on=received_on
    )
    if by is None:
        telling.notify(
            _who_deals(agency, today),
            agency=agency,
            subject=f"网上收到投诉举报{complaint}",
            text=f"关于{against}。请接手调查处理，并把结果告知投诉举报的人。",
            link=reverse("desk:complaint", args=[agency.pk, complaint.pk]),
            at_once=False,
        )
    return complaint


@transaction.atomic
def take(complaint_id: int, *, by: Officer, today: date) -> Complaint:
    """接手: one that came online, or that another had in hand."""
    complaint = access.complaint_for_act(complaint_id, by=by)
    _refuse_closed(complaint, "接手")
    if complaint.handler_id == by.pk:
        raise Refused(f"投诉举报{complaint}已经在您手上，不用再接手。")
    complaint.handler = by
    complaint.save(update_fields=["handler"])
    journal.record("complaint.taken", complaint, by=by, on=today)
    return complaint


@transaction.atomic
def conclude(
    complaint_id: int, *, by: Officer, today: date, result: str, words: str, makes_letter: bool = True
) -> Letter | None:
    """办结: founded or not, what was done about it; who complained is told by a letter, where there is a name."""
    complaint = access.complaint_for_act(complaint_id, by=by)
    _refuse_closed(complaint, "办结")
    if makes_letter and not complaint.words.get("name"):
        raise Refused("这件投诉举报没有留姓名，没有人可以告知。请不勾选“制作答复书”。")
    complaint.result = _Result(result)
    complaint.result_words = written(words, "查明了什么、怎样处理的")
    complaint.told_on = today if makes_letter else None
    complaint.closed_on = today
    complaint.handler = complaint.handler or by
    complaint.save()
    letter = issuing.issue(None, "complaint_reply", by=by, today=today, complaint=complaint) if makes_letter else None
    journal.record(
        "complaint.concluded",
        complaint,
        by=by,
        on=today,
        result=complaint.get_result_display(),
        letter=letter.number if letter else "",
    )
    return letter


@transaction.atomic
def void(complaint_id: int, *, by: Officer, today: date, reason: str) -> Complaint:
    """作废: registered twice or by mistake; its number stays, with the reason, and it counts nowhere."""
    complaint = access.complaint_for_act(complaint_id, by=by)
    _refuse_closed(complaint, "作废")
    complaint.void_reason, complaint.closed_on = written(reason, "作废的原因"), today
    complaint.save(update_fields=["void_reason", "closed_on"])
    journal.record("complaint.voided", complaint, by=by, on=today, reason=complaint.void_reason)
    return complaint


@transaction.atomic
def erase(complaint_id: int, *, today: date) -> bool:
    """保管期满: who complained is forgotten, in the record and in its letters; done by the timer. Whether it was."""
    complaint = (
        Complaint.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=complaint_id)
    )
    until = retention.keep_until(complaint.closed_on) if complaint.closed_on else None
    if until is None or until >= today or not complaint.sealed:
        return False
    complaint.sealed = b""
    complaint.save(update_fields=["sealed"])
    complaint.letters.update(content=b"")
    journal.record("complaint.erased", complaint, by=None, on=today)
    return True


def _who_deals(agency: Agency, today: date) -> list[Officer]:
    """Those of the very agency whose role lets them deal with complaints."""
    held = agency.appointments.held_on(today).as_one_of(MAY["complaint.handle"])
    return list(Officer.objects.filter(pk__in=held.values("officer"), is_active=True))


def _case(info_request_id: int | None, against: Agency, by: Officer | None) -> InfoRequest | None:
    """The case of the agency complained of that it is about; only one that the officer may see."""
    if info_request_id is None:
        return None
    if by is None:
        raise ValueError("who complains online names no case")
    found = access.for_reading(info_request_id, by=by)
    if found.agency_id != against.pk:
        raise NotYours(f"{against}没有这件申请。")
    return found


def _refuse_closed(complaint: Complaint, what: str) -> None:
    if complaint.void_reason:
        raise Refused(f"投诉举报{complaint}的登记已经作废，不能{what}。")
    if complaint.closed_on is not None:
        on = long_words(complaint.closed_on)
        raise Refused(f"投诉举报{complaint}已经在{on}办结（{complaint.get_result_display()}），不能再{what}。")
