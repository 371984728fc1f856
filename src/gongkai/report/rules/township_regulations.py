"""规章制定权: a township, a street office or a county makes no regulations (规章).

地方政府规章只由省、自治区、直辖市和设区的市、自治州的人民政府制定：《立法法》第九十三条。
"""

from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021, LEGISLATION
from gongkai.report.report import Report
from gongkai.report.rules.agencies import Level, level
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "规章制定权",
    cites=(LEGISLATION.article(93), FORM_2021.part("所附格式第二部分")),
    severity="error",
    says="{place}填了{values}。{agency}是{level}机关，没有规章制定权，规章各格应当是0；"
    "所填若是行政规范性文件，请改填到“行政规范性文件”一行。",
)


def check(report: Report) -> Iterator[Found]:
    form = report.edition
    cells = [slot for slot in form.slots.values() if slot.row.code == "regulations"] if form else []
    filled = [(slot, report.value(slot.path)) for slot in cells if report.value(slot.path)]
    found = level(report)
    if form is None or all(report.value(slot.path) is None for slot in cells):
        yield rule.untold("没有读到“规章”一行的数")
    elif found is None:
        yield rule.untold("从机关名称看不出有没有规章制定权")
    elif filled and found is not Level.ABOVE:
        first = filled[0][0]
        yield rule.finding(
            facts={slot.column.code: value for slot, value in filled},
            place=f"{first.table.name}“{first.row.label}”",
            cells=[slot.path for slot, _ in filled],
            values="、".join(f"{slot.column.label}{value}" for slot, value in filled),
            agency=report.agency,
            level=found.value,
        )
