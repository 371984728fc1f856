"""The town's ledger and its report of 2024."""

import pytest

from gongkai.filing.models import Filing
from tests.cast import Cast
from tests.filing import reports
from tests.filing.figures.ledger import Ledger


@pytest.fixture
def ledger(cast: Cast) -> Ledger:
    return Ledger(cast.town, cast.chen)


@pytest.fixture
def other(cast: Cast) -> Ledger:
    """The other town's, of which nothing counts here."""
    return Ledger(cast.other_town, cast.li)


@pytest.fixture
def report(cast: Cast) -> Filing:
    return reports.filing(cast.town, cast.chen)
