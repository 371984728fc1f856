"""A day that stands still, and the desk on it."""

import pytest
from django.utils import timezone

from tests.cast import Cast
from tests.desk.desk import Desk
from tests.disclosure.passage import TODAY


@pytest.fixture
def desk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk of the township on the day of the stories."""
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: TODAY)
    return Desk(cast)
