import io
from itertools import pairwise

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from gongkai.report.rendering.wrapping import Words, breaks

SENTENCE = (
    "表三“总计”列：本年新收196795件＋上年结转9831件＝206626件（见《办法》第1.5条）。"
    "请核对 登记台账，例如 2023-report.docx。"
)


def wrapped(words: str, width: int) -> list[str]:
    at = [0, *breaks(words, width), len(words)]
    return [words[start:end].rstrip() for start, end in pairwise(at)]


@pytest.mark.parametrize("width", range(20, 90))
def test_no_number_or_word_is_cut_and_no_line_begins_or_ends_with_the_wrong_mark(width):
    lines = wrapped(SENTENCE, width)
    for whole in ("196795", "9831", "206626", "1.5", "2023-report.docx"):
        assert any(whole in line for line in lines)
    assert not any(line[0] in "。、，：）》”" for line in lines)
    assert not any(line[-1] in "（《“" for line in lines)
    assert max(map(cell_len, lines)) <= width


def test_a_line_is_filled_although_there_is_a_blank_in_it():
    assert wrapped("甲 乙乙乙乙乙乙乙乙", 10) == ["甲 乙乙乙", "乙乙乙乙乙"]


def test_what_is_longer_than_a_line_is_broken_where_the_line_ends():
    assert wrapped("1234567890123", 5) == ["12345", "67890", "123"]


def test_nothing_is_lost_however_narrow_the_terminal():
    assert "".join(wrapped("本年新收12件。", 1)) == "本年新收12件。"


def test_lines_end_without_blanks_and_keep_their_own_ends():
    console = Console(file=io.StringIO(), width=8)
    console.print(Words(Text("甲乙丙 丁戊己\n庚")))
    assert console.file.getvalue() == "甲乙丙\n丁戊己\n庚\n"
