"""没有登记的结果: nothing recorded of assessment, appraisal or accountability: whether nothing happened, a person says.

「各级人民政府的政府信息公开工作年度报告还应当包括工作考核、社会评议和责任追究结果情况」：《条例》第五十条第（四）项。
"""

from collections.abc import Iterator

from gongkai.agency.models import Agency
from gongkai.filing.findings.evidence import Evidence, Noticed
from gongkai.law.statutes import ORDER_711
from gongkai.report.rules.rule import Rule

rule = Rule(
    __name__,
    "没有登记的结果",
    cites=(ORDER_711.article(50, item=4),),
    severity="warning",
    says="登记簿里没有本年的{result}，报告写“{nil}”。确实{nil}的，确认并说明；有的，请先登记再统计。",
)

_RESULTS = (
    ("supervision.assessments", "工作考核", "未开展"),
    ("supervision.appraisals", "社会评议", "未开展"),
    ("supervision.accountability", "责任追究", "未发生"),
)


def check(evidence: Evidence) -> Iterator[Noticed]:
    if evidence.filing.agency.kind != Agency.Kind.GOVERNMENT:
        return
    for name, result, nil in _RESULTS:
        if evidence.number(name) == 0:
            finding = rule.finding(facts={"result": result, "nil": nil}, place=f"监督保障：{result}", cells=(name,))
            yield Noticed(finding, section="overview", part="supervision")
