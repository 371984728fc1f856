"""What several ask for becomes an item; an answer is published only without who asked."""

import pytest

from gongkai.disclosure.models import Item
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.request.actions import converting, publishing_reply
from gongkai.request.models import InfoRequest
from tests.cast import Cast
from tests.disclosure.passage import TODAY
from tests.request import cases


@pytest.fixture
def case(cast: Cast) -> InfoRequest:
    return cases.case(cast.town, handler=cast.chen)


def convert(cast: Cast, *asked: InfoRequest, token: str = "") -> Item:
    return converting.convert(
        [each.pk for each in asked],
        by=cast.chen,
        today=TODAY,
        kind="list",
        title="2023年低保资金发放明细",
        formed_on=cases.RECEIVED,
        token=token,
    )


def test_several_requests_become_one_item_due_in_twenty_working_days_from_today(case: InfoRequest, cast: Cast) -> None:
    other = cases.case(cast.town, handler=cast.chen)
    item = convert(cast, case, other)
    assert (item.state, item.due_on.isoformat() if item.due_on else "") == ("draft", "2024-05-31")
    assert {each.pk for each in item.from_requests.all()} == {case.pk, other.pk}
    assert [each.steps.latest("pk").kind for each in (case, other)] == ["converted", "converted"]
    assert InfoRequest.objects.get(pk=case.pk).state == "registered"


def test_a_request_becomes_an_item_once_and_the_same_form_gives_the_same(case: InfoRequest, cast: Cast) -> None:
    item = convert(cast, case, token="form-1")
    assert convert(cast, case, token="form-1") == item
    with pytest.raises(Refused, match="已经转为主动公开"):
        convert(cast, case)


def test_only_handlers_of_the_agency_convert_its_requests(case: InfoRequest, cast: Cast) -> None:
    foreign = cases.case(cast.other_town, handler=cast.li)
    with pytest.raises(NotYours):
        convert(cast, case, foreign)
    with pytest.raises(NotYourRole):
        converting.convert([case.pk], by=cast.zhou, today=TODAY, kind="list", title="明细", formed_on=TODAY)


def publish(case: InfoRequest, cast: Cast, question: str, answer: str) -> Item:
    return publishing_reply.draft(case.pk, by=cast.chen, today=TODAY, question=question, answer=answer, revision=None)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("王秀英您好，明细已公开。", "姓名"),
        ("住在清水镇柳树村12号的申请人问。", "联系地址"),
        ("请拨打 139 0000 0000 联系。", "联系电话"),
        ("低保对象身份证号 110101199003070038。", "身份证号"),
    ],
)
def test_an_answer_that_shows_who_asked_is_not_published(answer: str, why: str, case: InfoRequest, cast: Cast) -> None:
    InfoRequest.objects.filter(pk=case.pk).update(state="delivered", replied_on=TODAY)
    with pytest.raises(Refused) as refused:
        publish(case, cast, "低保明细在哪里看", answer)
    assert why in "".join(refused.value.details)
    assert not Item.objects.exists()


def test_an_answer_goes_the_way_of_every_item_and_only_after_the_reply(case: InfoRequest, cast: Cast) -> None:
    with pytest.raises(Refused, match="答复以后"):
        publish(case, cast, "低保明细在哪里看", "在镇政府网站看。")
    InfoRequest.objects.filter(pk=case.pk).update(state="delivered", replied_on=TODAY)
    item = publish(case, cast, "低保明细在哪里看", "在镇政府网站看。\n<b>每月更新</b>")
    assert (item.state, item.kind) == ("draft", "other")
    body = item.editions.get().body
    assert "<b>" not in body
    assert InfoRequest.objects.get(pk=case.pk).reply_item == item
    with pytest.raises(Refused, match="已经拟公布"):
        publish(case, cast, "低保明细在哪里看", "在镇政府网站看。")
