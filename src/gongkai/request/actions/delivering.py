"""送达: how a letter goes out, when it arrives, with which proof; sent again when it came back.

    send(letter_id, way=…, sent_on=…) -> Delivery    delivered(delivery_id, on, proof)    failed(delivery_id, reason)
    send_together(letter_ids, …)                     delivered_together(delivery_ids, …)
    received_online(letter, …)                       the applicant opened it
    unsent(info_request)                             letters of the procedure that never went out

A reply that arrived brings its case, and those answered by it, to 「已送达」; what the arrival of other letters brings
about is registered with `@on_delivered("fee_notice")`.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.disclosure.refusals import written
from gongkai.errors import NotYours, Refused
from gongkai.journal import recording as journal
from gongkai.law.calendar import long_words
from gongkai.request import access, naming, sealing, steps
from gongkai.request.access import ChangedMeanwhile
from gongkai.request.actions import charging, consulting, filing
from gongkai.request.actions.filing import Admitted
from gongkai.request.letters import making
from gongkai.request.models import CaseFile, Delivery, InfoRequest, Letter, Message, Step

_Way = Delivery.Way
MOST = 100
"""Letters registered at once."""

HANDED_OVER = (_Way.IN_PERSON, _Way.FAX)
"""Ways by which a letter arrives on the day it goes."""

ASKED_FOR = {
    InfoRequest.Way.POST: _Way.POST,
    InfoRequest.Way.EMAIL: _Way.EMAIL,
    InfoRequest.Way.FAX: _Way.FAX,
    InfoRequest.Way.COLLECT: _Way.IN_PERSON,
}
"""The way that the applicant asked for."""


INQUIRIES = ("third_party_inquiry", "co_author_inquiry", "agency_inquiry")
"""Letters that ask for an opinion, whose term runs from their arrival."""

TO_BE_SENT = (
    *INQUIRIES,
    "amendment_notice",
    "explanation_notice",
    "delay_notice",
    "extension_notice",
    "applicant_consulting_notice",
    "third_party_disclosure_notice",
    "fee_notice",
)
"""Letters of the procedure that do nothing until they went out."""


class Arrival(Protocol):
    """What the arrival of a letter brings about."""

    def __call__(self, letter: Letter, *, by: Officer | None, today: date, delivered_on: date) -> object: ...


_ARRIVALS: dict[str, list[Arrival]] = {}


def on_delivered(*codes: str) -> Callable[[Arrival], Arrival]:
    """Register what happens when a letter of a kind arrives."""

    def register(arrival: Arrival) -> Arrival:
        for code in codes:
            _ARRIVALS.setdefault(code, []).append(arrival)
        return arrival

    return register


@transaction.atomic
def send(
    letter_id: int,
    *,
    by: Officer,
    today: date,
    way: str,
    sent_on: date,
    proof: str = "",
    delivered_on: date | None = None,
    admitted: Admitted | None = None,
    revision: int | None = None,
) -> Delivery:
    """登记发出: by which way, when, with which proof (a waybill, a signature). By e-mail the letter itself is sent.

    What is handed over or faxed has arrived the same day. A reply counts from the day it went out, not from that of its
    signature, unless the site says otherwise.
    """
    letter = _held(letter_id, by=by, revision=revision)
    chosen = _Way(way)
    _refuse_unsendable(letter)
    _refuse_unless_between(sent_on, letter.issued_on or today, today, "发出", "文书签发")
    proof = proof.strip()
    if chosen in (_Way.POST, _Way.IN_PERSON, _Way.NOTICE) and not proof and admitted is None:
        raise Refused(f"{chosen.label}送达要有凭证：{_PROOFS[chosen]}。请填写，或者上传凭证。")
    delivery = Delivery(letter=letter, way=chosen, sent_on=sent_on, proof=proof, by=by)
    delivery.file = _filed(letter, admitted, by=by, today=today)
    if chosen == _Way.EMAIL and settings.GONGKAI.mail_host:
        delivery.message = _mailed(letter)
    delivery.save()
    title = making.named(letter)
    journal.record("letter.sent", letter, by=by, on=today, title=title, way=chosen.label, sent_on=sent_on)
    if letter.info_request is not None:
        _count_from(letter, sent_on)
        steps.changed(letter.info_request, today=today)
    if chosen in HANDED_OVER or delivered_on is not None:
        _arrive(delivery, delivered_on or sent_on, by=by, today=today)
    return delivery


@transaction.atomic
def delivered(
    delivery_id: int,
    *,
    by: Officer,
    today: date,
    delivered_on: date,
    proof: str = "",
    admitted: Admitted | None = None,
    revision: int | None = None,
) -> Delivery:
    """登记送达: the day it arrived, as the proof says."""
    delivery = _open(delivery_id, by=by, revision=revision)
    delivery.proof = "；".join(each for each in (delivery.proof, proof.strip()) if each)[:200]
    delivery.file = _filed(delivery.letter, admitted, by=by, today=today) or delivery.file
    _arrive(delivery, delivered_on, by=by, today=today)
    return delivery


@transaction.atomic
def send_together(
    ids: Collection[int],
    *,
    by: Officer,
    today: date,
    way: str,
    sent_on: date,
    proof: str = "",
    delivered_on: date | None = None,
    admitted: Admitted | None = None,
) -> list[Delivery]:
    """一并登记发出: letters of one kind to one applicant, one way, one day, one proof; all or none."""

    def act(letter: Letter) -> Delivery:
        return send(
            letter.pk,
            by=by,
            today=today,
            way=way,
            sent_on=sent_on,
            proof=proof,
            delivered_on=delivered_on,
            admitted=admitted,
        )

    return _each(set(ids), act, by=by)


@transaction.atomic
def delivered_together(
    ids: Collection[int],
    *,
    by: Officer,
    today: date,
    delivered_on: date,
    proof: str = "",
    admitted: Admitted | None = None,
) -> list[Delivery]:
    """一并登记送达: deliveries to one applicant that arrived on one day, with one proof; all or none."""
    under_way = {
        each.letter_id: each.pk
        for each in Delivery.objects.filter(pk__in=ids, letter__in=access.letters_visible_to(by)).order_by("pk")
    }
    if len(under_way) < len(set(ids)):
        raise NotYours("有的送达不存在，或者您不能查看。")

    def act(letter: Letter) -> Delivery:
        return delivered(
            under_way[letter.pk], by=by, today=today, delivered_on=delivered_on, proof=proof, admitted=admitted
        )

    return _each(under_way.keys(), act, by=by)


@transaction.atomic
def failed(delivery_id: int, *, by: Officer, today: date, reason: str, revision: int | None = None) -> Delivery:
    """登记未送达: it came back, or nobody was found; it has to be sent again."""
    delivery = _open(delivery_id, by=by, revision=revision)
    reason = written(reason, "为什么没有送达")
    letter, info_request = delivery.letter, delivery.letter.info_request
    told = naming.unnamed(reason, info_request.applicant.words) if info_request else reason
    delivery.failed_reason = told[:200]
    delivery.save()
    journal.record("letter.failed", letter, by=by, on=today, title=making.named(letter), reason=told)
    if info_request is not None:
        steps.changed(info_request, today=today)
    return delivery


@transaction.atomic
def received_online(letter: Letter, *, today: date) -> Delivery | None:
    """在线送达: the applicant opened a letter on the page of the application; none if it had arrived before."""
    if letter.info_request_id is None or letter.to != "applicant":
        return None
    info_request = access.lock(letter.info_request_id)
    held = Letter.objects.select_for_update(of=("self",), no_key=True).get(pk=letter.pk)
    held.info_request = info_request
    deliveries = list(held.deliveries.all())
    if held.state != Letter.State.ISSUED or any(each.delivered_on for each in deliveries):
        return None
    delivery = next((each for each in deliveries if each.way == _Way.ONLINE and not each.failed_reason), None)
    if delivery is None:
        return None
    delivery.letter, delivery.proof = held, "申请人在线打开"
    _arrive(delivery, today, by=None, today=today)
    return delivery


def unsent(info_request: InfoRequest) -> list[Letter]:
    """The issued letters of the procedure that never went out, or came back and did not go again."""
    return [
        each
        for each in info_request.letters.all()
        if each.kind in TO_BE_SENT
        and each.state == Letter.State.ISSUED
        and all(delivery.failed_reason for delivery in each.deliveries.all())
    ]


def ways_for(letter: Letter) -> _Way:
    """The way a letter goes by unless the officer chooses another: that asked for, by post to anybody else."""
    if letter.info_request is None or letter.to != "applicant":
        return _Way.POST
    return ASKED_FOR[InfoRequest.Way(letter.info_request.way)]


def sent_with(letter: Letter, officer: Officer) -> list[Letter]:
    """The issued letters of the kind to the same applicant that the officer may register, this one among them."""
    case = letter.info_request
    if case is None or letter.to != "applicant" or not case.applicant.identity_key:
        return []
    seen = InfoRequest.objects.filter(access.applicants_seen(officer, letter.agency), agency=letter.agency_id)
    same = Letter.objects.filter(
        info_request__in=seen.filter(applicant__identity_key=case.applicant.identity_key),
        kind=letter.kind,
        to=letter.to,
        state=Letter.State.ISSUED,
    )
    return list(
        same.select_related("info_request").prefetch_related("deliveries").order_by("info_request_id", "pk")[:MOST]
    )


def answered_by(letter: Letter) -> list[InfoRequest]:
    """The cases that a reply answers, locked in their order: its own and those merged into it."""
    told = Step.objects.filter(kind__in=(Step.Kind.REPLIED, Step.Kind.CLOSED), details__letter=letter.pk)
    numbers = sorted(told.values_list("info_request", flat=True).distinct())
    own = letter.info_request
    return [own if own is not None and number == own.pk else access.lock(number) for number in numbers]


_PROOFS = {
    _Way.POST: "邮寄的运单号",
    _Way.IN_PERSON: "谁在什么时候签收的",
    _Way.NOTICE: "公告登在哪里",
}


def _each(ids: Collection[int], act: Callable[[Letter], Delivery], *, by: Officer) -> list[Delivery]:
    """Do an act on letters of one kind to one applicant, in the order of their cases; a refusal names the case."""
    found = access.letters_visible_to(by).filter(pk__in=ids).select_related("info_request__applicant")
    letters = list(found.order_by("info_request_id", "pk"))
    if not letters or len(letters) < len(ids):
        raise NotYours("有的文书不存在，或者您不能查看。")
    if len(letters) > MOST:
        raise Refused(f"一次最多一并登记{MOST}份，选了{len(letters)}份。请分几次登记。")
    for letter in letters:
        if _whom(letter) != _whom(letters[0]) or not all(_whom(letter)):
            raise Refused("只有同一种、给同一申请人的文书可以一并登记。请一份一份登记。")
    made = []
    for letter in letters:
        try:
            made.append(act(letter))
        except Refused as refusal:
            raise Refused(f"{letter.info_request}：{refusal.message}", cites=refusal.cites) from refusal
    return made


def _whom(letter: Letter) -> tuple[str, int, str | None]:
    """The kind, the agency and the applicant that a letter goes to; no applicant where that is not known."""
    case = letter.info_request if letter.to == "applicant" else None
    return letter.kind, letter.agency_id, case.applicant.identity_key if case else None


def _arrive(delivery: Delivery, delivered_on: date, *, by: Officer | None, today: date) -> None:
    _refuse_unless_between(delivered_on, delivery.sent_on, today, "送达", "发出")
    delivery.delivered_on = delivered_on
    delivery.save()
    letter = delivery.letter
    title, way = making.named(letter), delivery.get_way_display()
    journal.record("letter.delivered", letter, by=by, on=today, title=title, way=way, delivered_on=delivered_on)
    if letter.decision_id is not None:
        for info_request in answered_by(letter):
            if info_request.state == InfoRequest.State.REPLIED:
                info_request.delivered_on = delivered_on
                steps.take(
                    info_request,
                    Step.Kind.DELIVERED,
                    by=by,
                    on=today,
                    recorded={"letter": title, "way": way, "delivered_on": delivered_on},
                    letter=letter.pk,
                    happened_on=delivered_on,
                )
    elif letter.info_request is not None:
        steps.changed(letter.info_request, today=today)
    for arrival in _ARRIVALS.get(letter.kind, ()):
        arrival(letter, by=by, today=today, delivered_on=delivered_on)


def _count_from(letter: Letter, sent_on: date) -> None:
    """以发出之日为准: the first reply of a case was given on the day it went out."""
    if settings.GONGKAI.reply_counts_from != "sent" or letter.decision_id is None:
        return
    for info_request in answered_by(letter):
        if info_request.replied_on == letter.issued_on and not letter.deliveries.exclude(sent_on=sent_on).exists():
            info_request.replied_on = sent_on
            info_request.save(update_fields=["replied_on"])


def _held(letter_id: int, *, by: Officer, revision: int | None) -> Letter:
    """A letter locked with its case for who handles what it is about."""
    found = access.letters_visible_to(by).select_related("agency").filter(pk=letter_id).first()
    if found is None:
        raise NotYours("没有这份文书，或者您不能查看它。")
    if found.info_request_id is not None:
        info_request = access.for_act(found.info_request_id, "request.handle", by=by, revision=revision)
        access.require_applicant(info_request, by)
    else:
        info_request = None
        agencies.require(_role(found), by, found.agency)
    letter = Letter.objects.select_for_update(of=("self",), no_key=True).get(pk=letter_id)
    letter.info_request = info_request
    letter.agency = found.agency
    return letter


def _role(letter: Letter) -> str:
    if letter.correction_id is not None:
        return "correction.handle"
    return "complaint.handle" if letter.complaint_id is not None else "dispute.handle"


def _open(delivery_id: int, *, by: Officer, revision: int | None) -> Delivery:
    """A delivery whose end is not known, with its letter locked."""
    found = Delivery.objects.filter(pk=delivery_id).only("letter_id").first()
    if found is None:
        raise NotYours("没有这次送达，或者您不能查看它。")
    letter = _held(found.letter_id, by=by, revision=revision)
    delivery = letter.deliveries.get(pk=delivery_id)
    delivery.letter = letter
    if delivery.delivered_on is not None or delivery.failed_reason:
        raise ChangedMeanwhile("这次送达的结果已经登记过了。请看过现在的情况再定。")
    return delivery


def _refuse_unsendable(letter: Letter) -> None:
    title = making.named(letter)
    if letter.state != Letter.State.ISSUED:
        raise Refused(f"《{title}》是“{letter.get_state_display()}”，不能发出。请先签发。")
    deliveries: Iterable[Delivery] = letter.deliveries.all()
    for each in deliveries:
        if each.delivered_on is not None:
            raise Refused(f"《{title}》已于{long_words(each.delivered_on)}送达，不用再发。")
        if not each.failed_reason:
            raise Refused(
                f"《{title}》{long_words(each.sent_on)}发出的那次还没有结果。请先登记送达；退回的，登记未送达后再发。"
            )


def _refuse_unless_between(day: date, first: date, last: date, what: str, begun: str) -> None:
    if not first <= day <= last:
        raise Refused(f"{what}日期要在{begun}的{long_words(first)}和今天（{long_words(last)}）之间。请核对日期。")


def _filed(letter: Letter, admitted: Admitted | None, *, by: Officer, today: date) -> CaseFile | None:
    """The proof among the files of the case."""
    if admitted is None or letter.info_request is None:
        return None
    return filing.enter(letter.info_request, admitted, role=CaseFile.Role.PROOF, by=by, today=today)


def _mailed(letter: Letter) -> Message:
    """The letter by e-mail, with what it provides, in the outbox of this transaction."""
    info_request = letter.info_request
    address = str(info_request.applicant.words.get("email", "")) if info_request and letter.to == "applicant" else ""
    if not address or info_request is None:
        raise Refused("没有对方的电子邮箱，不能由本系统发送。请改用其他方式，或先更正登记补上邮箱。")
    title = making.named(letter)
    enclosed = [each.pk for each in letter.decision.files.all() if not each.is_withheld] if letter.decision else []
    words = {
        "to": address,
        "text": f"您好！现将{letter.agency}的《{title}》（{letter.number}）发给您，见附件。\n\n{letter.agency}",
        "letter": letter.pk,
        "files": enclosed,
    }
    return Message.objects.create(
        agency=letter.agency,
        info_request=info_request,
        way=Message.Way.EMAIL,
        subject=f"{title}（{letter.number}）",
        sealed=sealing.seal(words),
        send_at=timezone.now(),
    )


@on_delivered(*INQUIRIES)
def inquiry_arrived(letter: Letter, *, by: Officer | None, today: date, delivered_on: date) -> None:
    """The term for an opinion runs from the arrival of the letter that asks for it."""
    consultation = letter.consultation
    if consultation is not None and not consultation.answer and consultation.delivered_on is None:
        consulting.note_delivery(consultation.pk, by=by, today=today, delivered_on=delivered_on)


@on_delivered("fee_notice")
def notice_of_fee_arrived(letter: Letter, *, by: Officer | None, today: date, delivered_on: date) -> None:
    """The term for the payment runs from the arrival of the notice."""
    fee = letter.fee
    if fee is not None and fee.state == fee.State.NOTICED and fee.delivered_on is None:
        charging.note_delivery(fee.pk, by=by, today=today, delivered_on=delivered_on)
