from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import Refused
from gongkai.law.fees import by_items, by_pages

ITEMS = [
    (1, 0),
    (10, 0),
    (11, 100),
    (25, 1500),
    (30, 2000),
    (31, 2200),
    (40, 4000),
    (41, 4300),
    (45, 5500),
    (50, 7000),
    (51, 7400),
    (60, 11000),
    (100, 37000),
]
PAGES = [
    (1, 0),
    (30, 0),
    (31, 10),
    (56, 260),
    (68, 380),
    (100, 700),
    (101, 720),
    (150, 1700),
    (200, 2700),
    (201, 2740),
    (250, 4700),
    (500, 14700),
]


@pytest.mark.parametrize(("items", "amount"), ITEMS)
def test_the_fee_for_the_items_of_a_month(items: int, amount: int) -> None:
    assert by_items(items).amount == amount


@pytest.mark.parametrize(("pages", "amount"), PAGES)
def test_the_fee_for_the_pages_of_a_request(pages: int, amount: int) -> None:
    assert by_pages(pages).amount == amount


@pytest.mark.parametrize(
    ("before", "amount"),
    [(0, 0), (9, 0), (10, 100), (29, 100), (30, 200), (39, 200), (40, 300), (44, 300), (49, 300), (50, 400)],
)
def test_one_item_more_costs_the_price_of_its_place_in_the_month(before: int, amount: int) -> None:
    assert by_items(1, before=before).amount == amount


@given(st.integers(1, 300), st.integers(0, 300))
def test_items_billed_one_after_another_cost_as_much_as_together(count: int, before: int) -> None:
    one_by_one = sum(by_items(1, before=place).amount for place in range(before, before + count))
    assert by_items(count, before=before).amount == one_by_one
    if before:
        assert by_items(before).amount + one_by_one == by_items(before + count).amount


@given(st.integers(1, 2000))
def test_the_price_of_an_item_is_that_of_the_measures(place: int) -> None:
    price = 0 if place <= 10 else 100 if place <= 30 else 200 + 100 * ((place - 31) // 10)
    assert by_items(1, before=place - 1).amount == price


@given(st.integers(1, 2000))
def test_the_price_of_a_page_is_that_of_the_measures(pages: int) -> None:
    prices = (0 if page <= 30 else 10 if page <= 100 else 20 if page <= 200 else 40 for page in range(1, pages + 1))
    assert by_pages(pages).amount == sum(prices)


@given(st.integers(1, 500), st.integers(0, 500))
def test_the_steps_add_up_to_the_count_and_the_amount(count: int, before: int) -> None:
    fee = by_items(count, before=before)
    assert sum(step.count for step in fee.steps) == count
    assert sum(step.amount for step in fee.steps) == fee.amount
    assert all(step.count * step.price == step.amount for step in fee.steps)


def test_the_steps_say_how_the_amount_came_about() -> None:
    assert [step.says for step in by_items(45).steps] == [
        "第1件至第10件，10件，不收费",
        "第11件至第30件，20件，每件100元，2000元",
        "第31件至第40件，10件，每件200元，2000元",
        "第41件至第45件，5件，每件300元，1500元",
    ]
    assert [step.says for step in by_pages(31).steps] == ["第1页至第30页，30页，不收费", "第31页，1页，每页10元，10元"]


def test_what_costs_nothing_is_free() -> None:
    assert by_items(10).free
    assert not by_items(11).free
    assert by_pages(30).free
    assert not by_pages(31).free


def test_a_fee_names_its_articles() -> None:
    assert by_items(11).cites[-1] == "《政府信息公开信息处理费管理办法》第四条"
    assert by_pages(31).cites[-1] == "《政府信息公开信息处理费管理办法》第五条"


@pytest.mark.parametrize("number", [0, -1, 1.5, "45", True, None, 100_001])
def test_only_a_whole_number_can_be_charged_for(number: Any) -> None:
    with pytest.raises(Refused, match="件数应为1至100000的整数"):
        by_items(number)
    with pytest.raises(Refused, match="页数应为1至100000的整数"):
        by_pages(number)


def test_the_items_before_may_be_none_but_not_fewer() -> None:
    with pytest.raises(Refused, match="本月已计件数应为0至100000的整数"):
        by_items(1, before=-1)
    assert by_items(1, before=0).free
