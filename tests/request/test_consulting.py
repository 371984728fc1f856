"""征求意见: several at once, silence, objections, and what the clock makes of them."""

from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.errors import NotYours, Refused
from gongkai.journal.models import Entry
from gongkai.request import jobs
from gongkai.request.actions import consulting, deciding, explaining, issuing
from gongkai.request.models import Consultation, Decision, InfoRequest, Letter
from tests.cast import Cast
from tests.request.cases import case

ASKED, DELIVERED = date(2024, 4, 10), date(2024, 4, 12)
FIFTEENTH = date(2024, 5, 7)
NAME = "柳河县诚信劳务有限公司"


def begin(cast: Cast, info_request: InfoRequest, party: str = "third_party", today: date = ASKED) -> Consultation:
    return consulting.begin_consultation(
        info_request.pk,
        by=cast.chen,
        today=today,
        party=party,
        name=NAME,
        address="柳河县中山路1号",
        question="发放名单里有贵公司的账号",
    )


def end(cast: Cast, consultation: Consultation, today: date, **given: Any) -> Consultation:
    return consulting.end_consultation(consultation.pk, by=cast.chen, today=today, **given)


def fresh(info_request: InfoRequest) -> InfoRequest:
    return InfoRequest.objects.get(pk=info_request.pk)


def test_the_clock_stops_and_both_sides_are_written_to(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    consultation = begin(cast, made)
    found = fresh(made)
    assert (found.state, found.clock) == (InfoRequest.State.CONSULTING, "stopped")
    assert found.left_when_stopped == 18
    kinds = set(Letter.objects.filter(info_request=made, state="issued").values_list("kind", "to"))
    assert kinds == {
        ("third_party_inquiry", "third_party"),
        ("third_party_confirmation", "third_party"),
        ("applicant_consulting_notice", "applicant"),
    }
    assert consultation.words["name"] == NAME
    assert NAME not in str(list(Entry.objects.values_list("details", flat=True)))


def test_the_fifteen_days_run_from_delivery(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    consultation = begin(cast, made)
    noted = consulting.note_delivery(consultation.pk, by=cast.chen, today=DELIVERED, delivered_on=DELIVERED)
    assert noted.due_on == FIFTEENTH
    assert fresh(made).stop_ends_by == FIFTEENTH


def test_an_answer_lets_the_clock_run_again(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    end(cast, begin(cast, made), date(2024, 4, 16), answer="agreed")
    found = fresh(made)
    assert (found.state, found.clock) == (InfoRequest.State.REGISTERED, "running")
    assert found.due_on == date(2024, 5, 11)  # the 11th to the 15th of April do not count; the 11th of May is worked


def test_the_case_waits_until_the_last_of_several_answered(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    first, second = begin(cast, made), begin(cast, made, "co_author", date(2024, 4, 11))
    end(cast, first, date(2024, 4, 12), answer="agreed")
    assert fresh(made).state == InfoRequest.State.CONSULTING
    end(cast, second, date(2024, 4, 15), answer="agreed")
    assert fresh(made).state == InfoRequest.State.REGISTERED
    assert Letter.objects.filter(info_request=made, kind="applicant_consulting_notice").count() == 1


def test_silence_can_be_noted_only_after_the_fifteenth_day(cast: Cast) -> None:
    consultation = begin(cast, case(cast.town, handler=cast.chen))
    with pytest.raises(Refused, match="还没有登记征求意见书的送达日期"):
        end(cast, consultation, FIFTEENTH, answer="silent")
    consulting.note_delivery(consultation.pk, by=cast.chen, today=DELIVERED, delivered_on=DELIVERED)
    with pytest.raises(Refused, match="到2024年5月7日为止，还没有过") as refused:
        end(cast, consultation, FIFTEENTH, answer="silent")
    assert "第三十二条" in refused.value.cites[0]
    assert end(cast, consultation, FIFTEENTH + timedelta(days=1), answer="silent").answer == "silent"


@pytest.mark.parametrize(("party", "says"), [("third_party", "由本机关决定是否公开"), ("co_author", "视为同意公开")])
def test_the_timer_ends_in_silence_what_ran_out(cast: Cast, party: str, says: str) -> None:
    made = case(cast.town, handler=cast.chen)
    consultation = begin(cast, made, party)
    consulting.note_delivery(consultation.pk, by=cast.chen, today=DELIVERED, delivered_on=DELIVERED)
    assert jobs.end_consultations(FIFTEENTH) == 0
    assert jobs.end_consultations(FIFTEENTH + timedelta(days=1)) == 1
    assert fresh(made).state == InfoRequest.State.REGISTERED
    assert says in Entry.objects.get(act="request.consultation_ended").details["answer"]
    assert jobs.end_consultations(FIFTEENTH + timedelta(days=2)) == 0


@pytest.mark.parametrize("noted", [None, FIFTEENTH + timedelta(days=1), FIFTEENTH + timedelta(days=9)])
def test_the_day_of_the_reply_is_the_same_before_and_after_silence_is_noted(cast: Cast, noted: date | None) -> None:
    """The fifteenth day is still the third party's; the agency's go on the day after, whenever the timer runs."""
    made = case(cast.town, handler=cast.chen)
    consultation = begin(cast, made)
    consulting.note_delivery(consultation.pk, by=cast.chen, today=DELIVERED, delivered_on=DELIVERED)
    if noted is not None:
        assert jobs.end_consultations(noted) == 1
    assert fresh(made).due_on == date(2024, 5, 30)


def test_another_agency_has_no_term_and_is_given_up_with_a_reason(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    consultation = begin(cast, made, "agency")
    noted = consulting.note_delivery(consultation.pk, by=cast.chen, today=DELIVERED, delivered_on=DELIVERED)
    assert noted.due_on is None and jobs.end_consultations(date(2024, 7, 1)) == 0
    with pytest.raises(Refused, match="为什么不再等"):
        end(cast, consultation, FIFTEENTH, answer="silent")
    end(cast, consultation, FIFTEENTH, answer="silent", opinion="电话催过两次，对方说无需答复")


def test_an_objection_is_judged(cast: Cast) -> None:
    consultation = begin(cast, case(cast.town, handler=cast.chen))
    with pytest.raises(Refused, match="理由成立还是不成立"):
        end(cast, consultation, FIFTEENTH, answer="objected", opinion="涉及商业秘密")
    judged = end(cast, consultation, FIFTEENTH, answer="objected", opinion="涉及商业秘密", is_reasonable=True)
    assert judged.is_reasonable is True
    again = consulting.judge_objection(
        consultation.pk, by=cast.chen, today=FIFTEENTH, is_reasonable=False, reason="账号已遮盖"
    )
    assert again.is_reasonable is False


def objected(cast: Cast) -> Consultation:
    consultation = begin(cast, case(cast.town, handler=cast.chen))
    return end(cast, consultation, FIFTEENTH, answer="objected", opinion="涉及商业秘密", is_reasonable=True)


def overrule(cast: Cast, consultation: Consultation) -> Letter:
    return consulting.disclose_for_public_interest(
        consultation.pk, by=cast.chen, today=FIFTEENTH, what="发放总额", reason="涉及专项资金去向"
    )


def test_public_interest_goes_before_an_objection_once_signed(cast: Cast) -> None:
    consultation = objected(cast)
    letter = overrule(cast, consultation)
    issuing.sign(letter.pk, by=cast.zhou, today=FIFTEENTH)
    assert not Entry.objects.filter(act="request.public_interest_found").exists()
    issuing.sign(letter.pk, by=cast.zhao, today=FIFTEENTH)
    assert Entry.objects.filter(act="request.public_interest_found").exists()
    assert Consultation.objects.get(pk=consultation.pk).public_interest == "涉及专项资金去向"


def test_before_the_third_party_is_told_nothing_is_given_out(cast: Cast) -> None:
    consultation = objected(cast)
    letter = overrule(cast, consultation)

    def decide() -> Decision:
        told = {"provided": "邮寄一份。"}
        case_id = consultation.info_request_id
        return deciding.decide(
            case_id, by=cast.chen, today=FIFTEENTH, outcome="granted.provided", established=told, reason="可以公开。"
        )

    with pytest.raises(Refused) as refused:
        decide()
    assert "告知书还在等签发" in "".join(refused.value.details)
    for who in (cast.zhou, cast.zhao):
        issuing.sign(letter.pk, by=who, today=FIFTEENTH)
    assert decide().outcome == "granted.provided"


def test_sent_back_the_objection_stands(cast: Cast) -> None:
    consultation = objected(cast)
    issuing.send_back(overrule(cast, consultation).pk, by=cast.zhou, today=FIFTEENTH, reason="理由不充分")
    assert Consultation.objects.get(pk=consultation.pk).public_interest == ""


def test_nobody_is_overruled_who_did_not_object(cast: Cast) -> None:
    consultation = begin(cast, case(cast.town, handler=cast.chen))
    end(cast, consultation, FIFTEENTH, answer="agreed")
    with pytest.raises(Refused, match="只有第三方不同意公开的"):
        overrule(cast, consultation)


def test_an_explanation_asked_for_before_is_waited_for_again(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    explaining.ask_to_explain(made.pk, by=cast.chen, today=ASKED, reason="今年62件", until=FIFTEENTH)
    end(cast, begin(cast, made), date(2024, 4, 16), answer="agreed")
    assert fresh(made).state == InfoRequest.State.EXPLAINING


def test_an_outsider_finds_no_such_consultation(cast: Cast) -> None:
    consultation = begin(cast, case(cast.town, handler=cast.chen))
    with pytest.raises(NotYours):
        consulting.end_consultation(consultation.pk, by=cast.li, today=FIFTEENTH, answer="agreed")


def test_it_ends_only_once(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    first, _ = begin(cast, made), begin(cast, made, "co_author")
    end(cast, first, FIFTEENTH, answer="agreed")
    with pytest.raises(Refused, match="已经结束"):
        end(cast, first, FIFTEENTH, answer="agreed")
