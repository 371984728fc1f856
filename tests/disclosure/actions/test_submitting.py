"""What a draft must settle before it is handed in, and what a named person may let stand."""

from datetime import date

import pytest

from gongkai.disclosure import access, content
from gongkai.disclosure.actions import drafting, examining, submitting
from gongkai.disclosure.models import Item
from gongkai.errors import Refused
from gongkai.journal.models import Entry
from gongkai.screening.models import Confirmation, Examination
from tests.cast import Cast
from tests.disclosure import passage
from tests.disclosure.passage import BODY, TODAY, fresh

IDENTITY = "11010519491231002X"
CARD = "6222021234567890128"


def findings(item: Item) -> list[submitting.Weighed]:
    return submitting.weigh(item, submitting.check(item, today=TODAY))


def of(item: Item, rule: str) -> submitting.Weighed:
    [found] = [each for each in findings(item) if each.finding.rule == rule]
    return found


def confirm(cast: Cast, item: Item, rule: str, **fields: object) -> Confirmation:
    finding = of(item, rule).finding
    values = {"rule": rule, "place": finding.place, "quote": finding.quote, "reason": "已核对", **fields}
    return submitting.confirm(item.pk, by=cast.chen, today=TODAY, **values)


def rewrite(cast: Cast, item: Item, body: str) -> Item:
    item = fresh(item)
    return drafting.save(
        item.pk, by=cast.chen, today=TODAY, revision=item.revision, title=item.title, body=body, fields={}
    )


def test_an_identity_number_stops_a_draft_and_no_reason_lets_it_through(cast: Cast) -> None:
    item = passage.draft(cast, body=BODY + f"<p>王某，{IDENTITY}</p>")
    with pytest.raises(Refused, match="必须改正或确认") as caught:
        passage.submitted(cast, item)
    assert IDENTITY not in str(caught.value)
    assert not of(item, "personal_identity").confirmation
    with pytest.raises(Refused, match="不能确认保留"):
        confirm(cast, item, "personal_identity", is_not_personal=True)
    rewrite(cast, item, BODY + "<p>王某，**************002X</p>")
    assert passage.submitted(cast, item).state == "in_screening"


def test_a_bank_card_stands_only_if_it_is_none(cast: Cast) -> None:
    item = passage.draft(cast, body=BODY + f"<p>物资批号{CARD}</p>")
    with pytest.raises(Refused, match="银行卡号不得公开"):
        confirm(cast, item, "bank_card")
    confirm(cast, item, "bank_card", is_not_personal=True, reason="是物资批号，不是银行卡号")
    assert passage.submitted(cast, item).state == "in_screening"


def test_a_confirmation_holds_until_the_words_change(cast: Cast) -> None:
    item = passage.draft(cast, body=BODY + f"<p>物资批号{CARD}</p>")
    confirm(cast, item, "bank_card", is_not_personal=True)
    rewrite(cast, item, f"<p>开头另加一段。</p>{BODY}<p>物资批号{CARD}</p>")
    assert of(item, "bank_card").confirmation is not None
    rewrite(cast, item, BODY + "<p>物资批号6222021234567890136</p>")
    assert of(item, "bank_card").confirmation is None
    with pytest.raises(Refused, match="必须改正或确认"):
        passage.submitted(cast, item)


def test_a_confirmation_outlives_a_return_and_is_on_the_examination(cast: Cast) -> None:
    item = passage.draft(cast, body=BODY + f"<p>物资批号{CARD}</p>")
    confirm(cast, item, "bank_card", is_not_personal=True)
    item = passage.submitted(cast, item)
    [kept] = [each for each in Examination.objects.get().findings if each["rule"] == "bank_card"]
    assert (kept["confirmed_by"], kept["reason"]) == ("陈静", "已核对")
    examining.return_to_handler(item.pk, by=cast.zhou, today=TODAY, stage="second", reason="补标准")
    assert passage.submitted(cast, item).state == "in_screening"
    assert Confirmation.objects.get().examination == Examination.objects.order_by("-pk")[0]


def test_personal_data_is_written_down_nowhere_a_second_time(cast: Cast) -> None:
    item = passage.draft(cast, body=BODY + f"<p>物资批号{CARD}</p><p>电话13912345678</p>")
    confirm(cast, item, "bank_card", is_not_personal=True)
    passage.submitted(cast, item)
    written = [
        *Entry.objects.values_list("details", flat=True),
        *Confirmation.objects.values_list("words", "place", "reason"),
        *Examination.objects.values_list("findings", flat=True),
    ]
    assert CARD not in str(written)
    assert "13912345678" not in str(written)


def test_a_confirmation_of_one_item_is_none_of_another(cast: Cast) -> None:
    first, second = (passage.draft(cast, body=BODY + f"<p>物资批号{CARD}</p>") for _ in range(2))
    confirm(cast, first, "bank_card", is_not_personal=True)
    assert of(second, "bank_card").confirmation is None


def test_a_finding_that_is_gone_is_not_confirmed(cast: Cast) -> None:
    item = passage.draft(cast)
    with pytest.raises(Refused, match="已经没有了"):
        submitting.confirm(
            item.pk, by=cast.chen, today=TODAY, rule="bank_card", place="body:0-3", quote=CARD, reason="x"
        )


def test_warnings_stop_nothing(cast: Cast) -> None:
    item = passage.draft(cast, body=BODY + "<p>联系人手机13912345678</p>")
    assert [each.finding.severity for each in findings(item) if each.finding.rule == "mobile_number"] != ["error"]
    assert all(not each.blocks for each in findings(item))
    assert passage.submitted(cast, item).state == "in_screening"


def test_the_day_it_was_formed_can_only_be_filled_in(cast: Cast) -> None:
    item = passage.draft(cast, formed_on=None)
    with pytest.raises(Refused, match="必须改正或确认"):
        passage.submitted(cast, item)
    with pytest.raises(Refused, match="只能补填"):
        confirm(cast, item, "metadata_missing")


def test_every_item_goes_under_one_item_of_the_law(cast: Cast) -> None:
    with pytest.raises(Refused, match="法定内容"):
        passage.submitted(cast, root="")


@pytest.mark.parametrize("attribute", ["active", "on_request"])
def test_nothing_is_handed_in_without_a_title(cast: Cast, attribute: str) -> None:
    item = passage.draft(cast, title=" ", attribute=attribute)
    with pytest.raises(Refused, match="标题"):
        passage.submitted(cast, item)


def test_words_not_saved_yet_are_checked_over_the_item(cast: Cast) -> None:
    item = passage.draft(cast)
    unsaved = submitting.check_text(
        item, today=TODAY, title=item.title, body=f"<p>{IDENTITY}</p>", fields={"summary": f"手机 {IDENTITY}"}
    )
    assert {finding.place.partition(":")[0] for finding in unsaved if finding.rule == "personal_identity"} == {
        "body",
        "summary",
    }
    assert not [each for each in findings(item) if each.finding.rule == "personal_identity"]


def test_what_was_handed_in_is_frozen_with_its_metadata_and_its_fingerprint(cast: Cast) -> None:
    item = passage.submitted(cast)
    edition = access.under_way(item)
    assert edition.metadata["formed_on"] == "2024-04-28"
    assert edition.fingerprint == content.fingerprint(edition) == edition.examination.fingerprint
    before = edition.fingerprint
    for change in ({"title": "别的"}, {"body": "<p>别的</p>"}, {"metadata": {}}):
        for name, value in change.items():
            setattr(edition, name, value)
        assert content.fingerprint(edition) != before
        edition.refresh_from_db()


def test_the_first_reading_is_the_handlers_with_the_opinion(cast: Cast) -> None:
    item = passage.draft(cast)
    examination = submitting.submit(item.pk, by=cast.chen, today=TODAY, opinion="已自查")
    [reading] = examination.readings.all()
    assert (reading.stage, reading.by, reading.opinion, reading.on) == ("first", cast.chen, "已自查", TODAY)
    assert examination.next_stage == "second"


@pytest.mark.parametrize(("today", "is_open"), [(date(2024, 4, 28), True), (date(2024, 4, 27), False)])
def test_nothing_formed_tomorrow_is_handed_in_today(cast: Cast, today: date, is_open: bool) -> None:
    item = passage.draft(cast)
    if is_open:
        assert passage.submitted(cast, item, today=today).state == "in_screening"
    else:
        with pytest.raises(Refused):
            passage.submitted(cast, item, today=today)
