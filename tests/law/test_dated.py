from datetime import date

import pytest

from gongkai.errors import Refused
from gongkai.law.dated import Dated

DAYS = Dated(
    (date(2008, 5, 1), 15, "旧条例第二十四条"),
    (date(2019, 5, 15), 20, ("条例第三十三条", "另一处")),
    name="答复期限",
)


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2008, 5, 1), 15),
        (date(2019, 5, 14), 15),
        (date(2019, 5, 15), 20),
        (date(2026, 1, 1), 20),
    ],
)
def test_the_version_in_force_on_the_day_holds(day: date, value: int) -> None:
    assert DAYS.on(day).value == value


def test_a_value_brings_its_texts() -> None:
    assert DAYS.on(date(2010, 1, 1)).cites == ("旧条例第二十四条",)
    assert DAYS.on(date(2020, 1, 1)).cites == ("条例第三十三条", "另一处")


def test_a_day_before_the_first_version_is_refused_with_a_sentence() -> None:
    with pytest.raises(Refused, match=r"答复期限从2008年5月1日起才有规定，不能用于2008年4月30日") as refused:
        DAYS.on(date(2008, 4, 30))
    assert refused.value.cites == ("旧条例第二十四条",)


def test_versions_out_of_order_are_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="oldest first"):
        Dated((date(2019, 1, 1), 1, "甲"), (date(2008, 1, 1), 2, "乙"), name="期限")
