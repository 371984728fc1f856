"""全年没有用的渠道: one that was open all the year and showed nothing.

政府网站计入总数，查阅点只供查阅，都不在此列。
"""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from gongkai.disclosure.models import Channel, Publication
from gongkai.filing.findings.evidence import Evidence, Noticed, listed, look
from gongkai.law.statutes import ORDER_711
from gongkai.report.rules.rule import Rule

rule = Rule(
    __name__,
    "全年没有用的渠道",
    cites=(ORDER_711.article(23),),
    severity="warning",
    says="有{count}个渠道登记在用，全年没有发布一条：{which}。"
    "用过而没有登记的，请补登；已经停用的，请登记停用；确实没有用的，说明原因。",
)

_NOT_COUNTED = (Channel.Kind.PORTAL, Channel.Kind.READING_POINT)


def check(evidence: Evidence) -> Iterator[Noticed]:
    planned = Q(state=Publication.State.PLANNED)  # told of by uncounted_channel
    used = Publication.objects.filter(
        planned | Q(on__gte=evidence.first, on__lte=evidence.last), channel=OuterRef("pk")
    )
    idle = (
        Channel.objects.filter(agency=evidence.filing.agency_id)
        .filter(Q(opened_on=None) | Q(opened_on__lte=evidence.first))
        .filter(Q(closed_on=None) | Q(closed_on__gt=evidence.last))
        .exclude(kind__in=_NOT_COUNTED)
        .exclude(Exists(used))
    )
    records, count = look(idle.only("name").order_by("pk"))
    if count:
        yield Noticed(
            rule.finding(
                facts={"count": count, "channels": [each.pk for each in records]},
                place="政府信息公开平台建设",
                which=listed(records, count),
            ),
            records,
            "overview",
            "platform",
        )
