"""文表相符·复议诉讼: the reconsiderations and lawsuits that the text reports are those of table four.

正文的行政诉讼件数，是“未经复议直接起诉”与“复议后起诉”两项总计之和。
"""

import re
from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021, ORDER_711
from gongkai.report.forms import Form
from gongkai.report.report import Report, Statement, total_of
from gongkai.report.rules import agreement
from gongkai.report.rules.prose import of_this_year, squeezed
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "文表相符（复议诉讼）",
    cites=(ORDER_711.article(50, item=3), FORM_2021.part("所附格式第四部分")),
    severity="error",
    says=agreement.SAYS + "请核对复议、诉讼台账，使正文与表格一致。",
)

_ELSEWHERE = agreement.SAYS + "正文另一处与表格相符；此处如果说的是其中一部分，请写明。"
_RECONSIDERATION = "reconsideration"


def check(report: Report) -> Iterator[Found]:
    form = report.edition
    stated = [s for s in of_this_year(report, "reconsiderations", "lawsuits") if s.exact and (s.cell or s.of is None)]
    if form is None or "challenges" not in form.tables or not stated:
        yield rule.untold("没有读到表四" if form is None else "正文没有写行政复议、行政诉讼的件数")
        return
    totals = [(statement, _totals(form, statement)) for statement in stated]
    agreed = [tuple(paths) for statement, paths in totals if statement.value == total_of(report, paths)]
    for statement, paths in totals:
        if not paths or statement.value == total_of(report, paths):
            continue
        if _is_of_both(statement) and statement.value == total_of(report, _rows(form)):
            continue
        if tuple(paths) in agreed:
            yield agreement.finding(rule, report, form, statement, paths, says=_ELSEWHERE, severity="note")
        else:
            yield agreement.finding(rule, report, form, statement, paths)


def _totals(form: Form, statement: Statement) -> list[str]:
    if statement.cell in form.slots:
        return [statement.cell]
    reconsideration = [path for path in _rows(form) if f".{_RECONSIDERATION}." in path]
    if statement.value and _is_of_both(statement):
        return _rows(form)
    if statement.kind == "reconsiderations":
        return reconsideration
    return [path for path in _rows(form) if path not in reconsideration]


def _rows(form: Form) -> list[str]:
    """The totals of table four, row by row."""
    return [slot.path for slot in form.tables["challenges"].slots if slot.column.code == "total"]


def _is_of_both(statement: Statement) -> bool:
    """「办理行政复议、行政诉讼案件74件」 counts both in one number: the only one of its sentence."""
    words = squeezed(statement.quote)
    counts = re.findall(r"(\d+)[件起宗]", words)
    return "复议" in words and ("诉讼" in words or "应诉" in words) and counts == [str(statement.value)]
