"""数字: every number of the report as a named query over records, with its counting rule and article.

    count(filing) -> {name: Figure}         everything, counted from the ledger now; nothing entered is in it
    of_version(version) -> {name: Figure}   as last counted, or as fixed, with what was entered laid over
    records(filing, name) -> Records        what one of them counts, by the condition that counted it
    changed_since(version)                  whether the ledger has moved on since it was counted
    parts(year, name)                       what a figure is the sum of; such a one is never entered itself

One module a family; each tells its figures, their values and the records behind them. The figures of a 汇总 are
`filing.totalling`'s.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, reduce
from operator import or_
from typing import Any, Protocol

from django.db.models import Q

from gongkai.disclosure.models import Channel
from gongkai.filing.figures import (
    cells,
    challenges,
    decisions,
    disclosed,
    documents,
    management,
    publications,
    requests,
    supervised,
)
from gongkai.filing.figures.figure import Figure, Number, Records, plain
from gongkai.filing.models import Entered, Filing, Version
from gongkai.journal.models import Chain, Entry
from gongkai.report import exchange
from gongkai.request.counting import form_of


class Family(Protocol):
    """What a module of figures tells."""

    def figures(self, year: int) -> Iterator[Figure]: ...
    def values(self, filing: Filing) -> Iterator[tuple[str, Number | None]]: ...
    def records(self, filing: Filing, name: str) -> Records | None: ...


FAMILIES: tuple[Family, ...] = (
    documents,
    decisions,
    requests,
    challenges,
    disclosed,
    publications,
    management,
    supervised,
)

READ = "由报告文件读入，本系统没有统计。"

_OF_PEOPLE = ("officer.", "agency.", "office.", "journal.")
"""Acts that no figure counts."""


def count(filing: Filing) -> dict[str, Figure]:
    """Every figure of a report counted from the ledger now: the cells in the order of the form, then those of the text.

    A fixed number of queries whatever the ledger holds.
    """
    if filing.scope == Filing.Scope.WHOLE:
        from gongkai.filing import totalling  # it reads what is here

        return totalling.count(filing)
    counted = {name: value for family in FAMILIES for name, value in family.values(filing)}
    known = defined(filing, counted)
    return {
        name: figure.with_counted(counted.get(name))
        for name, figure in known.items()
        if name in counted or figure.rule == cells.UNKNOWN
    }


def defined(filing: Filing, names: Iterable[str] = ()) -> dict[str, Figure]:
    """Every figure that a report of the year can have, not counted; among them the channels that `names` name."""
    found = dict(_of_year(filing.year))
    of_channels = (name.removeprefix(publications.BY_CHANNEL) for name in names if name not in found)
    if numbers := [int(number) for number in of_channels if number.isdecimal()]:
        kept = Channel.objects.filter(pk__in=numbers)
        found |= {figure.name: figure for figure in publications.of_channels(kept)}
    return found


@cache
def _of_year(year: int) -> Mapping[str, Figure]:
    """The figures that every agency has: the cells in the order of the form, then those of the text."""
    found = {figure.name: figure for family in FAMILIES for figure in family.figures(year)}
    slots = form_of(year).slots.items()
    return {path: found.get(path) or cells.unknown(slot, year) for path, slot in slots} | found


def records(filing: Filing, name: str) -> Records | None:
    """The records behind a figure, by the condition that counted it; None where none stand behind it."""
    if filing.scope == Filing.Scope.WHOLE:
        from gongkai.filing import totalling  # it reads what is here

        return totalling.records(filing, name)
    return next((found for family in FAMILIES if (found := family.records(filing, name)) is not None), None)


def of_version(version: Version) -> dict[str, Figure]:
    """The figures that a version gives: as last counted while it is drafted, as they were fixed afterwards.

    What was entered is laid over them, and the sums of what was entered follow.
    """
    entered = {each.name: each for each in version.entered.all()}
    return laid_over(_kept(version, entered), entered, version.filing.year)


def laid_over(figures: Mapping[str, Figure], entered: Mapping[str, Entered], year: int) -> dict[str, Figure]:
    """Figures with entered ones in place of counted ones, and the sums that follow from them."""
    found = dict(figures)
    if not entered:
        return found
    touched = {name for name in entered if name in found}
    for name in touched:
        found[name] = found[name].with_entered(entered[name])
    for name, its_parts in _sums(year).items():
        if name in found and not touched.isdisjoint(part for _, part in its_parts):
            found[name] = found[name].with_sum(_sum(found, its_parts))
            touched.add(name)
    return found


def changed_since(version: Version) -> bool:
    """Whether anything that may count happened in the agency since; work on this report itself does not."""
    filing = version.filing
    if filing.scope == Filing.Scope.WHOLE:
        from gongkai.filing import totalling  # it reads what is here

        return totalling.changed_since(version)
    since = Entry.objects.filter(chain__agency=filing.agency_id, number__gt=version.counted_entry)
    of_people = reduce(or_, (Q(act__startswith=beginning) for beginning in _OF_PEOPLE))
    return since.exclude(of_people | Q(subject_kind=filing._meta.label_lower, subject_id=str(filing.pk))).exists()


def journal_length(filing: Filing) -> int:
    """How long the agency's journal is: `Version.counted_entry` of a count that begins now."""
    return Chain.objects.filter(agency=filing.agency_id).values_list("length", flat=True).first() or 0


def parts(year: int, name: str) -> tuple[str, ...]:
    """The figures that one is the sum of: its number follows from theirs. None for one that stands by itself."""
    return tuple(part for _, part in _sums(year).get(name, ()))


def terms(year: int, name: str) -> tuple[tuple[int, str], ...]:
    """The same with the sign that each has in the sum."""
    return _sums(year).get(name, ())


def above(year: int, names: Iterable[str]) -> set[str]:
    """The sums that any of these figures goes into."""
    touched = set(names)
    for name, its_parts in _sums(year).items():
        if any(part in touched for _, part in its_parts):
            touched.add(name)
    return touched - set(names)


def kept(number: Number | None) -> int | str | None:
    """A number as `Version.figures` keeps it."""
    return str(number) if isinstance(number, Decimal) else number


def read(number: int | str | None) -> Number | None:
    """A number that `Version.figures` kept."""
    return plain(Decimal(number)) if isinstance(number, str) else number


def _kept(version: Version, entered: Mapping[str, Entered]) -> dict[str, Figure]:
    if not version.is_editable:
        if frozen := _frozen(version, entered):
            return frozen
        if version.report:
            return _of_report(version)
    values: dict[str, Any] = version.figures
    known = defined(version.filing, values)
    if version.filing.scope == Filing.Scope.WHOLE:
        from gongkai.filing import totalling  # it reads what is here

        known = totalling.worded(known, len(version.parts))
    return {
        name: figure.with_counted(read(values.get(name)))
        for name, figure in known.items()
        if name in values or name in entered or not values
    }


def _frozen(version: Version, entered: Mapping[str, Entered]) -> dict[str, Figure]:
    found = {}
    for each in version.frozen.defer("records"):
        value = each.counted if each.name in entered else each.value
        counted = None if value is None else plain(value)
        found[each.name] = Figure(each.name, each.label, each.unit, each.rule, tuple(each.cites), counted)
    return found


def _of_report(version: Version) -> dict[str, Figure]:
    """The cells of a report that came in as a file."""
    report = exchange.decode(version.report.encode())
    if report.edition is None:
        return {}
    return {
        path: Figure(path, slot.label, slot.column.unit, READ, (), report.value(path))
        for path, slot in report.edition.slots.items()
    }


@cache
def _sums(year: int) -> Mapping[str, tuple[tuple[int, str], ...]]:
    """Name → what it is made of, each with its sign; a sum comes after the sums among its parts."""
    of_the_form = {name: tuple((1, part) for part in its_parts) for name, its_parts in cells.sums(year).items()}
    return of_the_form | {
        disclosed.INCREASE: ((1, disclosed.TOTAL), (-1, disclosed.LAST_YEAR)),
        "supervision.trainings": ((1, "supervision.trainings_held"), (1, "supervision.trainings_attended")),
    }


def _sum(figures: Mapping[str, Figure], its_parts: Iterable[tuple[int, str]]) -> Number | None:
    total: Number = 0
    for sign, name in its_parts:
        value = figures[name].value if name in figures else None
        if value is None:
            return None
        total += sign * value
    return plain(total)
