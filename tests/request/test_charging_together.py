"""一并提请收费: a flood of one applicant in one month, charged at once in the order of receipt; all or none."""

from datetime import date, timedelta

import pytest
from django.conf import settings

from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.request.access import ChangedMeanwhile
from gongkai.request.actions import arranging, assigning, charging, issuing
from gongkai.request.models import Fee, InfoRequest, Letter
from tests.cast import Cast
from tests.request.cases import RECEIVED, case

TODAY = date(2024, 4, 10)


def flood(cast: Cast, count: int, **fields: object) -> list[InfoRequest]:
    return [case(cast.town, handler=cast.chen, **fields) for _ in range(count)]  # type: ignore[arg-type]


def propose(cast: Cast, cases: list[InfoRequest], **told: object) -> list[Fee]:
    given = {"by": cast.chen, "today": TODAY, "reason": "件数明显超过合理范围", "how": "县财政专户", **told}
    return charging.propose_fees([each.pk for each in cases], **given)  # type: ignore[arg-type]


def test_of_forty_five_in_a_month_thirty_five_are_charged_5500_at_once(cast: Cast) -> None:
    cases = flood(cast, 45)
    fees = propose(cast, cases, amount=5500)
    assert [fee.info_request_id for fee in fees] == [each.pk for each in cases[10:]]
    assert (fees[0].before, fees[0].amount, fees[-1].before, fees[-1].amount) == (10, 100, 44, 300)
    assert sum(fee.amount for fee in fees) == 5500
    assert Letter.objects.filter(kind="fee_notice", state=Letter.State.SIGNING).count() == 35


def test_the_sum_is_worked_by_the_steps_of_the_scale(cast: Cast) -> None:
    charges = charging.reckon_together(flood(cast, 45), today=TODAY)
    steps = charging.worked(charges)
    assert [(step.count, step.price, step.amount) for step in steps] == [
        (20, 100, 2000),
        (10, 200, 2000),
        (5, 300, 1500),
    ]
    apart = charging.worked([charges[10], charges[11], charges[44]])
    assert [step.says for step in apart] == ["第11件至第12件，2件，每件100元，200元", "第45件，1件，每件300元，300元"]


def test_the_tenth_is_left_out_and_the_eleventh_is_charged(cast: Cast) -> None:
    cases = flood(cast, 11)
    with pytest.raises(Refused, match="都在本月10件以内"):
        propose(cast, cases[:10])
    [fee] = propose(cast, cases)
    assert (fee.info_request_id, fee.amount) == (cases[10].pk, 100)


def test_the_order_is_that_of_receipt_not_of_choice(cast: Cast) -> None:
    early = flood(cast, 10)
    late, first = case(cast.town, handler=cast.chen, received_on=date(2024, 4, 9)), case(cast.town, handler=cast.chen)
    charges = charging.reckon_together([late, first, *early], today=TODAY)
    assert [(each.info_request.pk, each.before) for each in charges[-2:]] == [(first.pk, 10), (late.pk, 11)]


def test_two_applicants_two_months_or_nobody_known_are_refused_by_their_number(cast: Cast) -> None:
    mine = flood(cast, 11)
    other = case(cast.town, handler=cast.chen, words={"id_number": "990121197001010012"})
    before = case(cast.town, handler=cast.chen, received_on=RECEIVED - timedelta(days=10))
    unknown = case(cast.town, handler=cast.chen, words={"id_number": ""})
    for foreign, why in (
        (other, "不是同一申请人"),
        (before, "不在同一个自然月"),
        (unknown, "没有登记申请人的证件号码"),
    ):
        with pytest.raises(Refused, match=why) as refused:
            propose(cast, [*mine, foreign])
        assert str(foreign) in refused.value.message
    assert not Fee.objects.exists()


def test_by_setting_the_month_is_that_of_arrival(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [*flood(cast, 10, arrived_on=date(2024, 3, 29)), *flood(cast, 1)]
    assert [each.is_due for each in charging.reckon_together(cases, today=TODAY)] == [False] * 10 + [True]
    monkeypatch.setitem(settings.GONGKAI.values, "fee_month", "arrived")
    with pytest.raises(Refused, match="不在同一个自然月"):
        charging.reckon_together(cases, today=TODAY)


def test_one_that_cannot_be_charged_is_named_and_none_is(cast: Cast) -> None:
    cases = flood(cast, 13)
    charging.propose_fee(cases[11].pk, by=cast.chen, today=TODAY, method="pages", count=40, reason="量大")
    assert [each.is_due for each in charging.reckon_together(cases[10:], today=TODAY)] == [True, False, True]
    with pytest.raises(Refused, match="一件申请只能选一种方式收一次") as refused:
        propose(cast, cases)
    assert str(cases[11]) in refused.value.message
    assert Fee.objects.count() == 1


def test_a_sum_that_is_no_longer_what_was_seen_charges_nothing(cast: Cast) -> None:
    cases = flood(cast, 12)
    with pytest.raises(ChangedMeanwhile, match="打开页面时合计 100 元，现在合计 200 元"):
        propose(cast, cases, amount=100)
    assert not Fee.objects.exists()


def test_a_reason_is_written_and_what_was_split_counts_as_so_many(cast: Cast) -> None:
    cases = flood(cast, 12)
    with pytest.raises(Refused, match="为什么要收费"):
        propose(cast, cases, reason=" ")
    charging.propose_fee(
        cases[10].pk, by=cast.chen, today=TODAY, method="items", count=25, reason="量大", split="含25项"
    )
    [fee] = propose(cast, cases[11:])
    assert (fee.before, fee.amount) == (35, 200)


def test_who_does_not_handle_or_sees_no_applicant_charges_nothing(cast: Cast) -> None:
    cases = flood(cast, 11)
    with pytest.raises(NotYourRole):
        propose(cast, cases, by=cast.zhou)
    with pytest.raises(NotYours):
        propose(cast, cases, by=cast.li)
    own = arranging.open_unit(cast.town.pk, by=cast.qian, today=TODAY, name="民政所", members=[cast.chen.pk])
    assigning.assign(cases[10].pk, by=cast.chen, today=TODAY, unit_id=own.pk)
    InfoRequest.objects.filter(pk__in=[each.pk for each in cases[:10]]).update(handler=None)
    with pytest.raises(NotYours, match="身份信息"):
        propose(cast, cases)


def test_more_than_a_hundred_are_charged_in_several_goes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = flood(cast, 12)
    monkeypatch.setattr(charging, "MOST", 11)
    with pytest.raises(Refused, match="一次最多一并收费11件，选了12件"):
        propose(cast, cases)
    assert len(propose(cast, cases[1:])) == 2


def test_each_notice_is_signed_by_itself(cast: Cast) -> None:
    cases = flood(cast, 12)
    first, second = propose(cast, cases)
    issuing.sign(Letter.objects.get(fee=first).pk, by=cast.zhou, today=TODAY)
    states = [InfoRequest.objects.get(pk=fee.info_request_id).state for fee in (first, second)]
    assert states == [InfoRequest.State.FEE_DUE, InfoRequest.State.REGISTERED]
