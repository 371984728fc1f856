"""Returned, referred, refused: what becomes of an item and what stays on record."""

import pytest

from gongkai.disclosure import access
from gongkai.disclosure.actions import drafting, examining, releasing, submitting
from gongkai.disclosure.models import Item
from gongkai.errors import Refused
from gongkai.screening.models import Examination
from tests.cast import Cast
from tests.disclosure import passage
from tests.disclosure.passage import TODAY, fresh


def refer(cast: Cast, item: Item) -> None:
    examining.refer(item.pk, by=cast.zhou, today=TODAY, stage="second", to="县保密局", reason="是否涉及工作秘密")


def answer(cast: Cast, item: Item, decision: str, **fields: object) -> Examination:
    return examining.answer_referral(
        item.pk, by=cast.zhou, today=TODAY, decision=decision, words="县保密局复函〔2024〕5号", **fields
    )


def test_what_may_be_disclosed_goes_on_where_it_was_referred(cast: Cast) -> None:
    item = passage.submitted(cast)
    refer(cast, item)
    assert answer(cast, item, "disclose").next_stage == "second"
    assert passage.examined(cast, item).state == "passed"
    decisions = [reading.decision for reading in Examination.objects.get().readings.all()]
    assert decisions == ["passed", "referred", "answered", "passed", "passed", "passed"]


def test_what_may_not_be_disclosed_is_kept_on_its_ground(cast: Cast) -> None:
    item = passage.submitted(cast)
    refer(cast, item)
    answer(cast, item, "withhold", ground="14-禁止")
    item = fresh(item)
    assert (item.state, item.attribute_ground) == ("kept", "14-禁止")
    assert Examination.objects.get().state == "refused"


def test_an_answer_without_a_ground_changes_nothing(cast: Cast) -> None:
    item = passage.submitted(cast)
    refer(cast, item)
    with pytest.raises(Refused, match="条款"):
        answer(cast, item, "withhold")
    assert (fresh(item).state, Examination.objects.get().state) == ("referred", "referred")


def test_nothing_referred_is_released_even_in_an_emergency(cast: Cast) -> None:
    item = passage.submitted(cast)
    refer(cast, item)
    with pytest.raises(Refused, match="报请确定"):
        releasing.release_in_emergency(item.pk, by=cast.zhao, today=TODAY, reason="暴雨")


def test_a_later_edition_refused_leaves_the_one_that_is_public(cast: Cast) -> None:
    item = passage.released(cast)
    drafting.start_new_edition(item.pk, by=cast.chen, today=TODAY, reason="更正")
    submitting.submit(item.pk, by=cast.chen, today=TODAY)
    examining.refuse(item.pk, by=cast.zhou, today=TODAY, stage="second", ground="15", reason="涉及隐私")
    item = fresh(item)
    assert (item.state, item.attribute, item.current.number) == ("released", "active", 1)
    assert access.under_way(item) is None


def test_a_later_edition_returned_keeps_what_waits_with_it(cast: Cast) -> None:
    item = passage.released(cast)
    drafting.start_new_edition(item.pk, by=cast.chen, today=TODAY, reason="更正")
    item = fresh(item)
    drafting.save(
        item.pk,
        by=cast.chen,
        today=TODAY,
        revision=item.revision,
        title="更正稿",
        body=passage.BODY,
        fields={"summary": "新概述"},
    )
    submitting.submit(item.pk, by=cast.chen, today=TODAY)
    draft = examining.return_to_handler(item.pk, by=cast.zhou, today=TODAY, stage="second", reason="再核")
    assert (draft.title, draft.pending["summary"], draft.change_reason) == ("更正稿", "新概述", "更正")
    assert fresh(item).state == "released"


def test_a_reason_is_written_for_every_return_and_referral(cast: Cast) -> None:
    item = passage.submitted(cast)
    with pytest.raises(Refused, match="请写明退回的原因"):
        examining.return_to_handler(item.pk, by=cast.zhou, today=TODAY, stage="second", reason="  ")
    with pytest.raises(Refused, match="请写明报请哪个机关"):
        examining.refer(item.pk, by=cast.zhou, today=TODAY, stage="second", to="", reason="涉密")
    assert Examination.objects.get().state == "open"


def test_what_the_signer_returns_before_its_time_no_longer_waits_for_it(cast: Cast) -> None:
    item = passage.passed(cast)
    Item.objects.filter(pk=item.pk).update(state="scheduled", release_at="2024-05-07T01:00Z", release_by=cast.chen)
    examining.return_to_handler(item.pk, by=cast.zhao, today=TODAY, stage="third", reason="等上级口径")
    item = fresh(item)
    assert (item.state, item.release_at, item.release_by) == ("returned", None, None)
