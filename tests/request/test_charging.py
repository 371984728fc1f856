"""信息处理费: proposed, consented to, paid in time or lapsed; never both ways, never below the free number."""

from datetime import date, timedelta

import pytest
from django.conf import settings

from gongkai.agency.access import NotYourRole
from gongkai.errors import Refused
from gongkai.request import jobs
from gongkai.request.actions import charging, issuing, voiding
from gongkai.request.models import Fee, InfoRequest, Letter
from tests.cast import Cast
from tests.request.cases import RECEIVED, case

TODAY, DELIVERED = date(2024, 4, 10), date(2024, 4, 12)
TWENTIETH = date(2024, 5, 13)
DUE, AFTER = date(2024, 5, 8), date(2024, 5, 9)


def propose(cast: Cast, made: InfoRequest, method: str = "pages", count: int = 31, today: date = TODAY) -> Fee:
    return charging.propose_fee(
        made.pk,
        by=cast.chen,
        today=today,
        method=method,
        count=count,
        reason="超出合理数量",
        how="县财政专户",
        split="各村的表各算一件",
    )


def noticed(cast: Cast, made: InfoRequest) -> Fee:
    fee = propose(cast, made)
    issuing.sign(Letter.objects.get(fee=fee).pk, by=cast.zhou, today=TODAY)
    return Fee.objects.get(pk=fee.pk)


def delivered(cast: Cast, made: InfoRequest) -> Fee:
    fee = noticed(cast, made)
    return charging.note_delivery(fee.pk, by=cast.chen, today=DELIVERED, delivered_on=DELIVERED)


def pay(cast: Cast, fee: Fee, paid_on: date, today: date | None = None) -> Fee:
    return charging.paid(fee.pk, by=cast.chen, today=today or paid_on, paid_on=paid_on, receipt_number="京A001")


def test_thirty_pages_are_free_and_thirty_one_cost_ten(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    with pytest.raises(Refused, match="30页，在30页以内，不收费") as refused:
        propose(cast, made, count=30)
    assert "第五条" in refused.value.cites[-1]
    assert propose(cast, made, count=31).amount == 10


def test_the_tenth_request_of_a_month_is_free_and_the_eleventh_costs_a_hundred(cast: Cast) -> None:
    cases = [case(cast.town, handler=cast.chen) for _ in range(11)]
    with pytest.raises(Refused, match="本月累计10件，在10件以内"):
        propose(cast, cases[9], "items", 1)
    fee = propose(cast, cases[10], "items", 1)
    assert (fee.before, fee.amount) == (10, 100)


def test_a_flood_of_forty_five_in_a_month_costs_5500(cast: Cast) -> None:
    cases = [case(cast.town, handler=cast.chen) for _ in range(45)]
    assert sum(charging.reckon(each, "items", 1).amount for each in cases) == 5500


def test_no_fee_goes_out_for_an_item_that_is_within_the_ten_by_now(cast: Cast) -> None:
    cases = [case(cast.town, handler=cast.chen) for _ in range(11)]
    fee = propose(cast, cases[10], "items", 1)
    voiding.void(cases[0].pk, by=cast.zhou, today=TODAY, reason="重复登记")
    with pytest.raises(Refused, match="现在算来是 0 元"):
        issuing.sign(Letter.objects.get(fee=fee).pk, by=cast.zhou, today=TODAY)
    assert Fee.objects.get(pk=fee.pk).state == Fee.State.PROPOSED


def test_another_month_another_applicant_and_what_is_void_do_not_count(cast: Cast) -> None:
    before = date(2024, 3, 29)
    for _ in range(3):
        case(cast.town, handler=cast.chen, received_on=before)
        case(cast.town, handler=cast.chen, words={"id_number": "990121197001010012"})
        case(cast.town, handler=cast.chen, state=InfoRequest.State.VOID)
        case(cast.other_town, handler=cast.li)
    case(cast.town, handler=cast.chen)
    assert charging.items_before(case(cast.town, handler=cast.chen)) == 1


def test_a_request_split_into_items_counts_as_so_many(cast: Cast) -> None:
    first, second = (case(cast.town, handler=cast.chen) for _ in range(2))
    with pytest.raises(Refused, match="怎样拆成12件"):
        charging.propose_fee(first.pk, by=cast.chen, today=TODAY, method="items", count=12, reason="量大")
    fee = propose(cast, first, "items", 12)
    assert (fee.amount, fee.reason) == (200, "超出合理数量。本件按12件计：各村的表各算一件")
    assert charging.items_before(second) == 12


def test_the_notice_stops_the_clock_once_the_head_consents(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    fee = propose(cast, made)
    assert InfoRequest.objects.get(pk=made.pk).state == InfoRequest.State.REGISTERED
    issuing.sign(Letter.objects.get(fee=fee).pk, by=cast.zhou, today=TODAY)
    found = InfoRequest.objects.get(pk=made.pk)
    assert (found.state, found.clock) == (InfoRequest.State.FEE_DUE, "stopped")


def test_sent_back_nothing_is_charged_and_the_other_way_is_open(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    fee = propose(cast, made)
    issuing.send_back(Letter.objects.get(fee=fee).pk, by=cast.zhou, today=TODAY, reason="不必收")
    assert Fee.objects.get(pk=fee.pk).state == Fee.State.CANCELLED
    propose(cast, made, count=40)


def test_never_both_ways(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    propose(cast, made)
    with pytest.raises(Refused, match="一件申请只能选一种方式收一次") as refused:
        propose(cast, made, "items", 12)
    assert "第四十二条" in refused.value.cites[0]


def test_paid_on_the_twentieth_day_the_term_begins_anew(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    fee = delivered(cast, made)
    assert fee.due_on == TWENTIETH
    paid = pay(cast, fee, TWENTIETH, today=TWENTIETH + timedelta(days=6))
    found = InfoRequest.objects.get(pk=made.pk)
    assert paid.state == Fee.State.PAID and found.state == InfoRequest.State.REGISTERED
    assert found.due_on == date(2024, 6, 11)


def test_a_day_later_the_money_goes_back(cast: Cast) -> None:
    fee = delivered(cast, case(cast.town, handler=cast.chen))
    with pytest.raises(Refused, match=r"退还申请人.*终止办理.*重新申请"):
        pay(cast, fee, TWENTIETH + timedelta(days=1))


def test_the_timer_marks_what_was_not_paid(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    fee = delivered(cast, made)
    assert jobs.lapse_fees(TWENTIETH) == 0
    assert jobs.lapse_fees(TWENTIETH + timedelta(days=1)) == 1
    assert Fee.objects.get(pk=fee.pk).state == Fee.State.LAPSED
    assert InfoRequest.objects.get(pk=made.pk).state == InfoRequest.State.FEE_DUE


def test_a_notice_taken_back_never_stopped_the_clock_and_keeps_its_number(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    fee = noticed(cast, made)
    charging.cancel_notice(fee.pk, by=cast.zhou, today=date(2024, 4, 22), reason="改按件")
    found = InfoRequest.objects.get(pk=made.pk)
    assert (found.state, found.clock, found.due_on) == (InfoRequest.State.REGISTERED, "running", DUE)
    letter = Letter.objects.get(fee=fee)
    assert letter.state == Letter.State.VOID and letter.number
    propose(cast, made, "items", 12, date(2024, 4, 22))


def test_the_handler_does_not_take_it_back(cast: Cast) -> None:
    fee = noticed(cast, case(cast.town, handler=cast.chen))
    with pytest.raises(NotYourRole):
        charging.cancel_notice(fee.pk, by=cast.chen, today=TODAY, reason="改按件")


def test_what_was_paid_can_be_given_back_once(cast: Cast) -> None:
    fee = delivered(cast, case(cast.town, handler=cast.chen))
    with pytest.raises(Refused, match="没有可以退的"):
        charging.refund(fee.pk, by=cast.zhou, today=DELIVERED, refunded_on=DELIVERED, reason="多收")
    pay(cast, fee, DELIVERED)
    refunded = charging.refund(fee.pk, by=cast.zhou, today=DELIVERED, refunded_on=DELIVERED, reason="多收")
    assert refunded.state == Fee.State.REFUNDED
    with pytest.raises(Refused, match="没有可以退的"):
        charging.refund(fee.pk, by=cast.zhou, today=DELIVERED, refunded_on=DELIVERED, reason="多收")


def test_the_notice_goes_out_within_the_term_of_the_reply(cast: Cast) -> None:
    with pytest.raises(Refused, match="须在期限内发出"):
        propose(cast, case(cast.town, handler=cast.chen), today=AFTER)
    propose(cast, case(cast.town, handler=cast.chen), today=DUE)


def test_what_is_only_read_on_the_spot_is_not_charged_by_pages(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen, form=InfoRequest.Form.INSPECTION)
    with pytest.raises(Refused, match="不能按量计费"):
        propose(cast, made)


def test_received_on_the_day_of_the_others_it_counts_by_its_order(cast: Cast) -> None:
    first = case(cast.town, handler=cast.chen)
    second = case(cast.town, handler=cast.chen)
    later = case(cast.town, handler=cast.chen, received_on=RECEIVED + timedelta(days=1))
    assert [charging.items_before(each) for each in (first, second, later)] == [0, 1, 2]


def test_by_setting_the_month_is_that_of_arrival(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    last_month, this_month = date(2024, 3, 29), date(2024, 4, 9)
    case(cast.town, handler=cast.chen, received_on=this_month, arrived_on=last_month)
    made = case(cast.town, handler=cast.chen, received_on=this_month)
    assert charging.items_before(made) == 1
    monkeypatch.setitem(settings.GONGKAI.values, "fee_month", "arrived")
    assert charging.items_before(made) == 0
