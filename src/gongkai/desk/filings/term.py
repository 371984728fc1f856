"""期限: the last day for a report that is still to be handed in or published, drawn day by day."""

from dataclasses import dataclass
from datetime import date

from gongkai.filing import dates
from gongkai.filing.dates import FilingDates
from gongkai.filing.models import Filing, Version
from gongkai.law.calendar import Calendar

_S = Version.State


@dataclass(frozen=True, slots=True)
class ReportClock:
    """The working days from the first after the year to the last one; `what` is to be done by then."""

    what: str
    on: date
    left: int
    days: list[str]
    reasons: list[str]
    whose: str
    is_confirmed: bool
    over: int = 0
    """Days past the last one, days off too: so the law counts, and so every page says it."""
    before: str = ""
    """How late it was first handed in, of one that is with those above or came back from them."""

    @property
    def is_late(self) -> bool:
        return self.over > 0

    @property
    def says(self) -> str:
        """What stands in place of the working days left."""
        return f"超期 {self.over} 天" if self.is_late else ""


def clock_of(filing: Filing, version: Version, found: FilingDates, today: date, calendar: Calendar) -> ReportClock:
    """The clock of a report that `waits`: by when to hand it in, or once that is done to publish it."""
    handed_in = version.first_submitted_on is not None
    was_late = found.late_by(version.first_submitted_on, today) if handed_in else 0
    term = found.publish if handed_in else found.submit
    start = date(filing.year + 1, 1, 1)
    left = calendar.left(today, term.on)
    gone = max(calendar.count(start, min(today, term.on)), 0)
    days = ["gone"] * gone + (["left"] * left if left > 0 else ["over"] * -left)
    return ReportClock(
        what="公布" if handed_in else "报送",
        on=term.on,
        left=left,
        days=days,
        reasons=found.reasons,
        whose=found.whose,
        is_confirmed=found.is_confirmed,
        over=max((today - term.on).days, 0),
        before=f"首次报送超期 {was_late} 天" if was_late else "",
    )


def waits(filing: Filing, version: Version) -> bool:
    """Whether the law's day still runs: for a report under way that states nothing again."""
    if filing.published_id is not None or version.restates_because:
        return False
    return version.state in Version.UNDER_WAY and version.state != _S.READING


def clock(version: Version, today: date, calendar: Calendar) -> ReportClock | None:
    """The clock of one report; None where no day runs any more."""
    filing = version.filing
    if not waits(filing, version):
        return None
    return clock_of(filing, version, dates.of(filing.agency, filing.year, filing.scope), today, calendar)
