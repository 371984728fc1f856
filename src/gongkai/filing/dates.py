"""报送期限: by when an agency's report must be handed in and published, and who said so.

    of(agency, year, scope) -> FilingDates            of_many(agencies, year) -> {agency's number: FilingDates}
    set_dates(agency_id, …)                           what a supervising agency sets for all below it

The law's day holds (`law.reporting`) unless an agency above set an earlier one; of several the nearest holds. A report
is late after the day itself; one is reminded by the last working day that is not after it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.agency import access as agencies
from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency, Officer
from gongkai.errors import Refused
from gongkai.filing.models import Dates, Filing
from gongkai.journal import recording as journal
from gongkai.law import reporting
from gongkai.law.calendar import Calendar, long_words
from gongkai.law.dated import Value
from gongkai.law.reporting import ReportDue, Reporter

_REPORTERS = {
    Dates.Whom.TOWNSHIP: Reporter.TOWNSHIP,
    Dates.Whom.DEPARTMENT: Reporter.DEPARTMENT,
    Dates.Whom.GOVERNMENT: Reporter.GOVERNMENT,
}


@dataclass(frozen=True, slots=True)
class FilingDates:
    """The last days for one report, each with the working day to work to; `notice` is the row that set them."""

    year: int
    whom: Dates.Whom
    law: ReportDue
    submit: ReportDue
    publish: ReportDue
    notice: Dates | None = None

    @property
    def submit_by(self) -> date:
        return self.submit.on

    @property
    def publish_by(self) -> date:
        return self.publish.on

    @property
    def whose(self) -> str:
        """Who set the days, in words."""
        if self.notice is not None:
            return f"{self.notice.agency}" + (f"（{self.notice.notice}）" if self.notice.notice else "")
        return self.law.due.cites[0]

    @property
    def is_confirmed(self) -> bool:
        """Whether the day rests on a text: the law's, or a notice."""
        return self.notice is not None or self.law.confirmed

    @property
    def reasons(self) -> list[str]:
        """How the days came about, a sentence each."""
        said = [step.text for step in self.law.due.steps]
        if self.notice is not None:
            said.append(
                f"{self.whose}定为{long_words(self.submit_by)}前报送、{long_words(self.publish_by)}前公布"
                f"（{long_words(self.notice.on)}设定）"
            )
            said += [step.text for part in (self.submit, self.publish) for step in part.due.steps]
        return list(dict.fromkeys(said))

    def late_by(self, submitted_on: date | None, today: date) -> int:
        """How many days after the last one it was handed in, or is still missing; 0 where it is not late."""
        return max(0, ((submitted_on or today) - self.submit_by).days)


def whom(agency: Agency, scope: str) -> Dates.Whom:
    """As which kind an agency reports: a county's own report is one of those that go into its total."""
    if agency.level == Agency.Level.TOWNSHIP or agency.kind == Agency.Kind.STREET_OFFICE:
        return Dates.Whom.TOWNSHIP
    if agency.kind == Agency.Kind.GOVERNMENT and scope == Filing.Scope.WHOLE:
        return Dates.Whom.GOVERNMENT
    return Dates.Whom.DEPARTMENT


def of(agency: Agency, year: int, scope: str = Filing.Scope.OWN) -> FilingDates:
    """The dates of one report."""
    return of_many([agency], year, scope)[agency.pk]


def of_many(found: Iterable[Agency], year: int, scope: str = Filing.Scope.OWN) -> dict[int, FilingDates]:
    """The dates of many agencies' reports, in two queries."""
    asked = list(found)
    above = {path for agency in asked for path in agency.parent_paths}
    rows = Dates.objects.filter(year=year).select_related("agency")
    if len(asked) == 1:
        rows = rows.filter(agency__path__in=above)
    return among(asked, year, scope, rows=rows, calendar=national_calendar())


def among(
    found: Iterable[Agency], year: int, scope: str, *, rows: Iterable[Dates], calendar: Calendar
) -> dict[int, FilingDates]:
    """The dates of agencies, given all that were set for the year."""
    set_here = {(row.agency.path, row.whom): row for row in rows}
    kept: dict[tuple[Dates.Whom, int | None], FilingDates] = {}
    dated: dict[int, FilingDates] = {}
    for agency in found:
        kind = whom(agency, scope)
        nearest = next(
            (set_here[path, kind] for path in reversed(agency.parent_paths) if (path, kind) in set_here), None
        )
        key = kind, nearest.pk if nearest else None
        if key not in kept:
            kept[key] = _dates(kind, year, nearest, calendar)
        dated[agency.pk] = kept[key]
    return dated


def below(agency: Agency, year: int, *, rows: Iterable[Dates], calendar: Calendar) -> list[FilingDates]:
    """The dates that hold for each kind of agency right below one, given those set by it and above it."""
    set_here = {(row.agency.path, row.whom): row for row in rows}
    paths = [agency.path, *reversed(agency.parent_paths)]
    return [
        _dates(kind, year, next((set_here[path, kind] for path in paths if (path, kind) in set_here), None), calendar)
        for kind in Dates.Whom
    ]


def latest(kind: Dates.Whom, year: int) -> Value[date]:
    """The last day that may be set for a kind of agency."""
    return reporting.latest(_REPORTERS[kind], year)


def _dates(kind: Dates.Whom, year: int, notice: Dates | None, calendar: Calendar) -> FilingDates:
    law = reporting.due(_REPORTERS[kind], year, calendar)
    if notice is None:
        return FilingDates(year, kind, law, law, law)
    submit, publish = (reporting.planned(day, calendar) for day in (notice.submit_by, notice.publish_by))
    return FilingDates(year, kind, law, submit, publish, notice)


@transaction.atomic
def set_dates(
    agency_id: int,
    *,
    year: int,
    whom: Dates.Whom,
    submit_by: date,
    publish_by: date,
    notice: str,
    by: Officer,
    today: date,
) -> Dates:
    """设定期限: for all agencies of a kind below one's own, by a notice; never later than the law's day."""
    agency = agencies.for_act(agency_id, "filing.set_dates", by=by)
    _refuse_unfit(year, whom, submit_by, publish_by)
    row, _ = Dates.objects.update_or_create(
        agency=agency,
        year=year,
        whom=whom,
        defaults={"submit_by": submit_by, "publish_by": publish_by, "notice": notice, "by": by, "on": today},
    )
    journal.record(
        "filing.dates_set",
        agency,
        by=by,
        on=today,
        year=year,
        whom=whom.label,
        submit_by=submit_by,
        publish_by=publish_by,
        notice=notice,
    )
    return row


def _refuse_unfit(year: int, whom: Dates.Whom, submit_by: date, publish_by: date) -> None:
    _, ended_on = reporting.period(year)
    last = latest(whom, year)
    if submit_by <= ended_on:
        raise Refused(
            f"报送截止日期{long_words(submit_by)}不行，{year}年还没有结束。请填{year + 1}年1月1日以后的日期。"
        )
    if publish_by < submit_by:
        raise Refused("公布截止日期不能早于报送截止日期：报送、审核以后才公布。请改其中一个日期。")
    if publish_by > last.value:
        raise Refused(
            f"{whom.label}的年度报告最迟{long_words(last.value)}公布，不能定得更晚。请改早。", cites=last.cites
        )


@transaction.atomic
def drop_dates(agency_id: int, *, year: int, whom: Dates.Whom, by: Officer, today: date) -> None:
    """取消设定: the law's day, or that of an agency further above, holds again."""
    agency = agencies.for_act(agency_id, "filing.set_dates", by=by)
    gone, _ = Dates.objects.filter(agency=agency, year=year, whom=whom).delete()
    if not gone:
        raise Refused("本机关没有设定过这个期限，不用取消。")
    journal.record("filing.dates_dropped", agency, by=by, on=today, year=year, whom=whom.label)
