"""统一社会信用代码 (GB 32100-2015)."""

import pytest

from gongkai.agency.credit_codes import ALPHABET, fault, last

RIGHT = "91350100M000100Y43"
"""The example of the standard."""


def test_the_example_of_the_standard_is_right() -> None:
    assert fault(RIGHT) == ""


@pytest.mark.parametrize("place", range(18))
def test_one_wrong_character_anywhere_shows(place: int) -> None:
    for character in ALPHABET:
        if character != RIGHT[place]:
            assert "校验位不对" in fault(RIGHT[:place] + character + RIGHT[place + 1 :])


@pytest.mark.parametrize("place", range(16))
def test_two_neighbours_exchanged_show(place: int) -> None:
    swapped = RIGHT[:place] + RIGHT[place + 1] + RIGHT[place] + RIGHT[place + 2 :]
    assert swapped == RIGHT or fault(swapped)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (RIGHT[:-1], "有 17 位"),
        (RIGHT + "3", "有 19 位"),
        ("", "有 0 位"),
        ("91350100M000100I43", "“I”"),
        ("91350100m000100Y43", "“m”"),
    ],
)
def test_what_is_wrong_is_said(code: str, says: str) -> None:
    assert says in fault(code)


def test_the_last_character_may_be_any_of_the_thirty_one() -> None:
    fronts = (f"1199012{number:010d}" for number in range(400))
    assert {last(front) for front in fronts} == set(ALPHABET)
