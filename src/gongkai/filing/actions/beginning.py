"""开始编制: an agency's report of a year is begun, once for each scope."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency, Officer
from gongkai.errors import Refused
from gongkai.filing import figures, steps, text
from gongkai.filing.actions import counting
from gongkai.filing.models import Filing, Version
from gongkai.filing.states import Kind
from gongkai.filing.text import proposing
from gongkai.journal import recording as journal
from gongkai.law import reporting
from gongkai.law.statutes import ORDER_711
from gongkai.report import forms

FIRST_YEAR = 2008
"""The Regulation came into force on 2008-05-01: there are no reports of earlier years."""


@transaction.atomic
def begin(agency_id: int, *, year: int, scope: str, by: Officer, today: date, now: datetime | None = None) -> Filing:
    """开始编制: begin the report of a year, once for each scope; of two at the same moment the second is told.

    Given `now`, figures are counted and words proposed at once. Raises NotYours, NotYourRole.
    """
    agency = agencies.for_act(agency_id, "filing.draft", by=by)
    _refuse_wrong_year(year, today)
    if scope == Filing.Scope.WHOLE and not Agency.objects.filter(parent=agency).exists():
        raise Refused("本机关没有下级机关，没有可以汇总的；请编制本级的年度报告。")
    filing = Filing.objects.filter(agency=agency, year=year, scope=scope).select_related("latest").first()
    if filing is not None and (filing.latest is None or filing.latest.state != Version.State.DISCARDED):
        raise Refused(f"本机关{filing}已经有了，不能再开始一份。请在“年报”里打开它接着办。")
    if filing is None:
        filing = Filing(agency=agency, year=year, scope=scope, handler=by, began_on=today)
    else:
        filing.handler = by
    filing.save()
    filing.latest = first_draft(filing, today)
    if now is not None:
        draw_up(filing, now)
    steps.changed(filing)
    journal.record(f"filing.{Kind.BEGUN}", filing, by=by, on=today, scope=filing.get_scope_display())
    return filing


def first_draft(filing: Filing, today: date) -> Version:
    """An empty draft after the versions that a filing has."""
    edition = form_for(filing.year)
    last = filing.versions.order_by("-number").first()
    return Version.objects.create(
        filing=filing,
        number=last.number + 1 if last else 1,
        edition=edition,
        began_on=today,
        title=f"{filing.agency}{filing.year}年政府信息公开工作年度报告",
        preamble=proposing.preamble_for(filing.year, edition),
        signature=str(filing.agency),
        signed_on=today if today > reporting.period(filing.year)[1] else None,
    )


def draw_up(filing: Filing, now: datetime) -> None:
    """Count the figures of a draft for the first time, and propose its words."""
    version = filing.latest
    assert version is not None
    version.filing = filing
    counting.renew(filing, now=now)
    version.save()
    text.renew(version, figures.of_version(version))


def form_for(year: int) -> str:
    """The edition of the form that the report of a year follows; before 2019 there was none, the first is taken."""
    in_force = [form.edition for form in forms.editions() if form.in_force_for(year)]
    return in_force[-1] if in_force else forms.editions()[0].edition


def _refuse_wrong_year(year: int, today: date) -> None:
    if FIRST_YEAR <= year <= today.year:
        return
    raise Refused(
        f"不能编制 {year} 年度的报告：年度报告报的是过去的一年（{FIRST_YEAR} 年起）。请改为 {today.year - 1} 年度。",
        cites=[ORDER_711.article(49)],
    )
