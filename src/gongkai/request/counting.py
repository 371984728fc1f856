"""表三、表四: what the year's report counts, from the cases themselves.

    requests_table(agencies, year), requests_cell(agencies, year, row, column)
    challenges_table(agencies, year), challenges_cell(agencies, year, row, column)
    of_province(path, year)     both tables of every agency below a path, one query each
    restatements(agency, year)  the cases that a corrected day of receipt moved in or out of it
    complaints(agencies, year)  what came in and how it ended, for the text of the report; in no table

A case is new in the year of its receipt and dealt with in the year of its first reply; 上年结转 and 结转下年 follow
from the two days. A number and the list behind it come from the same conditions, so that they cannot differ.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Case, Count, Q, QuerySet, Value, When

from gongkai.agency.models import Agency
from gongkai.errors import Refused
from gongkai.journal.models import Entry
from gongkai.law.outcomes import OUTCOMES
from gongkai.report import forms
from gongkai.report.report import Cell
from gongkai.request.models import Complaint, Dispute, InfoRequest

TOTAL, PENDING = "total", "pending"
RECEIVED = str(InfoRequest._meta.get_field("received_on").verbose_name)
MOST_CORRECTED = 1000

Agencies = Agency | Iterable[Agency]

UNSETTLED = (
    "补正的申请：按第一次收到的日期计入收到的年度，补正后重新起算期限不改变它计入哪一年。没有文件写明这一点。",
    "复议、诉讼纠正后重新答复的：当年重新答复的，计入新的办理结果；以后年度才重新答复的，原来年度计入的结果不变。"
    "没有文件写明这一点。",
    "申请人撤回的申请：计入“（六）其他处理—3.其他”。没有文件写明这一点。",
)
"""Where no text says how to count, and how it is counted here."""


@dataclass(frozen=True, slots=True)
class CountedTable:
    """A table of the form with its numbers, by the path of each cell; what is not in `counts` is 0."""

    year: int
    table: forms.Table
    counts: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, place: tuple[str, str]) -> int:
        """The number at a row and a column of the form."""
        return self.counts.get(self.table.path(*place), 0)

    @property
    def is_nil(self) -> bool:
        """Whether every cell is 0: nothing was received, carried over or dealt with."""
        return not any(self.counts.values())

    def report_tables(self) -> dict[str, Cell]:
        """Every cell, 0 included, as `gongkai.report.report.Report.cells` keeps them."""
        return {slot.path: Cell(self.counts.get(slot.path, 0)) for slot in self.table.slots}


@dataclass(frozen=True, slots=True)
class ComplaintCounts:
    """Complaints that an agency dealt with: received in the year, ended in it by result, open when it was over."""

    received: int
    ended: Mapping[str, int]
    pending: int


class Restatement(NamedTuple):
    """A case that was counted in another year before its day of receipt was corrected."""

    number: str
    before: date
    after: date
    corrected_on: date


class Tables(NamedTuple):
    """An agency's tables three and four of a year."""

    requests: CountedTable
    challenges: CountedTable


def form_of(year: int) -> forms.Form:
    """The form in force for a year's report. Refuses a year before the first, in which the tables were others."""
    for form in reversed(forms.editions()):
        if form.in_force_for(year):
            return form
    first = forms.editions()[0].first_year
    raise Refused(f"{year}年没有这种格式的年度报告（从{first}年度起才有），没有统计。请选{first}年或以后的年度。")


def requests_table(agencies: Agencies, year: int) -> CountedTable:
    """表三 of an agency, or of several together."""
    counts: Counter[str] = Counter()
    for what in _grouped_cases(InfoRequest.objects.filter(_of(agencies)), year).values_list(*_CASE):
        _add_cases(counts, year, *what)
    return CountedTable(year, form_of(year).tables["requests"], counts)


def requests_cell(agencies: Agencies, year: int, row: str, column: str) -> QuerySet[InfoRequest]:
    """The cases that one number of table three counts. Raises KeyError for a row or column that the form has not."""
    _known("requests", year, row, column)
    counted = InfoRequest.objects.filter(_of(agencies), _RECEIVED, _of_row(row, year))
    return counted if column == TOTAL else counted.filter(applicant__kind=column)


def challenges_table(agencies: Agencies, year: int) -> CountedTable:
    """表四 of an agency, or of several together."""
    counts: Counter[str] = Counter()
    for what in _grouped_disputes(Dispute.objects.filter(_of(agencies)), year).values_list(*_DISPUTE):
        _add_disputes(counts, year, *what)
    return CountedTable(year, form_of(year).tables["challenges"], counts)


def challenges_cell(agencies: Agencies, year: int, row: str, column: str) -> QuerySet[Dispute]:
    """The disputes that one number of table four counts. Raises KeyError for a row or column that the form has not.

    One that was decided later than the year stands as pending there, and with its result in the year of the result.
    """
    _known("challenges", year, row, column)
    return Dispute.objects.filter(_of(agencies), _REGISTERED, _of_result(column, year), kind=row)


def of_province(path: str, year: int) -> dict[int, Tables]:
    """Both tables of every agency at and below a path of the tree, by agency; nil ones of working agencies too."""
    form = form_of(year)
    agencies = Agency.objects.filter(path__gte=path, path__lt=path + "~")
    requests: defaultdict[int, Counter[str]] = defaultdict(Counter)
    challenges: defaultdict[int, Counter[str]] = defaultdict(Counter)
    cases = _grouped_cases(InfoRequest.objects.filter(agency__in=agencies), year, "agency_id")
    for agency_id, *what in cases.values_list("agency_id", *_CASE):
        _add_cases(requests[agency_id], year, *what)
    disputes = _grouped_disputes(Dispute.objects.filter(agency__in=agencies), year, "agency_id")
    for agency_id, *what in disputes.values_list("agency_id", *_DISPUTE):
        _add_disputes(challenges[agency_id], year, *what)
    working = agencies.filter(is_on_desk=True).values_list("pk", flat=True)
    return {
        agency_id: Tables(
            CountedTable(year, form.tables["requests"], requests[agency_id]),
            CountedTable(year, form.tables["challenges"], challenges[agency_id]),
        )
        for agency_id in {*working, *requests, *challenges}
    }


def complaints(agencies: Agencies, year: int) -> ComplaintCounts:
    """The complaints that agencies dealt with in a year (条例第四十七条、第五十一条), against whomever they were."""
    dealt_with = Complaint.objects.filter(_of(agencies), _REGISTERED)
    ended = dealt_with.filter(closed_on__gte=_first(year), closed_on__lte=_last(year)).order_by().values("result")
    received = dealt_with.filter(received_on__lte=_last(year))
    return ComplaintCounts(
        received=received.filter(received_on__gte=_first(year)).count(),
        ended=dict(ended.annotate(number=Count("pk")).values_list("result", "number")),
        pending=received.filter(Q(closed_on=None) | Q(closed_on__gt=_last(year))).count(),
    )


def restatements(agency: Agency, year: int) -> list[Restatement]:
    """The cases that a corrected day of receipt moved into a year or out of it, the latest first: both days kept."""
    entries = Entry.objects.filter(agency=agency, act="request.corrected", on__gte=_first(year)).order_by("-at")
    found = [
        (int(entry.subject_id), date.fromisoformat(before), date.fromisoformat(after), entry.on)
        for entry in entries[:MOST_CORRECTED]
        for field, before, after in entry.details.get("changes", ())
        if field == RECEIVED and before and after
    ]
    moved = [each for each in found if each[1].year != each[2].year and year in (each[1].year, each[2].year)]
    numbers = dict(InfoRequest.objects.filter(pk__in={pk for pk, *_ in moved}).values_list("pk", "number"))
    return [Restatement(numbers[pk], before, after, on) for pk, before, after, on in moved if pk in numbers]


# Each condition stands here once: a table is grouped by it, the list behind a cell is filtered by it.

_RECEIVED = Q(received_on__isnull=False) & ~Q(state=InfoRequest.State.VOID)
"""A case counts from its receipt on; a registration made void never does."""

_REGISTERED = Q(void_reason="")
"""A dispute or complaint registered by mistake counts nowhere."""

_CASE = ("applicant__kind", "is_new", "is_handled", "outcome", "number")
_DISPUTE = ("kind", "is_decided", "result", "number")


def _first(year: int) -> date:
    return date(year, 1, 1)


def _last(year: int) -> date:
    return date(year, 12, 31)


def _is_new(year: int) -> Q:
    return Q(received_on__gte=_first(year), received_on__lte=_last(year))


def _is_carried_in(year: int) -> Q:
    return Q(received_on__lt=_first(year)) & (Q(replied_on=None) | Q(replied_on__gte=_first(year)))


def _is_handled(year: int) -> Q:
    return Q(replied_on__gte=_first(year), replied_on__lte=_last(year))


def _is_carried_out(year: int) -> Q:
    return Q(received_on__lte=_last(year)) & (Q(replied_on=None) | Q(replied_on__gt=_last(year)))


def _is_decided(year: int) -> Q:
    return Q(decided_on__gte=_first(year), decided_on__lte=_last(year))


def _is_pending(year: int) -> Q:
    return Q(received_on__lte=_last(year)) & (Q(decided_on=None) | Q(decided_on__gt=_last(year)))


_ROWS = {"new": _is_new, "carried_in": _is_carried_in, "handled": _is_handled, "carried_out": _is_carried_out}
"""The rows that hold whatever the outcome."""


def _of_row(row: str, year: int) -> Q:
    if row in _ROWS:
        return _ROWS[row](year)
    return _is_handled(year) & Q(outcome__in=[code for code, its in _outcome_rows(year).items() if its == row])


def _of_result(column: str, year: int) -> Q:
    if column == PENDING:
        return _is_pending(year)
    if column == TOTAL:
        return _is_pending(year) | _is_decided(year)
    return _is_decided(year) & Q(result=column)


def _grouped_cases(cases: QuerySet[InfoRequest], year: int, *by: str) -> QuerySet[Any, Any]:
    """The cases that were open at some time of the year, counted by what decides their cells: one query."""
    grouped: QuerySet[Any, Any] = (
        cases.filter(_RECEIVED, _is_new(year) | _is_carried_in(year))
        .order_by()
        .annotate(is_new=_flag(_is_new(year)), is_handled=_flag(_is_handled(year)))
        .values(*by, *_CASE[:-1])
        .annotate(number=Count("pk"))
    )
    return grouped


def _grouped_disputes(disputes: QuerySet[Dispute], year: int, *by: str) -> QuerySet[Any, Any]:
    grouped: QuerySet[Any, Any] = (
        disputes.filter(_REGISTERED, _of_result(TOTAL, year))
        .order_by()
        .annotate(is_decided=_flag(_is_decided(year)))
        .values(*by, *_DISPUTE[:-1])
        .annotate(number=Count("pk"))
    )
    return grouped


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0))


def _add_cases(counts: Counter[str], year: int, kind: str, is_new: int, is_handled: int, outcome: str, n: int) -> None:
    rows = ["new" if is_new else "carried_in", "handled" if is_handled else "carried_out"]
    if is_handled and outcome in _outcome_rows(year):
        rows.append(_outcome_rows(year)[outcome])
    for row in rows:
        counts[f"requests.{row}.{kind}"] += n
        counts[f"requests.{row}.{TOTAL}"] += n


def _add_disputes(counts: Counter[str], year: int, kind: str, is_decided: int, result: str, n: int) -> None:
    for column in (result if is_decided else PENDING, TOTAL):
        counts[f"challenges.{kind}.{column}"] += n


@cache
def _outcome_rows(year: int) -> dict[str, str]:
    """Code of an outcome → the row of table three it is counted in, on the form of that year."""
    edition = form_of(year).edition
    return {code: each.row_2019 if edition == "2019" else each.row for code, each in OUTCOMES.items()}


def _known(table: str, year: int, row: str, column: str) -> None:
    """Raises KeyError for a place that the form of that year does not have."""
    form_of(year).slots[f"{table}.{row}.{column}"]


def _of(agencies: Agencies) -> Q:
    return Q(agency=agencies) if isinstance(agencies, Agency) else Q(agency__in=agencies)
