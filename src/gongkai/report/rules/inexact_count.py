"""确数: counts are exact; 余、多、近、左右 are not counts.

统计数据应当准确：国办公开办函〔2021〕30号把「不准确」列为应当追责的情形。
"""

import re
from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021
from gongkai.report.report import Report, StatementKind
from gongkai.report.rules.prose import clause_of, passages, place_of
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "确数",
    cites=(FORM_2021.part("正文"),),
    severity="warning",
    says="{place}写“{quote}”，不是确数。请按台账写出准确的数。",
)

_WANTED: tuple[StatementKind, ...] = (
    "disclosed_total",
    "channel",
    "category",
    "requests_received",
    "increase_on_last_year",
    "normative_documents",
    "reconsiderations",
    "lawsuits",
    "processing_fee",
)
_CHINESE = "一二两三四五六七八九十百千万"
_NUMERAL = rf"(?:(?<![\d.])\d{{1,12}}(?:\.\d{{1,6}})?[万千百]?|(?<![{_CHINESE}])[{_CHINESE}]{{1,12}})"
_UNIT = r"(?:条|件|份|篇|次|期|场|人次|宗|批)"
_ROUGH = re.compile(
    rf"{_NUMERAL}(?:余|多|几){_UNIT}|(?<![公最附合契特签制])(?:近|约|大约|将近|接近|超过|逾){_NUMERAL}{_UNIT}|{_NUMERAL}{_UNIT}(?:左右|上下|以上)"
)


def check(report: Report) -> Iterator[Found]:
    told: set[str] = set()
    for statement in sorted(report.statements, key=lambda statement: statement.kind not in _WANTED):
        words = clause_of(statement)
        if not statement.exact and words not in told:
            told.add(words)
            yield rule.finding(
                severity="warning" if statement.kind in _WANTED else "note",
                facts={"value": statement.value},
                place=place_of(report, statement),
                quote=words,
            )
    for passage in passages(report, "overview", "problems", "other"):
        for sentence in passage.sentences:
            for match in _ROUGH.finditer(sentence):
                if not any(match[0] in words for words in told):
                    told.add(match[0])
                    yield rule.finding(severity="note", place=passage.place, quote=match[0])
