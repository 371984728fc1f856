"""文表相符·申请: the requests that the text reports are those of table three.

正文「收到申请若干件」即表三“一、本年新收政府信息公开申请数量”的总计。
"""

from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021, ORDER_711
from gongkai.report.report import Report, Statement
from gongkai.report.rules import agreement
from gongkai.report.rules.prose import of_this_year
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
_CARRIED_WORDS = ("结转", "合计", "上年", "上一年", "往年")
_NEW = "requests.new.total"
_CARRIED_IN = "requests.carried_in.total"


def check(report: Report) -> Iterator[Found]:
    form = report.edition
    stated = [s for s in of_this_year(report, "requests_received") if s.exact and s.of is None]
    if form is None or not stated:
        yield rule.untold("没有读到表三" if form is None else "正文没有写收到申请的件数")
        return
    agreed = {_cell(statement) for statement in stated if statement.value == report.value(_cell(statement))}
    for statement in stated:
        path = _cell(statement)
        if path not in form.slots or statement.value == report.value(path):
            continue
        if path == _NEW and _is_with_carried(report, statement):
            if not any(word in statement.quote for word in _CARRIED_WORDS):
                yield agreement.finding(rule, report, form, statement, [path], says=_WITH_CARRIED, severity="note")
        elif path in agreed:
            yield agreement.finding(rule, report, form, statement, [path], says=_ELSEWHERE, severity="note")
        else:
            yield agreement.finding(rule, report, form, statement, [path])


def _cell(statement: Statement) -> str:
    return statement.cell or _NEW


def _is_with_carried(report: Report, statement: Statement) -> bool:
    new, carried = report.value(_NEW), report.value(_CARRIED_IN)
    return new is not None and bool(carried) and statement.value == new + (carried or 0)
