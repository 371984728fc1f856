"""A report of the town for 2024 whose figures stand as counted."""

from datetime import UTC, datetime

import pytest

from gongkai.filing import figures, text
from gongkai.filing.models import Filing, Version
from tests.cast import Cast
from tests.filing import reports

NOON = datetime(2025, 1, 8, 4, tzinfo=UTC)


@pytest.fixture
def town_filing(cast: Cast) -> Filing:
    """Drafted by 陈, counted as 1009 items and 3 requests; nobody wrote in it yet."""
    counted = {"disclosed.total": 1009, "requests.new.total": 3, "requests.fees": 0, "supervision.meetings": 2}
    filing = reports.filing(cast.town, cast.chen, figures=counted, counted_at=NOON)
    version = latest(filing)
    text.renew(version, figures.of_version(version))
    return filing


def latest(filing: Filing) -> Version:
    return Version.objects.select_related("filing__agency").get(pk=filing.latest_id)
