"""A decision takes effect with its letter: who signs, what is counted, what goes back, what is made anew."""

from datetime import date
from typing import Any

import pytest

from gongkai.errors import Refused
from gongkai.journal.models import Entry
from gongkai.law.outcomes import OUTCOMES, Outcome
from gongkai.request.actions import deciding, extending, issuing, reopening
from gongkai.request.models import Decision, Dispute, InfoRequest, Letter, Step
from tests.cast import Cast
from tests.disclosure.passage import TODAY
from tests.request import cases, outcomes

NEXT_YEAR = date(2025, 3, 10)


@pytest.fixture
def case(cast: Cast) -> InfoRequest:
    return cases.case(cast.town, handler=cast.chen)


def fresh(case: InfoRequest) -> InfoRequest:
    return InfoRequest.objects.get(pk=case.pk)


def submitted(case: InfoRequest, cast: Cast, code: str = "granted.published", *, on: date = TODAY) -> Letter:
    told: dict[str, Any] = outcomes.established(case, OUTCOMES[code], cast, today=on)
    deciding.decide(case.pk, by=cast.chen, today=on, outcome=code, established=told, reason="经审查，理由如下。")
    return deciding.submit(case.pk, by=cast.chen, today=on)


def signed(case: InfoRequest, cast: Cast, code: str = "granted.published", *, on: date = TODAY) -> Letter:
    letter = submitted(case, cast, code, on=on)
    issuing.sign(letter.pk, by=cast.zhou, today=on)
    return issuing.sign(letter.pk, by=cast.zhao, today=on)


def undone(case: InfoRequest, cast: Cast, *, on: date) -> InfoRequest:
    dispute = Dispute.objects.create(
        agency=case.agency,
        info_request=case,
        kind="reconsideration",
        subject="不服答复",
        body="柳河县人民政府",
        received_on=on,
        handler=cast.chen,
    )
    return reopening.reopen(case.pk, by=cast.chen, today=on, dispute=dispute, until=on, reason="复议决定撤销原答复")


def test_with_the_reply_no_extension_waits_for_a_signature_any_more(case: InfoRequest, cast: Cast) -> None:
    waits = extending.propose_extension(case.pk, by=cast.chen, today=TODAY, reason="查档案")
    signed(case, cast)
    assert Letter.objects.get(pk=waits.pk).state == Letter.State.VOID


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=str)
def test_every_outcome_becomes_a_signed_reply_and_is_counted(outcome: Outcome, case: InfoRequest, cast: Cast) -> None:
    letter = signed(case, cast, outcome.code)
    case = fresh(case)
    assert (case.state, case.outcome, case.replied_on) == ("replied", outcome.code, TODAY)
    assert case.decisions.get().effective_on == TODAY
    assert letter.number
    kind = Step.Kind.CLOSED if outcome.group == "otherwise_closed" else Step.Kind.REPLIED
    assert case.steps.filter(kind=kind).count() == 1


def test_nothing_is_answered_before_the_signature(case: InfoRequest, cast: Cast) -> None:
    letter = submitted(case, cast)
    issuing.sign(letter.pk, by=cast.zhou, today=TODAY)
    case = fresh(case)
    assert (case.state, case.outcome, case.replied_on) == ("signing", "", None)
    assert case.decisions.get().effective_on is None


@pytest.mark.parametrize("state", ["registered", "explaining"])
def test_what_is_sent_back_is_where_it_came_from_and_can_be_handed_in_again(
    state: str, case: InfoRequest, cast: Cast
) -> None:
    outcomes.wait(case, InfoRequest.State(state))
    letter = submitted(case, cast)
    issuing.send_back(letter.pk, by=cast.zhou, today=TODAY, reason="网址打不开")
    case = fresh(case)
    assert case.state == state
    assert case.steps.latest("pk").reason == "网址打不开"
    signed(case, cast)
    assert Decision.objects.get().effective_on == TODAY
    assert fresh(case).state == "replied"


def test_merged_cases_are_replied_to_with_it_and_each_is_counted(case: InfoRequest, cast: Cast) -> None:
    other = cases.case(cast.town, handler=cast.chen)
    InfoRequest.objects.filter(pk=other.pk).update(merged_into=case)
    signed(case, cast)
    for each in (case, other):
        found = fresh(each)
        assert (found.state, found.outcome, found.replied_on) == ("replied", "granted.published", TODAY)
        assert found.decisions.get().effective_on == TODAY


def test_a_merged_case_that_waits_for_somebody_holds_the_reply_up(case: InfoRequest, cast: Cast) -> None:
    other = cases.case(cast.town, handler=cast.chen)
    InfoRequest.objects.filter(pk=other.pk).update(merged_into=case, state="consulting")
    with pytest.raises(Refused, match="不能一起答复"):
        submitted(case, cast)
    assert fresh(case).state == "registered"


def test_a_merged_case_goes_back_with_it(case: InfoRequest, cast: Cast) -> None:
    other = cases.case(cast.town, handler=cast.chen)
    InfoRequest.objects.filter(pk=other.pk).update(merged_into=case)
    letter = submitted(case, cast)
    assert fresh(other).state == "signing"
    issuing.send_back(letter.pk, by=cast.zhou, today=TODAY, reason="再查")
    assert (fresh(case).state, fresh(other).state) == ("registered", "registered")


def test_a_reply_made_anew_in_the_same_year_changes_what_is_counted(case: InfoRequest, cast: Cast) -> None:
    signed(case, cast, "unavailable.not_found")
    undone(case, cast, on=TODAY)
    assert case.decisions.get().undone_on == TODAY
    assert fresh(case).state == "registered"
    signed(case, cast, "granted.published")
    found = fresh(case)
    assert (found.outcome, found.replied_on) == ("granted.published", TODAY)
    assert [each.outcome for each in found.decisions.all()] == ["unavailable.not_found", "granted.published"]


def test_a_reply_made_anew_in_a_later_year_leaves_the_count(case: InfoRequest, cast: Cast) -> None:
    signed(case, cast, "unavailable.not_found")
    undone(case, cast, on=NEXT_YEAR)
    signed(case, cast, "granted.published", on=NEXT_YEAR)
    found = fresh(case)
    assert (found.outcome, found.replied_on, found.state) == ("unavailable.not_found", TODAY, "replied")
    assert found.steps.latest("pk").details["counted"] is False


def test_a_reply_is_undone_once_and_by_a_dispute_about_it(case: InfoRequest, cast: Cast) -> None:
    signed(case, cast)
    undone(case, cast, on=TODAY)
    InfoRequest.objects.filter(pk=case.pk).update(state="delivered")
    with pytest.raises(Refused, match="没有可以撤销的答复"):
        undone(case, cast, on=TODAY)


def test_what_was_borne_out_and_is_no_more_is_not_handed_in(case: InfoRequest, cast: Cast) -> None:
    told = {"provided": "邮寄一份。"}
    file = outcomes.found_file(case, cast)
    deciding.decide(case.pk, by=cast.chen, today=TODAY, outcome="granted.provided", established=told, files=[file.pk])
    file.released_hash = ""
    file.save()
    with pytest.raises(deciding.Unestablished):
        deciding.submit(case.pk, by=cast.chen, today=TODAY)


def test_the_journal_names_the_outcome_and_nobody(case: InfoRequest, cast: Cast) -> None:
    signed(case, cast, "refused.third_party_rights")
    told = str(list(Entry.objects.values_list("details", flat=True)))
    assert "不予公开：保护第三方合法权益" in told
    for words in cases.WANG.values():
        if words != "居民身份证":
            assert words not in told
