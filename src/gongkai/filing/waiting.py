"""待办: what waits in an agency with the year's reports, for 今日 and for the rail.

piles(agency, officer, today)        the report that is due, came back, waits to be read, handed in, published, received
to_read(agency, officer, today)      the reports that wait for this officer's reading
count_own(…), count_received()       the same for the rail, as parts of a query that the frame needs anyway
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, DateField, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency, Appointment, Officer
from gongkai.agency.roles import MAY
from gongkai.disclosure.queries import MOST, Pile
from gongkai.filing import dates, duties, readers, reminding
from gongkai.filing.duties import Duty
from gongkai.filing.models import Dates, Filing, Reading, Version
from gongkai.journal.models import Entry
from gongkai.law import calendar, reporting
from gongkai.screening import stages

_S = Version.State

WORDS = {
    "filing_examine": "年度报告待我审查",
    "filing_late": "年度报告超过报送期限",
    "filing_returned": "年度报告被退回待改",
    "filing_unread": "年度报告没有人可以审查，请任命",
    "filing_receive": "下级报来的年度报告，待审核",
    "filing_soon": "年度报告快到报送期限",
    "filing_submit": "年度报告审查通过，待报送",
    "filing_publish": "年度报告审核通过，待公布",
    "filing_read": "读入的往年报告待核对",
}
"""Code → heading, the heaviest first."""

_BY_STATE = {
    _S.RETURNED: "filing_returned",
    _S.EXAMINED: "filing_submit",
    _S.ACCEPTED: "filing_publish",
    _S.READING: "filing_read",
}

_WHOSE = {
    _S.RETURNED: "filing.draft",
    _S.READING: "filing.draft",
    _S.EXAMINED: "filing.submit",
    _S.ACCEPTED: "filing.publish",
}
"""What a report in a state waits for, where that is one role's."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that waits, or one that is not begun: `filing_id` is None then."""

    title: str
    agency: Agency
    filing_id: int | None
    due_on: date | None = None
    says: str = ""
    note: str = ""
    over: int = 0
    """Days past the last one, for what is late."""


def piles(agency: Agency, officer: Officer, today: date) -> list[Pile]:
    """What waits in an agency on a day, the heaviest first; each report in one pile, empty piles left out."""
    found: dict[str, list[Waiting]] = {}
    totals: dict[str, int] = {}
    for code, waiting in _own(agency, officer, today):
        found.setdefault(code, []).append(waiting)
    if agencies.may("officer.manage", officer, agency):
        found["filing_unread"] = _unread(agency, today)
    if agencies.may("filing.receive", officer, agency):
        received = _received(agency)
        found["filing_receive"] = [_of_version(version) for version in received[:MOST]]
        totals["filing_receive"] = received.count()
    return [
        Pile(code, word, found[code][:MOST], totals.get(code, len(found[code])))
        for code, word in WORDS.items()
        if found.get(code)
    ]


def _own(agency: Agency, officer: Officer, today: date) -> list[tuple[str, Waiting]]:
    """The agency's own reports, each with its pile: those in somebody's hands, and those that are due."""
    due = _due(agency, today)
    pressing = {duty.filing_id: pile for duty in due if (pile := _pressing(duty, today))}
    dated = {duty.filing_id: duty for duty in due}
    told = [(pile, _of_duty(duty, today)) for duty in due if not duty.is_begun and (pile := _pressing(duty, today))]
    begun = Filing.objects.filter(agency=agency, latest__state__in=Version.UNDER_WAY)
    for filing in begun.select_related("latest", "handler").order_by("year", "scope"):
        version = filing.latest
        assert version is not None
        version.filing, filing.agency = filing, agency
        pile = pressing.get(filing.pk, "")
        by_state = _code(version, officer, today)
        code = pile if pile == "filing_late" and by_state != "filing_examine" else by_state or pile
        if code:
            told.append((code, _of_filing(filing, version, dated.get(filing.pk), pile, today)))
    return told


def to_read(agency: Agency, officer: Officer, today: date) -> list[Filing]:
    """An agency's reports whose next stage of the examination is this officer's."""
    waiting = Filing.objects.filter(agency=agency, latest__state=_S.EXAMINING).select_related("latest", "handler")
    found = []
    for filing in waiting.order_by("year", "scope"):
        assert filing.latest is not None
        filing.latest.filing, filing.agency = filing, agency
        if not readers.why_not(filing.latest, officer, today):
            found.append(filing)
    return found


def _unread(agency: Agency, today: date) -> list[Waiting]:
    """The reports under examination that nobody can read on, where it is in this agency that one appoints."""
    last = Reading.objects.filter(version=OuterRef("latest")).order_by("-pk")
    found = (
        Filing.objects.filter(agency__path__startswith=agency.path, latest__state=_S.EXAMINING)
        .annotate(last_stage=Subquery(last.values("stage")[:1]))
        .select_related("agency", "latest", "handler")
        .order_by("agency__path", "year", "scope")
    )
    unheld = Q()
    for stage, act in readers.ACTS.items():
        before = next(step.stage for step in stages.ORDER if stages.after(step.stage) == stage)
        read = Reading.objects.filter(version=OuterRef(OuterRef("latest")), by=OuterRef("officer"))
        held = Appointment.objects.held_on(today).as_one_of(MAY[act])
        able = held.filter(agency=OuterRef("agency"), officer__is_active=True).exclude(officer=OuterRef("handler"))
        unheld |= Q(~Exists(able.filter(~Exists(read))), last_stage=before)
    rows = []
    for filing in found.filter(unheld)[:MOST]:
        assert filing.latest is not None
        filing.latest.filing = filing
        lacking = readers.lacking(filing.latest, today)
        if lacking and readers.appointers(filing.agency, today)[0] == agency:
            note = f"没有人可以办理{readers.in_words(lacking)}"
            rows.append(Waiting(f"{filing.agency}{filing}", filing.agency, filing.pk, None, "内部审查中", note))
    return rows


def _pressing(duty: Duty, today: date) -> str:
    """The pile of a report by its last day alone; "" where that is far, or the report is on its way."""
    if reminding.is_overdue(duty, today):
        return "filing_late"
    first = duty.dates.submit.work_by - timedelta(days=max(reminding.BEFORE))
    return "filing_soon" if not duty.is_filed and first <= today <= duty.dates.submit_by else ""


def _due(agency: Agency, today: date) -> list[Duty]:
    """The reports on the year before that the agency owes, where anything is known of its work in that year."""
    year = today.year - 1
    if agency.pk not in reminding.with_ledger(year, agency):
        return []
    return [duties.of_one(agency, year, scope) for scope in _owed(agency)]


def _code(version: Version, officer: Officer, today: date) -> str:
    """The pile that a report lies in by its state; "" where nothing waits for this officer."""
    if version.state == _S.EXAMINING:
        return "" if readers.why_not(version, officer, today) else "filing_examine"
    return _BY_STATE.get(_S(version.state), "")


def _of_filing(filing: Filing, version: Version, duty: Duty | None, pile: str, today: date) -> Waiting:
    due_on = None
    if duty is not None:
        handed_in = version.state in (_S.SUBMITTED, _S.ACCEPTED)
        due_on = (duty.dates.publish if handed_in else duty.dates.submit).on
    over = (today - due_on).days if due_on and pile == "filing_late" else 0
    note = version.returned_reason if version.state == _S.RETURNED else f"编制人：{filing.handler.name}"
    return Waiting(str(filing), filing.agency, filing.pk, due_on, version.get_state_display(), note, over)


def _of_duty(duty: Duty, today: date) -> Waiting:
    whole = "（汇总）" if duty.dates.whom == duty.dates.whom.GOVERNMENT else ""
    title = f"{duty.dates.year}年度报告{whole}"
    return Waiting(title, duty.agency, duty.filing_id, duty.dates.submit_by, duty.words, over=duty.late_by(today))


def _of_version(version: Version) -> Waiting:
    filing = version.filing
    says = f"{filing.agency}，{version.submitted_on}报送"
    return Waiting(f"{filing.agency}{filing}", filing.agency, filing.pk, None, says)


def _received(agency: Agency) -> QuerySet[Version]:
    """The reports handed in to an agency, the first first."""
    handed_in = Version.objects.filter(received_by=agency, state=_S.SUBMITTED)
    return handed_in.select_related("filing__agency").order_by("submitted_on", "pk")


# For the rail


def count_own(agency: Agency, officer: Officer, today: date) -> Combinable:
    """How many of an agency's reports wait for an act of this officer's roles, as a part of a query over agencies.

    Those that wait for a reading are not among them: see `to_read`.
    """
    states = [state for state, act in _WHOSE.items() if agencies.may(act, officer, agency)]
    waiting, missing = Q(latest__state__in=states), []
    if agencies.may("filing.draft", officer, agency):
        year = today.year - 1
        for scope in _owed(agency):
            is_over = _is_over(agency, year, scope, today)
            waiting |= Q(is_over, latest__state=_S.DRAFTING, latest__restates_because="", year=year, scope=scope)
            missing.append(Case(When(is_over & _is_missing(year, scope), then=1), default=0))
    counted = _counted(Filing.objects.filter(waiting, agency=OuterRef("pk")).order_by().values("agency"))
    return sum(missing, start=counted)


def _owed(agency: Agency) -> list[Filing.Scope]:
    """Which reports an agency owes each year."""
    if agency.is_enterprise:
        return []
    is_above = agency.kind == Agency.Kind.GOVERNMENT and agency.level != Agency.Level.TOWNSHIP
    return [Filing.Scope.OWN, Filing.Scope.WHOLE] if is_above else [Filing.Scope.OWN]


def _is_over(agency: Agency, year: int, scope: Filing.Scope, today: date) -> Q:
    """Whether the last day to hand a report in is past: the law's, or one set above."""
    # the legal day itself is the same whatever days are worked: no query for the arrangements loaded here
    law = dates.among([agency], year, scope, rows=(), calendar=calendar.builtin())[agency.pk].submit_by
    nearest = Dates.objects.filter(year=year, whom=dates.whom(agency, scope), agency__path__in=agency.parent_paths)
    set_above = Subquery(nearest.order_by("-agency__path").values("submit_by")[:1])
    return Q(LessThan(Coalesce(set_above, Value(law, DateField())), Value(today, DateField())))


def _is_missing(year: int, scope: Filing.Scope) -> Q:
    """Whether an agency, of which anything is known in a year, has not begun its report."""
    _, last = reporting.period(year)
    of_year = Filing.objects.filter(agency=OuterRef("pk"), year=year)
    began = Entry.objects.filter(agency=OuterRef("pk"), number=1, on__lte=last)
    begun = of_year.filter(scope=scope).exclude(latest__state=_S.DISCARDED)
    return (Q(Exists(began)) | Q(Exists(of_year))) & ~Q(Exists(begun))


def count_received() -> Combinable:
    """How many reports wait for an agency that they were handed in to."""
    waiting = Version.objects.filter(received_by=OuterRef("pk"), state=_S.SUBMITTED)
    return _counted(waiting.order_by().values("received_by"))


def count_examined() -> Combinable:
    """How many of an agency's reports are under examination."""
    waiting = Filing.objects.filter(agency=OuterRef("pk"), latest__state=_S.EXAMINING)
    return _counted(waiting.order_by().values("agency"))


def _counted(rows: QuerySet) -> Combinable:  # type: ignore[type-arg]  # rows of one field
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count"), output_field=IntegerField()), 0)
