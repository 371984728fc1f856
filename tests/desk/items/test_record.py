"""The page of one item: the next act for each role, the content, the people, and what was done."""

from html import unescape
from typing import Any

import pytest

from gongkai.desk.items import record
from gongkai.disclosure import access
from gongkai.disclosure.actions import drafting, examining, releasing
from gongkai.disclosure.models import AgencyConsultation, Item
from tests.desk.desk import Desk
from tests.disclosure import passage
from tests.disclosure.passage import TODAY


def first_act(desk: Desk, item: Item, name: str) -> str:
    """The primary act that an officer of the cast is offered."""
    item = passage.fresh(item)
    officer = getattr(desk.cast, name)
    found, _ = record.acts(officer, item, access.under_way(item), record._examination(item))
    return found.word if found else ""


def test_the_next_act_is_offered_to_whose_it_is_and_to_nobody_else(desk: Desk) -> None:
    item = passage.draft(desk.cast)
    assert [first_act(desk, item, name) for name in ("chen", "zhou", "zhao", "feng")] == ["继续填写", "", "", ""]
    passage.submitted(desk.cast, item)
    assert [first_act(desk, item, name) for name in ("chen", "zhou", "sun", "zhao")] == ["", "去审查", "", ""]
    passage.examined(desk.cast, item)
    assert [first_act(desk, item, name) for name in ("chen", "zhou", "zhao", "feng")] == ["发布", "", "发布", ""]
    releasing.release(item.pk, by=desk.cast.chen, today=TODAY)
    assert [first_act(desk, item, name) for name in ("chen", "zhou", "zhao", "feng")] == ["", "", "", ""]


def test_a_reader_sees_the_item_and_no_act(desk: Desk) -> None:
    item = passage.released(desk.cast)
    page = desk.look(desk.cast.feng, "item", item.pk)
    assert passage.TITLE in page
    for word in ("修改（出新的一版）", "撤回", "标明有效性", "关联解读"):
        assert word not in page
    assert "撤回" in desk.look(desk.cast.zhao, "item", item.pk)


def test_the_page_tells_the_whole_way_in_plain_sentences(desk: Desk) -> None:
    page = unescape(desk.look(desk.cast.chen, "item", passage.released(desk.cast).pk))
    trail = page[page.index("经过") :]
    assert "陈静" in trail
    assert "赵敏" in trail
    assert "11990121MB00000017/202405-00001" in page
    assert "item." not in trail


def test_why_it_came_back_stands_above_the_draft(desk: Desk) -> None:
    item = passage.submitted(desk.cast)
    examining.return_to_handler(item.pk, by=desk.cast.zhou, today=TODAY, stage="second", reason="第3段金额有误")
    assert "第3段金额有误" in desk.look(desk.cast.chen, "item", item.pk)
    assert "第3段金额有误" in desk.look(desk.cast.chen, "item_edit", item.pk)


def test_a_later_edition_under_way_says_what_the_public_still_sees(desk: Desk) -> None:
    item = passage.released(desk.cast)
    desk.send(desk.cast.chen, "item_new_edition", item.pk, reason="更正")
    page = desk.look(desk.cast.chen, "item", item.pk)
    assert "公众现在看到的仍是第 1 版" in page
    edition = item.editions.get(number=1)
    assert passage.TITLE in desk.look(desk.cast.chen, "item_edition", item.pk, edition.pk)


def test_a_draft_is_thrown_away_with_its_reason(desk: Desk) -> None:
    item = passage.draft(desk.cast)
    desk.send(desk.cast.chen, "item_discard", item.pk, status=422, reason="")
    assert passage.fresh(item).state == Item.State.DRAFT
    desk.send(desk.cast.chen, "item_discard", item.pk, reason="重复录入")
    assert passage.fresh(item).state == Item.State.DISCARDED


def test_the_clock_says_how_it_was_counted(desk: Desk) -> None:
    page = desk.look(desk.cast.chen, "item", passage.draft(desk.cast).pk)
    assert "还剩 17 个工作日" in page
    assert "怎么算的" in page
    assert "第二十六条" in page


def test_a_consultation_is_sent_and_its_answer_entered(desk: Desk) -> None:
    item = passage.draft(desk.cast)
    asked = {"kind": "consultation", "consulted": "县农业农村局", "question": "标准是否一致"}
    for _ in range(2):
        desk.send(desk.cast.chen, "item_consult", item.pk, form_token="once", **asked)
    consultation = AgencyConsultation.objects.get()
    assert "登记答复" in desk.look(desk.cast.chen, "item", item.pk)
    numbers = item.pk, consultation.pk
    desk.send(desk.cast.chen, "item_consultation_answer", *numbers, status=409, answer="disagreed", words="")
    desk.send(desk.cast.chen, "item_consultation_answer", *numbers, answer="disagreed", words="标准已调整")
    assert "标准已调整" in desk.look(desk.cast.chen, "item", item.pk)


def test_what_is_kept_back_is_looked_at_again(desk: Desk) -> None:
    fields = {"attribute": "withheld", "attribute_ground": "16-2a", "attribute_reason": "讨论稿，尚未定稿"}
    item = passage.passed(desk.cast, **fields)
    assert item.state == Item.State.KEPT
    page = desk.look(desk.cast.zhao, "item", item.pk)
    assert "讨论稿，尚未定稿" in page
    desk.send(desk.cast.zhao, "item_reexamine", item.pk, outcome="kept", reason="仍未定稿")
    assert "仍未定稿" in desk.look(desk.cast.zhao, "item", item.pk)


def test_validity_is_marked_and_a_repeal_names_the_document(desk: Desk) -> None:
    item = passage.released(desk.cast)
    desk.send(desk.cast.chen, "item_validity", item.pk, status=409, validity="repealed", note="")
    desk.send(desk.cast.chen, "item_validity", item.pk, validity="repealed", note="清政发〔2024〕9号")
    assert passage.fresh(item).validity == Item.Validity.REPEALED


def test_an_interpretation_is_found_by_its_words_linked_and_parted(desk: Desk) -> None:
    item = passage.draft(desk.cast)
    explains = passage.draft(desk.cast, title="补贴方案解读", kind="interpretation")
    passage.draft(desk.cast, title="另一份解读", kind="interpretation")
    page = desk.look(desk.cast.chen, "item_link", item.pk, q="补贴方案")
    assert "补贴方案解读" in page
    assert "另一份解读" not in page
    assert passage.TITLE in desk.look(desk.cast.chen, "item_link", explains.pk)
    desk.send(desk.cast.chen, "item_link", item.pk, other=explains.pk)
    link = item.interpretations.get()
    for one, other in ((item, "补贴方案解读"), (explains, passage.TITLE)):
        assert other in desk.look(desk.cast.chen, "item", one.pk)
    desk.send(desk.cast.chen, "item_unlink", item.pk, link.pk, reason="关联错了")
    assert not item.interpretations.exists()


def test_a_draft_is_put_before_the_public_and_its_opinions_are_answered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = passage.released(desk.cast)
    opening = {"explanation": "为什么要定", "how": "来信", "opens_on": "2024-05-06"}
    desk.send(desk.cast.chen, "item_open_consultation", item.pk, status=409, closes_on="2024-05-20", **opening)
    desk.send(desk.cast.chen, "item_open_consultation", item.pk, closes_on="2024-06-05", **opening)
    told = {"text": "建议提高标准", "way": "来信", "received_on": "2024-05-06", "name": "王芳"}
    desk.send(desk.cast.chen, "item_opinion_new", item.pk, **told)
    opinion = item.draft_consultation.opinions.get()
    page = desk.look(desk.cast.chen, "item_opinions", item.pk)
    assert "建议提高标准" in page
    assert "征求意见还没有结束" in page
    desk.send(desk.cast.chen, "item_opinion_answer", item.pk, opinion.pk, adoption="not_adopted", reason="标准由上级定")
    assert "标准由上级定" in desk.look(desk.cast.feng, "item_opinions", item.pk)
    desk.send(desk.cast.chen, "item_outcome", item.pk, status=409, outcome="已研究")


def test_another_item_cannot_stand_for_an_opinion_or_a_file_of_this_one(desk: Desk) -> None:
    item, other = passage.draft(desk.cast), passage.draft(desk.cast, title="另一件")
    asked = {"kind": "consultation", "consulted": "县农业农村局", "question": "标准是否一致"}
    desk.send(desk.cast.chen, "item_consult", other.pk, **asked)
    consultation = AgencyConsultation.objects.get()
    desk.look(desk.cast.chen, "item_consultation_answer", item.pk, consultation.pk, status=404)
    desk.look(desk.cast.chen, "item_edition", item.pk, other.editions.get().pk, status=404)


def test_the_preview_is_the_public_page_and_says_that_it_is_not_public(desk: Desk) -> None:
    item = passage.draft(desk.cast)
    page = unescape(desk.look(desk.cast.chen, "item_preview", item.pk))
    assert "预览，未公开" in page
    assert "为落实耕地地力保护补贴，制定本方案。" in page
    assert "回到工作台" in page


def test_the_page_takes_as_many_queries_after_a_long_life_as_at_its_beginning(
    desk: Desk, django_assert_max_num_queries: Any
) -> None:
    item = passage.released(desk.cast)
    for _ in range(3):
        drafting.start_new_edition(item.pk, by=desk.cast.chen, today=TODAY, reason="更正")
        passage.passed(desk.cast, passage.fresh(item))
        releasing.release(item.pk, by=desk.cast.chen, today=TODAY)
    desk.look(desk.cast.chen, "item", item.pk)
    with django_assert_max_num_queries(32):
        desk.look(desk.cast.chen, "item", item.pk)
