"""更正申请: somebody shows that a record about himself is wrong (条例第四十一条).

A matter of its own: registered and numbered apart, counted in no table of the report. The law sets no term for it.
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.urls import reverse

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.disclosure.refusals import written
from gongkai.errors import Refused
from gongkai.journal import recording as journal
from gongkai.law.calendar import long_words
from gongkai.law.statutes import ORDER_711
from gongkai.request import access, numbering, retention, sealing, telling
from gongkai.request.actions import issuing
from gongkai.request.models import Correction, Letter

CITES = ORDER_711.article(41)
PERSON = ("name", "id_number", "mobile", "email", "address")
"""What is sealed of who asks, named as an applicant's words are."""

_Result = Correction.Result


@transaction.atomic
def register(
    agency_id: int,
    *,
    by: Officer | None,
    today: date,
    received_on: date,
    person: Mapping[str, str],
    record: str,
    says: str,
    evidence: str,
    token: str = "",
) -> Correction:
    """登记更正申请: which record, what is wrong, by what evidence. Nobody (`by`) is the person himself, online."""
    agency = agencies.for_act(agency_id, "correction.handle", by=by)
    # the agency is held: the same form sent twice finds what the first one made
    if token and (made := Correction.objects.filter(agency=agency, token=token).first()):
        return made
    if received_on > today:
        raise Refused("收到的日期还没有到。请核对日期。")
    correction = Correction(
        agency=agency,
        number=numbering.numbered(agency, received_on.year, numbering.CORRECTION),
        received_on=received_on,
        sealed=sealing.seal(who(person, needs_contact=True)),
        record=written(record, "哪一条记录不准确"),
        says=written(says, "怎样不准确、应当是怎样的"),
        evidence=written(evidence, "有什么证据"),
        handler=by,
        token=token,
    )
    correction.save()
    how = "登记" if by else "网上提交"
    journal.record("correction.registered", correction, by=by, on=today, how=how, received_on=received_on)
    if by is None:
        telling.notify(
            access.handlers(agency),
            agency=agency,
            subject=f"网上收到更正申请{correction}",
            text="请接手核实，并把结果告知申请人。",
            link=reverse("desk:correction", args=[agency.pk, correction.pk]),
            at_once=False,
        )
    return correction


@transaction.atomic
def take(correction_id: int, *, by: Officer, today: date) -> Correction:
    """接手: one that came online, or that another had in hand."""
    correction = access.correction_for_act(correction_id, by=by)
    _refuse_closed(correction, "接手")
    if correction.handler_id == by.pk:
        raise Refused(f"更正申请{correction}已经在您手上，不用再接手。")
    correction.handler = by
    correction.save(update_fields=["handler"])
    journal.record("correction.taken", correction, by=by, on=today)
    return correction


@transaction.atomic
def conclude(
    correction_id: int, *, by: Officer, today: date, result: str, words: str, makes_letter: bool = True
) -> Letter | None:
    """办结: corrected, kept as it is, passed on or directed elsewhere; the person is told by a letter."""
    correction = access.correction_for_act(correction_id, by=by)
    _refuse_closed(correction, "办结")
    correction.result = _Result(result)
    correction.result_words = written(words, "怎样核实的、怎样处理的")
    correction.told_on = correction.closed_on = today
    correction.handler = correction.handler or by
    correction.save()
    letter = (
        issuing.issue(None, "correction_reply", by=by, today=today, correction=correction) if makes_letter else None
    )
    journal.record(
        "correction.concluded",
        correction,
        by=by,
        on=today,
        result=correction.get_result_display(),
        letter=letter.number if letter else "",
    )
    return letter


@transaction.atomic
def void(correction_id: int, *, by: Officer, today: date, reason: str) -> Correction:
    """作废: registered twice or by mistake; its number stays, with the reason."""
    correction = access.correction_for_act(correction_id, by=by)
    _refuse_closed(correction, "作废")
    correction.void_reason, correction.closed_on = written(reason, "作废的原因"), today
    correction.save(update_fields=["void_reason", "closed_on"])
    journal.record("correction.voided", correction, by=by, on=today, reason=correction.void_reason)
    return correction


@transaction.atomic
def erase(correction_id: int, *, today: date) -> bool:
    """保管期满: who asked is forgotten, in the record and in its letters; done by the timer. Whether it was."""
    correction = (
        Correction.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=correction_id)
    )
    until = retention.keep_until(correction.closed_on) if correction.closed_on else None
    if until is None or until >= today or not correction.sealed:
        return False
    correction.sealed = b""
    correction.save(update_fields=["sealed"])
    correction.letters.update(content=b"")
    journal.record("correction.erased", correction, by=None, on=today)
    return True


def who(person: Mapping[str, str], *, needs_contact: bool) -> dict[str, str]:
    """What is told of a person, without blanks. Refuses one without a name, or who cannot be reached."""
    told = {name: person[name].strip() for name in PERSON if person.get(name, "").strip()}
    if needs_contact and "name" not in told:
        raise Refused("请写明申请人的姓名或名称。")
    if needs_contact and not told.keys() & {"mobile", "email", "address"}:
        raise Refused("请至少写一种联系方式（电话、电子邮箱或地址），好把结果告知申请人。")
    return told


def _refuse_closed(correction: Correction, what: str) -> None:
    if correction.void_reason:
        raise Refused(f"更正申请{correction}的登记已经作废，不能{what}。")
    if correction.closed_on is not None:
        on = long_words(correction.closed_on)
        raise Refused(f"更正申请{correction}已经在{on}办结（{correction.get_result_display()}），不能再{what}。")
