"""空白格: every cell of the form is filled; nothing done is a 0, not a blank.

空白和0是两回事：空白不能参加勾稽。写了“/”“无”等字样而不是数的格，也在这里说。
"""

from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021
from gongkai.report.forms import Form, Slot, Table
from gongkai.report.report import Report, State
from gongkai.report.rules import slots
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "空白格",
    cites=(FORM_2021.part("所附格式"),),
    severity="warning",
    says="{where}，{count}格空白。没有发生的请填0，不要留空；空白格不能参加勾稽。",
)

_UNREADABLE = "{where}共{count}格读到的是{words}，认不出是几。没有发生的请填0；有数的请分格写成数字。"


def check(report: Report) -> Iterator[Found]:
    form = report.edition
    if form is None:
        yield rule.untold("没有读到表格")
        return
    yield from _blank(report, form)
    yield from _unreadable(report, form)


def _blank(report: Report, form: Form) -> Iterator[Found]:
    for table, found in slots.by_table(form, _in_state(report, form, State.BLANK)):
        yield rule.finding(
            severity="error" if len(found) == len(table.slots) else "warning",
            facts={"count": len(found), "of": len(table.slots)},
            place=table.name,
            cells=[slot.path for slot in found],
            cites=[form.cites],
            where=_where(table, found),
        )


def _unreadable(report: Report, form: Form) -> Iterator[Found]:
    for table, found in slots.by_table(form, _in_state(report, form, State.UNREADABLE)):
        words = list(dict.fromkeys(report[slot.path].text.strip() for slot in found))
        yield rule.finding(
            says=_UNREADABLE,
            verdict="cannot_tell",
            facts={"count": len(found)},
            place=table.name,
            quote=words[0],
            cells=[slot.path for slot in found],
            cites=[form.cites],
            where=f"{table.name}{slots.named(found)}",
            words="".join(f"“{word}”" for word in words[:3]) + ("等" if len(words) > 3 else ""),
        )


def _in_state(report: Report, form: Form, state: State) -> list[str]:
    return [path for path in form.slots if report[path].state == state]


def _where(table: Table, blank: list[Slot]) -> str:
    if len(blank) == len(table.slots):
        return f"{table.name}整张没有填"
    filled = slots.filled_columns(blank)
    if filled and len(filled) <= 2:
        labels = "、".join(f"“{label}”" for label in filled)
        return f"{table.name}{len(table.block[0].rows)}行只填了{labels}{'一' if len(filled) == 1 else '两'}列"
    return f"{table.name}{slots.named(blank)}没有填"
