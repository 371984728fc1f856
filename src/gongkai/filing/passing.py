"""交接: the reports under way pass on with their handler's post."""

from django.db.models import QuerySet

from gongkai.agency import hand_over
from gongkai.agency.models import Agency, Officer
from gongkai.filing.models import Filing, Version


def filings(agency: Agency, officer: Officer) -> QuerySet[Filing]:
    """Drawn up, examined, handed in or returned, and not yet published."""
    return Filing.objects.filter(agency=agency, handler=officer, latest__state__in=Version.UNDER_WAY)


hand_over.register("在编的年度报告", filings, "handler")
