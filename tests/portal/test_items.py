"""The public page of an item, its editions, the search, and how pages are shown."""

from datetime import date

import pytest
from django.test import Client

from gongkai.disclosure import search
from gongkai.disclosure.models import Attachment, Channel, Edition, Interpretation, Item, Publication
from tests.cast import Cast
from tests.portal.test_agencies import DAY, released

LATER = date(2024, 6, 3)


def superseded(cast: Cast) -> Item:
    """An item in its second edition."""
    item = released(cast, "关于防汛的通知")
    item.editions.update(state="superseded", ended_on=LATER)
    item.current = Edition.objects.create(
        item=item, number=2, state="released", title="关于防汛的通知", body="<p>第二版</p>", made_by=cast.chen,
        released_on=LATER, change_reason="更正电话",
    )  # fmt: skip
    item.save()
    return item


def test_an_item_shows_its_metadata_and_body_and_no_officer(cast: Cast, client: Client) -> None:
    item = released(cast, "2024年部门预算", index_number="11990121MB00000017/202405-00001", formed_on=DAY)
    text = client.get(f"/items/{item.pk}/").content.decode()
    for words in ("11990121MB00000017/202405-00001", "财政预算、决算信息", "2024-05-06", "<p>正文</p>", "ArticleTitle"):
        assert words in text
    for officer in cast.town_people:
        assert officer.name not in text and officer.username not in text


@pytest.mark.parametrize(
    "state", ["draft", "in_screening", "returned", "referred", "passed", "scheduled", "kept", "discarded"]
)
def test_what_is_not_released_has_no_page_in_any_state(cast: Cast, client: Client, state: str) -> None:
    item = released(cast, "标题")
    Item.objects.filter(pk=item.pk).update(state=state)
    assert client.get(f"/items/{item.pk}/").status_code == 404
    assert client.get(f"/items/{item.pk}/editions/1/").status_code == 404


def test_what_is_withdrawn_leaves_a_page_that_says_so_and_nothing_of_the_text(cast: Cast, client: Client) -> None:
    item = released(cast, "公示名单")
    Item.objects.filter(pk=item.pk).update(
        state="withdrawn", withdrawn_on=LATER, withdrawal_reason="名单有误", current=None, summary="不应再见的概述"
    )
    item.editions.update(state="withdrawn", ended_on=LATER)
    for address in (f"/items/{item.pk}/", f"/items/{item.pk}/editions/1/"):
        response = client.get(address)
        assert response.status_code == 410
        text = response.content.decode()
        assert "2024年6月3日撤回" in text and "名单有误" in text
        assert "<p>正文</p>" not in text and "不应再见" not in text


def test_an_earlier_edition_says_what_replaced_it_and_a_draft_edition_is_not_there(cast: Cast, client: Client) -> None:
    item = superseded(cast)
    Edition.objects.create(item=item, number=3, title="草稿", body="<p>未审</p>", made_by=cast.chen)
    current = client.get(f"/items/{item.pk}/").content.decode()
    assert "第二版" in current and "更正电话" in current and "未审" not in current
    earlier = client.get(f"/items/{item.pk}/editions/1/").content.decode()
    assert "已被新版替代" in earlier and "<p>正文</p>" in earlier
    assert client.get(f"/items/{item.pk}/editions/3/").status_code == 404
    assert client.get(f"/items/{item.pk}/editions/99/").status_code == 404


def test_a_document_and_its_interpretation_lead_to_each_other_while_both_are_public(cast: Cast, client: Client) -> None:
    document, explained = released(cast, "实施办法"), released(cast, "实施办法解读")
    Interpretation.objects.create(document=document, interpretation=explained, linked_on=DAY, by=cast.chen)
    assert f"/items/{explained.pk}/" in client.get(f"/items/{document.pk}/").content.decode()
    assert f"/items/{document.pk}/" in client.get(f"/items/{explained.pk}/").content.decode()
    Item.objects.filter(pk=explained.pk).update(state="in_screening")
    assert "实施办法解读" not in client.get(f"/items/{document.pk}/").content.decode()


def test_an_attachment_is_public_only_as_a_released_copy_of_a_shown_edition(cast: Cast, client: Client) -> None:
    item = released(cast, "标题")
    attachment = Attachment.objects.create(
        edition=item.current, name="表.xlsx", kind="xlsx", original_hash="a" * 64, original_size=10, by=cast.chen
    )
    assert client.get(f"/attachments/{attachment.pk}/").status_code == 404
    Attachment.objects.update(released_hash="b" * 64, released_size=9)
    for state in ("draft", "in_screening", "passed", "withdrawn"):
        Edition.objects.update(state=state)
        assert client.get(f"/attachments/{attachment.pk}/").status_code == 404, state
    Edition.objects.update(state="released")
    Item.objects.update(state="withdrawn")
    assert client.get(f"/attachments/{attachment.pk}/").status_code == 404


def test_a_release_entered_afterwards_leads_to_where_its_text_stands(cast: Cast, client: Client) -> None:
    item = released(cast, "补录的公告")
    item.editions.update(body="")
    channel = Channel.objects.create(agency=cast.town, kind="wechat", name="清水发布")
    Publication.objects.create(
        item=item, channel=channel, agency=cast.town, state="done", on=DAY, proof_link="https://mp.example/1"
    )
    assert 'href="https://mp.example/1"' in client.get(f"/items/{item.pk}/").content.decode()


def test_the_number_of_queries_does_not_grow_with_what_an_item_has(
    cast: Cast,
    client: Client,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    item = superseded(cast)
    for number in range(5):
        other = released(cast, f"解读{number}")
        Interpretation.objects.create(document=item, interpretation=other, linked_on=DAY, by=cast.chen)
    with django_assert_max_num_queries(8):
        client.get(f"/items/{item.pk}/")


def test_search_shows_twenty_and_leads_on_to_the_earlier_ones(cast: Cast, client: Client) -> None:
    search.note([released(cast, f"防汛公告第{number}号") for number in range(25)])
    first = client.get("/search/?q=防汛公告").content.decode()
    assert first.count('<a href="/items/') == 20 and "更早的" in first
    assert client.get("/search/?q=没有的事").status_code == 200
    for odd in (
        "before=abc",
        "before=99999999999999999999",
        "before=²",
        "agency=x",
        "agency=²",
        "agency=" + "9" * 30,
        "q=" + "长" * 500,
    ):
        assert client.get(f"/search/?q=防汛&{odd}").status_code == 200


def test_the_way_pages_are_shown_is_kept_and_leads_back_to_this_site_alone(client: Client) -> None:
    response = client.get("/display/?size=large&theme=contrast&back=/accessibility/")
    assert response["Location"] == "/accessibility/"
    assert response.cookies["gongkai_size"].value == "large"
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil"):
        assert client.get("/display/", {"back": elsewhere})["Location"] == "/"
    assert not client.get("/display/?size=huge").cookies


@pytest.mark.parametrize("number", [2**63 - 1, 2**63, 10**40])
def test_a_number_that_no_record_has_is_not_there(db: None, client: Client, number: int) -> None:
    for address in ("items/{}/", "items/{}/opinion/", "items/1/editions/{}/", "attachments/{}/", "agencies/{}/"):
        assert client.get("/" + address.format(number)).status_code == 404
