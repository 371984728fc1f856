"""没有文字的部分: a heading that the form asks for with nothing under it.

「总体情况」的五个方面、「存在的主要问题及改进情况」「其他需要报告的事项」是文字：国办公开办函〔2021〕30号所附格式。
"""

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
    says="“{heading}”下面没有文字。请写明；确实没有的，写“没有”。",
)


def check(evidence: Evidence) -> Iterator[Noticed]:
    if evidence.version.counted_at is None:
        return
    written = {(each.section, each.part) for each in evidence.passages if each.text.strip()}
    for section, part, heading in wanted(forms.form(evidence.version.edition)):
        if (section, part) not in written:
            yield Noticed(
                rule.finding(facts={"section": section, "part": part}, place=f"正文：{heading}", heading=heading),
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
