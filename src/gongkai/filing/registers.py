"""规范性文件、处理决定和收费: the registers that table two is counted from, as data, and what it counts of them.

国办公开办函〔2021〕30号所附格式第二部分：制发、废止件数是本年的，现行有效件数是年末的，处理决定数量是本机关本年作出的。
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from gongkai.agency.models import Agency
from gongkai.filing.models import Decided, Filing, NormativeDocument
from gongkai.law.calendar import long_words
from gongkai.law.statutes import FORM_2021, LEGISLATION, ORDER_711
from gongkai.supervision import checking, registers
from gongkai.supervision.checking import Fault
from gongkai.supervision.models import Appraisal, Assessment, Registered
from gongkai.supervision.queries import Agencies, of, within
from gongkai.supervision.registers import Register

_WITHOUT_REGULATIONS = ("county", "township")
"""Levels whose governments and departments cannot make 规章 (立法法：设区的市以上)."""
_TOO_MUCH = {"township": Decimal(1_000), "county": Decimal(50_000)}
_TOO_MUCH_ABOVE = Decimal(1_000_000)
"""万元 that no agency of a level charges in a year: the figure was probably meant in 元."""


def _ended_properly(entry: Any, today: date) -> Iterator[Fault]:
    if entry.ended_on is None and entry.end:
        yield Fault("ended_on", "写明了废止方式，请填从哪一天起不再有效。")
    elif entry.ended_on is not None and not entry.end:
        yield Fault("end", "填了废止、失效日期，请选废止方式。")
    if entry.ended_on is not None and entry.ended_on < entry.on:
        yield Fault("ended_on", "废止、失效日期早于成文日期。请核对这两个日期。")
    if entry.ended_on is not None and entry.ended_on > today:
        yield Fault("ended_on", f"{long_words(entry.ended_on)}还没有到。不再有效了再登记。")


def _one_of_a_number(entry: Any, today: date) -> Iterator[Fault]:
    """A document is counted once."""
    if not entry.document_number:
        return
    others = NormativeDocument.objects.filter(NormativeDocument.VALID, agency=entry.agency).exclude(pk=entry.pk)
    if others.filter(document_number=entry.document_number).exists():
        yield Fault("document_number", f"文号“{entry.document_number}”已经登记过，一件只登记一次。请核对文号。")


def _without_number(entry: Any, today: date) -> Iterator[str]:
    if not entry.document_number:
        yield "没有填文号。行政规范性文件应当有文号；确实没有的，核对后再登记。"


def _no_regulations(agency: Agency) -> Mapping[str, tuple[str, ...]]:
    barred = (NormativeDocument.Kind.REGULATION.value,) if agency.level in _WITHOUT_REGULATIONS else ()
    return {"kind": barred}


def _within_one_year(entry: Any, today: date) -> Iterator[Fault]:
    if entry.from_on > entry.on:
        yield Fault("from_on", "期间的第一天晚于最后一天。请核对这两个日期。")
    elif entry.from_on.year != entry.on.year:
        yield Fault("from_on", "一条登记的期间不能跨年：年报按年度统计。请分年登记。")


def _counted_once(entry: Any, today: date) -> Iterator[Fault]:
    """No day is in two entries of a kind, however each was made."""
    twice = overlapping(entry.agency, entry.kind, entry.from_on, entry.on).exclude(pk=entry.pk).first()
    if twice is not None:
        yield Fault(
            "from_on",
            f"{twice.get_kind_display()}已经登记了 {twice.from_on.isoformat()} 至 {twice.on.isoformat()}"
            f"（{twice.get_way_display()}，{amount(twice)}），期间重叠会重复计数。请改期间，或者先更正、作废那一条。",
        )


def _a_number(entry: Any, today: date) -> Iterator[Fault]:
    if entry.number < 0:
        yield Fault("number", "数量、金额不会小于 0。")
    elif entry.kind != Decided.Kind.CHARGES and entry.number != entry.number.to_integral_value():
        yield Fault("number", f"{entry.get_kind_display()}按件计，应是整数。")


def _meant_in_yuan(entry: Any, today: date) -> Iterator[str]:
    """元 written where 万元 is asked: the commonest fault of table two."""
    if entry.kind == Decided.Kind.CHARGES and entry.number >= _TOO_MUCH.get(entry.agency.level, _TOO_MUCH_ABOVE):
        in_yuan = (entry.number / 10_000).normalize()
        yield (
            f"收费 {entry.number.normalize():f} 万元，是不是按元填的？这一栏的单位是万元；"
            f"如果收了 {entry.number.normalize():f} 元，应填 {in_yuan:f}。"
        )


def _fixed(entry: Any) -> str:
    if entry.way == Decided.Way.COUNTED:
        return "这一条是由公开信息数出来的，不能直接改数。请“重新计数”，或者作废后手工登记。"
    return ""


DOCUMENTS = Register(
    code="documents",
    one="document",
    word="规章和行政规范性文件",
    unit="件",
    model=NormativeDocument,
    fields=("title", "kind", "document_number", "on", "ended_on", "end", "source"),
    columns=("title", "document_number", "on", "ended_on", "end"),
    labels={"on": "成文日期"},
    helps={
        "title": "只登记本机关制发的。人事任免、内部通知、会议纪要不是规范性文件。",
        "ended_on": "从哪一天起不再有效。还有效的不填。",
        "source": "从哪里查来的，例如：县司法局清理目录。可以不填。",
    },
    feeds="表二第二十条第（一）项：本年制发、本年废止、现行有效件数",
    in_table=True,
    cites=(ORDER_711.article(20, item=1), FORM_2021.part("表二"), str(LEGISLATION)),
    checks=(_ended_properly, _one_of_a_number),
    doubts=(checking.long_ago, checking.registered_already, _without_number),
    not_for=_no_regulations,
)
DECISIONS = Register(
    code="decisions",
    one="decided",
    word="处理决定和收费",
    unit="条",
    model=Decided,
    fields=("kind", "from_on", "on", "number", "source"),
    columns=("kind", "from_on", "on", "number", "way", "source"),
    labels={"on": "期间止", "source": "数字从哪里来"},
    helps={
        "from_on": "这个数统计的是哪一段时间，可以是一个月、一个季度，也可以是全年，不能跨年。",
        "number": "许可、处罚、强制填本机关作出的处理决定件数，不是公开的条数；收费填实收金额，单位是万元。",
        "source": "例如：便民服务中心许可台账、财政所非税收入报表。",
    },
    feeds="表二第二十条第（五）（六）（八）项：处理决定数量、收费金额",
    in_table=True,
    cites=(ORDER_711.article(20, item=5), ORDER_711.article(20, item=6), ORDER_711.article(20, item=8)),
    checks=(_within_one_year, _counted_once, _a_number),
    doubts=(checking.long_ago, _meant_in_yuan),
    fixed=_fixed,
    imported_as={"way": Decided.Way.IMPORTED},
)

REGISTERS: tuple[Register, ...] = (DOCUMENTS, DECISIONS, *registers.REGISTERS)
"""Every register, in the order of the report."""
BY_CODE = {register.code: register for register in REGISTERS}
BY_MODEL = {register.model: register for register in REGISTERS}


def amount(entry: Decided) -> str:
    """3 件, 1.25 万元."""
    return f"{entry.number.normalize():f} {'万元' if entry.kind == Decided.Kind.CHARGES else '件'}"


def years_of(entry: Registered) -> set[int]:
    """The years whose reports an entry counts in."""
    if isinstance(entry, Assessment | Appraisal):
        return {entry.year}
    if isinstance(entry, NormativeDocument) and entry.ended_on is not None:
        return {entry.on.year, entry.ended_on.year}
    return {entry.on.year}


def published_years(agency: Agency, years: Iterable[int]) -> list[int]:
    """The years among these whose report the public has read."""
    filings = Filing.objects.filter(agency=agency, year__in=set(years), published__isnull=False)
    return sorted({*filings.values_list("year", flat=True)})


def overlapping(agency: Agency, kind: str, from_on: date, on: date) -> QuerySet[Decided]:
    """The valid entries of a kind that share a day with a period."""
    valid = Decided.objects.filter(Decided.VALID, agency=agency, kind=kind)
    return valid.filter(from_on__lte=on, on__gte=from_on)


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
