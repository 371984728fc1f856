"""填报的数字: a figure that does not come from the ledger goes out only once somebody held it against its source."""

from collections.abc import Iterator

from gongkai.filing.findings.evidence import Evidence, Noticed
from gongkai.law.statutes import FORM_2021
from gongkai.report.rules.rule import Rule

rule = Rule(
    __name__,
    "填报的数字",
    cites=(FORM_2021.part("关于明确责任的规定"),),
    severity="warning",
    says="{label}填报为{value}{unit}，{counted}。来源：{source}；理由：{reason}。请对照来源材料核对，无误的确认。",
)


def check(evidence: Evidence) -> Iterator[Noticed]:
    for figure in evidence.figures.values():
        if figure.entered is None:
            continue
        counted = "台账没有这个数" if figure.counted is None else f"台账统计是{figure.counted}{figure.unit}"
        yield Noticed(
            rule.finding(
                facts={
                    "value": str(figure.value),
                    "ledger": None if figure.counted is None else str(figure.counted),
                    "source": figure.entered.source,
                    "reason": figure.entered.reason,
                },
                place=figure.label,
                cells=(figure.name,),
                label=figure.label,
                unit=figure.unit,
                counted=counted,
            ),
            section=figure.name.partition(".")[0] if figure.name in evidence.report.cells else "",
        )
