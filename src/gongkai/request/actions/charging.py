"""收取信息处理费: by items or by pages, never both; proposed with its reason, consented to, noticed, paid or lapsed.

《政府信息公开条例》第四十二条；《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）. It need not be charged.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, groupby

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Officer
from gongkai.disclosure.refusals import written
from gongkai.errors import NotYours, Refused
from gongkai.journal import recording as journal
from gongkai.law import deadlines, fees
from gongkai.law.calendar import long_words
from gongkai.law.statutes import FEES_2020, ORDER_711
from gongkai.request import access, states, steps
from gongkai.request.access import ChangedMeanwhile
from gongkai.request.actions import issuing
from gongkai.request.models import Fee, InfoRequest, Letter, Step

LETTER = "fee_notice"
_Method, _State = Fee.Method, Fee.State
_CITES = (ORDER_711.article(42), FEES_2020.article(3))
_DAYS = {"received": "received_on", "arrived": "arrived_on"}


MOST = 100
"""Requests charged at once."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What one of several requests of a month would cost as one item: after how many others, and what is against it."""

    info_request: InfoRequest
    before: int
    fee: fees.Fee
    against: str = ""

    @property
    def is_due(self) -> bool:
        return not self.fee.free and not self.against


def of_month(info_request: InfoRequest) -> QuerySet[InfoRequest]:
    """The requests of the same applicant in the calendar month of this one, itself among them, in the order of receipt.

    The same applicant is the same identity or credit number; by which of its days a request belongs to a month is a
    setting.
    """
    key, on = info_request.applicant.identity_key, _day(info_request)
    if not key or on is None:
        return InfoRequest.objects.none()
    name = _DAYS[settings.GONGKAI.fee_month]
    found = InfoRequest.objects.filter(
        agency_id=info_request.agency_id,
        applicant__identity_key=key,
        received_on__isnull=False,
        **{f"{name}__year": on.year, f"{name}__month": on.month},
    )
    return found.exclude(state=InfoRequest.State.VOID).order_by(name, "pk")


def items_before(info_request: InfoRequest) -> int:
    """The items of the same applicant in the calendar month of this request that came before it.

    A request counts as the items it was split into, else one.
    """
    here = (_day(info_request) or date.min, info_request.pk)
    return sum(items for day, number, items in _items(info_request) if (day, number) < here)


def _items(info_request: InfoRequest) -> list[tuple[date, int, int]]:
    """The day, the key and the items of every request of the month: two queries."""
    rows = list(of_month(info_request).values_list(_DAYS[settings.GONGKAI.fee_month], "pk"))
    charged = Fee.objects.filter(info_request__in=[number for _, number in rows], method=_Method.ITEMS)
    split = dict(charged.exclude(state=_State.CANCELLED).order_by("pk").values_list("info_request", "count"))
    return [(day, number, split.get(number, 1)) for day, number in rows]


def _day(info_request: InfoRequest) -> date | None:
    """The day by which a request belongs to a month; none before it is registered."""
    if info_request.received_on is None:
        return None
    return info_request.received_on if settings.GONGKAI.fee_month == "received" else info_request.arrived_on


def reckon_together(cases: Iterable[InfoRequest], *, today: date) -> list[Charge]:
    """What requests of one applicant and one month would cost, one item each, in the order of receipt.

    Refuses those that are not of one applicant and one month, by their number.
    """
    found = sorted(cases, key=lambda case: (_day(case) or date.max, case.pk))
    if not found:
        return []
    for case in found:
        _refuse_unless_together(case, found[0])
    rows = _items(found[0])
    before = dict(zip((number for _, number, _ in rows), accumulate((row[2] for row in rows), initial=0), strict=False))
    charges = []
    for case in found:
        fee = fees.by_items(1, before=before[case.pk])
        charges.append(Charge(case, before[case.pk], fee, "" if fee.free else _against(case, today)))
    return charges


def worked(charges: Iterable[Charge]) -> list[fees.FeeStep]:
    """The steps of the scale that the charged ones of a month stand on; what lies between them is left out."""
    at = [each.before for each in charges if each.is_due]
    runs = groupby(enumerate(at), key=lambda pair: pair[1] - pair[0])
    spans = ([before for _, before in run] for _, run in runs)
    return [step for span in spans for step in fees.by_items(len(span), before=span[0]).steps]


def _against(info_request: InfoRequest, today: date) -> str:
    try:
        refuse_unless_chargeable(info_request, today=today)
    except Refused as refusal:
        return refusal.message
    return ""


def _refuse_unless_together(case: InfoRequest, first: InfoRequest) -> None:
    day, other = _day(case), _day(first)
    if day is None or other is None or case.state == InfoRequest.State.VOID:
        raise Refused(f"{case}还没有登记或者已经作废，不算入本月的件数。请取消勾选再试。")
    if not case.applicant.identity_key:
        raise Refused(
            f"{case}没有登记申请人的证件号码或者统一社会信用代码，同一申请人的件数算不出来。请先补登再收费。",
            cites=(FEES_2020.article(4),),
        )
    same = (case.agency_id, case.applicant.identity_key) == (first.agency_id, first.applicant.identity_key)
    if not same or (day.year, day.month) != (other.year, other.month):
        what = "在同一个自然月" if same else "是同一申请人"
        raise Refused(
            f"{case}和{first}不{what}，不能一并收费：按件收费，同一申请人一个自然月内累计。请只选一个申请人一个月的。",
            cites=(FEES_2020.article(4),),
        )


def reckon(info_request: InfoRequest, method: str, count: int) -> fees.Fee:
    """The fee by one of the two methods, with its steps."""
    if _Method(method) == _Method.ITEMS:
        return fees.by_items(count, before=items_before(info_request))
    return fees.by_pages(count)


@transaction.atomic
def propose_fee(
    info_request_id: int,
    *,
    by: Officer,
    today: date,
    method: str,
    count: int,
    reason: str,
    how: str = "",
    split: str = "",
    revision: int | None = None,
) -> Fee:
    """提请收费: the notice to the applicant, waiting for the head's consent.

    `split` tells how one request came to be several items (第四条); it goes into the reason.
    """
    info_request = access.for_act(info_request_id, "request.handle", by=by, revision=revision)
    refuse_unless_chargeable(info_request, today=today)
    reason = written(reason, "为什么要收费")
    by_method = _Method(method)
    if by_method == _Method.ITEMS and count > 1:
        split = written(split, f"本件怎样拆成{count}件（一事一申请）")
        reason = f"{reason.rstrip('。')}。本件按{count}件计：{split}"
    if by_method == _Method.PAGES and info_request.form == InfoRequest.Form.INSPECTION:
        raise Refused(
            "申请人要求查阅、抄录，不提供复制件，不能按量计费。请改为按件，或者不收费。",
            cites=(FEES_2020.article(5),),
        )
    before = items_before(info_request) if by_method == _Method.ITEMS else 0
    found = reckon(info_request, by_method, count)
    if found.free:
        within = f"本月累计{before + count}件，在10件以内" if by_method == _Method.ITEMS else f"{count}页，在30页以内"
        raise Refused(f"{within}，不收费。请直接办理。", cites=found.cites)
    fee = Fee.objects.create(
        info_request=info_request,
        method=by_method,
        count=count,
        before=before,
        amount=found.amount,
        steps=found.to_dict()["steps"],
        reason=reason,
        by=by,
    )
    issuing.submit(info_request, LETTER, by=by, today=today, words={"how": how.strip()}, fee=fee)
    steps.changed(info_request, today=today)
    return fee


@transaction.atomic
def propose_fees(
    ids: Collection[int], *, by: Officer, today: date, reason: str, how: str = "", amount: int | None = None
) -> list[Fee]:
    """一并提请收费: several requests of one applicant and one month, one item each, in the order of receipt.

    All or none; those within the free ten are left out. `amount` is the sum that the officer saw.
    """
    if len(set(ids)) > MOST:
        raise Refused(f"一次最多一并收费{MOST}件，选了{len(set(ids))}件。请分几次办。")
    reason = written(reason, "为什么要收费")
    cases = [access.for_act(number, "request.handle", by=by) for number in sorted(set(ids))]
    for case in cases:
        access.require_applicant(case, by)
    charges = [each for each in reckon_together(cases, today=today) if not each.fee.free]
    if not charges:
        raise Refused("所选的都在本月10件以内，不收费。请直接办理。", cites=(FEES_2020.article(4),))
    total = sum(each.fee.amount for each in charges)
    if amount is not None and amount != total:
        raise ChangedMeanwhile(
            f"打开页面时合计 {amount} 元，现在合计 {total} 元：本月的件数或者收费变了，您的操作没有执行。"
            "请看过现在的情况再定。"
        )
    made = []
    for each in charges:
        number = each.info_request.pk
        try:
            made.append(propose_fee(number, by=by, today=today, method=_Method.ITEMS, count=1, reason=reason, how=how))
        except Refused as refusal:
            raise Refused(f"{each.info_request}不能收费：{refusal.message}", cites=refusal.cites) from refusal
    return made


@issuing.on_issue(LETTER)
def noticed(letter: Letter, *, by: Officer, today: date) -> None:
    """通知收费: the head consents; the case waits for the payment."""
    info_request, fee = letter.info_request, letter.fee
    assert info_request is not None and fee is not None
    states.refuse_unless_allowed(info_request, Step.Kind.FEE_NOTICED)
    _refuse_if_late(info_request, today)
    _refuse_if_moved(info_request, fee)
    fee.state, fee.noticed_on = _State.NOTICED, today
    fee.save()
    steps.take(
        info_request,
        Step.Kind.FEE_NOTICED,
        by=by,
        on=today,
        reason=fee.reason,
        recorded={"amount": fee.amount},
        key=str(fee.pk),
        amount=fee.amount,
        letter=letter.pk,
    )


@issuing.on_send_back(LETTER)
def not_consented(letter: Letter, *, by: Officer, today: date, reason: str) -> None:
    """The head does not consent: nothing is charged."""
    assert letter.fee is not None
    letter.fee.state = _State.CANCELLED
    letter.fee.save()


@transaction.atomic
def note_delivery(fee_id: int, *, by: Officer | None, today: date, delivered_on: date) -> Fee:
    """登记收费通知送达: the twenty working days for the payment run from the next day."""
    fee = _held(fee_id, "request.handle", by=by)
    if fee.state != _State.NOTICED or fee.noticed_on is None:
        raise Refused(f"这笔收费是“{fee.get_state_display()}”，不用登记送达。")
    if not fee.noticed_on <= delivered_on <= today:
        raise Refused(
            f"送达日期要在发出收费通知的{long_words(fee.noticed_on)}和今天（{long_words(today)}）之间。请核对日期。"
        )
    fee.delivered_on = delivered_on
    fee.due_on = deadlines.fee_due(delivered_on, national_calendar()).on
    fee.save()
    steps.changed(fee.info_request, today=today)
    journal.record(
        "request.fee_delivered",
        fee.info_request,
        by=by,
        on=today,
        delivered_on=delivered_on,
        due_on=fee.due_on,
    )
    return fee


@transaction.atomic
def paid(
    fee_id: int, *, by: Officer, today: date, paid_on: date, receipt_number: str, revision: int | None = None
) -> Fee:
    """登记缴费: the clock runs again. Money that comes after its day is given back; the request counts as given up."""
    fee = _held(fee_id, "request.handle", by=by, revision=revision)
    states.refuse_unless_allowed(fee.info_request, Step.Kind.FEE_PAID)
    receipt_number = written(receipt_number, "财政票据号")
    assert fee.noticed_on is not None
    if not fee.noticed_on <= paid_on <= today:
        raise Refused(
            f"到账日期要在发出收费通知的{long_words(fee.noticed_on)}和今天（{long_words(today)}）之间。请核对日期。"
        )
    if has_lapsed(fee, on=paid_on):
        assert fee.due_on is not None
        raise Refused(
            f"缴费期限{long_words(fee.due_on)}已过，逾期未缴视为放弃申请，不能再登记缴费。"
            "请把款项退还申请人，按“逾期未按收费通知要求缴纳费用”终止办理，并告知可以重新申请。",
            cites=(FEES_2020.part(""),),
        )
    fee.state, fee.paid_on, fee.receipt_number = _State.PAID, paid_on, receipt_number
    fee.save()
    steps.take(
        fee.info_request,
        Step.Kind.FEE_PAID,
        by=by,
        on=today,
        recorded={"amount": fee.amount, "receipt": receipt_number},
        key=str(fee.pk),
        happened_on=paid_on,
    )
    return fee


@transaction.atomic
def cancel_notice(fee_id: int, *, by: Officer, today: date, reason: str, revision: int | None = None) -> Fee:
    """作废收费通知: nothing is charged, or it is charged by the other method with a new notice.

    The days since the notice count as if it had not gone out.
    """
    fee = _held(fee_id, "request.consent", by=by, revision=revision)
    states.refuse_unless_allowed(fee.info_request, Step.Kind.FEE_CANCELLED)
    reason = written(reason, "作废收费通知的理由")
    fee.state = _State.CANCELLED
    fee.save()
    for letter in fee.letters.filter(state=Letter.State.ISSUED):
        issuing.void(letter.pk, by=by, today=today, reason=reason)
    steps.take(fee.info_request, Step.Kind.FEE_CANCELLED, by=by, on=today, reason=reason, key=str(fee.pk))
    return fee


@transaction.atomic
def refund(
    fee_id: int, *, by: Officer, today: date, refunded_on: date, reason: str, revision: int | None = None
) -> Fee:
    """登记退费: money that was paid goes back."""
    fee = _held(fee_id, "request.consent", by=by, revision=revision)
    states.refuse_unless_allowed(fee.info_request, Step.Kind.FEE_REFUNDED)
    reason = written(reason, "退费的理由")
    if fee.state != _State.PAID or fee.paid_on is None:
        raise Refused(f"这笔收费是“{fee.get_state_display()}”，没有可以退的。")
    if not fee.paid_on <= refunded_on <= today:
        raise Refused(f"退费日期要在到账的{long_words(fee.paid_on)}和今天（{long_words(today)}）之间。请核对日期。")
    fee.state, fee.refunded_on, fee.refund_reason = _State.REFUNDED, refunded_on, reason
    fee.save()
    steps.take(
        fee.info_request,
        Step.Kind.FEE_REFUNDED,
        by=by,
        on=today,
        reason=reason,
        recorded={"amount": fee.amount},
        key=str(fee.pk),
    )
    return fee


@transaction.atomic
def lapse(fee_id: int, *, today: date) -> bool:
    """逾期未缴: the term passed and nothing came; done by the timer. Whether it was. A person then closes the case."""
    fee = _held(fee_id, "", by=None)
    if fee.state != _State.NOTICED or not has_lapsed(fee, on=today):
        return False
    fee.state = _State.LAPSED
    fee.save()
    steps.changed(fee.info_request, today=today)
    journal.record("request.fee_lapsed", fee.info_request, by=None, on=today, amount=fee.amount, due_on=fee.due_on)
    return True


def has_lapsed(fee: Fee, *, on: date) -> bool:
    """Whether the term for the payment is over on a day."""
    return fee.due_on is not None and fee.due_on < on


def _held(fee_id: int, act: str, *, by: Officer | None, revision: int | None = None) -> Fee:
    """A fee with its case locked; what the timer asks for is found without an officer."""
    found = Fee.objects.filter(pk=fee_id)
    if by is not None:
        found = found.filter(info_request__in=access.visible_to(by))
    fee = found.first()
    if fee is None:
        raise NotYours("没有这笔收费，或者您不能查看它。")
    info_request = access.for_either(fee.info_request_id, act, by=by, revision=revision)
    fee.refresh_from_db()
    fee.info_request = info_request
    return fee


def refuse_unless_chargeable(info_request: InfoRequest, *, today: date) -> None:
    """Refuse a second fee beside one that stands, and a notice after the term."""
    states.refuse_unless_allowed(info_request, Step.Kind.FEE_NOTICED)
    standing = (_State.PROPOSED, _State.NOTICED, _State.PAID)
    fee = next((each for each in info_request.fees.all() if each.state in standing), None)
    if fee is not None:
        what = "已经收过费" if fee.state == _State.PAID else "已有一份收费通知"
        raise Refused(
            f"这件申请{what}（{fee}，{fee.get_state_display()}），一件申请只能选一种方式收一次。"
            "要换计费方式，请先退回或者作废原来的通知。",
            cites=_CITES,
        )
    _refuse_if_late(info_request, today)


def _refuse_if_moved(info_request: InfoRequest, fee: Fee) -> None:
    """What came, was corrected or made void since the proposal may change which item of its month this one is."""
    now = reckon(info_request, fee.method, fee.count).amount
    if now != fee.amount:
        raise Refused(
            f"告知书写的是 {fee.amount} 元，拟稿以后本月的件数变了，现在算来是 {now} 元。"
            "请退回，由承办人重新提请收费，或者不收费。",
            cites=(FEES_2020.article(4),),
        )


def _refuse_if_late(info_request: InfoRequest, today: date) -> None:
    if info_request.due_on is not None and info_request.due_on < today:
        raise Refused(
            f"答复期限{long_words(info_request.due_on)}已经过了，收费通知须在期限内发出。请直接答复，并说明超期原因。",
            cites=_CITES,
        )
