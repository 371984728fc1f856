"""可以办什么: what a case waits for, the acts open to an officer now by stage, and those that are not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.errors import Refused
from gongkai.law.calendar import long_words
from gongkai.request import access, signers, states
from gongkai.request.actions import (
    amending,
    assigning,
    charging,
    consulting,
    converting,
    delivering,
    explaining,
    extending,
    merging,
    overdue,
)
from gongkai.request.letters import making
from gongkai.request.models import Fee, InfoRequest, Step

_K, _S = Step.Kind, InfoRequest.State
_WAITING = (Fee.State.NOTICED, Fee.State.LAPSED)
STAGES = ("收件", "分办", "补正和征求意见", "期限和收费", "答复", "送达和归档", "登记")


@dataclass(frozen=True)
class Page:
    """A page on which an act is done: of which kind, in which stage, under which name, with which role.

    `on` names the record that its address goes on with, or alone names where it `stands_alone`: none now, nothing to
    do. `refuse` says what is against it beside the state of the case.
    """

    kind: Step.Kind
    stage: str
    name: str
    word: str = ""
    role: str = ""
    on: Callable[[InfoRequest], int | None] | None = None
    refuse: Callable[[InfoRequest, date], object] | None = None
    is_danger: bool = False
    stands_alone: bool = False


@dataclass(frozen=True)
class Next:
    """Something that can be done with a case now: what, and where; `why` it comes first."""

    word: str
    url: str
    why: str = ""
    is_danger: bool = False


@dataclass(frozen=True)
class Closed:
    """Something that cannot be done now, and the reason."""

    word: str
    reason: str


@dataclass(frozen=True)
class Doing:
    """What the page offers; `waits` says what the case waits for where that is nothing this officer does."""

    first: Next | None
    waits: str
    stages: list[tuple[str, list[Next]]]
    closed: list[Closed]


def _inquiry(info_request: InfoRequest) -> int | None:
    return next((each.pk for each in consulting.open_of(info_request)), None)


def _reply(info_request: InfoRequest) -> int | None:
    """The letter that answered the case: its own, or that of the case it was answered with."""
    answered = [step for step in info_request.steps.all() if step.kind in (_K.REPLIED, _K.CLOSED)]
    return int(answered[-1].details["letter"]) if answered else None


def _fee(*held: Fee.State) -> Callable[[InfoRequest], int | None]:
    return lambda info_request: next((each.pk for each in info_request.fees.all() if each.state in held), None)


PAGES = (
    Page(_K.RECEIVED, "收件", "request_register"),
    Page(_K.CONTACTED, "收件", "request_contact"),
    Page(_K.UNREACHED, "收件", "request_unreached"),
    Page(_K.ASSIGNED, "分办", "request_assign"),
    Page(_K.CLAIMED, "分办", "request_claim", refuse=lambda case, _: assigning.refuse_unless_free(case)),
    Page(_K.SENT_BACK, "分办", "request_send_back", refuse=lambda case, _: assigning.refuse_unless_assigned(case)),
    Page(_K.CHASED, "分办", "request_chase", refuse=lambda case, _: assigning.refuse_unless_assigned(case)),
    Page(
        _K.AMENDMENT_ASKED,
        "补正和征求意见",
        "request_ask_to_amend",
        refuse=lambda case, today: amending.refuse_unless_amendable(case, today=today),
    ),
    Page(_K.AMENDED, "补正和征求意见", "request_amended"),
    Page(_K.CONSULTATION_BEGAN, "补正和征求意见", "request_consult"),
    Page(_K.CONSULTATION_ENDED, "补正和征求意见", "request_inquiry_end", on=_inquiry),
    Page(
        _K.EXPLANATION_ASKED,
        "补正和征求意见",
        "request_ask_to_explain",
        refuse=lambda case, today: explaining.refuse_if_asked(case),
    ),
    Page(_K.EXPLAINED, "补正和征求意见", "request_explained"),
    Page(
        _K.EXTENDED,
        "期限和收费",
        "request_extend",
        "提请延期",
        role="request.handle",
        refuse=lambda case, today: extending.refuse_unless_extendable(case, today=today),
    ),
    Page(
        _K.DELAY_FIXED,
        "期限和收费",
        "request_delay",
        "提请确定延迟期限",
        role="request.handle",
        refuse=lambda case, today: explaining.refuse_unless_delayable(case, today=today),
    ),
    Page(
        _K.FEE_NOTICED,
        "期限和收费",
        "request_charge",
        "提请收费",
        role="request.handle",
        refuse=lambda case, today: charging.refuse_unless_chargeable(case, today=today),
    ),
    Page(_K.FEE_PAID, "期限和收费", "request_fee_paid", on=_fee(*_WAITING)),
    Page(_K.FEE_CANCELLED, "期限和收费", "request_fee_cancel", on=_fee(*_WAITING)),
    Page(_K.FEE_REFUNDED, "期限和收费", "request_fee_refund", on=_fee(Fee.State.PAID)),
    Page(
        _K.OVERDUE_EXPLAINED,
        "期限和收费",
        "request_explain_overdue",
        refuse=lambda case, today: overdue.refuse_unless_overdue(case, today=today),
    ),
    Page(_K.MERGED, "答复", "request_merge"),
    Page(_K.PARTED, "答复", "request_part", refuse=lambda case, _: merging.refuse_unless_merged(case)),
    Page(_K.CORRECTED, "登记", "request_correct"),
    Page(_K.SUBMITTED, "答复", "request_outcome", "选办理结果"),
    Page(_K.DELIVERED, "答复", "letter", on=_reply, stands_alone=True),
    Page(_K.DELIVERED, "送达和归档", "request_deliver", "送达"),
    Page(_K.ARCHIVED, "送达和归档", "request_archive"),
    Page(_K.CONVERTED, "登记", "request_convert", refuse=lambda case, today: converting.refuse_if_converted(case)),
    Page(_K.WITHDRAWN, "登记", "request_withdraw", is_danger=True),
    Page(_K.VOIDED, "登记", "request_void", is_danger=True),
)
"""Every page of an act, in the order of the case's way."""


def doing(info_request: InfoRequest, officer: Officer, *, today: date) -> Doing:
    """What the case offers to an officer; its steps, consultations and fees are fetched before."""
    open_now: dict[Step.Kind, Next] = {}
    closed: list[Closed] = []
    later: dict[str, list[str]] = {}
    for page in PAGES:
        if not agencies.may(_role(page), officer, info_request.agency):
            continue
        if not states.allowed(info_request, page.kind):
            if not _is_over(page, info_request):
                later.setdefault("、".join(f"“{state.label}”" for state in _starts(page)), []).append(_word(page))
        elif reason := _against(page, info_request, today):
            closed.append(Closed(_word(page), reason))
        elif page.on is None or page.on(info_request) is not None:
            open_now[page.kind] = Next(_word(page), _url(page, info_request), is_danger=page.is_danger)
    first, waits = _first(info_request, officer, open_now, today)
    if first is not None:
        open_now = {kind: each for kind, each in open_now.items() if each.url != first.url}
    whens = [Closed("、".join(words), f"在{when}时办") for when, words in later.items()]
    return Doing(first, waits, list(_staged(open_now)), closed + whens)


def _against(page: Page, info_request: InfoRequest, today: date) -> str:
    """What is against an act beside the state of the case; "" if nothing is."""
    if page.refuse is None:
        return ""
    try:
        page.refuse(info_request, today)
    except Refused as refusal:
        return refusal.message
    return ""


def _is_over(page: Page, info_request: InfoRequest) -> bool:
    """Whether an act was for a time before receipt that will not come again."""
    return info_request.received_on is not None and set(_starts(page)) <= set(InfoRequest.NOT_RECEIVED)


def _starts(page: Page) -> tuple[InfoRequest.State, ...]:
    return states.ACTS[page.kind].starts


def _role(page: Page) -> str:
    return page.role or states.ACTS[page.kind].role


def _word(page: Page) -> str:
    return page.word or states.ACTS[page.kind].word


def _url(page: Page, info_request: InfoRequest) -> str:
    record = page.on(info_request) if page.on else None
    named = [info_request.agency_id, *([] if page.stands_alone else [info_request.pk])]
    return reverse(f"desk:{page.name}", args=[*named, *([record] if record is not None else [])])


def _staged(open_now: dict[Step.Kind, Next]) -> Iterator[tuple[str, list[Next]]]:
    for stage in STAGES:
        found = [open_now[page.kind] for page in PAGES if page.stage == stage and page.kind in open_now]
        if found:
            yield stage, found


def _first(
    info_request: InfoRequest, officer: Officer, open_now: dict[Step.Kind, Next], today: date
) -> tuple[Next | None, str]:
    """The act that the case waits for, with the reason; and the latter alone. One's own signature goes first."""
    for letter in info_request.letters.all():
        letter.agency = info_request.agency
        if signers.may_sign(letter, officer):
            word, why = f"审签《{making.named(letter)}》", f"{letter.by}提交的《{making.named(letter)}》在等您审签。"
            return Next(word, reverse("desk:letter", args=[info_request.agency_id, letter.pk]), why), why
    if info_request.state == _S.CONSULTING and access.may_see_applicant(info_request, officer):
        asked = [each for each in delivering.unsent(info_request) if each.kind in delivering.INQUIRIES]
        if asked and agencies.may("request.handle", officer, info_request.agency):
            why = f"《{making.named(asked[0])}》还没有登记发出。{_consulting(info_request)}"
            return Next("登记发出", reverse("desk:letter_send", args=[info_request.agency_id, asked[0].pk]), why), why
    kind, why = _waits_for(info_request, today)
    found = open_now.get(kind) if kind is not None else None
    return (Next(found.word, found.url, why) if found else None), why


def _waits_for(info_request: InfoRequest, today: date) -> tuple[Step.Kind | None, str]:
    match info_request.state:
        case _S.TO_CONFIRM:
            return _K.RECEIVED, "收到申请之日还没有确认，期限还没有起算。"
        case _S.UNREACHED:
            return _K.CONTACTED, "联系不上申请人，期限没有起算；恢复联络之日起算。"
        case _S.TO_AMEND if amending.has_lapsed(info_request, today=today):
            return (
                _K.SUBMITTED,
                f"补正期限{_day(info_request.stop_ends_by)}已过。没有正当理由的，可以按逾期不补正终止办理。",
            )
        case _S.TO_AMEND:
            return _K.AMENDED, f"等申请人补正，期限{_day(info_request.stop_ends_by)}；收到后重新起算。"
        case _S.CONSULTING:
            return _K.CONSULTATION_ENDED, _consulting(info_request)
        case _S.EXPLAINING:
            return _K.EXPLAINED, "等申请人说明理由，期限照常计算。"
        case _S.FEE_DUE:
            fee = next((each for each in info_request.fees.all() if each.state in _WAITING), None)
            if fee is not None and charging.has_lapsed(fee, on=today):
                return _K.SUBMITTED, f"缴费期限{_day(fee.due_on)}已过，视为放弃申请，可以按逾期未缴费终止办理。"
            return _K.FEE_PAID, _paying(fee)
        case _S.SIGNING:
            return None, "答复已经提交，等审核、签发。"
        case _S.REPLIED:
            return _K.DELIVERED, "答复已经作出，请送达并登记凭证。"
        case _S.DELIVERED:
            return _K.ARCHIVED, "已经送达，可以归档。"
        case _S.REGISTERED if overdue.is_overdue(info_request, today=today) and not info_request.overdue_reason:
            return _K.OVERDUE_EXPLAINED, "已经超过答复期限。先说明原因，再尽快答复。"
        case _S.REGISTERED if info_request.handler_id is None:
            return _K.CLAIMED, "还没有人承办。"
        case _S.REGISTERED:
            return _K.SUBMITTED, f"请在{_day(info_request.due_on)}前答复。"
    return None, ""


def _consulting(info_request: InfoRequest) -> str:
    told = []
    for each in consulting.open_of(info_request):
        if each.due_on is not None:
            told.append(f"{each.get_party_display()}意见期限{_day(each.due_on)}")
        elif each.party == each.Party.AGENCY:
            told.append("其他机关的意见没有法定期限，请及时催要")
        else:
            told.append(f"{each.get_party_display()}还没有登记送达，期限还没有起算")
    is_stopped = info_request.clock == InfoRequest.ClockState.STOPPED
    counts = "期间不计入答复期限" if is_stopped else "答复期限照常计算"
    return f"正在征求意见，{counts}。" + "；".join(told) + "。"


def _paying(fee: Fee | None) -> str:
    if fee is None or fee.due_on is None:
        return "收费通知还没有登记送达，20个工作日还没有起算。"
    return f"等申请人缴费 {fee.amount} 元，期限{_day(fee.due_on)}。"


def _day(day: date | None) -> str:
    return long_words(day) if day else "（未定）"
