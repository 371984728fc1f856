"""复议诉讼合计: each total of reconsiderations and lawsuits equals its four results.

「总计」是结果维持、结果纠正、其他结果、尚未审结之和：格式第四部分。
"""

from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021
from gongkai.report.report import Report
from gongkai.report.rules import sums
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "复议诉讼合计",
    cites=(FORM_2021.part("所附格式第四部分"),),
    severity="error",
    says=sums.SAYS + "请核对各项结果与“总计”。",
)


def check(report: Report) -> Iterator[Found]:
    return sums.check(rule, report)
