"""收办平衡: requests that came in equal requests dealt with and carried out.

「第一项加第二项之和，等于第三项加第四项之和」，格式第三部分表头。
"""

from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021
from gongkai.report.report import Report
from gongkai.report.rules import sums
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "收办平衡",
    cites=(FORM_2021.part("所附格式第三部分"),),
    severity="error",
    says=sums.SAYS + "请对照登记台账核对本列的新收、结转和办结件数。",
)


def check(report: Report) -> Iterator[Found]:
    return sums.check(rule, report)
