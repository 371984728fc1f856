"""整数: what is counted in pieces is a whole number.

件、项、条不能有小数；收费金额、采购金额可以。
"""

from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021
from gongkai.report.report import Report
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "整数",
    cites=(FORM_2021.part("所附格式"),),
    severity="error",
    says="{place}填的是{value}，按{unit}计的数应当是整数。请核对是否填错了格或者单位。",
)


def check(report: Report) -> Iterator[Found]:
    form = report.edition
    if form is None:
        yield rule.untold("没有读到表格")
        return
    for path, slot in form.slots.items():
        value = report.value(path)
        if value is not None and value != int(value) and slot.column.kind != "amount":
            yield rule.finding(
                facts={"value": value},
                place=slot.label,
                quote=report[path].text,
                cells=[path],
                cites=[form.cites],
                unit=slot.column.unit,
            )
