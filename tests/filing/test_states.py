"""Which act is allowed in which state: every act of the road, in every state that does not allow it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.agency.models import Officer
from gongkai.errors import Refused
from gongkai.filing import states
from gongkai.filing.actions import examining, marking, publishing, receiving, restating, submitting
from gongkai.filing.models import Filing, Version
from gongkai.filing.states import ACTS, Kind
from tests.cast import Cast
from tests.filing.reports import DAY, filing, given
from tests.filing.road import NOW

_S = Version.State
_Act = Callable[[int, Officer], object]

ROAD: dict[Kind, tuple[str, _Act]] = {
    Kind.EXAMINATION_BEGAN: ("chen", lambda pk, by: examining.submit_for_examination(pk, by=by, today=DAY)),
    Kind.READ: ("zhou", lambda pk, by: examining.pass_stage(pk, by=by, today=DAY)),
    Kind.RETURNED: ("zhou", lambda pk, by: examining.return_(pk, by=by, today=DAY, reason="改")),
    Kind.TAKEN_BACK: ("chen", lambda pk, by: examining.take_back(pk, by=by, today=DAY, reason="改")),
    Kind.MARKED: ("zhou", lambda pk, by: marking.mark(pk, by=by, today=DAY, cell="requests.new.total", says="查")),
    Kind.SUBMITTED: ("chen", lambda pk, by: submitting.submit(pk, by=by, today=DAY)),
    Kind.ACCEPTED: ("he", lambda pk, by: receiving.accept(pk, by=by, today=DAY)),
    Kind.SENT_BACK: ("he", lambda pk, by: receiving.send_back(pk, by=by, today=DAY, reason="改")),
    Kind.PUBLISHED: ("zhao", lambda pk, by: publishing.publish(pk, by=by, today=DAY, now=NOW, reason="急")),
    Kind.RESTATED: ("zhao", lambda pk, by: restating.restate(pk, by=by, today=DAY, reason="错")),
    Kind.DISCARDED: ("chen", lambda pk, by: restating.discard(pk, by=by, today=DAY, reason="错")),
}


def seen_by_all(made: Filing) -> Filing:
    """The agency above sees it too, whatever its state."""
    return given(made, submitted_on=DAY)


@pytest.mark.parametrize("kind", ROAD, ids=str)
def test_an_act_is_refused_in_every_state_that_does_not_allow_it(cast: Cast, kind: Kind) -> None:
    who, act = ROAD[kind]
    made = seen_by_all(filing(cast.town, cast.chen))
    for state in _S:
        if state in ACTS[kind].starts:
            continue
        given(made, state=state)
        with pytest.raises(Refused):
            act(made.pk, getattr(cast, who))
        assert Version.objects.get(pk=made.latest_id).state == state, state


@pytest.mark.parametrize("state", _S, ids=str)
def test_each_state_is_reached_by_an_act_or_by_its_successor(state: Version.State) -> None:
    reached = {act.leads for act in ACTS.values()} | {_S.SUPERSEDED}
    assert state in reached


def test_every_act_has_a_role_of_the_table_of_roles() -> None:
    from gongkai.agency.roles import MAY

    assert {act.role for act in ACTS.values()} <= set(MAY)


def test_the_manual_shows_the_table_as_it_is() -> None:
    page = Path(__file__).parents[2] / "docs" / "filings.md"
    assert page.read_text(encoding="utf-8") == states.manual(), "make documents"
