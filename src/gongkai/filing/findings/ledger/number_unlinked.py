"""没有连到台账的数: a count in the text that no figure stands behind: whether it is right, nothing can tell."""

import re
from collections.abc import Iterator

from gongkai.filing.findings.evidence import MOST_NAMED, Evidence, Noticed
from gongkai.law.statutes import FORM_2021
from gongkai.report import forms
from gongkai.report.rules.rule import Rule

rule = Rule(
    __name__,
    "没有连到台账的数",
    cites=(FORM_2021.part("关于明确责任的规定"),),
    severity="note",
    says="{place}有{count}个数不是由台账统计来的：{which}。请自行核对。",
)

_LINKED = re.compile(r"\{\{[^{}]*\}\}\w?")
_COUNT = re.compile(r"(?<![\d〔第年月])\d[\d,.]*(?:余|多)?(?:万元|元|件|条|次|个|期|篇|场|人次|人|份|起|例)(?!月)")


def check(evidence: Evidence) -> Iterator[Noticed]:
    form = forms.form(evidence.version.edition)
    for passage in evidence.passages:
        counts = _COUNT.findall(_LINKED.sub("、", passage.text))
        if not counts:
            continue
        place = form.sections[passage.section].title if passage.section in form.sections else ""
        yield Noticed(
            rule.finding(
                facts={"count": len(counts), "numbers": counts},
                place=f"“{place}”" if place else "正文",
                which="、".join(f"“{each}”" for each in counts[:MOST_NAMED])
                + ("等" if len(counts) > MOST_NAMED else ""),
            ),
            section=passage.section,
            part=passage.part,
        )
