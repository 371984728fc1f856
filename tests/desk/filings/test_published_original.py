"""A report read from a file that has errors: its pages say so before it goes out."""

import pytest

from gongkai.filing.models import Filing
from tests.cast import Cast
from tests.desk.desk import Desk
from tests.filing.reports import filed, filing, given
from tests.filing.test_published_original import WRONG


@pytest.fixture
def recorded(cast: Cast) -> Filing:
    return given(filed(filing(cast.town, cast.chen), "recorded", origin="file"), checked=WRONG)


def test_who_signs_is_told_how_many_errors_go_out(desk: Desk, cast: Cast, recorded: Filing) -> None:
    shown = desk.look(cast.zhao, "filing_publish", recorded.pk)
    assert "原报告有 2 处错误（见“问题”页），公布时照原样登载" in shown and "照原样公布的说明" in shown
    given(recorded, checked=WRONG | {"errors": 0})
    assert "原报告" not in desk.look(cast.zhao, "filing_publish", recorded.pk)


@pytest.mark.parametrize(("errors", "says"), [(2, "原报告有 2 处错误"), (0, "没有错误")])
def test_the_progress_of_a_recorded_report_tells_its_errors(
    desk: Desk, cast: Cast, recorded: Filing, errors: int, says: str
) -> None:
    given(recorded, checked=WRONG | {"errors": errors})
    assert says in desk.look(cast.zhao, "filing", recorded.pk)
