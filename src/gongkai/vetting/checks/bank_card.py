"""银行卡号: no bank card number of a person goes out.

补贴、救助名单里的一卡通账号是个人隐私，《条例》第十五条不得公开。
"""

import re
from collections.abc import Iterator
from functools import partial

from gongkai.law.statutes import ORDER_711
from gongkai.report.report import Finding
from gongkai.report.rules.rule import Rule
from gongkai.vetting.checks.personal_identity import identities
from gongkai.vetting.checks.told import told
from gongkai.vetting.draft import Draft, Passage
from gongkai.vetting.identifiers import CARD_BEGINS, CARD_LENGTHS, Found, is_card_number, numbers

rule = Rule(
    __name__,
    "银行卡号",
    cites=(ORDER_711.article(15),),
    severity="error",
    says="{where}有银行卡号{times}。个人银行账号不得公开；请删去，确需核对的只留后四位，其余用*代替。",
)

_NAMED = re.compile("卡号|账号|帐号|账户|开户|银行|信用社|一卡通|一折通")
_GROUPS = re.compile(r"(1[6-9]|4 4 4 4( [1-3])?|6 1[0-3]|4 4 4 [4-7])")


def check(draft: Draft) -> Iterator[Finding]:
    for passage in draft.passages:
        found = list(cards(passage))
        if found:
            valid, _, _ = identities(passage, draft.today)
            places = {(each.start, each.end) for each in valid}
            yield from told(rule, passage, [each for each in found if (each.start, each.end) not in places])


def cards(passage: Passage) -> Iterator[Found]:
    """The longest number at each place, as the last group of a card may be left out and still check."""
    named = _NAMED.search(passage.text) is not None
    found = (
        each
        for each in numbers(passage.plain, CARD_LENGTHS, CARD_BEGINS, partial(is_card_number, named=named))
        if _GROUPS.fullmatch(" ".join(map(str, each.groups)))
    )
    end = 0
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if each.start >= end:
            end = each.end
            yield each
