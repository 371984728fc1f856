"""申请人合计: the total of a row equals natural persons and the kinds of organisation.

每件申请只归一类申请人，「总计」是自然人与各类法人或其他组织之和：格式第三部分。
"""

from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021
from gongkai.report.report import Report
from gongkai.report.rules import sums
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "申请人合计",
    cites=(FORM_2021.part("所附格式第三部分"),),
    severity="error",
    says=sums.SAYS + "请核对本行各类申请人件数与“总计”。",
)


def check(report: Report) -> Iterator[Found]:
    return sums.check(rule, report)
