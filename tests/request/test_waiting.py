"""待办: every case lies in one pile, late before due, and each officer sees what is the officer's to look after."""

from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.agency.models import Officer
from gongkai.request import standing, steps, waiting
from gongkai.request.models import Dispute, InfoRequest, Letter, SignOff, Step, Unit
from tests.cast import Cast, officer
from tests.disclosure.passage import configure
from tests.request.cases import case

TODAY = date(2024, 5, 6)
"""A Monday; the Saturday after it is worked and the fifth working day."""
K, S = Step.Kind, InfoRequest.State


def lying(cast: Cast, who: Officer | None = None, *, own: bool = False) -> dict[str, int]:
    """Pile → how many, in their order."""
    return {pile.code: pile.total for pile in waiting.piles(cast.town, who or cast.chen, TODAY, own=own)}


def put(cast: Cast, **fields: Any) -> InfoRequest:
    """A case with some of its columns set as the acts would have left them."""
    made = case(cast.town, handler=cast.chen)
    fields = {"clock": "running", "due_on": date(2024, 6, 28), "internal_due_on": None, **fields}
    InfoRequest.objects.filter(pk=made.pk).update(**fields)
    made.refresh_from_db()
    return made


def stopped(state: str, until: date) -> dict[str, Any]:
    return {"state": state, "clock": "stopped", "due_on": None, "stop_ends_by": until}


@pytest.mark.parametrize(
    ("fields", "pile"),
    [
        ({"due_on": date(2024, 4, 30)}, "request_late"),
        ({"due_on": TODAY}, "request_soon"),
        ({"due_on": date(2024, 5, 11)}, "request_soon"),
        ({"due_on": date(2024, 5, 13)}, ""),
        ({"due_on": date(2024, 5, 13), "internal_due_on": TODAY}, "request_soon"),
        ({"due_on": date(2024, 5, 13), "internal_due_on": date(2024, 5, 7)}, ""),
        ({"due_on": date(2024, 4, 30), "state": "signing"}, "request_late"),
        (stopped("to_amend", date(2024, 5, 5)), "request_lapsed"),
        (stopped("fee_due", TODAY), "request_ending"),
        (stopped("consulting", date(2024, 5, 11)), "request_ending"),
        (stopped("consulting", date(2024, 5, 13)), ""),
        ({"state": "to_confirm", "clock": "not_started", "due_on": None, "received_on": None}, "request_confirm"),
        ({"state": "unreached", "clock": "not_started", "due_on": None, "received_on": None}, "request_unreached"),
        ({"state": "replied", "clock": "ended", "due_on": date(2024, 4, 1)}, "request_deliver"),
        ({"state": "delivered", "clock": "ended", "due_on": date(2024, 4, 1)}, "request_archive"),
        ({"state": "archived", "clock": "ended", "due_on": date(2024, 4, 1)}, ""),
        ({"handler": None}, "request_unassigned"),
        ({"handler": None, "due_on": date(2024, 4, 30)}, "request_late"),
        ({}, ""),
    ],
)
def test_a_case_lies_in_the_first_pile_that_fits(cast: Cast, fields: dict[str, Any], pile: str) -> None:
    put(cast, **fields)
    assert lying(cast) == ({pile: 1} if pile else {})


@pytest.mark.parametrize(
    ("kind", "pile"),
    [(K.CONSULTATION_ENDED, "request_resumed"), (K.RETURNED, "request_returned"), (K.CHASED, "")],
)
def test_what_came_back_to_the_handler_waits_as_long_as_nothing_was_done_about_it(
    cast: Cast, kind: Step.Kind, pile: str
) -> None:
    made = put(cast)
    if kind == K.CONSULTATION_ENDED:
        begun = {"key": "1", "party": "agency"}
        Step.objects.create(info_request=made, kind=K.CONSULTATION_BEGAN, by=cast.chen, on=TODAY, details=begun)
    Step.objects.create(info_request=made, kind=kind, by=cast.zhou, on=TODAY, details={"key": "1"})
    assert lying(cast) == ({pile: 1} if pile else {})
    steps.take(made, K.CHASED, by=cast.zhou, on=TODAY)
    put_back = InfoRequest.objects.filter(pk=made.pk)
    put_back.update(due_on=date(2024, 6, 28), clock="running", internal_due_on=None)
    assert lying(cast) == {}


def test_the_heaviest_pile_comes_first_and_a_long_one_says_how_many_there_are(cast: Cast) -> None:
    for number in range(12):
        put(cast, due_on=date(2024, 4, 30) - timedelta(days=number))
    put(cast, state="replied", clock="ended")
    piles = waiting.piles(cast.town, cast.chen, TODAY)
    assert [(pile.code, pile.total, len(pile.rows)) for pile in piles] == [
        ("request_late", 12, 10),
        ("request_deliver", 1, 1),
    ]
    days = [row.due_on for row in piles[0].rows]
    assert days == sorted(days) and days[0] == date(2024, 4, 19)


def test_it_takes_as_many_queries_whatever_waits(cast: Cast, django_assert_max_num_queries: Any) -> None:
    waiting.piles(cast.town, cast.chen, TODAY)
    with django_assert_max_num_queries(6) as few:
        waiting.piles(cast.town, cast.chen, TODAY)
    for fields in ({"due_on": date(2024, 4, 30)}, {"due_on": TODAY}, {"handler": None}, {"state": "replied"}):
        for _ in range(3):
            put(cast, **fields)
    with django_assert_max_num_queries(len(few.captured_queries) + 1):
        waiting.piles(cast.town, cast.chen, TODAY)


def test_a_member_of_a_unit_sees_its_cases_and_those_in_hand_and_the_office_sees_all(cast: Cast) -> None:
    xu = officer("xu", "徐丽", (cast.town, "handler"))
    unit = Unit.objects.create(agency=cast.town, name="农办")
    unit.members.add(xu)
    for fields in ({"unit": unit, "handler": None}, {"handler": xu}, {}):
        put(cast, due_on=TODAY, **fields)
    assert lying(cast, xu) == {"request_soon": 2}
    assert lying(cast) == {"request_soon": 3}
    assert lying(cast, cast.zhao) == {"request_soon": 3}
    assert lying(cast, own=True) == {"request_soon": 1}
    assert lying(cast, xu, own=True) == {"request_soon": 2}


def test_a_letter_waits_for_the_role_whose_turn_it_is_and_never_for_who_wrote_it(cast: Cast, settings: Any) -> None:
    configure(settings, letter_people=3)
    made = put(cast)
    letter = Letter.objects.create(
        agency=cast.town,
        info_request=made,
        kind="reply.granted.provided",
        state="reviewing",
        by=cast.chen,
        made_on=TODAY,
    )
    assert lying(cast, cast.zhou) == {"letter_sign": 1} and lying(cast) == {}
    assert lying(cast, cast.zhao) == {}  # who alone can sign leaves the review to the other
    SignOff.objects.create(letter=letter, act="request.review", is_passed=True, by=cast.zhou, on=TODAY)
    assert lying(cast, cast.zhou) == {} and lying(cast, cast.zhao) == {"letter_sign": 1}
    Letter.objects.update(by=cast.zhao)
    assert lying(cast, cast.zhao) == {}


@pytest.mark.parametrize(
    ("fields", "waits"),
    [
        ({"reply_due_on": date(2024, 5, 11)}, True),
        ({"reply_due_on": date(2024, 5, 13)}, False),
        ({"reply_due_on": date(2024, 4, 1)}, True),
        ({"reply_due_on": TODAY, "replied_on": TODAY}, False),
        ({"reply_due_on": TODAY, "replied_on": TODAY, "hearing_on": date(2024, 5, 8)}, True),
        ({"result": "corrected", "decided_on": TODAY, "redo_due_on": date(2024, 5, 10)}, True),
        ({"result": "corrected", "decided_on": TODAY, "redo_due_on": TODAY, "redone_on": TODAY}, False),
    ],
)
def test_a_dispute_waits_while_something_is_due_in_it(cast: Cast, fields: dict[str, Any], waits: bool) -> None:
    Dispute.objects.create(
        agency=cast.town,
        kind="reconsideration",
        subject="不服答复",
        body="柳河县人民政府",
        **{"received_on": date(2024, 4, 1), "handler": cast.chen, **fields},
    )
    assert lying(cast) == ({"dispute_due": 1} if waits else {})


def test_the_standing_of_an_agency_counts_what_lies_there(cast: Cast) -> None:
    put(cast, due_on=date(2024, 4, 30))
    put(cast, due_on=TODAY)
    put(cast, **stopped("to_amend", date(2024, 5, 5)))
    put(cast, **stopped("consulting", date(2024, 6, 5)))
    put(cast, state="replied", clock="ended", replied_on=TODAY)
    put(cast, state="void", replied_on=TODAY)
    put(cast, state="to_confirm", clock="not_started", due_on=None, received_on=None, handler=None)
    found = standing.refresh(cast.town.pk, TODAY)
    assert (found.open, found.in_hand, found.to_confirm) == (5, 5, 1)
    assert (found.overdue, found.due_soon, found.stopped, found.lapsed) == (1, 1, 2, 1)
    assert (found.undelivered, found.received_this_year, found.replied_this_year) == (1, 5, 1)
    assert standing.refresh(cast.other_town.pk, TODAY).open == 0


def test_an_act_has_its_agency_counted_anew_once_it_is_committed(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    made = put(cast)
    with django_capture_on_commit_callbacks(execute=True):
        steps.take(made, K.CHASED, by=cast.zhou, on=TODAY)
    assert cast.town.request_standing.open == 1
