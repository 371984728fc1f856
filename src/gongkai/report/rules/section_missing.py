"""部分齐全: the report has every section of the form.

年度报告按格式分列各部分，「不能遗漏」：《条例》第五十条。
"""

from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021, ORDER_711
from gongkai.report.report import Report
from gongkai.report.rules.editions import edition_for
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "部分齐全",
    cites=(ORDER_711.article(50), FORM_2021.part("所附格式")),
    severity="error",
    says="缺少{missing}{count}个部分。请按{form}补上；没有内容的，写明“无”或者“未发生”。",
)

_NO_HEADINGS = "全文没有读到各部分的标题，无法核对部分是否齐全。请用格式的标题分列各部分。"


def check(report: Report) -> Iterator[Found]:
    form = edition_for(report)
    if form is None:
        yield rule.untold("这一年度没有统一格式，或者年度不明")
        return
    there = {section.code for section in report.sections}
    missing = [section for section in form.section if section.code not in there]
    if not there & set(form.sections):
        yield rule.finding(says=_NO_HEADINGS, severity="note", verdict="cannot_tell")
    elif missing:
        headings = [form.heading(section) for section in missing]
        yield rule.finding(
            facts={"count": len(missing), "sections": [section.code for section in missing]},
            place=headings[0],
            cites=[*dict.fromkeys(section.cites for section in missing), form.cites],
            missing="、".join(f"“{heading}”" for heading in headings),
            form=form.name,
        )
