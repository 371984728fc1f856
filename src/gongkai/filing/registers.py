"""规范性文件、处理决定和收费: the registers that table two is counted from, as data, and what it counts of them.

国办公开办函〔2021〕30号所附格式第二部分：制发、废止件数是本年的，现行有效件数是年末的，处理决定数量是本机关本年作出的。
"""

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.filing.models import Decided, NormativeDocument
from gongkai.supervision.queries import Agencies, of, within


def documents_made(agencies: Agencies, kind: str, year: int) -> QuerySet[NormativeDocument]:
    """本年制发: issued in the year."""
    return _documents(agencies, kind).filter(within(year))


def documents_ended(agencies: Agencies, kind: str, year: int) -> QuerySet[NormativeDocument]:
    """本年废止: repealed, declared invalid or run out in the year."""
    return _documents(agencies, kind).filter(within(year, field="ended_on"))


def documents_in_force(agencies: Agencies, kind: str, year: int) -> QuerySet[NormativeDocument]:
    """现行有效: at the end of the last day of the year."""
    last = date(year, 12, 31)
    return _documents(agencies, kind).filter(Q(ended_on=None) | Q(ended_on__gt=last), on__lte=last)


def decided(agencies: Agencies, kind: str, year: int) -> QuerySet[Decided]:
    """What was decided or charged in the year, by periods; the sum of `number` is the figure."""
    return Decided.objects.filter(Decided.VALID, of(agencies), within(year), kind=kind)


def _documents(agencies: Agencies, kind: str) -> QuerySet[NormativeDocument]:
    return NormativeDocument.objects.filter(NormativeDocument.VALID, of(agencies), kind=kind)
