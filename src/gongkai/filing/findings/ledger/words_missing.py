"""没有文字的部分: a heading that the form asks for with nothing under it.

「总体情况」的五个方面、「存在的主要问题及改进情况」「其他需要报告的事项」是文字：国办公开办函〔2021〕30号所附格式。
"""

import re
from collections.abc import Iterator

from gongkai.filing.findings.evidence import Evidence, Noticed
from gongkai.law.statutes import FORM_2021
from gongkai.report import forms
from gongkai.report.rules.rule import Rule

rule = Rule(
    __name__,
    "没有文字的部分",
    cites=(FORM_2021.part("正文"),),
    severity="error",
    says="“{heading}”下面{what}。请写明；确实没有的，写明“本年没有……”。",
)

_NOTHING_SAID = re.compile(r"[\s　。；，、.;,]*(?:本年度?)?(?:暂?无|没有)?[\s　。；，、.;,]*")
"""Words that do not say what there was none of."""


def check(evidence: Evidence) -> Iterator[Noticed]:
    if evidence.version.counted_at is None:
        return
    words = {(each.section, each.part): each.text.strip() for each in evidence.passages}
    for section, part, heading in wanted(forms.form(evidence.version.edition)):
        said = words.get((section, part), "")
        if _NOTHING_SAID.fullmatch(said):
            yield Noticed(
                rule.finding(
                    facts={"section": section, "part": part},
                    place=f"正文：{heading}",
                    quote=said,
                    heading=heading,
                    what=f"只写了“{said}”" if said else "没有文字",
                ),
                section=section,
                part=part,
            )


def wanted(form: forms.Form) -> Iterator[tuple[str, str, str]]:
    """What consists of words: every part, and a section that has neither parts nor a table."""
    with_table = {table.section for table in form.table}
    for section in form.section:
        for part in section.part:
            yield section.code, part.code, form.part_heading(section, part)
        if not section.part and section.code not in with_table:
            yield section.code, "", form.heading(section)
