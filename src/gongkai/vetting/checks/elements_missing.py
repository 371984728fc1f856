"""要素缺失: what the entry of the catalogue asks for is ticked, or named in the text.

公开内容（要素）是公开标准目录的一列；目录及时更新：《条例》第十二条。
"""

import re
from collections.abc import Iterator

from gongkai.law.statutes import ORDER_711
from gongkai.report.report import Finding
from gongkai.report.rules.rule import Rule
from gongkai.vetting.draft import Draft

rule = Rule(
    __name__,
    "要素缺失",
    cites=(ORDER_711.article(12),),
    severity="warning",
    says="目录要求的要素“{element}”没有找到。已经写了的请在要素核对里勾选，没有的请补上。",
)

_MARKS = re.compile(r"[\s\W_]+")


def check(draft: Draft) -> Iterator[Finding]:
    wanted = [element for element in draft.elements if element not in draft.elements_present]
    if wanted:
        words = _letters("".join(passage.text for passage in draft.passages))
        for element in wanted:
            letters = _letters(element)
            if letters and letters not in words:
                yield rule.finding(facts={"element": element}, place="elements", quote=element)


def _letters(text: str) -> str:
    return _MARKS.sub("", text)
