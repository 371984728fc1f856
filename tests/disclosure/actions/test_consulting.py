"""What concerns another agency goes out only when it agrees; what needs approval only when it is approved."""

import pytest

from gongkai.disclosure.actions import consulting, examining, releasing
from gongkai.disclosure.models import AgencyConsultation, Item
from gongkai.errors import NotYourRole, NotYours, Refused
from tests.cast import Cast
from tests.disclosure import passage
from tests.disclosure.passage import TODAY, fresh


def consult(cast: Cast, item: Item, consulted: str = "柳河县民政局", **fields: object) -> AgencyConsultation:
    return consulting.consult(
        item.pk, by=cast.chen, today=TODAY, consulted=consulted, question="名单是否一致", **fields
    )


def answer(cast: Cast, consultation: AgencyConsultation, outcome: str, words: str = "见复函") -> None:
    consulting.answer(consultation.pk, by=cast.chen, today=TODAY, answer=outcome, words=words)


def release(cast: Cast, item: Item) -> bool:
    try:
        releasing.release(item.pk, by=cast.chen, today=TODAY)
    except Refused as refusal:
        assert "协商、确认一致" in refusal.message
        return False
    return True


@pytest.mark.parametrize("kind", ["consultation", "approval"])
@pytest.mark.parametrize(("outcome", "goes"), [("", False), ("disagreed", False), ("agreed", True), ("changes", True)])
def test_an_item_waits_for_the_agreement_of_those_it_concerns(cast: Cast, kind: str, outcome: str, goes: bool) -> None:
    item = passage.draft(cast)
    consultation = consult(cast, item, kind=kind)
    if outcome:
        answer(cast, consultation, outcome)
    item = passage.passed(cast, item)
    assert release(cast, item) is goes


def test_changes_asked_for_after_it_was_handed_in_are_made_and_examined_first(cast: Cast) -> None:
    item = passage.passed(cast)
    answer(cast, consult(cast, item), "changes")
    assert not release(cast, item)
    examining.return_to_handler(item.pk, by=cast.zhao, today=TODAY, stage="third", reason="按民政局意见改")
    assert release(cast, passage.passed(cast, fresh(item)))


def test_asked_again_an_agency_may_come_to_agree(cast: Cast) -> None:
    item = passage.passed(cast)
    answer(cast, consult(cast, item), "disagreed")
    again = consult(cast, item)
    assert not release(cast, item)
    answer(cast, again, "agreed", "")
    assert release(cast, item)


def test_one_agencys_agreement_is_not_anothers(cast: Cast) -> None:
    item = passage.passed(cast)
    answer(cast, consult(cast, item), "agreed", "")
    consult(cast, item, "柳河县财政局")
    assert not release(cast, item)


def test_an_answer_is_not_rewritten_and_a_refusal_has_its_words(cast: Cast) -> None:
    consultation = consult(cast, passage.draft(cast))
    with pytest.raises(Refused, match="请写明对方的意见"):
        answer(cast, consultation, "disagreed", " ")
    answer(cast, consultation, "agreed", "")
    with pytest.raises(Refused, match="不能改登记"):
        answer(cast, consultation, "disagreed")


def test_others_see_and_answer_no_consultation(cast: Cast) -> None:
    consultation = consult(cast, passage.draft(cast))
    for person, error in ((cast.zhou, NotYourRole), (cast.li, NotYours)):
        with pytest.raises(error):
            consulting.answer(consultation.pk, by=person, today=TODAY, answer="agreed")
