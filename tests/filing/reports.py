"""Reports of a year in every state, as tests need them."""

from datetime import date
from typing import Any

from gongkai.agency.models import Agency, Officer
from gongkai.filing.actions import beginning
from gongkai.filing.models import Filing, Version

DAY = date(2025, 1, 8)
"""The day on which the stories of this part are told: a working day after 2024 ended."""


def filing(agency: Agency, by: Officer, year: int = 2024, *, scope: str = "own", **fields: Any) -> Filing:
    """A report just begun; `fields` are set on its version."""
    made = beginning.begin(agency.pk, year=year, scope=scope, by=by, today=DAY)
    return given(made, **fields) if fields else made


def given(filing: Filing, **fields: Any) -> Filing:
    """The report with fields of its latest version set, whatever the acts would say."""
    Version.objects.filter(pk=filing.latest_id).update(**fields)
    return Filing.objects.select_related("agency", "latest", "published", "handler").get(pk=filing.pk)
