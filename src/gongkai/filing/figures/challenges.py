"""行政复议、行政诉讼: table four from the disputes themselves."""

from collections.abc import Iterator

from gongkai.filing.figures import cells
from gongkai.filing.figures.figure import Figure, Number, Records
from gongkai.filing.models import Filing
from gongkai.law.statutes import ORDER_711
from gongkai.report.forms import Slot
from gongkai.request import counting

_ARTICLE = ORDER_711.article(50, item=3)
_RULES = {
    counting.TOTAL: "统计年度内有结果的，加上收到在12月31日以前、到这一天还没有结果的；登记作废的不计。",
    counting.PENDING: "12月31日以前收到、到这一天还没有结果的，一件计一次；以后有了结果，再计入结果那一年。",
}
_RESULT = "结果日期在统计年度内的，按结果一件计一次，不论哪一年收到；登记作废的不计。"


def figures(year: int) -> Iterator[Figure]:
    for slot in cells.slots(year, "challenges"):
        yield cells.figure(slot, year, _rule(slot), _ARTICLE)


def _rule(slot: Slot) -> str:
    return _RULES.get(slot.column.code, _RESULT)


def values(filing: Filing) -> Iterator[tuple[str, Number | None]]:
    counted = counting.challenges_table(filing.agency, filing.year)
    yield from ((slot.path, counted.counts.get(slot.path, 0)) for slot in counted.table.slots)


def records(filing: Filing, name: str) -> Records | None:
    slot = counting.form_of(filing.year).slots.get(name)
    if slot is None or slot.table.code != "challenges":
        return None
    return Records(counting.challenges_cell(filing.agency, filing.year, slot.row.code, slot.column.code))
