"""台账: what lists of requests show; the year's tables three and four are counted in `counting`."""

from django.db.models import QuerySet

from gongkai.agency.models import Agency, Officer
from gongkai.request import access
from gongkai.request.models import InfoRequest


def of_agency(agency: Agency, officer: Officer) -> QuerySet[InfoRequest]:
    """The cases of an agency that the officer may see, with what a row shows: never the applicant."""
    found = access.visible_to(officer).filter(agency=agency)
    return found.select_related("handler", "unit").defer("description", "purpose", "rating_words")
