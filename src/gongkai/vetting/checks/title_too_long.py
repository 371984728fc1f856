"""标题过长: a title that still reads as one.

名称是目录要素，列表、公告栏和电子屏都要用：《条例》第十二条第三款。
"""

from collections.abc import Iterator

from gongkai.law.statutes import ORDER_711
from gongkai.report.report import Finding
from gongkai.report.rules.rule import Rule
from gongkai.vetting.draft import Draft

rule = Rule(
    __name__,
    "标题过长",
    cites=(ORDER_711.article(12, paragraph=3),),
    severity="warning",
    says="标题有{length}个字，超过{longest}个字，在列表和电子屏上显示不全。请缩短，或把说明移到正文。",
)

LONGEST = 100


def check(draft: Draft) -> Iterator[Finding]:
    length = len(draft.title.strip())
    if length > LONGEST:
        yield rule.finding(facts={"length": length, "longest": LONGEST}, place="title", quote=draft.title.strip())
