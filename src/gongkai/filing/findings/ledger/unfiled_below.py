"""汇总缺的报告: reports of agencies below that a total does not count, missing or left out for a doubt.

「县级以上地方人民政府的政府信息公开工作主管部门」公布的是本级政府的年度报告：《条例》第四十九条第二款。
"""

from collections.abc import Iterator

from gongkai.filing import totalling
from gongkai.filing.findings.evidence import MOST_LISTED, Evidence, Named, Noticed, listed
from gongkai.law.statutes import ORDER_711
from gongkai.report.rules.rule import Rule

rule = Rule(
    __name__,
    "汇总缺的报告",
    cites=(ORDER_711.article(49, paragraph=2),),
    severity="warning",
    says="有{count}个机关的报告还没有审核通过，没有计入汇总：{which}。请催报、审核后重新统计；不等它们的，说明原因。",
)
_LEFT_OUT = "有{count}个机关的报告数字有疑问，没有计入汇总：{which}。请退回改好，或者说明理由计入，再重新统计。"


def check(evidence: Evidence) -> Iterator[Noticed]:
    found = totalling.parts(evidence.filing)
    missing = [duty.agency for duty in found.missing]
    left_out = [part.agency for part in found.left_out]
    for agencies, says in ((missing, None), (left_out, _LEFT_OUT)):
        if agencies:
            records = tuple(Named("agency.agency", agency.pk, agency.name) for agency in agencies[:MOST_LISTED])
            yield Noticed(
                rule.finding(
                    says=says,
                    facts={"count": len(agencies), "agencies": [agency.pk for agency in agencies]},
                    place="汇总（缺报）" if says is None else "汇总（有疑问）",
                    which=listed(records, len(agencies)),
                ),
                records,
            )
