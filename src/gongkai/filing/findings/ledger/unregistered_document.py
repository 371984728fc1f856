"""没有登记的规范性文件: one that was disclosed as such in the year and does not stand on the register.

表二的制发、废止、现行有效件数由登记簿统计，登记簿上没有的不计。
"""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from gongkai.disclosure.models import Item
from gongkai.filing.findings.evidence import Evidence, Noticed, listed, look
from gongkai.filing.models import NormativeDocument
from gongkai.law.statutes import FORM_2021, ORDER_711
from gongkai.report.rules.rule import Rule

rule = Rule(
    __name__,
    "没有登记的规范性文件",
    cites=(ORDER_711.article(20, item=1), FORM_2021.part("所附格式第二部分")),
    severity="warning",
    says="本年公开的规范性文件有{count}件没有列入登记簿，表二没有计入：{which}。"
    "请在登记簿登记；不是本机关制发的规范性文件的，说明原因。",
)


def check(evidence: Evidence) -> Iterator[Noticed]:
    on_register = NormativeDocument.objects.filter(NormativeDocument.VALID, item=OuterRef("pk"))
    documents = Item.objects.filter(
        agency=evidence.filing.agency_id,
        kind=Item.Kind.NORMATIVE_DOCUMENT,
        origin__in=(Item.Origin.MADE, Item.Origin.MADE_JOINTLY),
        state=Item.State.RELEASED,
        released_on__gte=evidence.first,
        released_on__lte=evidence.last,
    ).exclude(Exists(on_register))
    records, count = look(documents.only("title").order_by("pk"))
    if count:
        yield Noticed(
            rule.finding(
                facts={"count": count, "items": [each.pk for each in records]},
                place="表二“行政规范性文件”",
                cells=("disclosure.normative_documents.made", "disclosure.normative_documents.in_force"),
                which=listed(records, count),
            ),
            records,
            "disclosure",
        )
