"""The only ways to reach a filing: by whom, for what.

Who sees an agency sees its reports. A supervisor sees those below from the moment they are filed; what is still being
drafted there is the agency's own business.
"""

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from gongkai.agency import access
from gongkai.agency.models import Agency, Appointment, Officer
from gongkai.agency.roles import Role
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.filing.models import Filing, Version
from gongkai.filing.states import Kind
from gongkai.journal.models import EntryQuerySet

_S = Version.State
_HIDDEN = (_S.READING, _S.DRAFTING, _S.EXAMINING, _S.EXAMINED, _S.DISCARDED)
_WITHIN = Q(state__in=_HIDDEN) | Q(state=_S.RETURNED, submitted_on=None)
"""Versions that are the agency's own business: no supervisor sees them."""

TOLD_ABOVE = tuple(
    f"filing.{kind}"
    for kind in (
        *(Kind.SUBMITTED, Kind.SENT_BACK, Kind.ACCEPTED, Kind.PUBLISHED, Kind.RECORDED),
        *("dates_set", "dates_dropped", "chased"),
    )
)
"""The acts on reports that the journal tells those above the agency."""

_WITH = ("agency__parent", "handler", "latest", "published")


class ChangedMeanwhile(Refused):
    """Somebody acted on the report since its page was opened."""


def visible_to(officer: Officer) -> QuerySet[Filing]:
    """The filings of the officer's own agencies, and of those below the ones that have left the agency."""
    held = {agency_id for agency_id, _, _ in access.standing(officer).held}
    left = Q(versions__submitted_on__isnull=False) | Q(published__isnull=False)
    below = Filing.objects.filter(left).values("pk")
    return Filing.objects.filter(access.scope(officer, prefix="agency__")).filter(
        Q(agency__in=sorted(held)) | Q(pk__in=below)
    )


def is_inside(officer: Officer, agency: Agency) -> bool:
    """Whether the officer belongs to the agency itself, and so sees its drafts."""
    return any(agency_id == agency.pk for agency_id, _, _ in access.standing(officer).held)


def versions_for(officer: Officer, filing: Filing) -> QuerySet[Version]:
    """The versions of a filing that the officer may see: from outside the agency none that is still drafted there."""
    if is_inside(officer, filing.agency):
        return filing.versions.all()
    return filing.versions.exclude(_WITHIN)


def told(entries: EntryQuerySet, officer: Officer, agency: Agency) -> EntryQuerySet:
    """Of the journal of an agency what the officer may read: from above not what was done to a report within it."""
    if is_inside(officer, agency):
        return entries
    return entries.exclude(Q(act__startswith="filing.") & ~Q(act__in=TOLD_ABOVE))


def with_shown(filings: QuerySet[Filing], *, inside: bool) -> QuerySet[Filing]:
    """Filings with `shown`, the number of the latest version that one sees from inside the agency or from above it."""
    versions = Version.objects.filter(filing=OuterRef("pk")).order_by("-number")
    seen = versions if inside else versions.exclude(_WITHIN)
    return filings.annotate(shown=Subquery(seen.values("pk")[:1])).exclude(shown=None)


def for_reading(filing_id: int, *, by: Officer) -> Filing:
    """A filing that the officer may see. Raises NotYours."""
    found = visible_to(by).select_related(*_WITH).filter(pk=filing_id).first()
    if found is None:
        raise NotYours("没有这份年度报告，或者您不能查看它。")
    return found


def version_for_reading(filing: Filing, *, by: Officer, number: int | None = None) -> Version:
    """A version of a filing that the officer may see: one by its number, else the latest. Raises NotYours."""
    seen = versions_for(by, filing).select_related("received_by")
    found = (seen.filter(number=number) if number is not None else seen.order_by("-number")).first()
    if found is None:
        raise NotYours("没有这一版年度报告，或者您不能查看它。")
    found.filing = filing
    return found


def for_act(filing_id: int, act: str, *, by: Officer, revision: int | None = None) -> Filing:
    """A filing locked with its latest version for an act that the officer's role in its agency allows.

    `filing.latest` is the locked version. Other acts on it wait; `revision` is that of the page the act was decided
    on. Raises NotYours, NotYourRole, ChangedMeanwhile.
    """
    filing = for_reading(filing_id, by=by)
    if act == "filing.receive":
        require_receiver(by, filing.agency)
    else:
        access.require(act, by, filing.agency)
    return _locked(filing, revision)


def lock(filing_id: int) -> Filing:
    """A filing locked for what the site does by itself."""
    return _locked(Filing.objects.select_related(*_WITH).get(pk=filing_id), None)


def _locked(filing: Filing, revision: int | None) -> Filing:
    Filing.objects.select_for_update(no_key=True).get(pk=filing.pk)
    # Read only now: what is joined to a row that one waited for is as it was before the wait (PostgreSQL).
    locked = Filing.objects.select_related(*_WITH).get(pk=filing.pk)
    if revision is not None and locked.revision != revision:
        raise ChangedMeanwhile(
            "这份年度报告在您打开页面以后有人办过，您的操作没有执行。请看过现在的情况，再决定要不要办。"
        )
    return locked


def receiver(agency: Agency) -> Agency | None:
    """The nearest agency above in which somebody supervises: with it the report is filed. None where there is none."""
    supervised = Appointment.objects.held_on(timezone.localdate()).filter(role=Role.SUPERVISOR).values("agency")
    return Agency.objects.filter(path__in=agency.parent_paths, pk__in=supervised).order_by("-path").first()


def is_receiver(officer: Officer, agency: Agency) -> bool:
    """Whether the officer supervises from above the agency: one's own agency's report one does not receive oneself."""
    return any(
        role == Role.SUPERVISOR and agency_id != agency.pk and agency.path.startswith(path)
        for agency_id, path, role in access.standing(officer).held
    )


def require_receiver(officer: Officer, agency: Agency) -> None:
    """Refuse who does not supervise from above. Raises NotYourRole."""
    if not is_receiver(officer, agency):
        raise NotYourRole(f"{agency}的年度报告由它上级的“{Role.SUPERVISOR.label}”审核，您没有这个角色。")
