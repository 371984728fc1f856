"""信息处理费: what a request may cost when there are very many, or very many pages.

《政府信息公开信息处理费管理办法》第三条至第五条: by item or by page, each progressive, never both for one request. By
item the applicant's requests of one calendar month add up; by page every request stands alone. Amounts in 元.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.errors import Refused
from gongkai.law.statutes import FEES_2020, ORDER_711

FREE_ITEMS = 10
"""Items of one applicant in a calendar month for which nothing is charged."""

ITEM_STEP = 10
"""Beyond 30 items every further ten cost 100 元 more apiece."""

PAGE_PRICES: tuple[tuple[int, int | None, int], ...] = ((1, 30, 0), (31, 100, 10), (101, 200, 20), (201, None, 40))
"""First page, last page, 元 a page."""

_MOST = 100_000


@dataclass(frozen=True, slots=True)
class FeeStep:
    """One step of the scale: 「第31件至第40件，10件，每件200元」."""

    says: str
    count: int
    price: int
    amount: int


@dataclass(frozen=True, slots=True)
class Fee:
    """An amount in 元 and how it came about."""

    amount: int
    steps: tuple[FeeStep, ...]
    cites: tuple[str, ...]

    @property
    def free(self) -> bool:
        return self.amount == 0

    def to_dict(self) -> dict[str, Any]:
        return {
            "amount": self.amount,
            "steps": [
                {"text": step.says, "count": step.count, "price": step.price, "amount": step.amount}
                for step in self.steps
            ],
            "cites": list(self.cites),
        }


def by_items(count: int, *, before: int = 0) -> Fee:
    """The fee for so many items of one applicant, after those of the same calendar month already counted.

    「一份政府信息公开申请包含多项内容的」 counts as several items (第四条).
    """
    _refuse_unless_whole(count, "件数", least=1)
    _refuse_unless_whole(before, "本月已计件数", least=0)
    return _fee(_item_prices(), before + 1, before + count, "件", FEES_2020.article(4))


def by_pages(pages: int) -> Fee:
    """The fee for the pages of one request; pages of other requests do not add up with them."""
    _refuse_unless_whole(pages, "页数", least=1)
    return _fee(iter(PAGE_PRICES), 1, pages, "页", FEES_2020.article(5))


def _item_prices() -> Iterator[tuple[int, int | None, int]]:
    """First item, last item, 元 apiece, without end."""
    yield 1, FREE_ITEMS, 0
    yield FREE_ITEMS + 1, 30, 100
    first, price = 31, 200
    while True:
        yield first, first + ITEM_STEP - 1, price
        first, price = first + ITEM_STEP, price + 100


def _fee(prices: Iterator[tuple[int, int | None, int]], first: int, last: int, unit: str, article: str) -> Fee:
    steps: list[FeeStep] = []
    for lowest, highest, price in prices:
        begin, end = max(first, lowest), last if highest is None else min(last, highest)
        if begin <= end:
            steps.append(_step(begin, end, price, unit))
        if highest is None or highest >= last:
            break
    amount = sum(step.amount for step in steps)
    return Fee(amount, tuple(steps), (ORDER_711.article(42), FEES_2020.article(3), article))


def _step(first: int, last: int, price: int, unit: str) -> FeeStep:
    count = last - first + 1
    span = f"第{first}{unit}" if count == 1 else f"第{first}{unit}至第{last}{unit}"
    if not price:
        return FeeStep(f"{span}，{count}{unit}，不收费", count, 0, 0)
    return FeeStep(f"{span}，{count}{unit}，每{unit}{price}元，{count * price}元", count, price, count * price)


def _refuse_unless_whole(number: int, what: str, *, least: int) -> None:
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= _MOST:
        raise Refused(
            f"{what}应为{least}至{_MOST}的整数，不能是“{number}”。请改正后再算。", cites=(FEES_2020.article(3),)
        )
