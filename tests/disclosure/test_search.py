"""Finding what is public."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.disclosure import search
from gongkai.disclosure.models import Item
from tests.cast import Cast


def item(cast: Cast, title: str, **fields: object) -> Item:
    made = Item.objects.create(
        **{"agency": cast.town, "kind": "notice", "state": "released", "handler": cast.chen, "title": title, **fields}
    )
    search.note([made])
    return made


def found(query: str, **options: object) -> list[str]:
    numbers = search.newest(query, **{"limit": 20, **options})  # type: ignore[arg-type]
    titles = dict(Item.objects.filter(pk__in=numbers).values_list("pk", "title"))
    return [titles[number] for number in numbers]


def test_any_two_characters_side_by_side_are_found(cast: Cast) -> None:
    item(cast, "2024年城乡低保资金发放公示")
    item(cast, "高龄津贴发放名单")
    assert found("低保") == ["2024年城乡低保资金发放公示"]
    assert found("发放") == ["高龄津贴发放名单", "2024年城乡低保资金发放公示"]
    assert found("低放") == []
    assert found("保乡") == []


def test_one_character_and_the_beginning_of_a_number_are_found(cast: Cast) -> None:
    item(cast, "2024年城乡低保资金发放公示")
    assert found("低") == found("示") == found("202") == found("2024年") == ["2024年城乡低保资金发放公示"]


def test_every_term_must_be_met(cast: Cast) -> None:
    item(cast, "城乡低保资金发放公示")
    assert found("低保 公示") and not found("低保 养老")


def test_numbers_of_documents_and_of_the_index_are_found_in_any_brackets(cast: Cast) -> None:
    item(cast, "关于春耕的通知", document_number="清政发〔2024〕5号", index_number="11990121MB00000017/202404-00005")
    for query in ("清政发〔2024〕5号", "清政发[2024]5号", "清政发２０２４", "11990121mb00000017/202404-00005"):
        assert found(query) == ["关于春耕的通知"], query


def test_what_is_not_public_is_not_found(cast: Cast) -> None:
    draft = item(cast, "草稿", state="draft")
    assert found("草稿") == []
    Item.objects.filter(pk=draft.pk).update(state="released")
    assert found("草稿") == ["草稿"]
    search.forget([draft.pk])
    assert found("草稿") == []


def test_a_list_goes_on_before_the_last_one_seen_and_keeps_to_its_agencies(cast: Cast) -> None:
    first, second = item(cast, "公示一"), item(cast, "公示二")
    other = item(cast, "公示三", agency=cast.other_town)
    assert search.newest("公示", limit=1) == [other.pk]
    assert search.newest("公示", limit=1, before=other.pk) == [second.pk]
    assert search.newest("公示", limit=9, agency_ids=[cast.town.pk]) == [second.pk, first.pk]


def test_an_item_noted_again_is_found_once_under_its_new_title(cast: Cast) -> None:
    made = item(cast, "旧标题")
    made.title = "新标题"
    made.save()
    search.note([made])
    assert found("旧标") == [] and found("新标") == ["新标题"]


def test_the_index_made_anew_finds_the_same(cast: Cast) -> None:
    item(cast, "公示一")
    search.forget([Item.objects.get().pk])
    assert search.rebuild() == 1
    assert found("公示") == ["公示一"]


@pytest.mark.parametrize(
    "query", ["", "   ", "〔〕", "'", '"', "a' OR 1=1 --", '低"保', "NEAR(", "* AND", "\x00低", "-低"]
)
def test_any_query_is_safe(cast: Cast, query: str) -> None:
    item(cast, "高龄津贴发放名单")
    assert found(query) == []


@given(st.text(alphabet="甲乙丙丁a1 〔", max_size=12), st.text(alphabet="甲乙丙丁", min_size=1, max_size=4))
def test_a_text_is_found_by_the_characters_that_stand_in_it_and_by_no_others(text: str, query: str) -> None:
    kept = " ".join(search.tokens(text))
    [(phrase, open_ended)] = search._phrases(query)
    padded, wanted = f" {kept} ", " " + " ".join(phrase) + ("" if open_ended else " ")
    assert (wanted in padded) == (query in text)
