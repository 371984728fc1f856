"""缺行缺列: every row and column of the form is there.

表格「不能遗漏」：行、列、整张表都按格式列出，没有发生的填0。
"""

from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021, ORDER_711
from gongkai.report.forms import Form
from gongkai.report.report import Report, State
from gongkai.report.rules import slots
from gongkai.report.rules.editions import in_force_for
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "缺行缺列",
    cites=(FORM_2021.part("所附格式"),),
    severity="error",
    says="{where}，共{count}格。请按{form}补上；没有发生的填0。",
)

_NO_TABLES = "全文没有表格：格式要求{tables}用表格列出。请按{form}补上；没有发生的填0。"


def check(report: Report) -> Iterator[Found]:
    form = report.edition
    if form is None:
        yield from _without_tables(report)
        return
    missing = [path for path in form.slots if report[path].state == State.MISSING]
    merged = _printed_as_one(report, form)
    for table, found in slots.by_table(form, [path for path in missing if path not in merged]):
        whole = len(found) == len(table.slots)
        yield rule.finding(
            facts={"count": len(found), "of": len(table.slots)},
            place=table.name,
            cells=[slot.path for slot in found],
            cites=[form.cites],
            where=f"{table.name}整张没有列出" if whole else f"{table.name}缺少{slots.named(found)}",
            form=form.name,
        )


def _printed_as_one(report: Report, form: Form) -> set[str]:
    """Cells of rows in whose place one row of an older edition is printed: the rule form_year speaks of them."""
    return {
        slot.table.path(code, slot.column)
        for path, slot in form.merged_slots.items()
        if path in report.cells
        for merged in slot.block.merged
        if merged.code == slot.row.code
        for code in merged.of
    }


def _without_tables(report: Report) -> Iterator[Found]:
    form = in_force_for(report.year)
    if form is None or report.statistics:
        yield rule.untold("这一年度没有统一的表格格式，或者年度不明")
        return
    headings = [form.heading(form.sections[table.section]) for table in form.table]
    yield rule.finding(
        says=_NO_TABLES,
        facts={"count": len(form.slots)},
        place="、".join(table.name for table in form.table),
        cites=[form.cites, ORDER_711.article(50)],
        tables="、".join(f"“{heading}”" for heading in headings),
        form=form.name,
    )
