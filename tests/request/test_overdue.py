"""说明超期原因: from the day after the last."""

from datetime import date

import pytest

from gongkai.errors import Refused
from gongkai.request.actions import overdue
from tests.cast import Cast
from tests.request.cases import case


def test_on_the_last_day_nothing_is_overdue(cast: Cast) -> None:
    made = case(cast.town)
    with pytest.raises(Refused, match="没有超过答复期限"):
        overdue.explain_overdue(made.pk, by=cast.chen, today=date(2024, 5, 8), reason="人手不足")


def test_the_day_after_it_is_and_gets_its_reason(cast: Cast) -> None:
    made = case(cast.town)
    found = overdue.explain_overdue(made.pk, by=cast.chen, today=date(2024, 5, 9), reason="人手不足")
    assert found.overdue_reason == "人手不足"


def test_a_reply_on_the_last_day_was_in_time_and_one_after_it_was_not(cast: Cast) -> None:
    def replied(on: date) -> bool:
        made = case(cast.town)
        made.clock, made.replied_on = made.ClockState.ENDED, on
        return overdue.is_overdue(made, today=date(2024, 6, 3))

    assert (replied(date(2024, 5, 8)), replied(date(2024, 5, 9))) == (False, True)
