"""现行有效: documents in force are last year's, and those made, less those repealed.

「现行有效件数」是年末存量：格式第二部分。集中清理或者改变认定口径，会使它不连续。
"""

from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021
from gongkai.report.comparison import rolls
from gongkai.report.report import Report
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "现行有效件数",
    cites=(FORM_2021.part("所附格式第二部分"),),
    severity="warning",
    says="{place}：{terms}，应为{expected}件，表中是{found}件。请核对制发、废止和清理的台账；口径有变化的，在第六部分说明。",
    needs="previous",
)


def check(report: Report, previous: Report) -> Iterator[Found]:
    rolled = [roll for roll in rolls(previous, report) if roll.rule == rule.name]
    if not any(roll.holds is not None for roll in rolled):
        yield rule.untold("所给的不是同一机关上一年度的报告，或者有关格没有数")
    for roll in rolled:
        if roll.holds is False:
            yield rule.finding(
                facts={"expected": roll.expected, "found": roll.found},
                place=roll.label,
                cells=[roll.path],
                terms=roll.terms.replace(" + ", "＋").replace(" - ", "－"),
            )
