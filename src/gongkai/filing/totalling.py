"""汇总: the figures of a government's whole report are the sums of the reports of its agencies, each once.

    parts(filing) -> Parts              whose reports are counted, left out, missing
    count(filing) -> {name: Figure}     each figure added up from those that are counted
    records(filing, name) -> Records    what each of them gives
    entered_below(version)         what of the figures is not from the ledgers of those who reported it
    made_of(filing)                of how many reports it is made, in words
    changed_since(version)              whether there are other reports to count than when it was counted

The parts are the 本级 reports of the agency itself and of all below it; 公共企事业单位 are left out (条例第五十五条).
A part counts once it was accepted, published or recorded, and, of the agency itself, once it was examined. One that
fails its own sums or has blanks is named and left out until it is mended, or counted because somebody says why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Min, Q, Sum

from gongkai.agency.models import Agency
from gongkai.filing import checking, duties, figures
from gongkai.filing.duties import Duty
from gongkai.filing.figures.figure import Figure, Number, Records, plain
from gongkai.filing.models import Filing, Frozen, Included, Reading, Version
from gongkai.law.statutes import ORDER_711
from gongkai.report.report import Report
from gongkai.request.counting import form_of

_S = Version.State
COUNTED = (_S.ACCEPTED, _S.PUBLISHED, _S.RECORDED)
OWN_COUNTED = (*COUNTED, _S.EXAMINED, _S.SUBMITTED)
"""States of the agency's own part: nobody above has to accept what goes into its own total."""

_CITES = (ORDER_711.article(49, paragraph=2), ORDER_711.article(55))
_NOT_SUMMED = ("disclosed.channel.",)
"""A channel is one agency's own: of different agencies there is nothing to add."""

_WHERE_NEEDED = ("disclosed.root.", "disclosed.kind.", "requests.received_by.")
"""Families of names of which a report has those it needs: one that is not there is none."""

_PROSE = "disclosed.total"
"""A figure that every report compiled here has, and none that was read from a file."""

_AMOUNTS = ("元", "万元")
"""Units of figures with fractions, which are added up without rounding."""


@dataclass(frozen=True, slots=True)
class Part:
    """One agency's report in a total: why it is in doubt, and who had it counted all the same."""

    duty: Duty
    version_id: int
    edition: str
    why: str = ""
    included: Included | None = None

    @property
    def agency(self) -> Agency:
        return self.duty.agency

    @property
    def is_counted(self) -> bool:
        return not self.why or self.included is not None

    @property
    def words(self) -> str:
        return f"{self.agency}：{self.why}" if self.why else str(self.agency)


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that a total is made of, and what is not in it."""

    counted: tuple[Part, ...]
    left_out: tuple[Part, ...]
    missing: tuple[Duty, ...]

    @property
    def numbers(self) -> list[int]:
        """Of the versions counted."""
        return sorted(part.version_id for part in self.counted)


def parts(filing: Filing) -> Parts:
    """Whose reports the total of an agency is made of, in a constant number of queries."""
    root = filing.agency
    owing = duties.those_reporting(Agency.objects.under(root), filing.year, only_on_desk=False)
    standing = duties.of(owing, filing.year)
    numbers = {duty.agency.pk: number for duty in standing if (number := _counted_version(duty, root))}
    kept = (
        Version.objects.select_related("filing").defer("sheets", "figures", "found", "report").in_bulk(numbers.values())
    )
    included = {each.version_id: each for each in filing.included.select_related("by")}
    edition = form_of(filing.year).edition
    found = [
        Part(duty, number, kept[number].edition, doubt_of(kept[number], edition), included.get(number))
        for duty in standing
        if (number := numbers.get(duty.agency.pk)) is not None
    ]
    return Parts(
        tuple(part for part in found if part.is_counted),
        tuple(part for part in found if not part.is_counted),
        tuple(duty for duty in standing if duty.agency.pk not in numbers),
    )


def missing(filing: Filing) -> tuple[Duty, ...]:
    """The agencies whose report is not there to be counted."""
    return parts(filing).missing


def _counted_version(duty: Duty, root: Agency) -> int | None:
    if duty.stands_id is not None:
        return duty.stands_id
    counted = OWN_COUNTED if duty.agency.pk == root.pk else COUNTED
    return duty.version_id if duty.state in counted else None


def doubt_of(version: Version, edition: str) -> str:
    """Why a report cannot simply be added to others on an edition of the form; "" where it can."""
    if version.edition != edition:
        return f"用的是 {version.edition} 年版格式，不能与 {edition} 年版的相加"
    return "；".join(checking.of(version)["faults"])


def can_be_included(filing: Filing, part: Part) -> bool:
    """Whether a report in doubt has cells of the form that the total is on."""
    return part.edition == form_of(filing.year).edition


def count(filing: Filing) -> dict[str, Figure]:
    """Every figure added up from the reports that are counted."""
    return _added(filing, parts(filing).numbers)


def records(filing: Filing, name: str) -> Records | None:
    """What each report gives to a figure, of the reports it was added up from; None where it is not a sum."""
    if name.startswith(_NOT_SUMMED):
        return None
    version = filing.latest
    numbers = version.parts if version is not None and version.counted_at else parts(filing).numbers
    rows = Frozen.objects.filter(version__in=numbers, name=name).select_related("version__filing__agency")
    return Records(rows, sums="value")


def entered_below(version: Version) -> dict[str, list[str]]:
    """Figure → what of it the reports added up took from elsewhere than their ledgers, in words: two queries.

    A sum above such a figure has it, too, without words of its own.
    """
    if version.filing.scope != Filing.Scope.WHOLE:
        return {}
    rows = Frozen.objects.filter(version__in=version.parts, is_entered=True).exclude(value=None)
    found: dict[str, list[str]] = {}
    told = rows.order_by("version__filing__agency__path", "order")
    for name, value, source, agency in told.values_list("name", "value", "source", "version__filing__agency__name"):
        assert value is not None
        found.setdefault(name, []).append(f"{agency} 填报的 {plain(value)}（来源：{source}）")
    for name in figures.above(version.filing.year, found):
        found.setdefault(name, [])
    return found


def made_of(filing: Filing) -> str:
    """Of how many reports a total is made while some are not in it; "" when all are."""
    found = parts(filing)
    said = [f"本报告汇总了{len(found.counted)}个机关的报告"]
    if found.missing:
        said.append(f"{len(found.missing)}个机关没有报送")
    if found.left_out:
        said.append(f"{len(found.left_out)}个机关的报告没有计入")
    return "，".join(said) if len(said) > 1 else ""


def changed_since(version: Version) -> bool:
    """Whether other reports are to be counted than when the figures were added up, or one of them was examined anew."""
    numbers = parts(version.filing).numbers
    if numbers != version.parts:
        return True
    since = Q() if version.counted_at is None else Q(at__gt=version.counted_at)
    return Reading.objects.filter(since, version__in=numbers).exists()


class _Sum(NamedTuple):
    """What the reports give to one name: how many say something of it, how many a number, and how it is called."""

    said: int
    known: int
    total: Number
    label: str
    unit: str


def _added(filing: Filing, numbers: list[int]) -> dict[str, Figure]:
    sums = _sums(numbers)
    known = figures.defined(filing)
    for name, found in sums.items():
        if name not in known and name.startswith(_WHERE_NEEDED):
            known[name] = Figure(name, found.label, found.unit, "", ())
    are_compiled = _PROSE in sums and sums[_PROSE].said == len(numbers)
    return {
        name: _figure(figure, sums.get(name), len(numbers), are_compiled)
        for name, figure in worded(known, len(numbers)).items()
        if not name.startswith(_NOT_SUMMED)
    }


def worded(figures: Mapping[str, Figure], reports: int) -> dict[str, Figure]:
    """Figures with the rule that they are added up from so many reports."""
    return {
        name: replace(
            figure,
            rule=f"{reports} 份报告里的这个数相加。" + (f"各份的口径：{figure.rule}" if figure.rule else ""),
            cites=tuple(dict.fromkeys((*_CITES, *figure.cites))),
        )
        for name, figure in figures.items()
    }


def _figure(figure: Figure, found: _Sum | None, reports: int, are_compiled: bool) -> Figure:
    """A figure as the sum of its parts; None as soon as one of them does not know it."""
    can_be_absent = are_compiled and figure.name.startswith(_WHERE_NEEDED)
    said, known, total = (found.said, found.known, found.total) if found is not None else (0, 0, 0)
    wanted = said if can_be_absent else reports
    if known < wanted:
        return replace(figure, rule=f"{figure.rule}其中 {wanted - known} 份没有这个数，所以不知道合计。", counted=None)
    return replace(figure, counted=plain(total) if reports else None)


def _sums(numbers: Iterable[int]) -> dict[str, _Sum]:
    """Name → what the reports give to it, in two queries; amounts are added without rounding."""
    rows = Frozen.objects.filter(version__in=list(numbers)).order_by()
    told = rows.values_list("name").annotate(
        Count("pk"), Count("value"), Sum("value", default=0), Min("label"), Min("unit")
    )
    sums = {name: _Sum(*rest) for name, *rest in told}
    exact: dict[str, Number] = {}
    for name, value in rows.filter(unit__in=_AMOUNTS).values_list("name", "value"):
        exact[name] = exact.get(name, Decimal(0)) + (value or 0)
    return {name: found._replace(total=exact.get(name, found.total)) for name, found in sums.items()}


def keep_cells(version: Version, report: Report) -> None:
    """Keep the cells of a report that was read from a file as those of compiled reports are kept."""
    form = report.edition
    version.frozen.all().delete()
    Frozen.objects.bulk_create(
        Frozen(
            version=version,
            order=order,
            name=path,
            label=slot.label,
            unit=slot.column.unit,
            rule=figures.READ,
            value=report.value(path),
            counted=report.value(path),
        )
        for order, (path, slot) in enumerate(form.slots.items() if form else ())
    )


def by_part(found: Iterable[Part], name: str) -> dict[int, Number]:
    """What each of some reports gives to a figure, by the number of its version; one that gives none is not in it."""
    rows = Frozen.objects.filter(version__in=[part.version_id for part in found], name=name, value__isnull=False)
    return {number: plain(value) for number, value in rows.values_list("version_id", "value") if value is not None}
