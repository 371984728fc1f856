"""报送情况: how each agency stands with the report of a year: what state it is in, and whether it is late.

    those_reporting(agencies, year)   those that owe a report on a year
    of(agencies, year) -> [Duty]      one for each, in as many queries whatever their number
    of_one(agency, year, scope)       one of them

Of a report that is still drafted only its state is told here, never what is in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, OuterRef, Q, Subquery

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency, AgencyQuerySet
from gongkai.filing import dates
from gongkai.filing.dates import FilingDates
from gongkai.filing.models import Dates, Filing, Version
from gongkai.law import reporting

_S = Version.State
FILED = (_S.SUBMITTED, _S.ACCEPTED, _S.PUBLISHED, _S.RECORDED)
"""States of a report that has left its agency, or came in from a file."""

NOT_BEGUN = "none"


@dataclass(frozen=True, slots=True)
class Duty:
    """One agency's report of a year: where it stands, the days it must keep, the numbers of filing and version."""

    agency: Agency
    dates: FilingDates
    filing_id: int | None = None
    state: str = NOT_BEGUN
    version_id: int | None = None
    """The latest version."""
    published_id: int | None = None
    recorded_id: int | None = None
    """One read from a file that stands as it is, whatever is drafted after it."""
    submitted_on: date | None = None
    accepted_on: date | None = None
    published_on: date | None = None
    received_by_id: int | None = None
    revision: int = 0
    is_sent_back: bool = False
    """Whether those above gave it back to be mended, and so may read it still."""

    @property
    def is_filed(self) -> bool:
        """Whether the agency has done its part: handed in or published; one that came back is to be done again."""
        return self.state in FILED or self.stands_id is not None

    @property
    def is_begun(self) -> bool:
        return self.state not in (NOT_BEGUN, _S.DISCARDED)

    @property
    def stands_id(self) -> int | None:
        """The version that holds until another is published."""
        return self.published_id or self.recorded_id

    @property
    def filed_version_id(self) -> int | None:
        """The version that others may read: the one that stands, else the latest once it was handed in."""
        return self.stands_id or (self.version_id if self.state in FILED else None)

    def late_by(self, today: date) -> int:
        """Days past the last one on which it was handed in (or published, where nobody above works here)."""
        handed_in = self.submitted_on or self.published_on
        if handed_in is None and self.is_filed:
            return 0  # came in from a file: nobody knows when it was handed in
        return self.dates.late_by(handed_in, today)

    def is_late(self, today: date) -> bool:
        return self.late_by(today) > 0

    @property
    def words(self) -> str:
        """The state as a word."""
        if self.published_id and self.state != _S.PUBLISHED:
            return "已公布，正在更正"
        if self.recorded_id and self.state != _S.RECORDED:
            return "已入库，正在更正"
        return _S(self.state).label if self.is_begun else "还没有编制"


def those_reporting(found: AgencyQuerySet, year: int, *, only_on_desk: bool = True) -> AgencyQuerySet:
    """The agencies that owe a report on a year: there when it ended, and no 公共企事业单位 (条例第五十五条)."""
    _, last = reporting.period(year)
    there = (Q(opened_on=None) | Q(opened_on__lte=last)) & (Q(closed_on=None) | Q(closed_on__gt=last))
    owing = found.filter(there).exclude(kind=Agency.Kind.ENTERPRISE)
    return owing.filter(is_on_desk=True) if only_on_desk else owing


def of(found: Iterable[Agency], year: int, scope: str = Filing.Scope.OWN) -> list[Duty]:
    """How agencies stand, in the order they are given."""
    agencies = list(found)
    dated = dates.among(
        agencies,
        year,
        scope,
        rows=Dates.objects.filter(year=year).select_related("agency"),
        calendar=national_calendar(),
    )
    standing = _standing(agencies, year, scope)
    return [Duty(agency, dated[agency.pk], **standing.get(agency.pk, {})) for agency in agencies]


def of_one(agency: Agency, year: int, scope: str = Filing.Scope.OWN) -> Duty:
    """How one agency stands."""
    return of([agency], year, scope)[0]


def state_of(year: int, scope: str = Filing.Scope.OWN) -> Subquery:
    """The state of each agency's report, as a part of a query over agencies."""
    return Subquery(Filing.objects.filter(agency=OuterRef("pk"), year=year, scope=scope).values("latest__state")[:1])


def _standing(agencies: list[Agency], year: int, scope: str) -> dict[int, dict[str, Any]]:
    rows = Filing.objects.filter(year=year, scope=scope)
    if len(agencies) == 1:
        rows = rows.filter(agency=agencies[0])
    elif agencies:
        paths = [agency.path for agency in agencies]
        rows = rows.filter(agency__path__range=(min(paths), max(paths)))
    recorded = Min("versions", filter=Q(versions__state=_S.RECORDED))
    told = (
        rows.order_by()
        .annotate(recorded_id=recorded)
        .values_list(
            "agency_id",
            "pk",
            "latest__state",
            "latest_id",
            "published_id",
            "latest__received_by_id",
            "revision",
            "latest__accepted_on",
            "latest__submitted_on",
            "recorded_id",
            Min("versions__first_submitted_on"),
            Min("versions__published_on"),
        )
    )
    return {
        agency_id: {
            "filing_id": pk,
            "state": state or NOT_BEGUN,
            "version_id": latest_id,
            "published_id": published_id,
            "recorded_id": recorded_id,
            "received_by_id": received_by_id,
            "revision": revision,
            "accepted_on": accepted_on,
            "submitted_on": submitted_on,
            "published_on": published_on,
            "is_sent_back": state == _S.RETURNED and handed_in_on is not None,
        }
        for (
            agency_id,
            pk,
            state,
            latest_id,
            published_id,
            received_by_id,
            revision,
            accepted_on,
            handed_in_on,
            recorded_id,
            submitted_on,
            published_on,
        ) in told
    }
