"""上年结转: what was carried in is what last year's report carried out, column by column.

「二、上年结转政府信息公开申请数量」即上年报告的「四、结转下年度继续办理」：格式第三部分。
"""

from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021
from gongkai.report.comparison import rolls
from gongkai.report.report import Report
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "上年结转",
    cites=(FORM_2021.part("所附格式第三部分"),),
    severity="error",
    says="本年“上年结转”与上年报告的“结转下年度继续办理”不一致：{columns}。"
    "请核对上年报告；上年数有更正的，在第六部分说明。",
    needs="previous",
)


def check(report: Report, previous: Report) -> Iterator[Found]:
    rolled = [roll for roll in rolls(previous, report) if roll.rule == rule.name]
    form = report.edition
    if form is None or not any(roll.holds is not None for roll in rolled):
        yield rule.untold("所给的不是同一机关上一年度的报告，或者有关格没有数")
        return
    broken = [roll for roll in rolled if roll.holds is False]
    if broken:
        columns = [(form.slots[roll.path].column, roll) for roll in broken]
        yield rule.finding(
            facts={column.code: {"found": roll.found, "expected": roll.expected} for column, roll in columns},
            place=form.slots[broken[0].path].label,
            cells=[roll.path for roll in broken],
            columns="；".join(
                f"{column.label}{roll.found}{column.unit}，上年{roll.expected}{column.unit}" for column, roll in columns
            ),
        )
