"""The queue of examinations: one's own first, then by the day they are due."""

from typing import Any

import pytest

from gongkai.disclosure.actions import examining
from gongkai.disclosure.models import Item
from tests.desk.desk import Desk
from tests.disclosure import passage
from tests.disclosure.passage import TODAY


def order(page: str, *titles: str) -> list[str]:
    """The titles in the order of the page."""
    return sorted((title for title in titles if title in page), key=page.index)


def test_what_is_mine_comes_first_then_what_is_due_first(desk: Desk) -> None:
    for title, day in (("后到期", 28), ("先到期", 20)):
        passage.submitted(desk.cast, title=title, formed_on=f"2024-04-{day}")
    item = passage.submitted(desk.cast, title="轮到保密", formed_on="2024-04-10")
    examining.pass_stage(item.pk, by=desk.cast.zhou, today=TODAY, stage="second")
    titles = ("后到期", "先到期", "轮到保密")
    assert order(desk.look(desk.cast.zhou, "screening"), *titles) == ["先到期", "后到期", "轮到保密"]
    assert order(desk.look(desk.cast.sun, "screening"), *titles) == ["轮到保密", "先到期", "后到期"]


def test_one_stage_can_be_shown_alone(desk: Desk) -> None:
    passage.submitted(desk.cast, title="等科室")
    item = passage.submitted(desk.cast, title="等保密")
    examining.pass_stage(item.pk, by=desk.cast.zhou, today=TODAY, stage="second")
    page = desk.look(desk.cast.zhou, "screening", stage="secrecy")
    assert order(page, "等科室", "等保密") == ["等保密"]


def test_what_ended_is_not_in_the_queue(desk: Desk) -> None:
    passage.passed(desk.cast, title="审完了")
    item = passage.submitted(desk.cast, title="退回了")
    examining.return_to_handler(item.pk, by=desk.cast.zhou, today=TODAY, stage="second", reason="改标题")
    page = desk.look(desk.cast.zhou, "screening")
    assert order(page, "审完了", "退回了") == []
    assert "没有等着审查的" in page


def test_the_items_of_other_agencies_are_not_in_the_queue(desk: Desk) -> None:
    item = passage.submitted(desk.cast, title="别处的")
    Item.objects.filter(pk=item.pk).update(agency=desk.cast.other_town)
    assert "别处的" not in desk.look(desk.cast.zhou, "screening")


def test_the_queue_takes_as_many_queries_for_ten_as_for_one(desk: Desk, django_assert_max_num_queries: Any) -> None:
    for number in range(10):
        passage.submitted(desk.cast, title=f"第{number}件")
    desk.look(desk.cast.zhou, "screening")
    with django_assert_max_num_queries(20):
        desk.look(desk.cast.zhou, "screening")


@pytest.mark.parametrize("name", ["zhou", "feng"])
def test_everyone_of_the_agency_may_look(desk: Desk, name: str) -> None:
    passage.submitted(desk.cast)
    assert passage.TITLE in desk.look(getattr(desk.cast, name), "screening")
