"""缺日期或分类的信息: an item disclosed in the year without the day it was formed, or without its category by law.

没有成文日期，算不出是否按期公开；没有法定内容分类，分类条数加起来就少于总数：《条例》第二十条、第二十六条。
"""

from collections.abc import Iterator

from gongkai.disclosure import queries
from gongkai.filing.findings.evidence import Evidence, Noticed, listed, look
from gongkai.law.statutes import ORDER_711
from gongkai.report.rules.rule import Rule

rule = Rule(
    __name__,
    "缺日期或分类的信息",
    cites=(ORDER_711.article(20), ORDER_711.article(26)),
    severity="warning",
    says="本年公开的信息里有{count}条没有填成文日期或者法定内容分类：{which}。请补填；填不上的说明原因。",
)


def check(evidence: Evidence) -> Iterator[Noticed]:
    disclosed = queries.disclosed(evidence.filing.agency, evidence.year).order_by().only("title")
    wanting = disclosed.filter(formed_on=None).union(disclosed.filter(root=""))  # each has an index
    records, count = look(wanting.order_by("pk"))
    if count:
        yield Noticed(
            rule.finding(
                facts={"count": count, "items": [each.pk for each in records]},
                place="主动公开",
                which=listed(records, count),
            ),
            records,
            "overview",
            "disclosure",
        )
