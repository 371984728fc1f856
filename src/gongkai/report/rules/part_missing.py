"""小标题齐全: the first section speaks of all five aspects.

总体情况写主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面：格式第一部分。
"""

from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021
from gongkai.report.forms import Part
from gongkai.report.report import Report, Section, Severity
from gongkai.report.rules.editions import edition_for
from gongkai.report.rules.prose import squeezed
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "小标题齐全",
    cites=(FORM_2021.part("所附格式第一部分"),),
    severity="error",
    says="“{heading}”缺少{missing}{count}个小标题。请补写这{count}个方面的情况。",
)

_PERHAPS_UNDER_OTHERS = (
    "“{heading}”没有以{missing}为小标题的内容，另有自拟的小标题{others}。"
    "请核对这{count}个方面是否写到，并改用规定的小标题。"
)
_NOT_DIVIDED = "“{heading}”没有分列小标题，也没有写到{missing}。请按规定的{all}个方面分列。"


def check(report: Report) -> Iterator[Found]:
    form = edition_for(report)
    if form is None:
        yield rule.untold("这一年度没有统一格式，或者年度不明")
        return
    for official in form.section:
        section = report.section(official.code)
        if official.part and section is None:
            yield rule.untold(f"没有读到“{form.heading(official)}”")
        elif official.part and section is not None:
            missing = [part for part in official.part if not _is_there(section, part)]
            if missing:
                yield _finding(section, missing, form.heading(official), len(official.part), form.cites)


def _is_there(section: Section, part: Part) -> bool:
    if any(found.code == part.code for found in section.parts):
        return True
    return not any(found.code for found in section.parts) and part.title in squeezed(section.whole_text)


def _finding(section: Section, missing: list[Part], heading: str, all_parts: int, cites: str) -> Found:
    own = [squeezed(part.title)[:20] for part in section.parts if not part.code]
    severity: Severity
    if not section.parts:
        says, severity = _NOT_DIVIDED, "note"
    elif own:
        says, severity = _PERHAPS_UNDER_OTHERS, "warning"
    else:
        says, severity = rule.says, "error"
    return rule.finding(
        says=says,
        severity=severity,
        facts={"count": len(missing), "parts": [part.code for part in missing]},
        place=f"“{heading}”",
        cites=[cites],
        heading=heading,
        missing="、".join(f"“{part.title}”" for part in missing),
        others="、".join(f"“{title}”" for title in own),
        all=all_parts,
    )
