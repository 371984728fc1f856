"""待办: what waits in an agency with the year's reports, for 今日 and for the rail.

piles(agency, officer, today)        the report that is due, came back, waits to be read, handed in, published, received
count_own(), count_received()        the same for the rail, as parts of a query that the frame needs anyway
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency, Officer
from gongkai.disclosure.queries import MOST, Pile
from gongkai.filing import duties, readers, reminding
from gongkai.filing.duties import Duty
from gongkai.filing.models import Filing, Version

_S = Version.State

WORDS = {
    "filing_late": "年度报告超过报送期限",
    "filing_returned": "年度报告被退回待改",
    "filing_examine": "年度报告待我审查",
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


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that waits, or one that is not begun: `filing_id` is None then."""

    title: str
    agency: Agency
    filing_id: int | None
    due_on: date | None = None
    says: str = ""
    note: str = ""


def piles(agency: Agency, officer: Officer, today: date) -> list[Pile]:
    """What waits in an agency on a day, the heaviest first; each report in one pile, empty piles left out."""
    found: dict[str, list[Waiting]] = {}
    totals: dict[str, int] = {}
    for code, waiting in _own(agency, officer, today):
        found.setdefault(code, []).append(waiting)
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
    told = [(pile, _of_duty(duty)) for duty in due if not duty.is_begun and (pile := _pressing(duty, today))]
    begun = Filing.objects.filter(agency=agency, latest__state__in=Version.UNDER_WAY)
    for filing in begun.select_related("latest", "handler").order_by("year", "scope"):
        version = filing.latest
        assert version is not None
        version.filing, filing.agency = filing, agency
        pile = pressing.get(filing.pk, "")
        code = pile if pile == "filing_late" else _code(version, officer, today) or pile
        if code:
            told.append((code, _of_filing(filing, version, dated.get(filing.pk))))
    return told


def _pressing(duty: Duty, today: date) -> str:
    """The pile of a report by its last day alone; "" where that is far, or the report is on its way."""
    if reminding.is_overdue(duty, today):
        return "filing_late"
    first = duty.dates.submit.work_by - timedelta(days=max(reminding.BEFORE))
    return "filing_soon" if not duty.is_filed and first <= today <= duty.dates.submit_by else ""


def _due(agency: Agency, today: date) -> list[Duty]:
    """The reports on the year before that the agency owes, where anything is known of its work in that year."""
    year = today.year - 1
    if agency.is_enterprise or agency.pk not in reminding.with_ledger(year, agency):
        return []
    owing = [duties.of_one(agency, year)]
    if agency.kind == Agency.Kind.GOVERNMENT and agency.level != Agency.Level.TOWNSHIP:
        owing.append(duties.of_one(agency, year, Filing.Scope.WHOLE))
    return owing


def _code(version: Version, officer: Officer, today: date) -> str:
    """The pile that a report lies in by its state; "" where nothing waits for this officer."""
    if version.state == _S.EXAMINING:
        return "" if readers.why_not(version, officer, today) else "filing_examine"
    return _BY_STATE.get(_S(version.state), "")


def _of_filing(filing: Filing, version: Version, duty: Duty | None) -> Waiting:
    due_on = None
    if duty is not None:
        due_on = (duty.dates.publish if version.state == _S.ACCEPTED else duty.dates.submit).on
    note = version.returned_reason if version.state == _S.RETURNED else f"编制人：{filing.handler.name}"
    return Waiting(str(filing), filing.agency, filing.pk, due_on, version.get_state_display(), note)


def _of_duty(duty: Duty) -> Waiting:
    whole = "（汇总）" if duty.dates.whom == duty.dates.whom.GOVERNMENT else ""
    title = f"{duty.dates.year}年度报告{whole}"
    return Waiting(title, duty.agency, duty.filing_id, duty.dates.submit_by, duty.words)


def _of_version(version: Version) -> Waiting:
    filing = version.filing
    says = f"{filing.agency}，{version.submitted_on}报送"
    return Waiting(f"{filing.agency}{filing}", filing.agency, filing.pk, None, says)


def _received(agency: Agency) -> QuerySet[Version]:
    """The reports handed in to an agency, the first first."""
    handed_in = Version.objects.filter(received_by=agency, state=_S.SUBMITTED)
    return handed_in.select_related("filing__agency").order_by("submitted_on", "pk")


# For the rail


def count_own() -> Combinable:
    """How many of an agency's reports wait for an act, as a part of a query over agencies."""
    waiting = Filing.objects.filter(agency=OuterRef("pk"), latest__state__in=(*_BY_STATE, _S.EXAMINING))
    return _counted(waiting.order_by().values("agency"))


def count_received() -> Combinable:
    """How many reports wait for an agency that they were handed in to."""
    waiting = Version.objects.filter(received_by=OuterRef("pk"), state=_S.SUBMITTED)
    return _counted(waiting.order_by().values("received_by"))


def _counted(rows: QuerySet) -> Combinable:  # type: ignore[type-arg]  # rows of one field
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count"), output_field=IntegerField()), 0)
