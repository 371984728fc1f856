"""上年报告: the report of the year before, whichever way it came in.

By agency and scope alone: an agency that was renamed keeps its reports, one that took over another's work does not get
that other's figures.
"""

from django.db.models import Case, IntegerField, Value, When

from gongkai.agency.models import Officer
from gongkai.filing import access
from gongkai.filing.models import Filing, Version
from gongkai.report import exchange
from gongkai.report.report import Report

_S = Version.State

PREFERRED = (_S.PUBLISHED, _S.RECORDED, _S.ACCEPTED, _S.SUBMITTED, _S.EXAMINED)
"""What the public has, else what was read from the file and looked at, else what the agency itself has passed."""


def previous_version(filing: Filing) -> Version | None:
    """The version that stands for the agency's report of the year before; None while there is none to go by."""
    order = [When(state=state, then=Value(place)) for place, state in enumerate(PREFERRED)]
    found = (
        Version.objects.filter(
            filing__agency=filing.agency_id,
            filing__year=filing.year - 1,
            filing__scope=filing.scope,
            state__in=PREFERRED,
        )
        .exclude(report="")
        .select_related("filing__agency")
        .order_by(Case(*order, output_field=IntegerField()), "-number")
    )
    return found.first()


def previous(filing: Filing, *, seen_by: Officer | None = None) -> Report | None:
    """The agency's report of the year before, as it was fixed; None for who may not see it, which is still within."""
    version = previous_version(filing)
    if version is not None and seen_by is not None:
        version = access.versions_for(seen_by, version.filing).filter(pk=version.pk).first()
    return exchange.decode(version.report.encode()) if version is not None else None
