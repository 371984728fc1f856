"""延期: proposed by the handler, consented to by the head, once and in time."""

from datetime import date

import pytest

from gongkai.agency.access import NotYourRole
from gongkai.errors import Refused
from gongkai.request.access import ChangedMeanwhile
from gongkai.request.actions import amending, consulting, extending, issuing
from gongkai.request.models import InfoRequest, Letter, Step
from tests.cast import Cast
from tests.request.cases import case

LAST, AFTER = date(2024, 5, 8), date(2024, 5, 9)


def propose(cast: Cast, info_request: InfoRequest, today: date = LAST, days: int | None = None) -> Letter:
    return extending.propose_extension(info_request.pk, by=cast.chen, today=today, reason="需查阅纸质档案", days=days)


def test_on_the_last_day_the_head_can_still_consent(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    letter = propose(cast, made)
    assert InfoRequest.objects.get(pk=made.pk).due_on == LAST
    issuing.sign(letter.pk, by=cast.zhou, today=LAST)
    found = InfoRequest.objects.get(pk=made.pk)
    assert found.is_extended and found.due_on == date(2024, 6, 4)
    assert found.steps.get(kind=Step.Kind.EXTENDED).by == cast.zhou
    assert letter.words["until"] == "2024-06-04"


def test_the_day_after_it_is_too_late_to_propose(cast: Cast) -> None:
    with pytest.raises(Refused, match="2024年5月8日已经过了，不能再延期") as refused:
        propose(cast, case(cast.town, handler=cast.chen), AFTER)
    assert "第三十三条第二款" in refused.value.cites[0]


def test_the_day_after_it_is_too_late_to_consent(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    letter = propose(cast, made)
    with pytest.raises(Refused, match="已经过了"):
        issuing.sign(letter.pk, by=cast.zhou, today=AFTER)
    assert Letter.objects.get(pk=letter.pk).number == ""
    assert not InfoRequest.objects.get(pk=made.pk).is_extended


def test_the_handler_does_not_consent_himself(cast: Cast) -> None:
    letter = propose(cast, case(cast.town, handler=cast.chen))
    with pytest.raises(NotYourRole):
        issuing.sign(letter.pk, by=cast.chen, today=LAST)


@pytest.mark.parametrize("days", [0, 21])
def test_no_less_than_one_day_and_no_more_than_twenty(cast: Cast, days: int) -> None:
    with pytest.raises(Refused, match="最长20个工作日"):
        propose(cast, case(cast.town, handler=cast.chen), days=days)


@pytest.mark.parametrize(("days", "due"), [(1, date(2024, 5, 9)), (20, date(2024, 6, 4))])
def test_one_and_twenty_are_allowed(cast: Cast, days: int, due: date) -> None:
    made = case(cast.town, handler=cast.chen)
    issuing.sign(propose(cast, made, days=days).pk, by=cast.zhou, today=LAST)
    assert InfoRequest.objects.get(pk=made.pk).due_on == due


def test_a_second_proposal_waits_for_the_first(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    propose(cast, made)
    with pytest.raises(Refused, match="在等审签"):
        propose(cast, made)


def test_a_second_extension_is_refused(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    issuing.sign(propose(cast, made).pk, by=cast.zhou, today=LAST)
    with pytest.raises(Refused, match="已于2024年5月8日延期一次，不能再延，请在2024年6月4日前答复"):
        propose(cast, made)


def test_sent_back_nothing_is_longer_and_it_can_be_proposed_again(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    issuing.send_back(propose(cast, made).pk, by=cast.zhou, today=LAST, reason="可以按期答复")
    assert InfoRequest.objects.get(pk=made.pk).due_on == LAST
    propose(cast, made)


def test_a_letter_that_names_another_day_than_the_clock_goes_back(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    letter = propose(cast, made, date(2024, 4, 9))
    asked = date(2024, 4, 10)
    inquiry = consulting.begin_consultation(
        made.pk, by=cast.chen, today=asked, party="agency", name="县民政局", address="县政府", question="核对名单"
    )
    consulting.end_consultation(inquiry.pk, by=cast.chen, today=date(2024, 4, 16), answer="agreed")
    with pytest.raises(Refused, match=r"告知书写的答复期限是2024年6月4日.*现在延期会到2024年6月7日"):
        issuing.sign(letter.pk, by=cast.zhou, today=date(2024, 4, 17))


def test_while_an_amendment_is_waited_for_there_is_nothing_to_extend(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    today = date(2024, 4, 9)
    amending.ask_to_amend(made.pk, by=cast.chen, today=today, what="年份", why="没写", until=LAST)
    with pytest.raises(Refused, match="待补正"):
        propose(cast, made, today)


def test_an_act_meant_for_the_case_before_is_told_what_happened(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    propose(cast, made)
    with pytest.raises(ChangedMeanwhile):
        extending.propose_extension(made.pk, by=cast.chen, today=LAST, reason="需查阅纸质档案", revision=made.revision)
