"""没有答复的批注: what an examiner or the supervisor asked to have mended, without an answer."""

from collections.abc import Iterator

from gongkai.filing.findings.evidence import Evidence, Noticed
from gongkai.law.statutes import FORM_2021
from gongkai.report import forms
from gongkai.report.rules.rule import Rule

rule = Rule(
    __name__,
    "没有答复的批注",
    cites=(FORM_2021.part("关于明确责任的规定"),),
    severity="error",
    says="{by}的批注还没有答复：{words}。请改好，并在批注后写明怎样处理。",
)


def check(evidence: Evidence) -> Iterator[Noticed]:
    slots = forms.form(evidence.version.edition).slots
    for mark in evidence.version.marks.filter(is_sent=True, answered_on=None).select_related("by"):
        slot = slots.get(mark.cell)
        yield Noticed(
            rule.finding(
                facts={"mark": mark.pk},
                place=slot.label if slot else "",
                quote=mark.quote,
                cells=(mark.cell,) if slot else (),
                by=mark.by.name,
                words=mark.says,
            ),
            section=mark.section or (slot.table.section if slot else ""),
            part=mark.part,
        )
