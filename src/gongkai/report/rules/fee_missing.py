"""信息处理费: section six reports the processing fee.

收取信息处理费的情况写在“其他需要报告的事项”；没有收取的，写明未收取：国办函〔2020〕109号，2021年度报告起。
"""

import re
from collections.abc import Iterator

from gongkai.law.statutes import FEES_2020, FORM_2021
from gongkai.report.report import Report
from gongkai.report.rules.editions import edition_for
from gongkai.report.rules.prose import passages, squeezed
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "信息处理费",
    cites=(str(FEES_2020), FORM_2021.part("所附格式第六部分")),
    severity="warning",
    says="“{heading}”没有报告信息处理费的收取情况。请写明全年收取多少元；没有收取的，写明“未收取信息处理费”。",
)

_FEE = re.compile(
    r"信息处理费|处理费用?|(?:收取|收费|费用)[^。；]{0,20}(?:政府信息|申请)|"
    r"(?:政府信息公开|申请)[^。；]{0,24}(?:收取|收费|费用)|(?:未|没有|无)(?:发生)?(?:收取|收费)"
)
_FIRST_YEAR = 2021


def check(report: Report) -> Iterator[Found]:
    form = edition_for(report)
    if form is None or report.year is None or report.year < _FIRST_YEAR or "other" not in form.sections:
        yield rule.untold("这一年度没有报告信息处理费的要求，或者年度不明")
        return
    if report.stated("processing_fee"):
        return
    prose = [passage for passage in passages(report) if passage.section not in ("title", "preamble", "signature")]
    if not prose:
        yield rule.untold("没有读到正文")
    elif not any(_FEE.search(squeezed(passage.text)) for passage in prose):
        section = report.section("other")
        yield rule.finding(
            place=f"“{form.heading(form.sections['other'])}”",
            quote=squeezed(section.whole_text)[:40] if section else "",
            heading=form.heading(form.sections["other"]),
        )
