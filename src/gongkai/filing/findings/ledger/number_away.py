"""改离台账的数: a number of the text that was written over, or whose figure has no number.

改动由经办人负责，要有名有姓的人确认；没有数的，正文里是“〔待填〕”，必须补上。
"""

from collections.abc import Iterator

from gongkai.filing import text
from gongkai.filing.findings.evidence import Evidence, Noticed
from gongkai.law.statutes import FORM_2021
from gongkai.report import forms
from gongkai.report.rules.rule import Rule

rule = Rule(
    __name__,
    "改离台账的数",
    cites=(FORM_2021.part("关于明确责任的规定"),),
    severity="warning",
    says="{heading}里的“{label}”写的是{written}，台账统计是{counted}。请改回；台账不全的请补登后重新统计；确实应写{written}的，说明原因。",
)
_UNKNOWN = "{heading}里的“{label}”没有数，正文里是“{written}”。请登记后重新统计，或者在“数字”页填报，或者改写这一句。"


def check(evidence: Evidence) -> Iterator[Noticed]:
    form = forms.form(evidence.version.edition)
    for passage in evidence.passages:
        for away in text.away(passage, evidence.figures):
            label = away.figure.label if away.figure else away.name
            is_unknown = away.written == away.counted
            yield Noticed(
                rule.finding(
                    says=_UNKNOWN if is_unknown else None,
                    severity="error" if is_unknown else None,
                    facts={"name": away.name, "written": away.written, "counted": away.counted},
                    place=f"正文：{label}",
                    heading=heading(form, passage.section, passage.part),
                    label=label,
                ),
                section=passage.section,
                part=passage.part,
            )


def heading(form: forms.Form, section: str, part: str) -> str:
    """What stands above a passage: “监督保障”, else the section's title."""
    of = form.sections.get(section)
    if of is None:
        return "正文"
    own = next((each.title for each in of.part if each.code == part), "")
    return f"“{own or of.title}”"
