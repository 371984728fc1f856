"""分列: numbers that a sentence divides into others, as it prints them, whatever they count.

预警30轮，其中红色5期、橙色3期、黄色22期          不予公开12件（属于行政执法案卷9件、行政查询事项3件）
机构职能类6条，占18%
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import msgspec

from gongkai.report.reading import numerals
from gongkai.report.reading.numerals import Quantity

_COUNTS = frozenset(
    ["条", "件", "份", "篇", "则", "期", "轮", "次", "场", "宗", "起", "例", "个", "条次", "件次", "场次", "班次"]
)
_OPENS = re.compile(
    r"[，,；]?其中[：:，,]?[^，。；、：（()\d]{1,24}|[（(](?:其中[：:，,]?|包括|含)?[^，。；、：（()\d]{1,24}"
)
_GOES_ON = re.compile(r"(?:[、，,；]|，?和|，?及)[^，。；、：（()）\d]{1,24}")
_SHARE = re.compile(
    r"(?:[，,、]|（)?(?:约)?占(?:比|总数的?|总量的?|全部的?|公开总数的?)?(?:为|约)?\d+(?:\.\d+)?[%％]）?"
)
_DIVIDED_ITSELF = re.compile(r"[，,；]?其中|[（(]")
_NO_WHOLE = re.compile(r"较|比|同比|增|减|降|结转|上年|去年")
_NO_PART = re.compile(r"较|比|同比|增|减|上年|去年|共|累计|合计|总计|办结|答复|结转|新收|收到|受理|培训|参加|另")


class Breakdown(msgspec.Struct, frozen=True):
    """A number and those it is divided into; `goes_on` where 等 says that there are more."""

    whole: Quantity
    parts: tuple[Quantity, ...]
    words: str
    goes_on: bool


class Share(msgspec.Struct, frozen=True):
    """A number with the percentage of the whole that it is said to be."""

    count: Quantity
    percent: Decimal
    words: str


def breakdowns(sentence: str) -> Iterator[Breakdown]:
    """Every exact number that is followed at once by two or more parts of one unit."""
    text = _without_shares(sentence)
    found = [quantity for quantity in numerals.quantities(text) if quantity.exact]
    at = 0
    while at < len(found) - 2:
        parts = _parts(text, found[at:])
        begins = _clause_before(text, found[at].start)
        if len(parts) > 1 and not _NO_WHOLE.search(text[begins : found[at].start]):
            end = parts[-1].end
            goes_on = re.match(r"[）)]?等", text[end:]) is not None
            yield Breakdown(found[at], parts, text[begins:end], goes_on)
        at += max(1, len(parts))


def _parts(text: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    parts: list[Quantity] = []
    marks: set[bool] = set()
    for before, after in pairwise(found):
        between = text[before.end : after.start]
        opened = _OPENS if not parts else _GOES_ON
        if parts:
            marks.add(between.startswith("；"))
        unlike = parts and after.unit != parts[0].unit
        if len(marks) > 1 or (parts and _DIVIDED_ITSELF.match(text[after.end :])):
            break
        if unlike or after.unit not in _COUNTS or not opened.fullmatch(between) or _NO_PART.search(between):
            break
        parts.append(after)
    return tuple(parts) if found[0].unit in _COUNTS else ()


def _without_shares(sentence: str) -> str:
    """The sentence with percentages cut out: 政策文件12条，占9.5%；通知36条."""
    return _SHARE.sub("", sentence)


def _clause_before(text: str, place: int) -> int:
    return max((text.rfind(mark, 0, place) for mark in "，。；："), default=-1) + 1


_COUNT_AND_SHARE = re.compile(
    r"(?P<words>(?P<label>[^，。；、：（()\d]{0,24})(?P<count>\d{1,9})(?P<unit>[条件篇份宗])[，,、（]?(?:信息)?占(?:比|总数的?|总量的?|公开总数的?)?"
    r"(?:为)?(?P<percent>\d{1,3}(?:\.\d{1,4})?)[%％])"
)


def shares(sentence: str) -> Iterator[Share]:
    """Every count with its percentage."""
    for found in _COUNT_AND_SHARE.finditer(sentence):
        count = Quantity(int(found["count"]), found["unit"], True, found.start("count"), found.end("unit"))
        yield Share(count, Decimal(found["percent"]), found["words"])
