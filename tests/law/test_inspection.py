from datetime import date

import pytest

from gongkai.errors import Refused
from gongkai.law.inspection import BLANK_COLUMNS, STALE_COLUMNS, STALE_DAYS, Column


def test_every_kind_of_column_has_its_days_and_its_text() -> None:
    day = date(2024, 1, 1)
    assert {column: STALE_DAYS[column].on(day).value for column in Column} == {
        Column.NEWS: 14,
        Column.NOTICES: 180,
        Column.PERSONNEL: 365,
        Column.MESSAGES: 90,
        Column.NEW_MEDIA: 14,
    }
    for column in Column:
        assert "国办秘函〔2019〕19号" in STALE_DAYS[column].on(day).cites[0]


def test_five_columns_fail_a_site() -> None:
    assert BLANK_COLUMNS.on(date(2024, 1, 1)).value == STALE_COLUMNS.on(date(2024, 1, 1)).value == 5


def test_there_was_no_inspection_before_its_indicators() -> None:
    with pytest.raises(Refused, match="空白栏目数"):
        BLANK_COLUMNS.on(date(2019, 3, 31))
