"""要求补正: once, within seven working days; the amendment begins the term anew."""

from datetime import date

import pytest

from gongkai.errors import Refused
from gongkai.journal import words
from gongkai.journal.models import Entry
from gongkai.request.actions import amending
from gongkai.request.models import InfoRequest, Letter, Step
from tests.cast import Cast
from tests.request.cases import case

SEVENTH, EIGHTH = date(2024, 4, 17), date(2024, 4, 18)
UNTIL = date(2024, 5, 10)


def ask(cast: Cast, info_request: InfoRequest, today: date = SEVENTH, until: date = UNTIL) -> InfoRequest:
    return amending.ask_to_amend(
        info_request.pk, by=cast.chen, today=today, what="写明是哪一年的", why="没有写年份", until=until
    )


def test_on_the_seventh_working_day_an_amendment_can_still_be_asked(cast: Cast) -> None:
    asked = ask(cast, case(cast.town, handler=cast.chen))
    assert asked.state == InfoRequest.State.TO_AMEND
    assert (asked.clock, asked.due_on, asked.stop_ends_by) == ("stopped", None, UNTIL)
    letter = Letter.objects.get(info_request=asked, kind="amendment_notice")
    assert letter.state == Letter.State.ISSUED


def test_on_the_eighth_it_is_too_late(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    with pytest.raises(Refused, match="最迟是2024年4月17日") as refused:
        ask(cast, made, EIGHTH)
    assert "第三十条" in refused.value.cites[0]
    assert not Letter.objects.exists()


def test_the_term_for_the_amendment_lies_ahead(cast: Cast) -> None:
    with pytest.raises(Refused, match="要在今天以后"):
        ask(cast, case(cast.town, handler=cast.chen), until=SEVENTH)


def test_what_came_begins_the_term_anew_on_the_day_it_came(cast: Cast) -> None:
    made = ask(cast, case(cast.town, handler=cast.chen))
    came, noted = date(2024, 4, 26), date(2024, 4, 29)
    amended = amending.amended(made.pk, by=cast.chen, today=noted, received_on=came, says="要2023年的")
    assert amended.state == InfoRequest.State.REGISTERED
    assert amended.due_on == date(2024, 5, 27)
    step = amended.steps.get(kind=Step.Kind.AMENDED)
    assert (step.on, step.details["happened_on"], step.details["is_late"]) == (noted, "2024-04-26", False)
    entry = Entry.objects.get(act="request.amended")
    assert (entry.on, entry.details["happened_on"]) == (noted, "2024-04-26")
    assert words.sentence(entry, "甲") == "甲于2024年4月26日收到补正，期限重新起算"


def test_an_amendment_cannot_come_before_it_was_asked_for(cast: Cast) -> None:
    made = ask(cast, case(cast.town, handler=cast.chen))
    with pytest.raises(Refused, match="2024年4月17日和今天"):
        amending.amended(made.pk, by=cast.chen, today=UNTIL, received_on=date(2024, 4, 16), says="要2023年的")


def test_it_is_asked_for_only_once_even_if_it_came_at_once(cast: Cast) -> None:
    made = ask(cast, case(cast.town, handler=cast.chen), date(2024, 4, 9))
    amending.amended(made.pk, by=None, today=date(2024, 4, 10), says="要2023年的")
    with pytest.raises(Refused, match="只能一次性告知"):
        ask(cast, made, date(2024, 4, 11))


def test_the_term_for_it_lapses_the_day_after(cast: Cast) -> None:
    made = ask(cast, case(cast.town, handler=cast.chen))
    assert not amending.has_lapsed(made, today=UNTIL)
    assert amending.has_lapsed(made, today=date(2024, 5, 11))


def test_late_is_still_taken_and_marked(cast: Cast) -> None:
    made = ask(cast, case(cast.town, handler=cast.chen))
    amended = amending.amended(made.pk, by=cast.chen, today=date(2024, 5, 13), says="住院了，现在补上")
    assert amended.steps.get(kind=Step.Kind.AMENDED).details["is_late"] is True
