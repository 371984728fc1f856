"""Every outcome of the register can be chosen once it is borne out; until then it is refused with what is missing."""

from datetime import timedelta
from typing import Any

import pytest

from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.law.outcomes import OUTCOMES, Outcome
from gongkai.request.access import ChangedMeanwhile
from gongkai.request.actions import deciding
from gongkai.request.establishing import asked
from gongkai.request.models import Decision, InfoRequest
from tests.cast import Cast
from tests.disclosure.passage import TODAY
from tests.request import cases, outcomes
from tests.request.outcomes import REASON, consultation, established, found_file, search

EVERY = pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=str)
REQUIRED = pytest.mark.parametrize(
    ("outcome", "key"),
    [(outcome, each.key) for outcome in OUTCOMES.values() for each in outcome.establishes if not each.optional],
    ids=lambda value: str(value),
)


@pytest.fixture
def case(cast: Cast) -> InfoRequest:
    return cases.case(cast.town, handler=cast.chen)


def decide(case: InfoRequest, cast: Cast, code: str, told: dict[str, Any], **given: Any) -> Decision:
    return deciding.decide(
        case.pk, by=cast.chen, today=TODAY, outcome=code, established=told, **{"reason": REASON, **given}
    )


@EVERY
def test_an_outcome_can_be_chosen_once_it_is_borne_out(outcome: Outcome, case: InfoRequest, cast: Cast) -> None:
    decision = decide(case, cast, outcome.code, established(case, outcome, cast))
    assert decision.outcome == outcome.code
    assert decision.effective_on is None
    assert set(decision.established) >= {each.key for each in outcome.establishes if not each.optional}


@REQUIRED
def test_an_outcome_is_refused_without_any_one_thing_it_asks_for(
    outcome: Outcome, key: str, case: InfoRequest, cast: Cast
) -> None:
    told = established(case, outcome, cast)
    del told[key]
    with pytest.raises(deciding.Unestablished) as refused:
        decide(case, cast, outcome.code, told)
    assert key in {lack.key for lack in refused.value.lacks}
    assert refused.value.cites
    assert not Decision.objects.exists()


@REQUIRED
def test_a_record_of_another_case_bears_nothing_out(outcome: Outcome, key: str, case: InfoRequest, cast: Cast) -> None:
    required = next(each for each in asked(outcome) if each.key == key)
    if required.kind != "record":
        return
    told = established(case, outcome, cast)
    told[key] = 999_999
    with pytest.raises(Refused, match="缺"):
        decide(case, cast, outcome.code, told)


@pytest.mark.parametrize("code", ["refused.prohibited_by_law", "refused.third_party_rights", "otherwise_closed.other"])
def test_a_refusal_gives_its_reasons(code: str, case: InfoRequest, cast: Cast) -> None:
    told = established(case, OUTCOMES[code], cast)
    with pytest.raises(Refused) as refused:
        decide(case, cast, code, told, reason=" ")
    assert any("理由" in each for each in refused.value.details)


@pytest.mark.parametrize(
    "named", ["《某某省信访办法》第三条", "《政务公开工作规定》第二条", "关于做好公开工作的通知", "统计法"]
)
def test_only_a_law_or_a_regulation_prohibits_disclosure(named: str, case: InfoRequest, cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        decide(case, cast, "refused.prohibited_by_law", {"prohibiting_law": named})
    assert refused.value.details


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"answer": "agreed"}, "同意公开"),
        ({"answer": ""}, "还没有登记"),
        ({"is_reasonable": None}, "还没有判断"),
        ({"is_reasonable": False}, "不成立"),
        ({"party": "co_author"}, "没有所选的记录"),
    ],
)
def test_a_consultation_that_bears_no_refusal_out_says_why(
    fields: dict[str, Any], why: str, case: InfoRequest, cast: Cast
) -> None:
    asked_ = consultation(case, cast, TODAY, **fields)
    with pytest.raises(Refused) as refused:
        decide(case, cast, "refused.third_party_rights", {"third_party_record": asked_.pk})
    assert why in "".join(refused.value.details)


def test_silence_and_a_stated_reason_both_bear_a_refusal_out(case: InfoRequest, cast: Cast) -> None:
    silent = consultation(case, cast, TODAY, answer="silent", is_reasonable=None)
    for value in (silent.pk, "第三方下落不明，无法送达征求意见书。"):
        assert decide(case, cast, "refused.third_party_rights", {"third_party_record": value})


def test_an_objection_that_stands_keeps_the_whole_from_being_given(case: InfoRequest, cast: Cast) -> None:
    objection = consultation(case, cast, TODAY)
    told = {"provided": "邮寄一份。"}
    with pytest.raises(Refused) as refused:
        decide(case, cast, "granted.provided", told)
    assert "第三十二条" in "".join(refused.value.cites)
    objection.public_interest = "涉及全镇农户的补贴资金，不公开会影响监督。"
    objection.save()
    assert decide(case, cast, "granted.provided", told)


def test_what_was_found_does_not_prove_that_nothing_exists(case: InfoRequest, cast: Cast) -> None:
    found = search(case, cast, TODAY, is_found=True)
    with pytest.raises(Refused) as refused:
        decide(case, cast, "unavailable.not_found", {"search_record": found.pk})
    assert "找到了" in "".join(refused.value.details)


@pytest.mark.parametrize(
    ("code", "key"),
    [("otherwise_closed.amendment_overdue", "amendment_overdue"), ("otherwise_closed.fee_overdue", "fee_overdue")],
)
def test_a_case_is_closed_for_silence_only_after_the_term_and_with_proof(
    code: str, key: str, case: InfoRequest, cast: Cast
) -> None:
    record = outcomes.RECORDS[key](case, cast, TODAY)
    case.letters.get().deliveries.update(proof="")
    with pytest.raises(Refused) as refused:
        decide(case, cast, code, {key: record.pk})
    assert "证明" in "".join(refused.value.details)
    case.letters.get().deliveries.update(proof="EMS 1024")
    if key == "fee_overdue":
        record.due_on = TODAY
    else:
        record.details = {"until": TODAY.isoformat()}
    record.save()
    with pytest.raises(Refused) as refused:
        decide(case, cast, code, {key: record.pk})
    assert "还没有过" in "".join(refused.value.details)
    if key == "fee_overdue":
        record.due_on = TODAY - timedelta(days=1)
    else:
        record.details = {"until": (TODAY - timedelta(days=1)).isoformat()}
    record.save()
    assert decide(case, cast, code, {key: record.pk})


def test_a_case_that_waits_for_the_applicant_is_not_decided_otherwise(case: InfoRequest, cast: Cast) -> None:
    outcomes.wait(case, InfoRequest.State.TO_AMEND)
    with pytest.raises(Refused) as refused:
        decide(case, cast, "granted.published", {"published_where": "镇政府网站"})
    assert "申请人还没有答复" in "".join(refused.value.details)


def test_a_case_past_its_day_says_why_first(case: InfoRequest, cast: Cast) -> None:
    told = {"published_where": "镇政府网站"}
    InfoRequest.objects.filter(pk=case.pk).update(due_on=TODAY)
    assert decide(case, cast, "granted.published", told)
    InfoRequest.objects.filter(pk=case.pk).update(due_on=TODAY - timedelta(days=1))
    with pytest.raises(Refused) as refused:
        decide(case, cast, "granted.published", told)
    assert "超期" in "".join(refused.value.details)
    InfoRequest.objects.filter(pk=case.pk).update(overdue_reason="检索档案花了时间")
    assert decide(case, cast, "granted.published", told)


def test_partly_granting_asks_for_a_covered_copy_or_says_why_there_is_none(case: InfoRequest, cast: Cast) -> None:
    told = {"provided": "邮寄一份。", "withheld_parts": "身份证号依据第十六条不公开。"}
    whole = found_file(case, cast)
    with pytest.raises(Refused) as refused:
        decide(case, cast, "partly_granted", told, files=[whole.pk])
    assert "遮盖" in "".join(refused.value.details)
    covered = found_file(
        case, cast, name="名册.pdf", is_redacted=True, redactions=[{"page": 1, "ground": "16-1", "count": 2}]
    )
    assert decide(case, cast, "partly_granted", told, files=[covered.pk]).files.get() == covered
    covered.is_redacted = False
    covered.is_withheld, covered.withheld_ground, covered.withheld_reason = True, "16-1", "内部名册"
    covered.save()
    assert decide(case, cast, "partly_granted", told, files=[whole.pk])


def test_parts_withheld_for_a_person_ask_for_a_consultation_or_its_reason(case: InfoRequest, cast: Cast) -> None:
    covered = found_file(case, cast, is_redacted=True, redactions=[{"page": 1, "ground": "15", "count": 2}])
    told: dict[str, Any] = {"provided": "邮寄一份。", "withheld_parts": "身份证号不公开。"}
    with pytest.raises(Refused) as refused:
        decide(case, cast, "partly_granted", told, files=[covered.pk])
    assert "第十五条" in "".join(refused.value.details)
    told["third_party_record"] = "只遮盖号码，不影响第三方，没有征求。"
    assert decide(case, cast, "partly_granted", told, files=[covered.pk])


def test_only_released_copies_of_the_case_go_out_and_only_with_what_provides(case: InfoRequest, cast: Cast) -> None:
    told = {"provided": "邮寄一份。"}
    other = cases.case(cast.town, handler=cast.chen)
    foreign = found_file(other, cast)
    with pytest.raises(Refused, match="不在这件申请里"):
        decide(case, cast, "granted.provided", told, files=[foreign.pk])
    for fields in ({"released_hash": ""}, {"is_withheld": True}):
        held_back = found_file(case, cast, **fields)
        with pytest.raises(Refused) as refused:
            decide(case, cast, "granted.provided", told, files=[held_back.pk])
        assert "不能列入" in "".join(refused.value.details)
    with pytest.raises(Refused) as refused:
        decide(case, cast, "granted.published", {"published_where": "网站"}, files=[found_file(case, cast).pk])
    assert "不提供文件" in "".join(refused.value.details)


def test_of_two_officers_who_decide_at_once_one_is_told(case: InfoRequest, cast: Cast) -> None:
    told = {"published_where": "镇政府网站"}
    decide(case, cast, "granted.published", told, revision=case.revision)
    with pytest.raises(ChangedMeanwhile):
        decide(case, cast, "granted.published", told, revision=case.revision)
    assert Decision.objects.count() == 1


def test_who_does_not_handle_does_not_decide(case: InfoRequest, cast: Cast) -> None:
    for officer, refusal in (
        (cast.zhao, NotYourRole),
        (cast.feng, NotYourRole),
        (cast.li, NotYours),
        (cast.wei, NotYours),
    ):
        with pytest.raises(refusal):
            deciding.decide(
                case.pk,
                by=officer,
                today=TODAY,
                outcome="granted.published",
                established={"published_where": "镇政府网站"},
            )


def test_what_an_outcome_does_not_ask_for_is_not_kept(case: InfoRequest, cast: Cast) -> None:
    decision = decide(case, cast, "granted.published", {"published_where": " 网站 ", "provided": "别的"})
    assert decision.established == {"published_where": "网站"}


def test_a_merged_case_is_decided_where_it_was_merged_into(case: InfoRequest, cast: Cast) -> None:
    other = cases.case(cast.town, handler=cast.chen)
    InfoRequest.objects.filter(pk=other.pk).update(merged_into=case)
    with pytest.raises(Refused, match="随它一起答复"):
        decide(other, cast, "granted.published", {"published_where": "网站"})
