"""Two at the same moment, on both databases: numbers without gap or double, one case of one form, one winner."""

import pytest
from django.db import connections

from gongkai.journal.chain import verify
from gongkai.journal.models import Chain
from gongkai.request.actions import assigning, exchanging, merging, registering
from gongkai.request.models import InfoRequest, Sequence, Step
from tests.cast import Cast, assemble, officer
from tests.disclosure.test_races import at_once
from tests.request.arrivals import TODAY, arrived, given, registered
from tests.request.test_exchanging import ROW, sheet


@pytest.fixture
def town(transactional_db: None) -> Cast:
    """The cast, where what is committed can be seen by other processes."""
    return assemble()


def holds(cast: Cast) -> bool:
    return verify(Chain.objects.get(agency=cast.town)) is None


def test_four_registered_at_once_have_numbers_without_gap_or_double(town: Cast) -> None:
    cases = [arrived(town.town, None) for _ in range(4)]
    acts = [
        lambda pk=case.pk: (
            registering.register(pk, by=town.chen, today=TODAY, confirmed_on=TODAY, confirmed_how="电话").number
        )
        for case in cases
    ]
    assert sorted(at_once(*acts)) == [f"〔2024〕{n}号" for n in range(1, 5)]
    assert Sequence.objects.get(word="registration").last == 4
    assert holds(town)


def test_of_two_who_register_the_same_case_one_does(town: Cast) -> None:
    case = arrived(town.town, None)

    def register() -> str:
        confirmed = {"confirmed_on": TODAY, "confirmed_how": "电话"}
        return registering.register(case.pk, by=town.chen, today=TODAY, revision=0, **confirmed).number

    assert sorted(at_once(register, register)) == ["ChangedMeanwhile", "〔2024〕1号"]
    assert Step.objects.filter(kind="received").count() == 1
    assert Sequence.objects.get(word="registration").last == 1


def test_a_form_sent_three_times_at_once_makes_one_case(town: Cast) -> None:
    take_in = lambda: registering.take_in(town.town, by=town.chen, today=TODAY, **given(token="一次")).pk  # noqa: E731
    assert len(set(at_once(take_in, take_in, take_in))) == 1
    assert InfoRequest.objects.count() == Sequence.objects.get(word="registration").last == 1
    online = lambda: arrived(town.town, None, token="网上").pk  # noqa: E731
    assert len(set(at_once(online, online, online))) == 1
    assert InfoRequest.objects.count() == 2


def test_of_two_who_claim_one_has_the_case(town: Cast) -> None:
    case = registered(town.town, town.chen)
    xu = officer("xu", "徐丽", (town.town, "handler"))
    assigning.send_back(case.pk, by=town.chen, today=TODAY, reason="应另行交办")
    answers = at_once(
        lambda: assigning.claim(case.pk, by=town.chen, today=TODAY).handler.username,
        lambda: assigning.claim(case.pk, by=xu, today=TODAY).handler.username,
    )
    assert answers.count("Refused") == 1
    assert InfoRequest.objects.get().handler.username in answers


def test_two_merged_into_each_other_at_once_wait_in_no_ring_and_make_none(town: Cast) -> None:
    first, second = registered(town.town, town.chen), registered(town.town, town.chen)
    answers = at_once(
        lambda: merging.merge(first.pk, into=second.pk, by=town.chen, today=TODAY).number,
        lambda: merging.merge(second.pk, into=first.pk, by=town.chen, today=TODAY).number,
    )
    assert answers.count("Refused") == 1
    assert InfoRequest.objects.exclude(merged_into=None).count() == 1
    assert holds(town)


def test_a_file_taken_over_twice_at_once_makes_its_cases_once(town: Cast) -> None:
    record = exchanging.read(town.town.pk, "平台.xlsx", sheet(ROW), by=town.chen, today=TODAY)
    connections.close_all()
    take_over = lambda: exchanging.take_over(record.pk, by=town.chen, today=TODAY).made  # noqa: E731
    assert at_once(take_over, take_over) == [1, 1]
    assert InfoRequest.objects.count() == 1
