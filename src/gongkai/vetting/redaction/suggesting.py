"""提示: numbers in a text that name a person, which a person ticks to be covered."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from gongkai.vetting.checks.bank_card import cards
from gongkai.vetting.checks.personal_identity import identities
from gongkai.vetting.draft import Passage
from gongkai.vetting.identifiers import Found, addresses, mobile_numbers

MOST = 200


class Suggestion(NamedTuple):
    """Words as they stand in the text, and what they are."""

    words: str
    what: str


def suggested(text: str, on: date) -> list[Suggestion]:
    """Every such number once, in the order of the text, the first of them."""
    found = sorted(set(_found(Passage("body", "正文", text), on)), key=lambda each: each[0])
    told: dict[str, str] = {}
    for start, end, what in found:
        told.setdefault(" ".join(text[start:end].split()), what)
    return [Suggestion(words, what) for words, what in told.items()][:MOST]


def _found(passage: Passage, on: date) -> Iterator[tuple[int, int, str]]:
    valid, mistyped, old = identities(passage, on)
    yield from _told(valid, "身份证号")
    yield from _told([*mistyped, *old], "像身份证号的数字")
    yield from _told(cards(passage), "银行卡号")
    yield from _told(mobile_numbers(passage.plain), "手机号")
    mail = (each for each in addresses(passage.text) if not each.number.lower().endswith(".gov.cn"))
    yield from _told(mail, "电子邮箱")


def _told(found: Iterable[Found], what: str) -> Iterator[tuple[int, int, str]]:
    yield from ((each.start, each.end, what) for each in found)
