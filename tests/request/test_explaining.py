"""说明理由与合理延迟（条例第三十五条）."""

from datetime import date

import pytest

from gongkai.errors import Refused
from gongkai.journal.models import Entry
from gongkai.request.actions import explaining, issuing
from gongkai.request.models import InfoRequest, Letter
from tests.cast import Cast
from tests.request.cases import case

ASKED, UNTIL, DUE = date(2024, 4, 10), date(2024, 4, 24), date(2024, 5, 8)
LATER = date(2024, 6, 28)


def asked(cast: Cast) -> InfoRequest:
    made = case(cast.town, handler=cast.chen)
    return explaining.ask_to_explain(made.pk, by=cast.chen, today=ASKED, reason="今年以来62件", until=UNTIL)


def delay(cast: Cast, made: InfoRequest, *, today: date = UNTIL, until: date = LATER) -> Letter:
    return explaining.propose_delay(made.pk, by=cast.chen, today=today, reason="理由合理，量大", until=until)


def test_the_clock_goes_on_while_reasons_are_waited_for(cast: Cast) -> None:
    made = asked(cast)
    assert (made.state, made.clock, made.due_on) == (InfoRequest.State.EXPLAINING, "running", DUE)


def test_reasons_are_asked_for_once(cast: Cast) -> None:
    made = asked(cast)
    explaining.explained(made.pk, by=None, today=ASKED, says="办案需要")
    with pytest.raises(Refused, match="已经要求说明过理由"):
        explaining.ask_to_explain(made.pk, by=cast.chen, today=ASKED, reason="今年以来62件", until=UNTIL)


def test_silence_is_noted_only_after_the_term(cast: Cast) -> None:
    made = asked(cast)
    with pytest.raises(Refused, match="还没有过"):
        explaining.explained(made.pk, by=cast.chen, today=UNTIL)
    explaining.explained(made.pk, by=cast.chen, today=date(2024, 4, 25))
    assert Entry.objects.get(act="request.explained").details["reason"] == "逾期没有说明理由"


def test_the_head_fixes_a_later_day_where_the_reasons_hold(cast: Cast) -> None:
    made = asked(cast)
    explaining.explained(made.pk, by=cast.chen, today=UNTIL, says="办案需要")
    issuing.sign(delay(cast, made).pk, by=cast.zhou, today=UNTIL)
    assert InfoRequest.objects.get(pk=made.pk).due_on == LATER


def test_a_day_that_is_no_delay_is_refused(cast: Cast) -> None:
    made = asked(cast)
    explaining.explained(made.pk, by=cast.chen, today=UNTIL, says="办案需要")
    with pytest.raises(Refused, match="要在现在的答复期限2024年5月8日以后"):
        delay(cast, made, until=DUE)
    delay(cast, made, until=date(2024, 5, 9))


def test_without_reasons_there_is_no_delay(cast: Cast) -> None:
    made = asked(cast)
    explaining.explained(made.pk, by=cast.chen, today=date(2024, 4, 25))
    with pytest.raises(Refused, match="说明的理由合理") as refused:
        delay(cast, made, today=date(2024, 4, 25))
    assert "第三十五条" in refused.value.cites[0]


def test_after_the_last_day_there_is_no_delay(cast: Cast) -> None:
    made = asked(cast)
    explaining.explained(made.pk, by=cast.chen, today=UNTIL, says="办案需要")
    delay(cast, made, today=DUE)
    Letter.objects.filter(kind="delay_notice").update(state="returned")
    with pytest.raises(Refused, match="已经过了"):
        delay(cast, made, today=date(2024, 5, 9))
