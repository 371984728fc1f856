"""征求意见: of third parties, of agencies that made the information jointly, of other agencies; several at once.

《政府信息公开条例》第三十二条（第三方）、第三十四条（共同制作机关）；第三十三条第三款: the time does not count.
"""

from datetime import date
from typing import Any

from django.db import transaction

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Officer
from gongkai.disclosure.refusals import written
from gongkai.errors import NotYours, Refused
from gongkai.journal import recording as journal
from gongkai.law import deadlines
from gongkai.law.calendar import long_words
from gongkai.law.statutes import ORDER_711
from gongkai.request import access, sealing, states, steps
from gongkai.request.actions import issuing
from gongkai.request.models import Consultation, InfoRequest, Letter, Step

_Party, _Answer, _State = Consultation.Party, Consultation.Answer, InfoRequest.State
LETTERS = {
    _Party.THIRD_PARTY: "third_party_inquiry",
    _Party.CO_AUTHOR: "co_author_inquiry",
    _Party.AGENCY: "agency_inquiry",
}
_CITES = {
    _Party.THIRD_PARTY: (ORDER_711.article(32),),
    _Party.CO_AUTHOR: (ORDER_711.article(34),),
    _Party.AGENCY: (ORDER_711.article(33, paragraph=3),),
}


@transaction.atomic
def begin_consultation(
    info_request_id: int,
    *,
    by: Officer,
    today: date,
    party: str,
    name: str,
    address: str,
    question: str,
    revision: int | None = None,
) -> Consultation:
    """征求意见: in writing; the applicant is told that it is asked, and the clock stands still from tomorrow."""
    info_request = access.for_act(info_request_id, "request.handle", by=by, revision=revision)
    states.refuse_unless_allowed(info_request, Step.Kind.CONSULTATION_BEGAN)
    asked = _Party(party)
    is_first = not info_request.consultations.filter(answer="").exists()
    consultation = Consultation.objects.create(
        info_request=info_request,
        party=asked,
        sealed=sealing.seal({"name": written(name, "征求谁的意见"), "address": written(address, "征求意见书寄到哪里")}),
        asked_on=today,
        by=by,
    )
    words = {"question": written(question, "涉及什么信息、征求什么意见")}
    letter = issuing.issue(
        info_request, LETTERS[asked], by=by, today=today, words=words, to=asked.value, consultation=consultation
    )
    if asked == _Party.THIRD_PARTY:
        issuing.issue(
            info_request,
            "third_party_confirmation",
            by=by,
            today=today,
            words=words,
            to=asked.value,
            consultation=consultation,
        )
    if is_first:
        issuing.issue(info_request, "applicant_consulting_notice", by=by, today=today, words={"party": asked.label})
    steps.take(
        info_request,
        Step.Kind.CONSULTATION_BEGAN,
        by=by,
        on=today,
        recorded={"party": asked.label},
        key=str(consultation.pk),
        party=asked.value,
        letter=letter.pk,
    )
    return consultation


@transaction.atomic
def note_delivery(consultation_id: int, *, by: Officer | None, today: date, delivered_on: date) -> Consultation:
    """登记征求意见书送达: the fifteen working days for the opinion run from that day."""
    consultation = _held(consultation_id, by=by)
    info_request = consultation.info_request
    if not consultation.asked_on <= delivered_on <= today:
        raise Refused(
            f"送达日期要在发出征求意见书的{long_words(consultation.asked_on)}和今天（{long_words(today)}）之间。请核对日期。"
        )
    if consultation.answer:
        raise Refused(f"这次征求意见已经结束（{consultation.get_answer_display()}），不用再登记送达。")
    consultation.delivered_on = delivered_on
    due = deadlines.consultation_due(deadlines.Party(consultation.party), delivered_on, national_calendar())
    consultation.due_on = due.on if due else None
    consultation.save()
    steps.changed(info_request, today=today)
    journal.record(
        "request.inquiry_delivered",
        info_request,
        by=by,
        on=today,
        party=consultation.get_party_display(),
        delivered_on=delivered_on,
        due_on=consultation.due_on,
    )
    return consultation


@transaction.atomic
def end_consultation(
    consultation_id: int,
    *,
    by: Officer,
    today: date,
    answer: str,
    opinion: str = "",
    answered_on: date | None = None,
    is_reasonable: bool | None = None,
    revision: int | None = None,
) -> Consultation:
    """登记意见: what was answered, or that the term passed in silence. The last one lets the clock run again.

    An objection by a third party is judged: with good reason the information is not disclosed (第三十二条).
    """
    consultation = _held(consultation_id, by=by, revision=revision)
    _refuse_if_over(consultation)
    given = _Answer(answer)
    if given == _Answer.SILENT:
        return _end_in_silence(consultation, by=by, today=today, reason=opinion)
    came = answered_on or today
    if not consultation.asked_on <= came <= today:
        raise Refused(
            f"回复日期要在征求意见的{long_words(consultation.asked_on)}和今天（{long_words(today)}）之间。请核对日期。"
        )
    if given in (_Answer.OBJECTED, _Answer.PARTLY):
        opinion = written(opinion, "对方的意见和理由")
    consultation.answered_on, consultation.opinion = came, opinion.strip()
    if given == _Answer.OBJECTED and consultation.party == _Party.THIRD_PARTY:
        if is_reasonable is None:
            raise Refused(
                "第三方不同意公开的，请写明本机关认为理由成立还是不成立：成立的不予公开。",
                cites=_CITES[_Party.THIRD_PARTY],
            )
        consultation.is_reasonable = is_reasonable
    _end(consultation, given, by=by, today=today, happened_on=came)
    return consultation


@transaction.atomic
def end_expired(consultation_id: int, *, today: date) -> bool:
    """意见期满: a term that ran out in silence; done by the timer. Whether it was."""
    consultation = _held(consultation_id, by=None)
    if consultation.answer or consultation.due_on is None or consultation.due_on >= today:
        return False
    _end_in_silence(consultation, by=None, today=today)
    return True


@transaction.atomic
def judge_objection(
    consultation_id: int, *, by: Officer, today: date, is_reasonable: bool, reason: str, revision: int | None = None
) -> Consultation:
    """改判异议理由: a third party's objection is found reasonable, or not, on a second look."""
    consultation = _held(consultation_id, by=by, revision=revision)
    _refuse_unless_objected(consultation)
    reason = written(reason, "改变判断的理由")
    consultation.is_reasonable = is_reasonable
    consultation.save()
    steps.changed(consultation.info_request, today=today)
    journal.record(
        "request.objection_judged",
        consultation.info_request,
        by=by,
        on=today,
        is_reasonable=is_reasonable,
        reason=reason,
    )
    return consultation


@transaction.atomic
def disclose_for_public_interest(
    consultation_id: int, *, by: Officer, today: date, what: str, reason: str, revision: int | None = None
) -> Letter:
    """因公共利益公开: against a third party's reasonable objection, who is told in writing what goes out and why."""
    consultation = _held(consultation_id, by=by, revision=revision)
    info_request = consultation.info_request
    _refuse_unless_objected(consultation)
    if info_request.state not in InfoRequest.HANDLING:
        raise Refused(f"{info_request}现在是“{info_request.get_state_display()}”，答复已经作出，不能再作这个决定。")
    words = {"what": written(what, "决定公开的信息内容"), "reason": written(reason, "不公开对公共利益的重大影响")}
    consultation.public_interest = words["reason"]
    consultation.save()
    letter = issuing.submit(
        info_request,
        "third_party_disclosure_notice",
        by=by,
        today=today,
        words=words,
        to="third_party",
        consultation=consultation,
    )
    steps.changed(info_request, today=today)
    return letter


@issuing.on_issue("third_party_disclosure_notice")
def told_third_party(letter: Letter, *, by: Officer, today: date) -> None:
    """The decision stands in the journal of the case."""
    assert letter.info_request is not None
    journal.record("request.public_interest_found", letter.info_request, by=by, on=today, letter=letter.number)


@issuing.on_send_back("third_party_disclosure_notice")
def not_told(letter: Letter, *, by: Officer, today: date, reason: str) -> None:
    """The decision was not made: the objection stands."""
    assert letter.consultation is not None
    letter.consultation.public_interest = ""
    letter.consultation.save()


def open_of(info_request: InfoRequest) -> list[Consultation]:
    """Those that still wait for an opinion."""
    return [each for each in info_request.consultations.all() if not each.answer]


def is_objected(consultation: Consultation) -> bool:
    """Whether a third party does not want it disclosed."""
    return consultation.party == _Party.THIRD_PARTY and consultation.answer == _Answer.OBJECTED


def _held(consultation_id: int, *, by: Officer | None, revision: int | None = None) -> Consultation:
    """A consultation with its case locked; what the timer asks for is found without an officer."""
    found = Consultation.objects.filter(pk=consultation_id)
    if by is not None:
        found = found.filter(info_request__in=access.visible_to(by))
    consultation = found.first()
    if consultation is None:
        raise NotYours("没有这次征求意见，或者您不能查看它。")
    info_request = access.for_either(consultation.info_request_id, "request.handle", by=by, revision=revision)
    consultation.refresh_from_db()
    consultation.info_request = info_request
    return consultation


def _refuse_if_over(consultation: Consultation) -> None:
    states.refuse_unless_allowed(consultation.info_request, Step.Kind.CONSULTATION_ENDED)
    if consultation.answer:
        raise Refused(
            f"这次征求意见已经结束（{consultation.get_answer_display()}）。"
            "后来才到的意见请作为文件存入本件，答复时一并考虑。"
        )


def _refuse_unless_objected(consultation: Consultation) -> None:
    if not is_objected(consultation):
        raise Refused("只有第三方不同意公开的，才需要这样办。请先登记第三方的意见。", cites=_CITES[_Party.THIRD_PARTY])


def _end_in_silence(consultation: Consultation, *, by: Officer | None, today: date, reason: str = "") -> Consultation:
    if consultation.party == _Party.AGENCY:
        consultation.opinion = written(reason, "为什么不再等对方的意见（法律没有规定其他机关答复的期限）")
    elif consultation.due_on is None:
        raise Refused(
            "还没有登记征求意见书的送达日期，15个工作日无从起算。请先登记送达。",
            cites=_CITES[_Party(consultation.party)],
        )
    elif consultation.due_on >= today:
        raise Refused(
            f"意见期限到{long_words(consultation.due_on)}为止，还没有过。请等到期满，或者登记收到的意见。",
            cites=_CITES[_Party(consultation.party)],
        )
    _end(consultation, _Answer.SILENT, by=by, today=today, happened_on=consultation.due_on or today)
    return consultation


def _end(
    consultation: Consultation, answer: Consultation.Answer, *, by: Officer | None, today: date, happened_on: date
) -> None:
    info_request = consultation.info_request
    consultation.answer = answer
    consultation.save()
    recorded: dict[str, Any] = {"party": consultation.get_party_display(), "answer": _words(consultation)}
    steps.take(
        info_request,
        Step.Kind.CONSULTATION_ENDED,
        by=by,
        on=today,
        leads=_waits_for(info_request),
        recorded=recorded,
        key=str(consultation.pk),
        happened_on=happened_on,
        answer=answer.value,
    )


def _words(consultation: Consultation) -> str:
    silence = {_Party.THIRD_PARTY: "，由本机关决定是否公开", _Party.CO_AUTHOR: "，视为同意公开", _Party.AGENCY: ""}
    word = str(consultation.get_answer_display())
    if consultation.answer == _Answer.SILENT:
        return word + silence[_Party(consultation.party)]
    if consultation.is_reasonable is not None:
        return word + ("，理由成立" if consultation.is_reasonable else "，理由不成立")
    return word


def _waits_for(info_request: InfoRequest) -> InfoRequest.State:
    """What the case waits for once an opinion is in: another, an explanation asked for before, or nothing."""
    if info_request.consultations.filter(answer="").exists():
        return _State.CONSULTING
    kinds = info_request.steps.filter(kind__in=(Step.Kind.EXPLANATION_ASKED, Step.Kind.EXPLAINED))
    latest = kinds.order_by("-pk").first()
    return _State.EXPLAINING if latest and latest.kind == Step.Kind.EXPLANATION_ASKED else _State.REGISTERED
