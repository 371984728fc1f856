"""逾期未答复: a request that had not been replied to when the year ended, or has not been today, past its day.

「应当自收到申请之日起20个工作日内予以答复」：《条例》第三十三条第二款。
"""

from collections.abc import Iterator

from django.db.models import Q

from gongkai.filing.findings.evidence import Evidence, Noticed, listed, look
from gongkai.law.statutes import ORDER_711
from gongkai.report.rules.rule import Rule
from gongkai.request.models import InfoRequest

rule = Rule(
    __name__,
    "逾期未答复的申请",
    cites=(ORDER_711.article(33, paragraph=2),),
    severity="warning",
    says="有{count}件申请过了答复期限没有答复：{which}。还没有答复的请尽快答复；年末已经逾期、结转下年的，说明原因。",
)


def check(evidence: Evidence) -> Iterator[Noticed]:
    unanswered_then = (Q(replied_on=None) | Q(replied_on__gt=evidence.last)) & Q(due_on__lte=evidence.last)
    unanswered_now = Q(replied_on=None, due_on__lt=evidence.on)
    received = InfoRequest.objects.filter(agency=evidence.filing.agency_id, received_on__lte=evidence.last)
    late = received.filter(unanswered_then | unanswered_now).exclude(state=InfoRequest.State.VOID)
    records, count = look(late.only("number", "arrived_on").order_by("due_on", "pk"))
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
