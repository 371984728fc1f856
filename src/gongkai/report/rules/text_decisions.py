"""文表相符·处理决定: the decisions that the text reports are those of table two.

“本年处理决定数量”是作出决定的件数，不是公开的条数，也不是事项数：《条例》第二十条第（五）（六）项。
"""

import re
from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021, ORDER_711
from gongkai.report.forms import Slot
from gongkai.report.report import Report
from gongkai.report.rules.prose import Passage, heading_words, of_this_year, passages, squeezed
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "文表相符（处理决定）",
    cites=(ORDER_711.article(20), FORM_2021.part("所附格式第二部分")),
    severity="error",
    says="正文写“{quote}”，{place}是{table}件，相差{gap}件。请核对决定台账，使正文与表格一致。",
)

_SAME_AS_PUBLISHED = (
    "{place}填{table}件，与正文公开的“{label}”{text}条是同一个数。表中要填的是本年作出的决定件数，不是公开的条数，"
    "请确认没有混用。"
)
_CANNOT_TELL = "正文写“{quote}”，但{place}没有数，无法核对。请补填表格。"
_MAKING = r"(?:作出|做出|下达)(?:的)?(?:各类|各项)?"
_COUNT = r"(?:决定书?)?(?:共计|合计|共|各类)?(?P<count>\d+)(?:件|起|宗|份|个)"


def check(report: Report) -> Iterator[Found]:
    form = report.edition
    slots = [slot for slot in form.slots.values() if slot.column.code == "decisions"] if form else []
    if form is None or not slots:
        yield rule.untold("没有读到表二")
        return
    if not any(heading_words(slot.row.label) in passage.text for slot in slots for passage in passages(report)):
        yield rule.untold("正文没有写许可、处罚、强制的件数")
        return
    yield from _made(report, slots)
    yield from _published(report, slots)


def _made(report: Report, slots: list[Slot]) -> Iterator[Found]:
    """「作出行政处罚决定12件」."""
    for passage in passages(report, "overview", "disclosure", "other"):
        for sentence in passage.sentences:
            if not _is_of_another_year(sentence, report.year):
                yield from _in_sentence(report, slots, passage, sentence)


def _in_sentence(report: Report, slots: list[Slot], passage: Passage, sentence: str) -> Iterator[Found]:
    for slot in slots:
        for match in re.finditer(rf"{_MAKING}{heading_words(slot.row.label)}{_COUNT}", sentence):
            said, in_table = int(match["count"]), report.value(slot.path)
            if in_table is None:
                yield rule.finding(
                    says=_CANNOT_TELL,
                    severity="note",
                    verdict="cannot_tell",
                    facts={"text": said, "table": None},
                    place=slot.label,
                    quote=match[0],
                    cells=[slot.path],
                )
            elif said != in_table:
                yield rule.finding(
                    facts={"text": said, "table": in_table, "gap": abs(said - in_table)},
                    place=slot.label,
                    quote=match[0],
                    cells=[slot.path],
                )


def _is_of_another_year(sentence: str, year: int | None) -> bool:
    years = {int(found) for found in re.findall(r"(20\d\d)年", sentence)}
    return bool(years) and year not in years


def _published(report: Report, slots: list[Slot]) -> Iterator[Found]:
    """「行政处罚19条」 among the items published, and 19 in the table."""
    for statement in of_this_year(report, "category", "channel"):
        label = squeezed(statement.label)
        for slot in slots:
            is_same = statement.value == report.value(slot.path) and statement.value > 1
            if heading_words(slot.row.label) in label and statement.unit == "条" and is_same:
                yield rule.finding(
                    says=_SAME_AS_PUBLISHED,
                    severity="note",
                    facts={"text": statement.value, "table": report.value(slot.path)},
                    place=slot.label,
                    quote=statement.quote,
                    cells=[slot.path],
                    label=label,
                )
