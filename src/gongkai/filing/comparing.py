"""比较: a report beside last year's, and where it lies among those of the county's other agencies of its kind.

    with_last_year(report, previous) -> Comparison        among(version, report, officer) -> Among

Of other agencies only what they have published is used; who receives their reports uses what they have filed, too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import median, quantiles

from django.db.models import Q, QuerySet

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.agency.roles import Role
from gongkai.filing.figures.figure import Number, plain
from gongkai.filing.models import Filing, Version
from gongkai.report import exchange
from gongkai.report.comparison import Comparison, compare
from gongkai.report.report import Report

MOST = 200
"""So many other reports are read, the latest first: a county has fewer agencies of one kind."""

FEWEST = 4
"""So many others make a middle half worth naming."""

_FILED = (Version.State.SUBMITTED, Version.State.ACCEPTED)
_FENCE = Decimal("1.5")
_APART = 5
"""Among reports that all say the same, so much more is worth a word."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What reports are compared by: a cell of the form, or the total that the text states."""

    name: str
    word: str
    unit: str


TOTAL = Measure("disclosed.total", "主动公开信息", "条")

MEASURES = (
    TOTAL,
    Measure("requests.new.total", "新收申请", "件"),
    Measure("requests.handled.total", "办结申请", "件"),
    Measure("requests.carried_out.total", "结转下年", "件"),
    Measure("challenges.reconsideration.total", "行政复议", "件"),
    Measure("challenges.lawsuit_direct.total", "未经复议直接起诉", "件"),
    Measure("disclosure.normative_documents.in_force", "现行有效规范性文件", "件"),
    Measure("disclosure.licensing.decisions", "行政许可决定", "件"),
    Measure("disclosure.penalties.decisions", "行政处罚决定", "件"),
    Measure("disclosure.charges.amount", "行政事业性收费", "万元"),
)


@dataclass(frozen=True)
class Standing:
    """Where an agency lies among others by one measure; `others` are (agency, number) from the least to the most."""

    measure: Measure
    own: Number | None
    others: tuple[tuple[str, Number], ...]

    @cached_property
    def numbers(self) -> list[Number]:
        return [number for _, number in self.others]

    @cached_property
    def median(self) -> Number | None:
        return plain(median(map(Decimal, self.numbers))) if self.numbers else None

    @cached_property
    def quarters(self) -> tuple[Number, Number] | None:
        """Between the two lies the middle half of the others; None where they are too few."""
        if len(self.numbers) < FEWEST:
            return None
        low, _, high = quantiles(map(Decimal, self.numbers), n=4, method="inclusive")
        return plain(low), plain(high)

    @property
    def side(self) -> int:
        """1 where it lies far above the others, -1 far below, 0 among them or where nobody can tell."""
        if self.own is None or self.quarters is None:
            return 0
        low, high = map(Decimal, self.quarters)
        beyond = _FENCE * (high - low) or _APART
        return (Decimal(self.own) > high + beyond) - (Decimal(self.own) < low - beyond)

    @property
    def says(self) -> str:
        """Where it lies, in a sentence."""
        word, unit = self.measure.word, self.measure.unit
        if self.own is None:
            return f"{word}：本机关的报告没有这个数"
        own = f"{word} {_said(self.own)} {unit}"
        if not self.others:
            return f"{own}，没有别的机关可比"
        if self.quarters is None:
            return f"{own}，其他 {len(self.others)} 个机关的中位数是 {_said(self.median)} {unit}"
        where = {1: "，远多于其他机关", -1: "，远少于其他机关"}.get(self.side) or self._among()
        low, high = self.quarters
        if low == high:
            return f"{own}{where}（多数机关是 {_said(low)}）"
        return f"{own}{where}（中位数 {_said(self.median)}，一半机关在 {_said(low)} 到 {_said(high)} 之间）"

    def _among(self) -> str:
        assert self.own is not None
        assert self.quarters is not None
        low, high = self.quarters
        if self.own > high:
            return "，多于四分之三的机关"
        if self.own < low:
            return "，少于四分之三的机关"
        return "，与多数机关相近"


@dataclass(frozen=True, slots=True)
class Among:
    """A report among the others: how many they are, where it lies by each measure; `is_cut`: not all were read."""

    count: int
    standings: tuple[Standing, ...]
    is_cut: bool

    @property
    def apart(self) -> list[Standing]:
        """The measures by which it lies far from the others."""
        return [standing for standing in self.standings if standing.side]


def with_last_year(report: Report, previous: Report) -> Comparison:
    """A report beside the one of the year before."""
    return compare(previous, report)


def among(version: Version, report: Report, officer: Officer) -> Among:
    """Where a report lies among those of the agencies beside it: two queries at most, whatever their number."""
    texts = _others(version.filing, officer)
    read = [exchange.decode(text.encode()) for text in texts[:MOST]]
    standings = tuple(_standing(measure, report, read) for measure in MEASURES if _is_told(measure, report))
    return Among(len(read), standings, len(texts) > MOST)


def number_of(report: Report, measure: Measure) -> Number | None:
    """What a report says by a measure; None where it does not."""
    if measure is TOTAL:
        stated = [each.value for each in report.stated("disclosed_total") if each.year in (None, report.year)]
        return stated[0] if stated else None
    return report.value(measure.name) if measure.name in report.cells else None


def others_of(filing: Filing) -> QuerySet[Version]:
    """The versions of the agencies of the same kind and level beside a filing's, of the same year and scope."""
    agency = filing.agency
    return (
        Version.objects.filter(
            filing__year=filing.year,
            filing__scope=filing.scope,
            filing__agency__parent=agency.parent_id,
            filing__agency__kind=agency.kind,
            filing__agency__level=agency.level,
        )
        .exclude(filing__agency=agency.pk)
        .exclude(report="")
    )


def _others(filing: Filing, officer: Officer) -> list[str]:
    """The reports of the others that the officer may use, one of each, the published one before a newer one filed."""
    if filing.agency.parent_id is None:
        return []
    received = Q(state__in=_FILED) & _supervised(officer)
    rows = others_of(filing).filter(Q(state=Version.State.PUBLISHED) | received)
    texts: dict[int, str] = {}
    for filing_id, state, text in rows.order_by("-pk").values_list("filing", "state", "report")[: 2 * MOST + 2]:
        if state == Version.State.PUBLISHED or filing_id not in texts:
            texts[filing_id] = text
    return list(texts.values())


def _supervised(officer: Officer) -> Q:
    """Those whose reports the officer receives: below where the officer supervises, not that agency itself."""
    condition = Q(pk__in=[])
    for agency_id, path, role in agencies.standing(officer).held:
        if role == Role.SUPERVISOR:
            below = Q(filing__agency__path__gte=path, filing__agency__path__lt=path + "~")
            condition |= below & ~Q(filing__agency=agency_id)
    return condition


def _is_told(measure: Measure, report: Report) -> bool:
    return measure is TOTAL or measure.name in report.cells


def _standing(measure: Measure, report: Report, read: list[Report]) -> Standing:
    return Standing(measure, number_of(report, measure), tuple(sorted(_told(measure, read), key=lambda pair: pair[1])))


def _told(measure: Measure, read: list[Report]) -> Iterator[tuple[str, Number]]:
    for other in read:
        number = number_of(other, measure)
        if number is not None:
            yield other.agency or "", number


def _said(number: Number | None) -> str:
    return "—" if number is None else f"{Decimal(number).normalize():,f}"
