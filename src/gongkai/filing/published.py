"""已公布的年报: the reports that the public reads, by year, and those that somebody searches for."""

import re

from django.db.models import QuerySet

from gongkai.agency.models import Agency
from gongkai.filing.models import Filing

_MEANT = re.compile("政府信息公开(?:工作)?(?:年度报告|年报)|年度报告|年报")
_YEAR = re.compile(r"(20\d\d)(?!\d)[年度]*")
"""Words that mean an annual report, and a year."""


def published() -> QuerySet[Filing]:
    """The reports that the public reads, the newest first, without their texts."""
    found = Filing.objects.filter(published__isnull=False).select_related("agency", "published")
    return found.defer("published__report", "published__figures", "published__sheets").order_by("-year", "scope")


def matching(query: str, agency: Agency | None, *, limit: int) -> list[Filing]:
    """Reports that somebody searches for: by words that mean them, and a year and parts of the agency's name if given.

    A search that does not speak of annual reports finds none.
    """
    words = _MEANT.sub(" ", query)
    if words == query:
        return []
    found = published()
    if agency is not None:
        found = found.filter(agency=agency)
    if year := _YEAR.search(words):
        found = found.filter(year=int(year[1]))
    for word in _YEAR.sub(" ", words).split():
        found = found.filter(agency__name__icontains=word)
    return list(found[:limit])
