"""收取信息处理费: by items or by pages, never both; proposed with its reason, consented to, noticed, paid or lapsed.

《政府信息公开条例》第四十二条；《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）. It need not be charged.
"""

from datetime import date

from django.conf import settings
from django.db import transaction

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Officer
from gongkai.disclosure.refusals import written
from gongkai.errors import NotYours, Refused
from gongkai.journal import recording as journal
from gongkai.law import deadlines, fees
from gongkai.law.calendar import long_words
from gongkai.law.statutes import FEES_2020, ORDER_711
from gongkai.request import access, states, steps
from gongkai.request.actions import issuing
from gongkai.request.models import Fee, InfoRequest, Letter, Step

LETTER = "fee_notice"
_Method, _State = Fee.Method, Fee.State
_CITES = (ORDER_711.article(42), FEES_2020.article(3))


def items_before(info_request: InfoRequest) -> int:
    """The items of the same applicant in the calendar month of this request that came before it.

    The same applicant is the same identity or credit number. A request counts as the items it was split into, else one;
    by which of its days it belongs to a month is a setting.
    """
    name = {"received": "received_on", "arrived": "arrived_on"}[settings.GONGKAI.fee_month]
    key, on = info_request.applicant.identity_key, getattr(info_request, name)
    if not key or on is None:
        return 0
    same_month = {f"{name}__year": on.year, f"{name}__month": on.month}
    others = InfoRequest.objects.filter(
        agency_id=info_request.agency_id, applicant__identity_key=key, received_on__isnull=False, **same_month
    ).exclude(state=InfoRequest.State.VOID)
    earlier = [number for number, day in others.values_list("pk", name) if (day, number) < (on, info_request.pk)]
    charged = Fee.objects.filter(info_request__in=earlier, method=_Method.ITEMS).exclude(state=_State.CANCELLED)
    split = dict(charged.order_by("pk").values_list("info_request", "count"))
    return sum(split.get(number, 1) for number in earlier)


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
    revision: int | None = None,
) -> Fee:
    """提请收费: the notice to the applicant, waiting for the head's consent."""
    info_request = access.for_act(info_request_id, "request.handle", by=by, revision=revision)
    refuse_unless_chargeable(info_request, today=today)
    reason = written(reason, "为什么要收费")
    by_method = _Method(method)
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


@issuing.on_issue(LETTER)
def noticed(letter: Letter, *, by: Officer, today: date) -> None:
    """通知收费: the head consents; the case waits for the payment."""
    info_request, fee = letter.info_request, letter.fee
    assert info_request is not None and fee is not None
    states.refuse_unless_allowed(info_request, Step.Kind.FEE_NOTICED)
    _refuse_if_late(info_request, today)
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


def _refuse_if_late(info_request: InfoRequest, today: date) -> None:
    if info_request.due_on is not None and info_request.due_on < today:
        raise Refused(
            f"答复期限{long_words(info_request.due_on)}已经过了，收费通知须在期限内发出。请直接答复，并说明超期原因。",
            cites=_CITES,
        )
