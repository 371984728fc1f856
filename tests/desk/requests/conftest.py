"""The town of the stories with an address, which letters name."""

import pytest

from gongkai.agency.models import Office
from tests.cast import Cast


@pytest.fixture
def cast(cast: Cast) -> Cast:
    Office.objects.filter(agency=cast.town).update(address="清水镇人民路1号")
    return cast
