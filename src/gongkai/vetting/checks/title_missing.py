"""标题缺失: an item has a title.

目录应当包括政府信息的名称：《条例》第十二条第三款。
"""

from collections.abc import Iterator

from gongkai.law.statutes import ORDER_711
from gongkai.report.report import Finding
from gongkai.report.rules.rule import Rule
from gongkai.vetting.draft import Draft

rule = Rule(
    __name__,
    "标题缺失",
    cites=(ORDER_711.article(12, paragraph=3),),
    severity="error",
    says="没有标题。请填写政府信息的名称，文件用全称。",
)


def check(draft: Draft) -> Iterator[Finding]:
    if not draft.title.strip():
        yield rule.finding(place="title")
