"""负数: counts and amounts are not negative.

件数、项数、金额都从零数起；只有2019年版的「本年增/减」可以是负数。
"""

from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021
from gongkai.report.report import Report
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "负数",
    cites=(FORM_2021.part("所附格式"),),
    severity="error",
    says="{place}填的是{value}，不能是负数。请核对原始台账后改正。",
)


def check(report: Report) -> Iterator[Found]:
    form = report.edition
    if form is None:
        yield rule.untold("没有读到表格")
        return
    for path, slot in form.slots.items():
        value = report.value(path)
        if value is not None and value < 0 and slot.column.kind != "change":
            yield rule.finding(
                facts={"value": value}, place=slot.label, quote=report[path].text, cells=[path], cites=[form.cites]
            )
