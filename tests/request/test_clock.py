"""期限: what the steps of a case make of its clock, and the term of a reply that is made anew."""

from datetime import date, timedelta

from gongkai.request import clock
from gongkai.request.models import InfoRequest, Step
from tests.cast import Cast
from tests.request.cases import case

DUE = date(2024, 5, 8)
REPLIED, UNDONE, ORDERED = date(2024, 4, 30), date(2024, 8, 1), date(2024, 8, 15)


def undone(cast: Cast) -> InfoRequest:
    """A case whose reply was undone, to be made anew by the 15th of August."""
    made = case(cast.town)
    made.replied_on, made.state = REPLIED, InfoRequest.State.REGISTERED
    for kind, on, details in (
        (Step.Kind.REPLIED, REPLIED, {}),
        (Step.Kind.REOPENED, UNDONE, {"until": ORDERED.isoformat()}),
    ):
        Step.objects.create(info_request=made, kind=kind, on=on, details=details)
    clock.settle(made, today=UNDONE)
    made.save()
    return made


def test_the_clock_of_a_registered_case_runs_to_the_twentieth_day(cast: Cast) -> None:
    made = case(cast.town)
    stands = clock.stands(made, today=date(2024, 5, 6))
    assert (stands.state, stands.due and stands.due.on, stands.left) == ("running", DUE, 2)
    assert (made.due_on, made.internal_due_on) == (DUE, date(2024, 4, 30))


def test_before_receipt_nothing_runs(cast: Cast) -> None:
    made = case(cast.town)
    made.received_on = None
    assert clock.timeline(made) == [] and clock.stands(made, today=DUE).state == "not_started"


def test_what_is_void_has_no_day(cast: Cast) -> None:
    made = case(cast.town)
    made.state = InfoRequest.State.VOID
    clock.settle(made, today=DUE)
    assert (made.clock, made.due_on, made.internal_due_on) == ("ended", None, None)


def test_a_reply_made_anew_is_due_on_the_day_ordered_and_the_first_stays(cast: Cast) -> None:
    made = undone(cast)
    assert (made.clock, made.due_on, made.replied_on) == ("running", ORDERED, REPLIED)
    stands = clock.stands(made, today=ORDERED)
    assert (stands.left, stands.late_by) == (0, 0)
    assert sum(step.counted for step in stands.steps) == stands.total == 10


def test_the_day_after_the_order_it_is_late(cast: Cast) -> None:
    assert clock.stands(undone(cast), today=ORDERED + timedelta(days=1)).late_by == 1


def test_replied_to_anew_the_clock_is_at_its_end(cast: Cast) -> None:
    made = undone(cast)
    Step.objects.create(info_request=made, kind=Step.Kind.REPLIED, on=ORDERED)
    stands = clock.stands(made, today=date(2024, 9, 2))
    assert (stands.state, stands.late_by) == ("ended", 0)


def test_before_it_was_undone_it_stands_as_it_stood(cast: Cast) -> None:
    stands = clock.stands(undone(cast), today=UNDONE - timedelta(days=1))
    assert (stands.state, stands.due and stands.due.on) == ("ended", DUE)


def test_what_stopped_the_first_term_does_not_stop_the_second(cast: Cast) -> None:
    made = undone(cast)
    Step.objects.create(
        info_request=made,
        kind=Step.Kind.CONSULTATION_BEGAN,
        on=UNDONE,
        details={"key": "9", "party": "third_party"},
    )
    assert clock.stands(made, today=ORDERED).state == "running"
