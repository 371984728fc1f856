"""文表相符·申请: the requests that the text reports are those of table three.

正文「收到申请若干件」即表三“一、本年新收政府信息公开申请数量”的总计。
"""

import re
from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021, ORDER_711
from gongkai.report.report import Report, Statement, total_of
from gongkai.report.rules import agreement
from gongkai.report.rules.prose import clause_of, of_this_year
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "文表相符（申请）",
    cites=(ORDER_711.article(50, item=2), FORM_2021.part("所附格式第三部分")),
    severity="error",
    says=agreement.SAYS + "请核对登记台账，使正文与表格一致。",
)

_WITH_CARRIED = "正文写“{said}”，等于{named}{table}件加上年结转。请写明其中含上年结转。"
_ELSEWHERE = agreement.SAYS + "正文另一处与表格相符；此处如果说的是其中一部分，请写明。"
_NEW = "requests.new.total"
_CARRIED_IN = "requests.carried_in.total"
_RECEIVED = re.compile(r"收到|受理|接收|接到|新收")


def check(report: Report) -> Iterator[Found]:
    form = report.edition
    stated = [(s, _cells(s)) for s in of_this_year(report, "requests_received") if s.exact]
    stated = [(s, paths) for s, paths in stated if form and paths and set(paths) <= set(form.slots)]
    if form is None or not stated:
        yield rule.untold("没有读到表三" if form is None else "正文没有写收到申请的件数")
        return
    agreed = [paths for s, paths in stated if s.value == total_of(report, paths)]
    for statement, paths in stated:
        if statement.value == total_of(report, paths):
            continue
        if paths == [_NEW] and statement.value == total_of(report, [_NEW, _CARRIED_IN]):
            if "结转" not in statement.quote:
                yield agreement.finding(rule, report, form, statement, paths, says=_WITH_CARRIED, severity="note")
        elif paths in agreed:
            yield agreement.finding(rule, report, form, statement, paths, says=_ELSEWHERE, severity="note")
        else:
            yield agreement.finding(rule, report, form, statement, paths)


def _cells(statement: Statement) -> list[str]:
    """The cells that should say the same, none for a number of no row; 「新收和上年结转合计」 are two."""
    if statement.cell:
        return [statement.cell]
    words = clause_of(statement)
    if statement.of is not None or not _RECEIVED.search(statement.label + words):
        return []
    return [_NEW, _CARRIED_IN] if "新收" in words and "结转" in words else [_NEW]
