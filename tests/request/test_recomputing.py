"""放假安排导入以后: open terms move, both dates are kept; what was replied to stays."""

from datetime import date

from gongkai.agency.models import Arrangement
from gongkai.journal.models import Entry
from gongkai.request.actions import consulting, recomputing
from gongkai.request.models import Consultation, InfoRequest, Step
from tests.cast import Cast
from tests.request.cases import case

RECEIVED = date(2026, 12, 21)
TODAY = date(2026, 12, 22)
BEFORE, AFTER = date(2027, 1, 19), date(2027, 1, 20)

NOTICE = """
year = 2027

[notice]
title = "国务院办公厅关于2027年部分节假日安排的通知"
number = "国办发明电〔2026〕1号"

[[holiday]]
name = "元旦"
from = 2027-01-01
to = 2027-01-04

[[holiday]]
name = "春节"
from = 2027-02-05
to = 2027-02-11

[[holiday]]
name = "清明节"
from = 2027-04-05
to = 2027-04-05

[[holiday]]
name = "劳动节"
from = 2027-05-01
to = 2027-05-03

[[holiday]]
name = "端午节"
from = 2027-06-09
to = 2027-06-09

[[holiday]]
name = "中秋节"
from = 2027-09-15
to = 2027-09-15

[[holiday]]
name = "国庆节"
from = 2027-10-01
to = 2027-10-07
"""
"""Made up: with the Monday after New Year's Day off, one day more than the law itself puts on a date."""


def arrange(cast: Cast) -> int:
    Arrangement.objects.create(year=2027, notice="通知", text=NOTICE, loaded_by=cast.qian, loaded_on=TODAY)
    return recomputing.recompute(2027, by=cast.qian, today=TODAY)


def test_an_open_case_moves_and_both_dates_are_kept(cast: Cast) -> None:
    made = case(cast.town, received_on=RECEIVED)
    assert (made.due_on, made.is_due_provisional) == (BEFORE, True)
    assert arrange(cast) == 1
    found = InfoRequest.objects.get(pk=made.pk)
    assert (found.due_on, found.due_before, found.is_due_provisional) == (AFTER, BEFORE, False)
    [entry] = Entry.objects.filter(act="request.due_recomputed")
    assert (entry.details["before"], entry.details["after"]) == ("2027-01-19", "2027-01-20")


def test_what_was_replied_to_stays(cast: Cast) -> None:
    made = case(cast.town, received_on=RECEIVED)
    InfoRequest.objects.filter(pk=made.pk).update(clock="ended", state="replied", replied_on=TODAY)
    assert arrange(cast) == 0
    assert InfoRequest.objects.get(pk=made.pk).due_on == BEFORE


def test_a_case_that_was_over_before_the_year_is_not_touched(cast: Cast) -> None:
    made = case(cast.town, received_on=date(2026, 3, 2))
    assert arrange(cast) == 0
    assert InfoRequest.objects.get(pk=made.pk).revision == 0


def test_terms_for_opinions_move_too(cast: Cast) -> None:
    made = case(cast.town, received_on=RECEIVED, handler=cast.chen)
    asked = consulting.begin_consultation(
        made.pk, by=cast.chen, today=TODAY, party="third_party", name="某公司", address="中山路", question="账号"
    )
    consulting.note_delivery(asked.pk, by=cast.chen, today=TODAY, delivered_on=TODAY)
    before = Consultation.objects.get(pk=asked.pk).due_on
    arrange(cast)
    after = Consultation.objects.get(pk=asked.pk).due_on
    assert before and after and (after - before).days == 1
    assert InfoRequest.objects.get(pk=made.pk).stop_ends_by == after


def test_twice_moves_nothing_more(cast: Cast) -> None:
    case(cast.town, received_on=RECEIVED)
    arrange(cast)
    assert recomputing.recompute(2027, by=cast.qian, today=TODAY) == 0


def test_one_case_whose_steps_cannot_follow_each_other_holds_up_no_other(cast: Cast) -> None:
    broken, whole = (case(cast.town, received_on=RECEIVED) for _ in range(2))
    Step.objects.create(info_request=broken, kind=Step.Kind.AMENDED, on=RECEIVED)
    assert arrange(cast) == 1
    assert InfoRequest.objects.get(pk=whole.pk).due_on == AFTER
    assert InfoRequest.objects.get(pk=broken.pk).due_on == BEFORE
