"""告知: what the applicant and the officers are told of a step; written with the step, sent by the outbox.

    after(case, step)                   of every step, from `steps.take`
    to_sign(letter), signed(letter)     of a letter that waits, and that waits no longer
    sent_back(letter)                   of one that came back
    notify(officers, …)                 anything else, on the desk and by e-mail

The messages are rows of the transaction of the act: what is not committed is not told, and what is committed is told
even if the process dies at once. Address and text are sealed; a subject names the case by its number alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from gongkai.agency.models import Agency, Officer
from gongkai.law.calendar import long_words
from gongkai.request import access, sealing, signers, standing
from gongkai.request.letters import kinds
from gongkai.request.models import Fee, InfoRequest, Letter, Message, NoticePreference, Step

_K = Step.Kind


def after(info_request: InfoRequest, step: Step) -> None:
    """Write the messages that a step leads to, and have the agency's cases counted anew."""
    now = timezone.now()
    _tell_applicant(info_request, step, now)
    _tell_officers(info_request, step)
    standing.count_after(info_request.agency_id, step.on)


# The applicant


TO_APPLICANT: dict[Step.Kind, tuple[str, str]] = {
    _K.RECEIVED: ("已登记", "登记编号{number}，收到申请的日期是{received_on}。本机关将在{due_on}前答复。"),
    _K.AMENDMENT_ASKED: (
        "请补正",
        "申请需要补正后才能办理，要补正什么写在补正告知书里。请在{until}前补正；"
        "无正当理由逾期不补正的，视为放弃申请，不再处理（条例第三十条）。",
    ),
    _K.AMENDED: ("已收到补正", "答复期限自收到补正之日起重新计算，本机关将在{due_on}前答复。"),
    _K.CONSULTATION_BEGAN: ("正在征求意见", "所需时间不计入答复期限（条例第三十三条第三款）。意见到后另行计算。"),
    _K.EXPLANATION_ASKED: (
        "请说明理由",
        "您申请的数量、频次明显超过合理范围，请在{until}前说明理由（条例第三十五条）。怎样说明写在通知书里。",
    ),
    _K.DELAY_FIXED: (
        "延迟答复",
        "您说明的理由合理，但本机关不能在规定期限内答复，将在{due_on}前答复（条例第三十五条）。",
    ),
    _K.EXTENDED: ("延期答复", "答复期限延长到{due_on}（条例第三十三条第二款）。原因写在延期答复告知书里。"),
    _K.FEE_NOTICED: (
        "请缴纳信息处理费",
        "请在{fee_due_on}前缴纳信息处理费 {amount} 元；逾期未缴的，视为放弃申请，不再处理。怎样缴写在收费通知书里。",
    ),
    _K.FEE_PAID: ("已收到缴费", "本机关将在{due_on}前答复。"),
    _K.FEE_CANCELLED: ("不再收费", "收费通知已作废，不用缴费。本机关将在{due_on}前答复。"),
    _K.REPLIED: ("已答复", "{way}"),
    _K.CLOSED: ("已终止办理", "终止办理的原因写在告知书里。{way}"),
    _K.WITHDRAWN: ("已撤回", "您撤回了申请，本机关不再办理。"),
    _K.REOPENED: ("重新办理", "本机关将在{due_on}前重新答复。"),
}
"""What the applicant is told of a step: the end of the subject, the words. Of what was asked and answered, nothing."""

_ARRIVED = (
    "已收到",
    "请记好查询码。工作人员会与您确认，答复期限从确认之日起算（条例第三十一条）。",
)
"""Of an application made online; the desk tells who hands one in with the registration."""

_WAYS = {
    InfoRequest.Way.POST: "答复书将邮寄到您填写的地址。",
    InfoRequest.Way.EMAIL: "答复书将发到您填写的电子邮箱。",
    InfoRequest.Way.FAX: "答复书将发到您填写的传真。",
    InfoRequest.Way.COLLECT: "请带身份证件到本机关领取答复书。",
}


def _tell_applicant(info_request: InfoRequest, step: Step, now: datetime) -> None:
    kind = _K(step.kind)
    found = _ARRIVED if kind == _K.ARRIVED and step.by_id is None else TO_APPLICANT.get(kind)
    if found is None or _is_second_consultation(info_request, step):
        return
    email, mobile = _reached_by(info_request)
    if not email and not mobile:
        return
    head, words = found
    said = words.format_map(_places(info_request, step, words))
    named = info_request.number or "（未登记）"
    subject = f"政府信息公开申请{named}：{head}"
    link = f"{settings.GONGKAI.public_address}{reverse('portal:follow')}"
    if email:
        text = (
            f"您好！您向{info_request.agency}提出的政府信息公开申请{named}{head}。\n\n{said}\n\n"
            f"查询码：{info_request.query_code}\n"
            f"查看办理情况：{link}\n\n"
            f"{info_request.agency}{_telephone(info_request.agency)}\n"
            "（系统自动发送，请不要回复。）"
        )
        _write(info_request, None, Message.Way.EMAIL, subject, {"to": email, "text": text, "link": link}, now)
    if mobile:
        text = f"【{info_request.agency}】您的政府信息公开申请{named}{head}。凭查询码查看：{link}"
        if kind in (_K.ARRIVED, _K.RECEIVED):
            text = text.replace("凭查询码查看", f"查询码{info_request.query_code}，查看")
        _write(info_request, None, Message.Way.WEBHOOK, subject, {"to": mobile, "text": text, "link": link}, now)


def _reached_by(info_request: InfoRequest) -> tuple[str, str]:
    """The applicant's e-mail address and telephone, each "" where this site cannot send there."""
    words = info_request.applicant.words if settings.GONGKAI.mail_host or settings.GONGKAI.webhook_url else {}
    email = str(words.get("email", "")) if settings.GONGKAI.mail_host else ""
    mobile = str(words.get("mobile", "")) if settings.GONGKAI.webhook_url else ""
    return email, mobile


def _is_second_consultation(info_request: InfoRequest, step: Step) -> bool:
    """Whether the case was being consulted on already: of several at once the applicant hears one time."""
    if step.kind != _K.CONSULTATION_BEGAN:
        return False
    begun = info_request.steps.filter(kind__in=(_K.CONSULTATION_BEGAN, _K.CONSULTATION_ENDED), pk__lt=step.pk)
    kinds_before = list(begun.values_list("kind", flat=True))
    return kinds_before.count(_K.CONSULTATION_BEGAN) > kinds_before.count(_K.CONSULTATION_ENDED)


def _places(info_request: InfoRequest, step: Step, words: str) -> dict[str, str]:
    until = step.details.get("until") or info_request.stop_ends_by or info_request.due_on
    places = {
        "number": info_request.number,
        "received_on": _day(info_request.received_on),
        "due_on": _day(info_request.due_on),
        "until": _day(until),
        "way": _WAYS[InfoRequest.Way(info_request.way)],
    }
    if "{amount}" in words:
        fee = info_request.fees.exclude(state__in=(Fee.State.CANCELLED, Fee.State.REFUNDED)).order_by("pk").last()
        places["amount"] = str(fee.amount) if fee else ""
        places["fee_due_on"] = _day((fee and fee.due_on) or info_request.stop_ends_by)
    return places


def _day(day: date | str | None) -> str:
    if not day:
        return "规定期限"
    return long_words(date.fromisoformat(day) if isinstance(day, str) else day)


def _telephone(agency: Agency) -> str:
    return f"　电话 {agency.telephone}" if agency.telephone else ""


# Officers


@dataclass(frozen=True, slots=True)
class Notice:
    """What officers are told of a step: whom, the end of the subject, the words; `at_once` also by e-mail."""

    whom: Callable[[InfoRequest, Step], Iterable[Officer]]
    head: str
    words: str = ""
    at_once: bool = True
    by_others: bool = False
    """Only where the applicant or the site did it, not an officer."""


def _in_charge(info_request: InfoRequest, step: Step | None = None) -> list[Officer]:
    """Who looks after a case: its handler, else the members of its unit, else the agency's handlers."""
    if info_request.handler is not None:
        return [info_request.handler]
    if info_request.unit is not None:
        members = list(info_request.unit.members.filter(is_active=True))
        if members:
            return members
    return list(access.handlers(info_request.agency))


def _who_assigned(info_request: InfoRequest, step: Step) -> list[Officer]:
    assigned = info_request.steps.filter(kind=_K.ASSIGNED, pk__lt=step.pk).select_related("by").last()
    return [assigned.by] if assigned and assigned.by else list(access.handlers(info_request.agency))


def _who_submitted(info_request: InfoRequest, step: Step) -> list[Officer]:
    handed_in = info_request.steps.filter(kind=_K.SUBMITTED, pk__lt=step.pk).select_related("by").last()
    return [handed_in.by] if handed_in and handed_in.by else _in_charge(info_request)


TO_OFFICERS: dict[Step.Kind, Notice] = {
    _K.ARRIVED: Notice(_in_charge, "新申请，待确认", "请当天与申请人确认并登记。", at_once=False, by_others=True),
    _K.ASSIGNED: Notice(_in_charge, "交办给您"),
    _K.CHASED: Notice(_in_charge, "催办"),
    _K.SENT_BACK: Notice(_who_assigned, "被退回，请另行交办"),
    _K.RETURNED: Notice(_who_submitted, "答复被退回，请修改"),
    _K.AMENDED: Notice(_in_charge, "收到补正", "答复期限重新起算。", by_others=True),
    _K.EXPLAINED: Notice(_in_charge, "申请人说明了理由", by_others=True),
    _K.CONSULTATION_ENDED: Notice(_in_charge, "征求意见结束", "答复期限接着算。", by_others=True),
    _K.WITHDRAWN: Notice(_in_charge, "申请人撤回了申请", by_others=True),
}


def _tell_officers(info_request: InfoRequest, step: Step) -> None:
    notice = TO_OFFICERS.get(_K(step.kind))
    if notice is None or (notice.by_others and step.by_id is not None):
        return
    officers = [officer for officer in notice.whom(info_request, step) if officer.pk != step.by_id]
    due = f"答复期限{long_words(info_request.due_on)}。" if info_request.due_on else ""
    reason = f"{step.by or '申请人'}：{step.reason}" if step.reason and step.by_id else ""
    notify(
        officers,
        agency=info_request.agency,
        info_request=info_request,
        subject=f"{info_request}{notice.head}",
        text="\n".join(line for line in (f"“{info_request.title}”", notice.words, reason, due) if line),
        link=reverse("desk:info_request", args=[info_request.agency_id, info_request.pk]),
        at_once=notice.at_once,
    )


def to_sign(letter: Letter) -> None:
    """Tell who may give the next sign-off of a letter that it waits."""
    kind = kinds.by_code(letter.kind)
    officers = Officer.objects.filter(pk__in=signers.able_to(letter.agency, signers.next_sign_off(letter)))
    notify(
        [officer for officer in officers if signers.may_sign(letter, officer)],
        agency=letter.agency,
        info_request=letter.info_request,
        subject=_waits(letter),
        text=f"{letter.by}提交了《{kind}》。",
        link=reverse("desk:letter", args=[letter.agency_id, letter.pk]),
    )


def signed(letter: Letter) -> None:
    """Take the notices that a letter waits off the desks of all who could have signed it: somebody did."""
    waiting = Message.objects.filter(agency=letter.agency, info_request=letter.info_request, subject=_waits(letter))
    waiting.filter(way=Message.Way.DESK, state=Message.State.SENT).update(state=Message.State.SEEN)


def _waits(letter: Letter) -> str:
    return f"{letter.info_request or ''}《{kinds.by_code(letter.kind)}》待您审签"


def sent_back(letter: Letter, *, by: Officer, reason: str) -> None:
    """Tell who wrote a letter that it came back, and why."""
    if letter.by is None:
        return
    kind = kinds.by_code(letter.kind)
    notify(
        [letter.by],
        agency=letter.agency,
        info_request=letter.info_request,
        subject=f"{letter.info_request or ''}《{kind}》被退回",
        text=f"{by}：{reason}",
        link=reverse("desk:letter", args=[letter.agency_id, letter.pk]),
    )


def not_reached(info_request: InfoRequest, *, what: str, why: str) -> None:
    """Tell who looks after a case that the applicant did not get a message, on the desk alone."""
    notify(
        _in_charge(info_request),
        agency=info_request.agency,
        info_request=info_request,
        subject=f"{info_request}的通知没有发到申请人",
        text=f"“{what}”没有发出：{why}。请用电话或书面告知申请人。",
        link=reverse("desk:info_request", args=[info_request.agency_id, info_request.pk]),
        at_once=False,
    )


def notify(
    officers: Iterable[Officer],
    *,
    agency: Agency,
    subject: str,
    text: str,
    link: str,
    info_request: InfoRequest | None = None,
    at_once: bool = True,
) -> None:
    """Tell officers on the desk, and by e-mail those who want it at once. `link` leads to where it is done."""
    told = list(officers)
    if not told:
        return
    now = timezone.now()
    mailed = _mailed(told) if at_once and settings.GONGKAI.mail_host else set()
    for officer in told:
        words = {"text": text, "link": link}
        _write(info_request, officer, Message.Way.DESK, subject, words, now, agency=agency)
        if officer.pk in mailed:
            whole = f"{officer.name}，您好！\n\n{text}\n\n去办理：{settings.GONGKAI.public_address}{link}\n\n{agency}"
            words = {"to": officer.email, "text": whole, "link": link}
            _write(info_request, officer, Message.Way.EMAIL, subject, words, now, agency=agency)


def _mailed(officers: list[Officer]) -> set[int]:
    """Those who have an address and did not switch e-mail off."""
    reached = {officer.pk for officer in officers if officer.email}
    off = NoticePreference.objects.filter(officer__in=reached, at_once=False).values_list("officer", flat=True)
    return reached - set(off) if reached else reached


def _write(
    info_request: InfoRequest | None,
    officer: Officer | None,
    way: Message.Way,
    subject: str,
    words: dict[str, str],
    now: datetime,
    *,
    agency: Agency | None = None,
) -> None:
    """One message; on the desk it is there at once, the others wait for the outbox."""
    assert agency is not None or info_request is not None
    Message.objects.create(
        agency=agency or info_request.agency,  # type: ignore[union-attr]
        info_request=info_request,
        officer=officer,
        way=way,
        subject=subject[:200],
        sealed=sealing.seal(words),
        state=Message.State.SENT if way == Message.Way.DESK else Message.State.WAITING,
        send_at=now,
        sent_at=now if way == Message.Way.DESK else None,
    )
