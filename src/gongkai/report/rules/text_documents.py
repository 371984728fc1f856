"""文表相符·规范性文件: the normative documents that the text reports are those of table two.

正文「制发规范性文件若干件」即表二“行政规范性文件”一行，规章亦同；正文只说「公开」若干件的，与制发件数可以不同。
"""

import re
from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021, ORDER_711
from gongkai.report.report import Report
from gongkai.report.rules import agreement
from gongkai.report.rules.prose import clause_of, of_this_year
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "文表相符（规范性文件）",
    cites=(ORDER_711.article(50, item=1), FORM_2021.part("所附格式第二部分")),
    severity="error",
    says=agreement.SAYS + "请核对制发、废止和现行有效文件的台账，使正文与表格一致。",
)

_MAY_DIFFER = agreement.SAYS + "如果正文说的是公开的件数而不是制发的件数，请写明。"
_OF_THE_TABLE = re.compile(r"制发|制定|制作|出台|印发|发布|废止|失效|现行|有效")
_ROW = "normative_documents"


def check(report: Report) -> Iterator[Found]:
    form = report.edition
    stated = [s for s in of_this_year(report, "normative_documents") if s.exact and s.of is None]
    if form is None or not stated:
        yield rule.untold("没有读到表二" if form is None else "正文没有写规范性文件的件数")
        return
    row = [path for path, slot in form.slots.items() if slot.row.code == _ROW]
    for statement in stated:
        paths = [statement.cell] if statement.cell in form.slots else row
        if not paths or statement.value in [report.value(path) for path in paths]:
            continue
        words = clause_of(statement)
        certain = statement.cell is not None and _OF_THE_TABLE.search(statement.label + words)
        if certain:
            yield agreement.finding(rule, report, form, statement, paths[:1])
        else:
            yield agreement.finding(rule, report, form, statement, paths[:1], says=_MAY_DIFFER, severity="note")
