"""到件: any channel, everything sealed that says who asks."""

from datetime import timedelta

import pytest

from gongkai.errors import Refused
from gongkai.request.models import InfoRequest
from tests.cast import Cast
from tests.request.arrivals import TODAY, WANG, arrived, registered


def test_a_request_handed_in_is_registered_at_once(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    assert (case.state, case.number, case.handler) == ("registered", "〔2024〕1号", cast.chen)
    assert str(case.due_on) == "2024-05-31"


def test_one_sent_online_waits_for_its_confirmation(cast: Cast) -> None:
    case = arrived(cast.town, None)
    assert (case.state, case.number, case.received_on, case.due_on) == ("to_confirm", "", None, None)
    assert InfoRequest.objects.get().applicant.words["name"] == WANG["name"]


def test_nothing_arrives_before_it_was_handed_in(cast: Cast) -> None:
    """Else what lay for a month would count as received today."""
    with pytest.raises(Refused, match="到件日期早于提交日期"):
        registered(cast.town, cast.chen, arrived_on=TODAY - timedelta(days=30))
