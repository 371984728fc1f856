"""没有登记的处理决定: decisions were disclosed under a category, and none was registered that table two could count."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Count, Q

from gongkai.disclosure import queries
from gongkai.disclosure.models import Item
from gongkai.filing.findings.evidence import Evidence, Noticed
from gongkai.law.statutes import FORM_2021, ORDER_711
from gongkai.report.rules.rule import Rule

rule = Rule(
    __name__,
    "没有登记的处理决定",
    cites=(ORDER_711.article(20), FORM_2021.part("所附格式第二部分")),
    severity="warning",
    says="本年公开了{count}条{words}决定，表二“本年处理决定数量”却是 0。请在登记簿登记本年的决定数；"
    "公开的是别的年度或者别的机关的决定的，说明原因。",
)


class _Decisions(NamedTuple):
    """Decisions of a category of article 20, and the cells of table two that should count them."""

    root: str
    words: str
    cells: tuple[str, ...]


_OF_TABLE_TWO = (
    _Decisions("20.5", "行政许可", ("disclosure.licensing.decisions",)),
    _Decisions("20.6", "行政处罚、行政强制", ("disclosure.penalties.decisions", "disclosure.coercion.decisions")),
)


def check(evidence: Evidence) -> Iterator[Noticed]:
    decisions = queries.disclosed(evidence.filing.agency, evidence.year, kind=Item.Kind.DECISION)
    disclosed = decisions.aggregate(**{each.words: Count("pk", filter=Q(root=each.root)) for each in _OF_TABLE_TWO})
    for each in _OF_TABLE_TWO:
        if disclosed[each.words] and not any(evidence.number(cell) for cell in each.cells):
            yield Noticed(
                rule.finding(
                    facts={"count": disclosed[each.words], "words": each.words},
                    place=f"表二“{each.words}”",
                    cells=each.cells,
                ),
                section="disclosure",
            )
