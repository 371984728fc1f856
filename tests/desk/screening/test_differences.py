"""What changed between two editions, line by line."""

import pytest

from gongkai.desk.screening.differences import LONGEST_LINE, between


def told(before: str, after: str) -> list[str]:
    """The lines with −taken out− and +put in+."""
    marks = {"same": "", "out": "−", "in": "+"}
    return [
        "".join(f"{marks[each.kind]}{each.text}{marks[each.kind]}" for each in line) for line in between(before, after)
    ]


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("每亩80元", "每亩80元", []),
        ("每亩80元", "每亩90元", ["每亩−8−+9+0元"]),
        ("一\n二", "一\n二\n三", ["二", "+三+"]),
        ("一\n二\n三", "一\n三", ["一", "−二−", "三"]),
        ("", "新写的", ["+新写的+"]),
    ],
)
def test_only_what_changed_is_shown_with_the_line_beside_it(before: str, after: str, lines: list[str]) -> None:
    assert told(before, after) == lines


def test_changes_far_apart_are_set_apart() -> None:
    before = "\n".join("甲乙丙丁戊己庚辛")
    assert told(before, before.replace("甲", "天").replace("辛", "地")) == ["−甲−+天+", "乙", "", "庚", "−辛−+地+"]


def test_a_line_too_long_to_compare_is_shown_whole() -> None:
    long = "长" * (LONGEST_LINE + 1)
    assert told(long, long + "了") == [f"−{long}−+{long}了+"]
