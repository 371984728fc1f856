"""到件: any channel, everything sealed that says who asks."""

from gongkai.request.models import InfoRequest
from tests.cast import Cast
from tests.request.arrivals import WANG, arrived, registered


def test_a_request_handed_in_is_registered_at_once(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    assert (case.state, case.number, case.handler) == ("registered", "〔2024〕1号", cast.chen)
    assert str(case.due_on) == "2024-05-31"


def test_one_sent_online_waits_for_its_confirmation(cast: Cast) -> None:
    case = arrived(cast.town, None)
    assert (case.state, case.number, case.received_on, case.due_on) == ("to_confirm", "", None, None)
    assert InfoRequest.objects.get().applicant.words["name"] == WANG["name"]
