"""文表相符·处理决定: the decisions that the text reports are those of table two.

“本年处理决定数量”是作出决定的件数，不是公开的条数，也不是事项数：《条例》第二十条第（五）（六）项。
"""

import re
from collections.abc import Iterable, Iterator

from gongkai.law.statutes import FORM_2021, ORDER_711
from gongkai.report.forms import Form, Slot
from gongkai.report.report import Report, Statement
from gongkai.report.rules import agreement
from gongkai.report.rules.prose import clause_of, heading_words, of_this_year, squeezed
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "文表相符（处理决定）",
    cites=(ORDER_711.article(20), FORM_2021.part("所附格式第二部分")),
    severity="error",
    says=agreement.SAYS + "请核对决定台账，使正文与表格一致。",
)

_MAY_DIFFER = agreement.SAYS + "如果正文说的是受理或者办理的件数而不是作出决定的件数，请写明。"
_SAME_AS_PUBLISHED = (
    "{place}填{table}件，与正文公开的“{label}”{text}条是同一个数。表中要填的是本年作出的决定件数，不是公开的条数，"
    "请确认没有混用。"
)
_DECIDED = re.compile(r"作出|做出|下达|决定")


def check(report: Report) -> Iterator[Found]:
    form = report.edition
    slots = {slot.path: slot for slot in form.slots.values() if slot.column.code == "decisions"} if form else {}
    names = [heading_words(slot.row.label) for slot in slots.values()]
    stated = [
        statement
        for statement in of_this_year(report, "category", "channel")
        if statement.exact and (statement.cell in slots or any(name in statement.label for name in names))
    ]
    if form is None or not stated:
        yield rule.untold("没有读到表二" if form is None else "正文没有写许可、处罚、强制的件数")
        return
    for statement in stated:
        if statement.cell in slots:
            yield from _made(report, form, statement, statement.cell)
        else:
            yield from _published(report, statement, slots.values())


def _made(report: Report, form: Form, statement: Statement, path: str) -> Iterator[Found]:
    """「作出行政处罚决定12件」."""
    if statement.value == report.value(path):
        return
    if _DECIDED.search(statement.label + clause_of(statement)):
        yield agreement.finding(rule, report, form, statement, [path])
    else:
        yield agreement.finding(rule, report, form, statement, [path], says=_MAY_DIFFER, severity="note")


def _published(report: Report, statement: Statement, slots: Iterable[Slot]) -> Iterator[Found]:
    """「行政处罚19条」 among the items published, and 19 in the table."""
    for slot in slots:
        same = statement.value > 1 and statement.value == report.value(slot.path)
        if same and statement.unit == "条" and heading_words(slot.row.label) in statement.label:
            yield rule.finding(
                says=_SAME_AS_PUBLISHED,
                severity="note",
                facts={"text": statement.value, "table": report.value(slot.path)},
                place=slot.label,
                quote=statement.quote,
                cells=[slot.path],
                label=squeezed(statement.label),
            )
