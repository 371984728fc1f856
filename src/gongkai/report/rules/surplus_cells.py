"""多余格: no row holds more figures than the form has columns for.

多出的数即使是0，也说明有的格错了位。
"""

from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021
from gongkai.report.report import Report, Surplus
from gongkai.report.rules.prose import squeezed
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "多余格",
    cites=(FORM_2021.part("所附格式"),),
    severity="warning",
    says="{place}有{rows}行多出了格式没有的格：{which}。请删去多余的格，并核对这几行的数是否错位。",
)


def check(report: Report) -> Iterator[Found]:
    form = report.edition
    by_table: dict[str, list[Surplus]] = {}
    for surplus in report.surplus:
        by_table.setdefault(surplus.table, []).append(surplus)
    for code, found in by_table.items():
        table = form.tables.get(code) if form else None
        rows = list(dict.fromkeys(squeezed(surplus.row) for surplus in found))
        cells = [slot.path for slot in table.slots if squeezed(slot.row.label) in rows] if table else []
        yield rule.finding(
            facts={"rows": len(rows), "count": len(found)},
            place=table.name if table else "表格",
            quote=" ".join((found[0].row, found[0].text)).strip(),
            cells=cells,
            cites=[form.cites] if form else None,
            which="；".join(_told(row, found) for row in rows),
        )


def _told(row: str, found: list[Surplus]) -> str:
    extra = "、".join(surplus.text.strip() for surplus in found if squeezed(surplus.row) == row)
    return f"“{row}”多出{extra}"
