"""电子邮箱: an address of electronic mail may be a person's.

个人邮箱是个人信息：《条例》第十五条；政务邮箱（gov.cn）不在此列。
"""

from collections.abc import Iterator

from gongkai.law.statutes import ORDER_711
from gongkai.report.report import Finding
from gongkai.report.rules.rule import Rule
from gongkai.vetting.checks.told import told
from gongkai.vetting.draft import Draft
from gongkai.vetting.identifiers import addresses

rule = Rule(
    __name__,
    "电子邮箱",
    cites=(ORDER_711.article(15),),
    severity="note",
    says="{where}有电子邮箱{times}。请核对是否为个人邮箱，是的请删去。",
)


def check(draft: Draft) -> Iterator[Finding]:
    for passage in draft.passages:
        found = [each for each in addresses(passage.text) if not each.number.lower().endswith(".gov.cn")]
        yield from told(rule, passage, found)
