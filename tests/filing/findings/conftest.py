"""The town's ledger, and what is found in the report drawn up from it."""

import pytest

from tests.cast import Cast
from tests.filing.figures.ledger import Ledger


@pytest.fixture
def ledger(cast: Cast) -> Ledger:
    return Ledger(cast.town, cast.chen)


@pytest.fixture
def other(cast: Cast) -> Ledger:
    """The other town's, of which nothing is found here."""
    return Ledger(cast.other_town, cast.li)
