"""没有上年报告: what is carried over, what is in force and what increased cannot be held against last year's report."""

from collections.abc import Iterator

from gongkai.filing.findings.evidence import Evidence, Noticed
from gongkai.filing.models import Filing, Version
from gongkai.law.statutes import FORM_2021
from gongkai.report.rules.rule import Rule

rule = Rule(
    __name__,
    "没有上年报告",
    cites=(FORM_2021.part("所附格式第二部分、第三部分"),),
    severity="warning",
    says="系统里没有{before}年度的报告，“上年结转”“现行有效件数”和比上年的增减都没有核对过。"
    "请把上年报告的文件读进来；没有上年报告的，说明原因。",
)


_READ = (
    "{before}年度的报告已经从文件读入，还没有入库，“上年结转”“现行有效件数”和比上年的增减都没有核对过。请先核对、入库。"
)


def check(evidence: Evidence) -> Iterator[Noticed]:
    opened = evidence.filing.agency.opened_on
    if evidence.previous is None and not (opened and opened.year >= evidence.year):
        before = evidence.year - 1
        waits = Filing.objects.filter(
            agency=evidence.filing.agency_id,
            scope=evidence.filing.scope,
            year=before,
            latest__state=Version.State.READING,
        ).exists()
        says = _READ if waits else None
        yield Noticed(rule.finding(says=says, facts={"before": before, "read": waits}, place=f"{before}年度报告"))
