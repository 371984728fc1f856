"""Index numbers: both patterns, one after the other, never twice; what an import brought or voided passed over."""

from datetime import date
from typing import Any

import pytest

from gongkai.disclosure import numbering
from gongkai.disclosure.models import IndexSequence, Item, VoidNumber
from gongkai.errors import Refused
from tests.cast import Cast
from tests.disclosure.passage import configure

MAY, JUNE = date(2024, 5, 6), date(2024, 6, 3)


def test_numbers_run_by_the_month_under_the_credit_code(cast: Cast) -> None:
    given = [numbering.give(cast.town, on) for on in (MAY, MAY, JUNE, MAY)]
    assert given == [
        f"11990121MB00000017/{end}" for end in ("202405-00001", "202405-00002", "202406-00001", "202405-00003")
    ]


def test_numbers_run_by_the_year_under_the_organisation_code(cast: Cast, settings: Any) -> None:
    configure(settings, index_pattern="organisation_code")
    assert [numbering.give(cast.town, on) for on in (MAY, JUNE)] == ["MB0000001/2024-00001", "MB0000001/2024-00002"]


def test_each_agency_has_its_own_run(cast: Cast) -> None:
    cast.other_town.credit_code = "11990121MB0000002Y"
    numbering.give(cast.town, MAY)
    assert numbering.give(cast.other_town, MAY).endswith("202405-00001")


def test_a_number_that_came_with_an_import_or_was_void_is_passed_over(cast: Cast) -> None:
    prefix = "11990121MB00000017/202405"
    Item.objects.create(agency=cast.town, handler=cast.chen, kind="notice", title="旧", index_number=f"{prefix}-00001")
    numbering.void_all(cast.town, [f"{prefix}-00003"], reason="撤销导入", on=MAY)
    assert numbering.give_all(cast.town, [MAY, MAY]) == [f"{prefix}-00002", f"{prefix}-00004"]
    assert IndexSequence.objects.get().last == 4
    assert VoidNumber.objects.get().reason == "撤销导入"
    assert numbering.taken_of(cast.town, [f"{prefix}-0000{n}" for n in range(1, 5)]) == {
        f"{prefix}-00001",
        f"{prefix}-00003",
    }


def test_several_numbers_at_once_follow_their_days(cast: Cast) -> None:
    given = numbering.give_all(cast.town, [JUNE, MAY, JUNE])
    assert [number[-12:] for number in given] == ["202406-00001", "202405-00001", "202406-00002"]


def test_past_99999_a_number_grows_longer(cast: Cast) -> None:
    IndexSequence.objects.create(agency=cast.town, period="202405", last=99_999)
    assert numbering.give(cast.town, MAY).endswith("202405-100000")


@pytest.mark.parametrize("code", ["", "11990121"])
def test_no_credit_code_no_number(cast: Cast, code: str) -> None:
    cast.town.credit_code = code
    with pytest.raises(Refused, match="统一社会信用代码"):
        numbering.give(cast.town, MAY)
    assert not IndexSequence.objects.exists()
