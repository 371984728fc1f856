"""撤回: before receipt nothing is left to count, after it the case is closed."""

from datetime import date, timedelta

import pytest

from gongkai.errors import Refused
from gongkai.request import jobs
from gongkai.request.actions import charging, extending, issuing, withdrawing
from gongkai.request.models import InfoRequest, Letter
from tests.cast import Cast
from tests.request.cases import case

TODAY = date(2024, 4, 10)


def test_after_receipt_it_is_closed_that_day(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    found = withdrawing.withdraw(made.pk, by=None, today=TODAY)
    assert (found.state, found.clock) == (InfoRequest.State.DELIVERED, "ended")
    assert (found.outcome, found.replied_on, found.delivered_on) == ("otherwise_closed.other", TODAY, TODAY)
    assert found.decisions.get().effective_on == TODAY


def test_before_receipt_the_registration_is_void(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    InfoRequest.objects.filter(pk=made.pk).update(received_on=None, state=InfoRequest.State.TO_CONFIRM)
    found = withdrawing.withdraw(made.pk, by=None, today=TODAY)
    assert (found.state, found.outcome, found.replied_on) == (InfoRequest.State.VOID, "", None)


def test_an_officer_writes_how_it_was_withdrawn(cast: Cast) -> None:
    with pytest.raises(Refused, match="请写明申请人怎样撤回的"):
        withdrawing.withdraw(case(cast.town).pk, by=cast.chen, today=TODAY)


def test_letters_that_wait_are_dropped(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    letter = extending.propose_extension(made.pk, by=cast.chen, today=TODAY, reason="查档案")
    withdrawing.withdraw(made.pk, by=cast.chen, today=TODAY, reason="书面撤回")
    assert Letter.objects.get(pk=letter.pk).state == Letter.State.VOID


def test_nobody_failed_to_pay_who_took_it_back_in_time(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    fee = charging.propose_fee(made.pk, by=cast.chen, today=TODAY, method="pages", count=40, reason="量大")
    issuing.sign(Letter.objects.get(fee=fee).pk, by=cast.zhou, today=TODAY)
    charging.note_delivery(fee.pk, by=cast.chen, today=TODAY, delivered_on=TODAY)
    withdrawing.withdraw(made.pk, by=None, today=TODAY)
    assert jobs.lapse_fees(date(2024, 7, 1)) == 0


def test_what_was_replied_to_is_not_withdrawn(cast: Cast) -> None:
    made = case(cast.town, state=InfoRequest.State.REPLIED, replied_on=TODAY)
    with pytest.raises(Refused, match="已答复，待送达"):
        withdrawing.withdraw(made.pk, by=None, today=TODAY + timedelta(days=1))
