"""格式版本: the edition of the form is the one in force for the year, row by row.

2019、2020年度用国办公开办函〔2019〕60号的格式（试行），2021年度起用国办公开办函〔2021〕30号的格式。
"""

from collections.abc import Iterator

from gongkai.law.statutes import FORM_2019, FORM_2021
from gongkai.report.forms import Form
from gongkai.report.report import Report, State
from gongkai.report.rules.editions import in_force_for
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "格式版本",
    cites=(str(FORM_2021), str(FORM_2019)),
    severity="error",
    says="表格用的是{used}，{year}年度应当用{due}（{notice}）。请换用该格式重新填报，两版的列不能互相换算。",
)

_ONE_ROW = "{table}“{label}”只有一行，是旧版格式；{form}分为{count}行：{rows}。请按新格式分行填报。"


def check(report: Report) -> Iterator[Found]:
    form, due = report.edition, in_force_for(report.year)
    if form is None or due is None or report.year is None:
        yield rule.untold("没有读到表格，或者这一年度没有统一格式")
        return
    if not form.in_force_for(report.year):
        yield rule.finding(
            facts={"used": form.edition, "due": due.edition, "year": report.year},
            place="、".join(table.name for table in form.table),
            cites=[due.cites],
            used=form.name,
            due=due.name,
            notice=due.cites,
        )
    else:
        yield from _older_rows(report, form)


def _older_rows(report: Report, form: Form) -> Iterator[Found]:
    """Rows printed as one that the edition divides into several."""
    for table in form.table:
        for block in table.block:
            for merged in block.merged:
                printed = [table.path(merged.code, column) for column in block.columns]
                if any(path in report.cells and report[path].state != State.MISSING for path in printed):
                    rows = [row.label for row in block.rows if row.code in merged.of]
                    yield rule.finding(
                        says=_ONE_ROW,
                        facts={"count": len(rows)},
                        place=f"{table.name}“{merged.label}”",
                        cells=printed,
                        cites=[form.cites],
                        table=table.name,
                        label=merged.label,
                        form=form.name,
                        rows="、".join(f"“{row}”" for row in rows),
                    )
