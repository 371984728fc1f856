"""没有计入的渠道: items of the year that a channel was to show, of which nobody recorded that it did, or on which day.

渠道条数只计登记了发布日期的；日期不在渠道启用期间的，要么日期错了，要么渠道的登记错了。
"""

from collections.abc import Iterator

from django.db.models import Count, F, Q

from gongkai.disclosure.models import Publication
from gongkai.filing.findings.evidence import Evidence, Named, Noticed
from gongkai.law.statutes import FORM_2021, ORDER_711
from gongkai.report.rules.rule import Rule

rule = Rule(
    __name__,
    "没有计入的渠道",
    cites=(ORDER_711.article(23), FORM_2021.part("所附格式第一部分")),
    severity="warning",
    says="渠道“{channel}”有{planned}条待登记，没有计入它的条数。请到“渠道”登记发布日期，或者取消；不登记的说明原因。",
)
_OUT_OF_TIME = (
    "渠道“{channel}”有{outside}条的发布日期在它启用以前或者停用以后。"
    "请核对发布日期和渠道的启用、停用日期；确实如此的，说明原因。"
)

_State = Publication.State


def check(evidence: Evidence) -> Iterator[Noticed]:
    published = Publication.objects.filter(agency=evidence.filing.agency_id)
    of_year = Q(item__released_on__gte=evidence.first, item__released_on__lte=evidence.last)
    shown = Q(state__in=(_State.DONE, _State.TAKEN_DOWN), on__gte=evidence.first, on__lte=evidence.last)
    outside = Q(on__lt=F("channel__opened_on")) | Q(on__gt=F("channel__closed_on"))
    rows = (
        published.filter((of_year & Q(state=_State.PLANNED)) | (shown & outside))
        .values("channel", "channel__name")
        .annotate(planned=Count("pk", filter=Q(state=_State.PLANNED)), outside=Count("pk", filter=shown))
        .order_by("channel")
    )
    for row in rows:
        name, planned, outside_it = row["channel__name"], row["planned"], row["outside"]
        record = Named("disclosure.channel", row["channel"], name)
        facts = {"channel": name, "planned": planned, "outside": outside_it}
        for count, says in ((planned, None), (outside_it, _OUT_OF_TIME)):
            if count:
                place = f"渠道：{name}" if says is None else f"渠道：{name}（日期）"
                yield Noticed(rule.finding(says=says, facts=facts, place=place), (record,), "overview", "platform")
