"""争议: by when the agency must answer a dispute, how it stands on a day, and what its case can prove.

term(kind, procedure, received_on, calendar) -> Due     stands(dispute, today, calendar) -> Stand
evidence(case) -> what the case can prove, in its order     caution(kind, decision) -> what to plead, if anything
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai.law import outcomes, remedies
from gongkai.law.calendar import Calendar, Due, long_words
from gongkai.law.remedies import Level
from gongkai.request.letters import kinds
from gongkai.request.models import Decision, Dispute, InfoRequest, Letter, Step

_Kind, _Procedure, _Result = Dispute.Kind, Dispute.Procedure, Dispute.Result

SIMPLE_SINCE = remedies.SIMPLE_REPLY_DAYS.versions[0].since
"""The first day on which there was a simple procedure."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How a dispute stands: in a word, in its colour, and the day that comes next with the working days left."""

    word: str
    tone: str
    due_on: date | None = None
    left: int | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence: which, of what day, and what it proves. `key` tells it from the others of its case."""

    key: str
    name: str
    on: date | None
    proves: str
    is_offered: bool = True
    """Chosen unless the officer says otherwise: not a letter that never went out."""


def term(kind: str, procedure: str, received_on: date, calendar: Calendar) -> Due:
    """The last day for the agency's answer and evidence, with every reason."""
    if kind == _Kind.RECONSIDERATION:
        chosen = _Procedure(procedure)
        return remedies.reconsideration_reply_due(
            received_on, calendar, procedure="simple" if chosen == _Procedure.SIMPLE else "ordinary"
        )
    return remedies.lawsuit_defence_due(received_on, calendar)


def is_confirmed(kind: str, procedure: str) -> bool:
    """Whether the text that sets the term has been read: that of the simple procedure only."""
    return kind == _Kind.RECONSIDERATION and procedure == _Procedure.SIMPLE


def stands(dispute: Dispute, today: date, calendar: Calendar) -> Stand:
    """What a dispute waits for on a day."""
    if dispute.void_reason:
        return Stand("已作废", "draft")
    if dispute.result:
        word = f"已审结：{dispute.get_result_display()}"
        if dispute.redo_due_on is None or dispute.redone_on is not None:
            return Stand(word, "ok" if dispute.result == _Result.UPHELD else "info")
        return _waiting("待重新答复", dispute.redo_due_on, today, calendar)
    if dispute.replied_on is None and dispute.reply_due_on is not None:
        return _waiting("待答复举证", dispute.reply_due_on, today, calendar)
    if dispute.hearing_on is not None and dispute.hearing_on >= today:
        return _waiting("待听证或开庭", dispute.hearing_on, today, calendar)
    return Stand("等待审理结果", "waiting")


def _waiting(word: str, due_on: date, today: date, calendar: Calendar) -> Stand:
    left = calendar.left(today, due_on)
    is_late = due_on < today
    return Stand(word, "late" if is_late else "due", due_on, left, is_late)


def caution(kind: str, decision: Decision | None) -> tuple[str, tuple[str, ...]] | None:
    """What to plead against a lawsuit that should have gone to reconsideration first; its articles."""
    if kind != _Kind.LAWSUIT_DIRECT or decision is None or decision.effective_on is None:
        return None
    found = remedies.remedies(decision.outcome, decision.effective_on, level=Level.TOWNSHIP)
    if not found.reconsideration_first:
        return None
    outcome = outcomes.by_code(decision.outcome)
    part = "其中不予公开的部分" if outcome.group == "partly_granted" else "这种答复"
    says = (
        f"被诉的是{long_words(decision.effective_on)}作出的“{outcome}”。2024年1月1日起，{part}应当先申请行政复议，"
        "对复议决定不服的才可以起诉。请在答辩状中向法院提出；是否受理由法院决定。"
    )
    return says, tuple(cite for cite in found.cites if "第二十三条" in cite)


# Evidence

_PROVES = {
    "registration_receipt": "收到并登记了申请，告知了申请人",
    "amendment_notice": "在规定期限内一次性告知补正",
    "explanation_notice": "要求申请人说明理由",
    "delay_notice": "确定并告知合理的延迟答复期限",
    "extension_notice": "经批准延期，并告知申请人",
    "third_party_inquiry": "书面征求第三方意见",
    "applicant_consulting_notice": "告知申请人征求意见的时间不计入期限",
    "third_party_disclosure_notice": "把决定公开的内容和理由告知第三方",
    "co_author_inquiry": "征求共同制作机关意见",
    "agency_inquiry": "与其他机关协商",
    "fee_notice": "依法通知收费",
    "closing_notice": "终止办理，并告知申请人",
}
_ANSWERED = (Step.Kind.REPLIED, Step.Kind.CLOSED)
"""Steps that name their letter: of a case that was merged it is the other one's."""

_REPLY = "作出了答复，写明了理由、依据和救济途径"


def evidence(info_request: InfoRequest) -> list[Proof]:
    """What a case can prove, by the day it happened: what came in, was searched, asked, written and delivered."""
    found = [*_evidence(info_request)]
    return sorted(found, key=lambda proof: (proof.on or date.max, found.index(proof)))


def _evidence(info_request: InfoRequest) -> Iterator[Proof]:
    yield Proof(
        "application",
        f"政府信息公开申请（{info_request.number}）和登记记录",
        info_request.received_on,
        "收到申请的日期、申请的内容",
    )
    for search in info_request.searches.all():
        name = f"检索记录：{search.place}，{search.method}"
        proves = "找到了申请的信息" if search.is_found else "尽到检索义务，没有找到申请的信息"
        yield Proof(f"search-{search.pk}", name, search.searched_on, proves)
    for asked in info_request.consultations.all():
        answer = asked.get_answer_display() if asked.answer else "尚未回复"
        yield Proof(f"consultation-{asked.pk}", f"{asked}的记录", asked.asked_on, f"依法征求意见；结果：{answer}")
    replies = [step.details.get("letter") for step in info_request.steps.all() if step.kind in _ANSWERED]
    of_case = Q(info_request=info_request) | Q(pk__in=[pk for pk in replies if pk])
    letters = Letter.objects.filter(of_case, state=Letter.State.ISSUED, dispute=None).prefetch_related("deliveries")
    for letter in letters:
        if not kinds.by_code(letter.kind).is_form:  # a blank form proves nothing
            yield from _letter(letter)


def _letter(letter: Letter) -> Iterator[Proof]:
    kind = kinds.by_code(letter.kind)
    name = f"《{kind}》{letter.number}"
    proves = _REPLY if letter.kind.startswith("reply.") else _PROVES.get(letter.kind, "办理经过")
    deliveries = [each for each in letter.deliveries.all() if not each.failed_reason]
    if not deliveries:
        proves = "制作了这份文书；还没有登记发出，不能证明告知了对方"
    elif not any(each.delivered_on for each in deliveries):
        proves += "（已经发出，还没有登记送达）"
    yield Proof(f"letter-{letter.pk}", name, letter.issued_on, proves, is_offered=bool(deliveries))
    for delivery in deliveries:
        if delivery.delivered_on is not None:
            how = f"{delivery.get_way_display()}，{long_words(delivery.delivered_on)}送达"
            yield Proof(f"delivery-{delivery.pk}", f"{name}的送达凭证", delivery.delivered_on, how)


def chosen(proofs: Iterable[Proof], keys: Iterable[str]) -> list[Proof]:
    """The proofs of these keys, in their order."""
    wanted = set(keys)
    return [proof for proof in proofs if proof.key in wanted]
