"""答复未送达: a request counted as dealt with in the year whose reply has not been recorded as delivered."""

from collections.abc import Iterator

from gongkai.filing.findings.evidence import Evidence, Noticed, listed, look
from gongkai.law.statutes import ORDER_711
from gongkai.report.rules.rule import Rule
from gongkai.request.models import InfoRequest

rule = Rule(
    __name__,
    "没有送达的答复",
    cites=(ORDER_711.article(33),),
    severity="warning",
    says="有{count}件申请已计入本年办结，答复却没有登记送达：{which}。请送达并登记；确实送不到的，说明情况。",
)


def check(evidence: Evidence) -> Iterator[Noticed]:
    waiting = InfoRequest.objects.filter(
        agency=evidence.filing.agency_id,
        state=InfoRequest.State.REPLIED,
        replied_on__gte=evidence.first,
        replied_on__lte=evidence.last,
    )
    records, count = look(waiting.only("number", "arrived_on").order_by("replied_on", "pk"))
    if count:
        yield Noticed(
            rule.finding(
                facts={"count": count, "numbers": [each.words for each in records]},
                place="依申请公开",
                which=listed(records, count),
            ),
            records,
            "overview",
            "requests",
        )
