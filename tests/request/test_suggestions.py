"""What is public already and may be what an applicant describes."""

import pytest

from gongkai.disclosure.models import Item
from gongkai.request import suggestions
from tests.cast import Cast
from tests.portal.test_agencies import released


@pytest.mark.parametrize(
    ("says", "found"),
    [
        ("想知道2023年低保资金发放了多少，各村各多少户", True),
        ("请公开清水镇关于低保资金发放的有关文件", True),
        ("低保发放", True),
        ("清水镇人民政府的有关文件", False),
        ("镇政府大楼的装修合同", False),
        ("2023年", False),
        ("!?", False),
    ],
)
def test_titles_that_share_telling_words_are_suggested(cast: Cast, says: str, found: bool) -> None:
    item = released(cast, "清水镇2023年低保资金发放情况公示")
    released(cast, "清水镇防汛应急预案")
    assert suggestions.suggest(cast.town, says) == ([item] if found else [])


def test_the_document_of_the_number_comes_first(cast: Cast) -> None:
    like = released(cast, "清水镇低保资金发放情况公示")
    other = released(cast, "关于低保评定的实施细则")
    Item.objects.filter(pk=other.pk).update(document_number="清政发〔2023〕5号")
    from gongkai.disclosure import search

    search.note(Item.objects.filter(pk=other.pk))
    assert suggestions.suggest(cast.town, "低保资金发放", "清政发〔2023〕5号")[:2] == [other, like]


def test_only_what_is_public_here_or_above_is_suggested(cast: Cast) -> None:
    withdrawn = released(cast, "清水镇低保资金发放情况公示")
    Item.objects.filter(pk=withdrawn.pk).update(state="withdrawn")
    elsewhere = released(cast, "石桥乡低保资金发放情况公示")
    Item.objects.filter(pk=elsewhere.pk).update(agency=cast.other_town)
    above = released(cast, "全县低保资金发放标准")
    Item.objects.filter(pk=above.pk).update(agency=cast.county)
    assert suggestions.suggest(cast.town, "低保资金发放") == [above]


def test_it_takes_few_queries_however_many_items(cast: Cast, django_assert_max_num_queries: object) -> None:
    for number in range(12):
        released(cast, f"清水镇低保资金发放情况公示{number}")
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert len(suggestions.suggest(cast.town, "低保资金发放", "清政发〔2023〕5号")) == suggestions.MOST
