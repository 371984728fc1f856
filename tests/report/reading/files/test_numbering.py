"""Automatic numbers."""

import pytest

from gongkai.report.reading.files.numbering import Level, Numbered, Numbering, numeral


@pytest.mark.parametrize(
    ("number", "style", "printed"),
    [
        (1, "chineseCounting", "一"),
        (12, "chineseCountingThousand", "十二"),
        (20, "japaneseCounting", "二十"),
        (3, "chineseLegalSimplified", "叁"),
        (2, "ideographTraditional", "乙"),
        (3, "decimalEnclosedCircle", "③"),
        (4, "decimalEnclosedParen", "（4）"),
        (5, "decimalFullWidth", "５"),
        (7, "decimalZero", "07"),
        (28, "upperLetter", "BB"),
        (14, "lowerRoman", "xiv"),
        (8, "decimal", "8"),
        (9, "a style yet to be invented", "9"),
        (0, "chineseCounting", "0"),
        (400, "chineseCounting", "400"),
        (1, "bullet", ""),
        (1, "none", ""),
    ],
)
def test_numerals(number: int, style: str, printed: str):
    assert numeral(number, style) == printed


def test_a_level_shows_those_above_it_and_begins_again_under_each():
    levels = {0: Level("decimal", "%1."), 1: Level("decimal", "%1.%2"), 2: Level("lowerLetter", "%3)", start=3)}
    numbering = Numbering({"1": Numbered("a", levels)})
    printed = [numbering.next("1", level) for level in (0, 1, 1, 0, 1, 2, 2)]
    assert printed == ["1.", "1.1", "1.2", "2.", "2.1", "c)", "d)"]


def test_lists_of_one_kind_go_on_from_one_another_unless_one_restarts():
    levels = {0: Level("decimal", "%1.")}
    lists = {"1": Numbered("a", levels), "2": Numbered("a", levels), "3": Numbered("a", levels, {0: 1})}
    numbering = Numbering(lists)
    assert [numbering.next(name, 0) for name in "112331"] == ["1.", "2.", "3.", "1.", "2.", "3."]


def test_a_legal_level_shows_every_number_in_arabic():
    levels = {0: Level("chineseCounting", "第%1章"), 1: Level("decimal", "%1.%2", legal=True)}
    numbering = Numbering({"1": Numbered("a", levels)})
    assert [numbering.next("1", 0), numbering.next("1", 1)] == ["第一章", "1.1"]


def test_a_list_that_is_not_kept_prints_nothing():
    assert Numbering().next("9", 0) == ""
