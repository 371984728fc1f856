"""没有交代的安排: what last year's report promised, without a word of whether it was done.

「政府信息公开工作存在的主要问题及改进情况」：《条例》第五十条第（四）项。
"""

from collections.abc import Iterator

from gongkai.filing.findings.evidence import Evidence, Noticed, listed, look
from gongkai.filing.models import Plan
from gongkai.law.statutes import ORDER_711
from gongkai.report.rules.rule import Rule

rule = Rule(
    __name__,
    "没有交代的改进安排",
    cites=(ORDER_711.article(50, item=4),),
    severity="error",
    says="上年报告提出的改进安排有{count}项没有写落实情况：{which}。请在“上年安排”里逐项填写；没有完成的也要写明。",
)


def check(evidence: Evidence) -> Iterator[Noticed]:
    plans = Plan.objects.filter(agency=evidence.filing.agency_id, year=evidence.year, void_reason="")
    untold = plans.filter(progress=Plan.Progress.NOT_TOLD)
    records, count = look(untold.order_by("pk"))
    if count:
        yield Noticed(
            rule.finding(
                facts={"count": count, "plans": [each.pk for each in records]},
                place="存在的主要问题及改进情况",
                which=listed(records, count),
            ),
            records,
            "problems",
        )
