"""没有计入的渠道: items of the year that a channel was to show, of which nobody recorded that it did, or on which day.

渠道条数只计登记了发布日期的；日期不在渠道启用期间的，要么日期错了，要么渠道的登记错了。
"""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, F, Q, QuerySet

from gongkai.disclosure.models import Publication
from gongkai.disclosure.queries import DONE
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


def check(evidence: Evidence) -> Iterator[Noticed]:
    planned, outside = _counted(_planned(evidence)), _counted(_outside(evidence))
    for pk, name in sorted({*planned, *outside}):
        record = Named("disclosure.channel", pk, name)
        facts = {"channel": name, "planned": planned[pk, name], "outside": outside[pk, name]}
        for count, says in ((planned[pk, name], None), (outside[pk, name], _OUT_OF_TIME)):
            if count:
                place = f"渠道：{name}" if says is None else f"渠道：{name}（日期）"
                yield Noticed(rule.finding(says=says, facts=facts, place=place), (record,), "overview", "platform")


def _planned(evidence: Evidence) -> QuerySet[Publication]:
    """A plan has no day yet: by that an index finds them among all that was shown."""
    planned = Publication.objects.filter(agency=evidence.filing.agency_id, state=Publication.State.PLANNED, on=None)
    return planned.filter(item__released_on__gte=evidence.first, item__released_on__lte=evidence.last)


def _outside(evidence: Evidence) -> QuerySet[Publication]:
    """Only of channels that were not open all the year are the days looked at."""
    not_all_year = Q(channel__opened_on__gt=evidence.first) | Q(channel__closed_on__lt=evidence.last)
    shown = Publication.objects.filter(
        not_all_year,
        agency=evidence.filing.agency_id,
        state__in=DONE,
        on__gte=evidence.first,
        on__lte=evidence.last,
    )
    return shown.filter(Q(on__lt=F("channel__opened_on")) | Q(on__gt=F("channel__closed_on")))


def _counted(rows: QuerySet[Publication]) -> Counter[tuple[int, str]]:
    """Channel → how many of the publications are on it."""
    counted = rows.order_by().values_list("channel", "channel__name").annotate(count=Count("pk"))
    return Counter({(pk, name): count for pk, name, count in counted})
