"""办结合计: requests dealt with equal the sum of the outcomes.

每件办结的申请只落一格，「（七）总计」是（一）至（六）各项之和：格式第三部分。
"""

from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021
from gongkai.report.report import Report
from gongkai.report.rules import sums
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "办结合计",
    cites=(FORM_2021.part("所附格式第三部分"),),
    severity="error",
    says=sums.SAYS + "请核对本列各项办理结果与“总计”。",
)


def check(report: Report) -> Iterator[Found]:
    return sums.check(rule, report)
