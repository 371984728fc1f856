"""The form of an item: what it saves, what it says beside it, and that nothing typed is lost."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.catalogue.models import Catalogue, CatalogueEntry
from gongkai.disclosure.models import Item
from gongkai.screening.models import Confirmation
from tests.desk.desk import Desk
from tests.disclosure import passage
from tests.disclosure.passage import TODAY

IDENTITY = "110101199003070054"
"""Made up; its check digit is right."""
MOBILE = "13800138000"


def typed(**fields: Any) -> dict[str, Any]:
    """The fields of the form as a browser sends them."""
    return {
        "kind": "notice",
        "origin": "made",
        "attribute": "active",
        "title": "补贴公示",
        "formed_on": "2024-04-28",
        "summary": "补贴发放情况。",
        "root": "20.11",
        "body": "<p>现予公示。</p>",
        **fields,
    }


@pytest.fixture
def entry(desk: Desk) -> CatalogueEntry:
    catalogue = Catalogue.objects.create(
        agency=desk.cast.town, number=1, name="目录", made_on=TODAY, state=Catalogue.State.IN_FORCE
    )
    made = [
        CatalogueEntry(
            catalogue=catalogue,
            agency=desk.cast.town,
            code=code,
            order=number,
            root="20.11",
            domain="涉农补贴",
            level1=level1,
            elements=["发放对象", "补贴金额"],
        )
        for number, (code, level1) in enumerate((("T-1", "耕地地力保护补贴"), ("T-2", "农机购置补贴")))
    ]
    return CatalogueEntry.objects.bulk_create(made)[0]


def test_a_new_item_is_saved_with_what_was_typed_and_goes_on_being_edited(desk: Desk) -> None:
    answer = desk.send(desk.cast.chen, "item_new", **typed(document_number="清政发〔2024〕3号"))
    item = Item.objects.get()
    assert answer["Location"] == desk.address("item_edit", item.pk)
    assert (item.title, item.kind, item.document_number, item.root) == (
        "补贴公示",
        "notice",
        "清政发〔2024〕3号",
        "20.11",
    )
    assert (item.handler, item.due_on) == (desk.cast.chen, date(2024, 5, 28))
    assert item.editions.get().body == "<p>现予公示。</p>"


def test_the_form_sent_twice_starts_one_item(desk: Desk) -> None:
    for _ in range(2):
        answer = desk.send(desk.cast.chen, "item_new", **typed(form_token="once"))
    assert Item.objects.count() == 1
    assert answer["Location"] == desk.address("item_edit", Item.objects.get().pk)
    desk.send(desk.cast.chen, "item_new", **typed(form_token="another"))
    assert Item.objects.count() == 2


def test_a_draft_saved_twice_by_the_same_form_is_no_conflict(desk: Desk) -> None:
    item = passage.draft(desk.cast)
    for _ in range(2):
        desk.send(desk.cast.chen, "item_edit", item.pk, **typed(revision=1, form_token="once"))
    assert passage.fresh(item).revision == 2


def test_what_is_wrong_is_said_and_everything_typed_is_still_there(desk: Desk) -> None:
    answer = desk.send(
        desk.cast.chen,
        "item_new",
        status=422,
        **typed(kind="", formed_on="2024-13-40", body="<p>写了很久的正文</p>", keywords="补贴"),
    )
    page = unescape(answer.content.decode())
    assert "没有提交：请改正下面几处" in page
    assert "<p>写了很久的正文</p>" in page
    assert 'value="补贴"' in page
    assert not Item.objects.exists()


def test_what_an_act_refuses_is_said_and_everything_typed_is_still_there(desk: Desk) -> None:
    fields = typed(attribute="withheld", attribute_ground="14-秘密", classification="secret", body="<p>不该写的</p>")
    page = unescape(desk.send(desk.cast.chen, "item_new", status=409, **fields).content.decode())
    assert "国家秘密不得存入本系统" in page
    assert "<p>不该写的</p>" in page
    assert not Item.objects.exists()


def test_a_state_secret_is_registered_without_a_title(desk: Desk) -> None:
    secret = typed(title="", body="", attribute="withheld", attribute_ground="14-秘密", classification="secret")
    desk.send(desk.cast.chen, "item_new", **secret)
    assert Item.objects.get().title == "涉密信息（机密）"


def test_anything_else_needs_one(desk: Desk) -> None:
    desk.send(desk.cast.chen, "item_new", status=422, **typed(title=""))
    assert not Item.objects.exists()


def test_to_check_saves_nothing_and_says_what_was_found(desk: Desk) -> None:
    answer = desk.send(desk.cast.chen, "item_new", status=200, **typed(act="check", body=f"<p>身份证号{IDENTITY}</p>"))
    page = answer.content.decode()
    assert "必须改" in page
    assert IDENTITY in page
    assert not Item.objects.exists()


def test_the_piece_beside_the_form_is_answered_alone_for_words_not_saved(desk: Desk) -> None:
    item = passage.draft(desk.cast)
    answer = desk.send(
        desk.cast.chen, "item_check", item.pk, status=200, **typed(body=f"<p>电话{MOBILE}</p>", formed_on="2024-04-01")
    )
    page = unescape(answer.content.decode())
    assert "<html" not in page
    assert '"from": 2, "to": 13' in page
    assert "期限 2024年4月29日" in page
    assert passage.fresh(item).formed_on == passage.FACTS["formed_on"]


def test_an_earlier_saving_by_a_colleague_is_shown_and_ones_own_kept(desk: Desk) -> None:
    item = passage.draft(desk.cast)
    desk.send(desk.cast.chen, "item_edit", item.pk, **typed(revision=1, body="<p>同事的</p>"))
    answer = desk.send(desk.cast.chen, "item_edit", item.pk, status=409, **typed(revision=1, body="<p>我的</p>"))
    page = unescape(answer.content.decode())
    assert "<p>同事的</p>" in page
    assert "<p>我的</p>" in page
    assert passage.fresh(item).editions.get().body == "<p>同事的</p>"
    [revision] = re.findall(r'name="revision" value="(\d+)"', page)
    desk.send(desk.cast.chen, "item_edit", item.pk, **typed(revision=revision, body="<p>合并的</p>"))
    assert passage.fresh(item).editions.get().body == "<p>合并的</p>"


def test_a_finding_is_let_stand_together_with_what_was_typed(desk: Desk) -> None:
    item = passage.draft(desk.cast)
    fields = typed(revision=1, body=f"<p>咨询电话{MOBILE}</p>", act="confirm-0")
    given = {"rule-0": "mobile_number", "place-0": "body:4-15", "quote-0": MOBILE, "reason-0": "经办人公务手机"}
    desk.send(desk.cast.chen, "item_edit", item.pk, **fields, **given)
    assert Confirmation.objects.get().reason == "经办人公务手机"
    assert MOBILE in passage.fresh(item).editions.get().body


def test_an_identity_number_can_never_be_let_stand(desk: Desk) -> None:
    item = passage.draft(desk.cast, body=f"<p>身份证号{IDENTITY}</p>")
    page = desk.look(desk.cast.chen, "item_edit", item.pk)
    assert "不能确认保留" in page
    given = {"rule": "personal_identity", "place": "body:4-22", "quote": IDENTITY, "reason": "无妨"}
    desk.send(desk.cast.chen, "item_confirm", item.pk, **given)
    assert not Confirmation.objects.exists()


def test_the_entry_from_the_address_is_chosen_with_its_elements(desk: Desk, entry: CatalogueEntry) -> None:
    page = desk.look(desk.cast.chen, "item_new", entry="T-1")
    assert '<option value="T-1" selected>' in page
    assert "补贴金额" in page


def test_the_entries_are_narrowed_by_words_and_the_one_chosen_stays(desk: Desk, entry: CatalogueEntry) -> None:
    fields = typed(act="check", entry_words="农机", entry_code="T-1")
    page = desk.send(desk.cast.chen, "item_new", status=200, **fields).content.decode()
    assert 'value="T-1" selected' in page
    assert 'value="T-2"' in page
    fields = typed(act="check", entry_words="农机", entry_code="")
    page = desk.send(desk.cast.chen, "item_new", status=200, **fields).content.decode()
    assert 'value="T-1"' not in page


def test_several_files_come_in_with_the_form_and_one_refused_keeps_no_other_out(desk: Desk) -> None:
    files = [
        SimpleUploadedFile("名单.csv", "姓名,金额\n张三,100\n".encode()),
        SimpleUploadedFile("程序.exe", b"MZ\x90\x00" + b"\0" * 100),
    ]
    desk.send(desk.cast.chen, "item_new", **typed(uploads=files, form_token="once"))
    item = Item.objects.get()
    assert [each.name for each in item.editions.get().attachments.all()] == ["名单.csv"]
    page = desk.look(desk.cast.chen, "item_edit", item.pk)
    assert "程序.exe" in page
    assert "没有添加" in page


def test_files_chosen_before_a_mistake_are_asked_for_again(desk: Desk) -> None:
    file = SimpleUploadedFile("名单.csv", b"a,b\n")
    answer = desk.send(desk.cast.chen, "item_new", status=422, **typed(kind="", uploads=[file]))
    assert "刚才选的文件没有上传" in answer.content.decode()


def test_what_is_not_a_draft_cannot_be_edited(desk: Desk) -> None:
    item = passage.submitted(desk.cast)
    page = desk.look(desk.cast.chen, "item_edit", item.pk, status=409)
    assert "不能修改" in page


def test_the_form_takes_as_many_queries_however_many_findings_there_are(
    desk: Desk, django_assert_max_num_queries: Any
) -> None:
    item = passage.draft(desk.cast, body="".join(f"<p>电话1380013{number:04}</p>" for number in range(30)))
    desk.look(desk.cast.chen, "item_edit", item.pk)
    with django_assert_max_num_queries(24):
        desk.look(desk.cast.chen, "item_edit", item.pk)


def test_what_cannot_be_handed_in_yet_leads_back_to_the_place_to_mend(desk: Desk) -> None:
    item = passage.draft(desk.cast, summary="", body=f"<p>身份证号{IDENTITY}</p>")
    page = desk.look(desk.cast.chen, "item_submit", item.pk)
    assert "现在还不能提交" in page
    assert desk.address("item_edit", item.pk) + "#id_body" in page
    assert desk.address("item_edit", item.pk) + "#id_summary" in page
    desk.send(desk.cast.chen, "item_submit", item.pk, status=409)
    assert passage.fresh(item).state == Item.State.DRAFT


def test_a_complete_draft_is_handed_in_once(desk: Desk) -> None:
    item = passage.draft(desk.cast)
    assert "现在还不能提交" not in desk.look(desk.cast.chen, "item_submit", item.pk)
    for _ in range(2):
        desk.send(desk.cast.chen, "item_submit", item.pk, form_token="once")
    assert passage.fresh(item).state == Item.State.IN_SCREENING
    assert "等着审查的信息" in desk.look(desk.cast.zhou, "screening")
