"""What is disclosed and by whom, decided at the source; state secrets never stored; what is kept looked at again."""

from datetime import date

import pytest
from django.apps import apps
from django.test import Client

from gongkai.disclosure import access
from gongkai.disclosure.actions import (
    consulting,
    consulting_public,
    deciding,
    drafting,
    examining,
    releasing,
    submitting,
)
from gongkai.disclosure.grounds import GROUNDS
from gongkai.disclosure.models import Attachment, Edition, Item
from gongkai.errors import Refused
from gongkai.journal.models import Entry
from gongkai.screening.models import Examination
from tests.cast import Cast
from tests.disclosure import passage
from tests.disclosure.passage import BODY, TITLE, TODAY, fresh


def decide(cast: Cast, item: Item, **fields: object) -> Item:
    return deciding.decide_attribute(item.pk, by=cast.chen, today=TODAY, **fields)


RESPONSIBLE = [
    ({"origin": "made"}, True, "清水镇人民政府"),
    ({"origin": "from_citizens"}, True, "清水镇人民政府"),
    ({"origin": "made_jointly", "lead_agency": "清水镇人民政府"}, True, "清水镇人民政府"),
    ({"origin": "made_jointly", "lead_agency": "柳河县水利局"}, False, "柳河县水利局"),
    ({"origin": "made_jointly"}, False, ""),
    ({"origin": "from_agency", "origin_agency": "柳河县民政局"}, False, "柳河县民政局"),
    ({"origin": "from_agency"}, False, ""),
]


@pytest.mark.parametrize(("fields", "is_own", "agency"), RESPONSIBLE)
def test_who_discloses_follows_from_where_it_came(
    cast: Cast, fields: dict[str, str], is_own: bool, agency: str
) -> None:
    found = deciding.responsible(Item(agency=cast.town, **fields))
    assert (found.is_own, found.agency) == (is_own, agency)


def test_what_another_agency_must_disclose_needs_a_reason_here(cast: Cast) -> None:
    item = passage.draft(cast, origin="from_agency", origin_agency="柳河县民政局")
    with pytest.raises(Refused, match="依法由柳河县民政局公开"):
        passage.submitted(cast, item)
    item = passage.draft(
        cast, origin="from_agency", origin_agency="柳河县民政局", responsibility_reason="县民政局书面委托本镇公示"
    )
    assert passage.released(cast, item).is_public


def test_an_agency_not_yet_named_is_asked_for_whatever_the_reason(cast: Cast) -> None:
    item = passage.draft(cast, origin="made_jointly", responsibility_reason="委托")
    with pytest.raises(Refused, match="还没有填写牵头机关"):
        passage.submitted(cast, item)


def test_withholding_needs_a_ground_of_the_law(cast: Cast) -> None:
    with pytest.raises(Refused, match="还没有选依据的条款"):
        decide(cast, passage.draft(cast), attribute="withheld")
    with pytest.raises(Refused, match="第十四条至第十六条"):
        decide(cast, passage.draft(cast), attribute="withheld", ground="17", reason="不便公开")


@pytest.mark.parametrize("ground", [code for code in GROUNDS if code != "14-秘密"])
def test_a_ground_needs_its_reason(cast: Cast, ground: str) -> None:
    item = passage.draft(cast)
    with pytest.raises(Refused, match="还没有写理由") as caught:
        decide(cast, item, attribute="withheld", ground=ground)
    assert ("裁量" in caught.value.message) == (ground in ("16-1", "16-2a", "16-2b"))
    assert decide(cast, item, attribute="withheld", ground=ground, reason="理由").attribute == "withheld"


def test_what_is_withheld_is_examined_and_kept_and_looked_at_again_in_a_year(cast: Cast) -> None:
    item = passage.draft(cast)
    decide(cast, item, attribute="withheld", ground="16-2a", reason="过程稿")
    item = passage.passed(cast, item)
    assert (item.state, item.reexamine_on, item.due_on, item.is_public) == ("kept", date(2025, 5, 6), None, False)
    with pytest.raises(Refused, match="复核"):
        releasing.release(item.pk, by=cast.chen, today=TODAY)


def test_personal_data_hinders_only_what_goes_out(cast: Cast) -> None:
    body = BODY + "<p>身份证号11010519491231002X</p>"
    item = passage.draft(cast, body=body, attribute="withheld", attribute_ground="15", attribute_reason="个人隐私")
    assert passage.passed(cast, item).state == "kept"


def test_a_state_secret_keeps_number_and_classification_alone(cast: Cast) -> None:
    item = passage.draft(cast, title="关于某演习的通知", keywords="演习", document_number="清密〔2024〕1号")
    edition = access.under_way(item)
    Attachment.objects.create(
        edition=edition, name="方案.pdf", kind="pdf", original_hash="a" * 64, original_size=1, by=cast.chen
    )
    decide(cast, item, attribute="withheld", ground="14-秘密", classification="secret")
    item = fresh(item)
    edition = item.editions.get()
    assert (item.title, item.document_number) == ("涉密信息（机密）", "清密〔2024〕1号")
    assert (item.summary, item.keywords, edition.title, edition.body) == ("", "", "涉密信息（机密）", "")
    assert "演习" not in str(edition.metadata)
    assert not Attachment.objects.exists()
    assert "演习" not in str(list(Entry.objects.values_list("details", flat=True)))
    assert passage.passed(cast, item).state == "kept"


def test_a_secret_found_after_a_return_is_wiped_from_every_edition(cast: Cast) -> None:
    item = passage.submitted(cast, title="关于某演习的通知")
    examining.pass_stage(item.pk, by=cast.zhou, today=TODAY, stage="second")
    examining.return_to_handler(item.pk, by=cast.sun, today=TODAY, stage="secrecy", reason="请定密")
    decide(cast, item, attribute="withheld", ground="14-秘密", classification="confidential", number="清密〔2024〕2号")
    assert set(item.editions.values_list("body", "title")) == {("", "涉密信息（秘密）")}
    assert set(Examination.objects.values_list("title", flat=True)) == {"涉密信息（秘密）"}


def test_a_secret_found_by_the_secrecy_reader_is_wiped_with_the_refusal(cast: Cast) -> None:
    item = passage.submitted(cast, title="关于某演习的通知")
    examining.pass_stage(item.pk, by=cast.zhou, today=TODAY, stage="second")
    with pytest.raises(Refused, match="密级"):
        examining.refuse(item.pk, by=cast.sun, today=TODAY, stage="secrecy", ground="14-秘密", reason="演习涉密")
    assert fresh(item).title == "关于某演习的通知"
    examining.refuse(
        item.pk,
        by=cast.sun,
        today=TODAY,
        stage="secrecy",
        ground="14-秘密",
        reason="演习涉密",
        number="清密〔2024〕3号",
        classification="secret",
    )
    item = fresh(item)
    assert (item.state, item.title, item.attribute_reason) == ("kept", "涉密信息（机密）", "")
    assert set(item.editions.values_list("body", flat=True)) == {""}
    assert not Entry.objects.filter(details__icontains="演习").exists()


@pytest.mark.parametrize("classification", ["", "open"])
def test_a_secret_has_one_of_the_three_classifications(cast: Cast, classification: str) -> None:
    with pytest.raises(Refused, match="密级"):
        decide(cast, passage.draft(cast), attribute="withheld", ground="14-秘密", classification=classification)


def test_the_text_of_a_secret_is_not_taken_in(cast: Cast) -> None:
    secret = {"attribute": "withheld", "attribute_ground": "14-秘密", "classification": "secret"}
    with pytest.raises(Refused, match="国家秘密不得存入"):
        passage.draft(cast, **secret)
    assert not Item.objects.exists()
    item = passage.draft(cast, body="", **secret)
    with pytest.raises(Refused, match="国家秘密不得存入"):
        drafting.save(item.pk, by=cast.chen, today=TODAY, revision=item.revision, title=TITLE, body=BODY, fields=secret)


def test_a_save_does_not_turn_a_text_into_a_secret(cast: Cast) -> None:
    item = passage.draft(cast)
    fields = {"attribute": "withheld", "attribute_ground": "14-秘密", "classification": "secret"}
    with pytest.raises(Refused, match="登记涉密信息"):
        drafting.save(item.pk, by=cast.chen, today=TODAY, revision=item.revision, title=TITLE, body="", fields=fields)


def test_what_was_public_is_not_wiped_as_if_it_had_not_been(cast: Cast) -> None:
    item = passage.released(cast)
    drafting.start_new_edition(item.pk, by=cast.chen, today=TODAY, reason="更正")
    submitting.submit(item.pk, by=cast.chen, today=TODAY)
    with pytest.raises(Refused, match="泄密"):
        examining.refuse(
            item.pk,
            by=cast.zhou,
            today=TODAY,
            stage="second",
            ground="14-秘密",
            reason="x",
            classification="secret",
        )
    assert fresh(item).current.body == access.for_reading(item.pk, by=cast.chen).current.body != ""


def kept(cast: Cast, **fields: object) -> Item:
    facts = {"attribute": "withheld", "attribute_ground": "16-2a", "attribute_reason": "过程稿", **fields}
    return passage.passed(cast, **facts)


def test_what_is_still_not_to_be_disclosed_comes_up_again(cast: Cast) -> None:
    item = kept(cast)
    deciding.reexamine(item.pk, by=cast.zhou, today=date(2025, 5, 6), outcome="kept", reason="仍在研究")
    item = fresh(item)
    assert (item.state, item.reexamine_on) == ("kept", date(2026, 5, 6))
    assert item.reexaminations.get().reason == "仍在研究"


def test_what_may_now_be_disclosed_is_a_draft_again_with_twenty_days(cast: Cast) -> None:
    item = kept(cast)
    on = date(2024, 7, 1)
    deciding.reexamine(item.pk, by=cast.chen, today=on, outcome="disclosed", reason="决策已定")
    item = fresh(item)
    assert (item.state, item.attribute, item.reexamine_on, item.due_on) == ("draft", "active", None, date(2024, 7, 29))
    assert [edition.state for edition in item.editions.order_by("number")] == ["discarded", "draft"]
    assert access.under_way(item).body == BODY
    assert passage.released(cast, item, today=on).is_public


def test_what_was_refused_in_its_examination_can_be_disclosed_later(cast: Cast) -> None:
    item = passage.submitted(cast)
    examining.refuse(item.pk, by=cast.zhou, today=TODAY, stage="second", ground="16-2a", reason="过程稿")
    item = fresh(item)
    assert (item.state, item.attribute, item.attribute_ground) == ("kept", "withheld", "16-2a")
    deciding.reexamine(item.pk, by=cast.zhao, today=TODAY, outcome="disclosed", reason="决策已定")
    assert access.under_way(fresh(item)).state == Edition.State.DRAFT


def test_what_was_withheld_may_turn_to_requests(cast: Cast) -> None:
    item = kept(cast)
    deciding.reexamine(item.pk, by=cast.chen, today=TODAY, outcome="on_request", reason="可依申请提供")
    item = fresh(item)
    assert (item.state, item.attribute, item.attribute_ground) == ("kept", "on_request", "")
    with pytest.raises(Refused, match="转为依申请公开"):
        deciding.reexamine(item.pk, by=cast.chen, today=TODAY, outcome="on_request", reason="同上")


@pytest.mark.parametrize(
    ("today", "again"),
    [(date(2024, 2, 29), date(2025, 2, 28)), (date(2024, 12, 31), date(2025, 12, 31))],
)
def test_a_year_later_is_the_same_day_or_the_last_of_its_month(today: date, again: date) -> None:
    assert deciding.next_reexamination(today) == again


def test_what_was_withheld_before_is_no_earlier_edition_for_the_public(cast: Cast, client: Client) -> None:
    item = kept(cast, body="<p>当时不公开的话</p>" + BODY)
    deciding.reexamine(item.pk, by=cast.chen, today=TODAY, outcome="disclosed", reason="决策已定")
    revision = fresh(item).revision
    drafting.save(item.pk, by=cast.chen, today=TODAY, revision=revision, title=TITLE, body=BODY, fields={})
    passage.released(cast, fresh(item))
    for state in ("discarded", "superseded"):  # the latter as it was once written
        item.editions.filter(number=1).update(state=state)
        assert client.get(f"/items/{item.pk}/editions/1/").status_code == 404
        assert "历次版本" not in client.get(f"/items/{item.pk}/").content.decode()


def test_no_word_of_a_secret_stays_in_any_record(cast: Cast) -> None:
    """But for the journal, which is never rewritten: it keeps who did what, and why an item went back."""
    word = "不得留下的字样"
    facts = dict.fromkeys(deciding._WORDS, word)
    item = passage.draft(cast, title=word, body=f"<p>{word}</p>" + BODY, **facts)
    consulting.consult(item.pk, by=cast.chen, today=TODAY, consulted="柳河县水利局", question=word)
    closes_on = date(2024, 7, 7)
    consultation = consulting_public.open_consultation(
        item.pk, by=cast.chen, today=TODAY, explanation=word, how=word, opens_on=TODAY, closes_on=closes_on
    )
    consulting_public.record_opinion(
        consultation.pk, by=cast.chen, today=TODAY, text=word, way="来信", received_on=TODAY, name=word
    )
    submitting.submit(item.pk, by=cast.chen, today=TODAY, opinion=word)
    examining.refer(item.pk, by=cast.zhou, today=TODAY, stage="second", to="市保密局", reason=word)
    examining.answer_referral(
        item.pk, by=cast.zhou, today=TODAY, decision="withhold", words=word, ground="14-秘密", classification="secret"
    )
    rows = [row for model in apps.get_models() if model is not Entry for row in model._base_manager.values()]
    assert [row for row in rows if word in str(row)] == []
