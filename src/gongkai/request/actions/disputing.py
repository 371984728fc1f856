"""复议、诉讼: registered when the notice comes, answered within its term, and closed with a result.

A result that sets a reply aside opens the case again, to be answered anew by the day that was ordered.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.urls import reverse

from gongkai.agency import access as agencies
from gongkai.agency import calendars
from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency, Officer
from gongkai.disclosure.refusals import written
from gongkai.errors import NotYours, Refused
from gongkai.journal import recording as journal
from gongkai.law.calendar import Calendar, long_words
from gongkai.law.statutes import RECONSIDERATION
from gongkai.request import access, disputes, standing, telling
from gongkai.request.actions import deciding, issuing, reopening
from gongkai.request.models import Decision, Dispute, InfoRequest, Letter, Step

_Kind, _Procedure, _Result = Dispute.Kind, Dispute.Procedure, Dispute.Result
_CHANGED = {
    "procedure": "程序",
    "body": "复议机关或法院",
    "case_number": "案号",
    "accepted_on": "受理日期",
    "received_on": "收到通知日期",
}


@transaction.atomic
def register(
    agency_id: int,
    *,
    by: Officer,
    today: date,
    kind: str,
    subject: str,
    body: str,
    received_on: date,
    procedure: str = _Procedure.SIMPLE,
    case_number: str = "",
    accepted_on: date | None = None,
    info_request_id: int | None = None,
    after_id: int | None = None,
) -> Dispute:
    """登记: a notice of reconsideration or a complaint from the court came; the term for the answer begins.

    `info_request_id` is the case it is about, none where it is about disclosure of the agency's own motion.
    `after_id` is the reconsideration that a lawsuit follows.
    """
    agency = agencies.for_act(agency_id, "dispute.handle", by=by)
    info_request = _case(info_request_id, agency, by)
    dispute = Dispute(
        agency=agency,
        info_request=info_request,
        decision=_disputed(info_request, received_on),
        kind=_Kind(kind),
        procedure=_Procedure(procedure),
        subject=written(subject, "争议的是什么"),
        body=written(body, "复议机关或法院的名称"),
        case_number=case_number.strip(),
        accepted_on=accepted_on,
        received_on=received_on,
        handler=by,
    )
    dispute.after = _before(after_id, dispute, by)
    _refuse_twice(dispute)
    calendar = national_calendar()
    _settle(dispute, today, calendar)
    dispute.save()
    journal.record(
        "dispute.registered",
        dispute,
        by=by,
        on=today,
        kind=dispute.get_kind_display(),
        number=dispute.case_number,
        case=str(info_request) if info_request else "",
        reply_due_on=dispute.reply_due_on,
    )
    _remind(dispute, by, today, calendar)
    standing.count_after(agency.pk, today)
    return dispute


@transaction.atomic
def change(dispute_id: int, *, by: Officer, today: date, revision: int | None = None, **fields: object) -> Dispute:
    """更正登记: a registration that was wrong, or a procedure the reviewing body changed; the term is counted anew."""
    dispute = access.dispute_for_act(dispute_id, by=by, revision=revision)
    _refuse_closed(dispute, "更正登记")
    before, subject = {name: _shown(dispute, name) for name in _CHANGED}, dispute.subject
    for name in (*_CHANGED, "subject"):
        setattr(dispute, name, fields.get(name, getattr(dispute, name)))
    written(dispute.subject, "争议的是什么")
    written(dispute.body, "复议机关或法院的名称")
    if dispute.replied_on is not None and dispute.received_on > dispute.replied_on:
        raise Refused("收到通知的日期晚于已登记的答复日期。请核对这两个日期。")
    _refuse_twice(dispute)
    _settle(dispute, today, national_calendar())
    changes = [[word, before[name], _shown(dispute, name)] for name, word in _CHANGED.items()]
    changes = [each for each in changes if each[1] != each[2]]
    is_reworded = dispute.subject != subject
    if not changes and not is_reworded:
        raise Refused("没有改动任何内容，不用保存。")
    _save(dispute, today)
    journal.record(
        "dispute.changed",
        dispute,
        by=by,
        on=today,
        changes=changes,
        is_reworded=is_reworded,
        reply_due_on=dispute.reply_due_on,
    )
    return dispute


@transaction.atomic
def answer(
    dispute_id: int,
    *,
    by: Officer,
    today: date,
    replied_on: date,
    evidence: Iterable[str] = (),
    words: Mapping[str, str] | None = None,
    makes_letters: bool = True,
    revision: int | None = None,
) -> list[Letter]:
    """答复举证: the answer went out with its evidence; the two letters, unless they were written elsewhere.

    `evidence` names the proofs of `disputes.evidence` by their keys; `words` are the answer's own parts.
    """
    dispute = access.dispute_for_act(dispute_id, by=by, revision=revision)
    _refuse_closed(dispute, "登记答复")
    if dispute.replied_on is not None:
        raise Refused(
            f"{dispute}已经在{long_words(dispute.replied_on)}答复举证，不用再登记。补充的证据请作为文件存入。"
        )
    _refuse_outside(replied_on, dispute.received_on, today, "答复日期", "收到通知的日期")
    letters = _letters(dispute, by, today, [*evidence], dict(words or {})) if makes_letters else []
    dispute.replied_on = replied_on
    _save(dispute, today)
    late = dispute.reply_due_on is not None and replied_on > dispute.reply_due_on
    journal.record(
        "dispute.answered",
        dispute,
        by=by,
        on=today,
        replied_on=replied_on,
        letters=[letter.number for letter in letters],
        is_late=late,
    )
    return letters


@transaction.atomic
def set_hearing(dispute_id: int, *, by: Officer, today: date, hearing_on: date, revision: int | None = None) -> Dispute:
    """登记听证或开庭: its day, or another when it was put off."""
    dispute = access.dispute_for_act(dispute_id, by=by, revision=revision)
    _refuse_closed(dispute, "登记听证或开庭")
    if hearing_on < dispute.received_on:
        raise Refused(f"听证或开庭的日期早于收到通知的日期（{long_words(dispute.received_on)}）。请核对。")
    dispute.hearing_on = hearing_on
    _save(dispute, today)
    journal.record("dispute.hearing_set", dispute, by=by, on=today, hearing_on=hearing_on)
    return dispute


@transaction.atomic
def conclude(
    dispute_id: int,
    *,
    by: Officer,
    today: date,
    result: str,
    decided_on: date,
    detail: str = "",
    redo_due_on: date | None = None,
    revision: int | None = None,
) -> Dispute:
    """登记结果: upheld, corrected or otherwise ended; an order to answer anew opens the case again until its day."""
    dispute = access.dispute_for_act(dispute_id, by=by, revision=revision)
    _refuse_closed(dispute, "登记结果")
    given = _Result(result)
    _refuse_outside(decided_on, dispute.received_on, today, "结果的日期", "收到通知的日期")
    if given != _Result.UPHELD:
        written(detail, "结果是怎样的（撤销、变更、确认违法、责令答复、撤回、驳回等）")
    if redo_due_on is not None and given != _Result.CORRECTED:
        raise Refused("只有“结果纠正”才会要求重新答复。请改选结果，或不填重新答复的期限。")
    if redo_due_on is not None and redo_due_on < decided_on:
        raise Refused("重新答复的期限早于结果的日期。请核对决定书或判决书写的期限。")
    dispute.result, dispute.decided_on = given, decided_on
    dispute.result_detail, dispute.redo_due_on = detail.strip(), redo_due_on
    _save(dispute, today)
    journal.record(
        "dispute.concluded",
        dispute,
        by=by,
        on=today,
        result=dispute.get_result_display(),
        decided_on=decided_on,
        redo_due_on=redo_due_on,
    )
    if redo_due_on is not None:
        _reopen(dispute, by, today, redo_due_on)
    return dispute


@transaction.atomic
def redone(dispute_id: int, *, by: Officer, today: date, redone_on: date, revision: int | None = None) -> Dispute:
    """登记已重新处理: of a dispute whose order is not carried out by a new reply to its case."""
    dispute = access.dispute_for_act(dispute_id, by=by, revision=revision)
    if dispute.void_reason or dispute.redo_due_on is None or dispute.redone_on is not None:
        raise Refused(f"{dispute}没有要重新处理的事项，或者已经登记过了。")
    if _is_reopened(dispute):
        raise Refused(f"{dispute.info_request}已重新办理，新的答复签发时自动登记，不用在这里登记。")
    assert dispute.decided_on is not None
    _refuse_outside(redone_on, dispute.decided_on, today, "重新处理的日期", "结果的日期")
    _mark_redone(dispute, by, today, redone_on)
    return dispute


@transaction.atomic
def void(dispute_id: int, *, by: Officer, today: date, reason: str, revision: int | None = None) -> Dispute:
    """登记作废: registered twice or by mistake; it stays in the list with the reason and counts nowhere."""
    dispute = access.dispute_for_act(dispute_id, by=by, revision=revision)
    if dispute.void_reason:
        raise Refused(f"{dispute}已经作废，不用再办。")
    if dispute.undone.exists():
        raise Refused(f"{dispute}的结果已经让{dispute.info_request}重新办理，不能作废。")
    if following := dispute.followed_by.filter(void_reason="").first():
        raise Refused(f"{following}是它之后的诉讼，请先处理那一件。")
    dispute.void_reason = written(reason, "作废的原因")
    _save(dispute, today)
    journal.record("dispute.voided", dispute, by=by, on=today, reason=dispute.void_reason)
    return dispute


@issuing.on_issue("reply", "closing_notice")
def answered_anew(letter: Letter, *, by: Officer, today: date) -> None:
    """The new reply to a case, or to one merged into it, carries out the order of the dispute that undid the old."""
    answered = Step.objects.filter(kind__in=(Step.Kind.REPLIED, Step.Kind.CLOSED), details__letter=letter.pk)
    waiting = Dispute.objects.select_for_update(of=("self",), no_key=True).select_related("agency")
    ordered = waiting.filter(redo_due_on__isnull=False, redone_on=None, void_reason="")
    for dispute in ordered.filter(info_request__in=answered.values("info_request")):
        _mark_redone(dispute, by, today, today)


@calendars.on_change
def recount(year: int, by: Officer | None, on: date) -> None:
    """放假安排: the terms of answers still to be given are counted anew."""
    calendar = national_calendar()
    waiting = Dispute.objects.select_for_update(of=("self",), no_key=True).select_related("agency")
    for dispute in waiting.filter(result="", void_reason="", replied_on=None, reply_due_on__year__gte=year - 1):
        due = disputes.term(dispute.kind, dispute.procedure, dispute.received_on, calendar)
        if due.on != dispute.reply_due_on:
            before, dispute.reply_due_on = dispute.reply_due_on, due.on
            _save(dispute, on)
            journal.record("dispute.recounted", dispute, by=by, on=on, before=before, after=due.on, year=year)


def _case(info_request_id: int | None, agency: Agency, by: Officer) -> InfoRequest | None:
    """The case that a dispute is about, held with it."""
    if info_request_id is None:
        return None
    found = access.for_reading(info_request_id, by=by)
    if found.agency_id != agency.pk:
        raise NotYours("这个机关没有这件申请。")
    if found.received_on is None or found.state == InfoRequest.State.VOID:
        raise Refused(f"{found}还没有登记收到，或者登记已作废，不会有复议、诉讼。请核对是哪一件申请。")
    return access.lock(found.pk)


def _disputed(info_request: InfoRequest | None, received_on: date) -> Decision | None:
    """The decision in force when the notice came; none where the dispute is that nobody replied."""
    if info_request is None:
        return None
    if info_request.received_on is not None and received_on < info_request.received_on:
        raise Refused(
            f"收到通知的日期早于{info_request}收到申请的日期（{long_words(info_request.received_on)}）。请核对。"
        )
    decision = deciding.in_force(info_request)
    return decision if decision and decision.effective_on and decision.effective_on <= received_on else None


def _before(after_id: int | None, dispute: Dispute, by: Officer) -> Dispute | None:
    """The reconsideration that a lawsuit follows."""
    if dispute.kind != _Kind.LAWSUIT_AFTER:
        if after_id is not None:
            raise Refused("只有“复议后起诉”才有之前的行政复议。请改选类型，或不选之前的复议。")
        return None
    if after_id is None:
        raise Refused("请选它之前的那件行政复议；还没有登记的，请先登记那件复议和它的结果。")
    before = access.dispute_for_reading(after_id, by=by)
    if before.agency_id != dispute.agency.pk or before.info_request_id != dispute.info_request_id:
        raise Refused(f"{before}与这件诉讼不是同一件申请的争议。请核对。")
    if before.kind != _Kind.RECONSIDERATION or not before.result or before.void_reason:
        raise Refused(f"{before}不是已有结果的行政复议。请先登记复议的结果，再登记之后的诉讼。")
    return before


def _refuse_twice(dispute: Dispute) -> None:
    same = Dispute.objects.filter(agency=dispute.agency, kind=dispute.kind, void_reason="").exclude(pk=dispute.pk)
    if dispute.case_number and same.filter(case_number=dispute.case_number).exists():
        raise Refused(f"案号“{dispute.case_number}”的{dispute.get_kind_display()}已经登记过了，没有重复登记。")


def _settle(dispute: Dispute, today: date, calendar: Calendar) -> None:
    """Refuse days that cannot be, and count the term for the answer."""
    if dispute.received_on > today:
        raise Refused("收到通知的日期还没有到。请核对日期。")
    if dispute.accepted_on is not None and dispute.accepted_on > today:
        raise Refused("受理的日期还没有到。请核对日期。")
    is_simple = dispute.kind == _Kind.RECONSIDERATION and dispute.procedure == _Procedure.SIMPLE
    if is_simple and dispute.received_on < disputes.SIMPLE_SINCE:
        raise Refused(
            f"{long_words(disputes.SIMPLE_SINCE)}以前没有简易程序。请改选“普通程序”，或核对收到通知的日期。",
            cites=[RECONSIDERATION.article(53)],
        )
    dispute.reply_due_on = disputes.term(dispute.kind, dispute.procedure, dispute.received_on, calendar).on


def _letters(dispute: Dispute, by: Officer, today: date, keys: list[str], words: dict[str, str]) -> list[Letter]:
    """The answer and the list of its evidence, numbered and sealed."""
    to = "review_body" if dispute.kind == _Kind.RECONSIDERATION else "court"
    proofs = disputes.chosen(disputes.evidence(dispute.info_request), keys) if dispute.info_request else []
    if dispute.info_request is not None and not proofs:
        raise Refused("没有选任何证据。请至少选上申请的登记记录和答复书；确实在系统外举证的，不勾选“制作答复书”。")
    listed = [[proof.name, proof.on.isoformat() if proof.on else "", proof.proves] for proof in proofs]
    answer = issuing.issue(
        dispute.info_request, "dispute_answer", by=by, today=today, words=words, to=to, dispute=dispute
    )
    if not proofs:
        return [answer]
    evidence = issuing.issue(
        dispute.info_request,
        "evidence_list",
        by=by,
        today=today,
        words={"evidence": listed},
        to=to,
        dispute=dispute,
    )
    return [answer, evidence]


def _reopen(dispute: Dispute, by: Officer, today: date, until: date) -> None:
    """Open the case again, unless nothing had been answered: then it goes on as it is, until the day ordered."""
    info_request = dispute.info_request
    if info_request is None or (dispute.decision is None and deciding.in_force(info_request) is None):
        return
    reopening.reopen(
        info_request.pk,
        by=by,
        today=today,
        dispute=dispute,
        until=until,
        reason=f"{dispute.get_kind_display()}{dispute.get_result_display()}：{dispute.result_detail}",
    )


def _is_reopened(dispute: Dispute) -> bool:
    """Whether its case is being answered anew; no longer, where the applicant withdrew it."""
    case = dispute.info_request
    return case is not None and case.state in InfoRequest.HANDLING and dispute.undone.exists()


def _mark_redone(dispute: Dispute, by: Officer, today: date, redone_on: date) -> None:
    dispute.redone_on = redone_on
    _save(dispute, today)
    journal.record("dispute.redone", dispute, by=by, on=today, redone_on=redone_on)


def _remind(dispute: Dispute, by: Officer, today: date, calendar: Calendar) -> None:
    """Tell who handles and who answers for it, at once, by when the evidence is due."""
    assert dispute.reply_due_on is not None
    handler = dispute.info_request.handler if dispute.info_request else None
    left = calendar.left(today, dispute.reply_due_on)
    telling.notify(
        {officer.pk: officer for officer in (by, handler) if officer}.values(),
        agency=dispute.agency,
        info_request=dispute.info_request,
        subject=f"{dispute.get_kind_display()}：请在{long_words(dispute.reply_due_on)}前答复举证",
        text=f"{dispute.body}，{long_words(dispute.received_on)}收到通知。"
        + (f"还剩 {left} 个工作日。" if left >= 0 else "期限已过，请马上答复。"),
        link=reverse("desk:dispute", args=[dispute.agency_id, dispute.pk]),
    )


def _save(dispute: Dispute, today: date) -> None:
    dispute.revision += 1
    dispute.save()
    standing.count_after(dispute.agency_id, today)


def _refuse_closed(dispute: Dispute, what: str) -> None:
    if dispute.void_reason:
        raise Refused(f"{dispute}的登记已经作废，不能{what}。")
    if dispute.result:
        raise Refused(f"{dispute}已经有结果（{dispute.get_result_display()}），不能再{what}。")


def _refuse_outside(day: date, first: date, last: date, what: str, since: str) -> None:
    if day < first:
        raise Refused(f"{what}早于{since}（{long_words(first)}）。请核对。")
    if day > last:
        raise Refused(f"{what}还没有到。请核对日期。")


def _shown(dispute: Dispute, name: str) -> str:
    if name == "procedure":
        return dispute.get_procedure_display()
    value = getattr(dispute, name)
    return value.isoformat() if isinstance(value, date) else str(value or "")
