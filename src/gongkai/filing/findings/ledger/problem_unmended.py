"""没有改完的问题: a problem found by an inspection whose day for mending passed within the year."""

from collections.abc import Iterator

from django.db.models import Q

from gongkai.filing.findings.evidence import Evidence, Noticed, listed, look
from gongkai.law.statutes import ORDER_711
from gongkai.report.rules.rule import Rule
from gongkai.supervision.models import Problem

rule = Rule(
    __name__,
    "没有改完的问题",
    cites=(ORDER_711.article(47), ORDER_711.article(50, item=4)),
    severity="warning",
    says="检查发现的问题有{count}个到整改期限没有登记改完：{which}。已经改完的请登记；没有改完的，在第五部分写明并说明原因。",
)


def check(evidence: Evidence) -> Iterator[Noticed]:
    problems = Problem.objects.filter(Problem.VALID, agency=evidence.filing.agency_id, due_on__lte=evidence.last)
    unmended = problems.filter(Q(mended_on=None) | Q(mended_on__gt=evidence.last), due_on__gte=evidence.first)
    records, count = look(unmended.only("title").order_by("due_on", "pk"))
    if count:
        yield Noticed(
            rule.finding(
                facts={"count": count, "problems": [each.pk for each in records]},
                place="存在的主要问题及改进情况",
                which=listed(records, count),
            ),
            records,
            "problems",
        )
