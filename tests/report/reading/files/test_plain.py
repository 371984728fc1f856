"""Texts: lines as they stand."""

import pytest

from gongkai.errors import Unreadable
from gongkai.report.reading.files import limits, open_bytes
from gongkai.report.reading.files.plain import read
from tests.report.reading.files.made import shown


def test_a_paragraph_a_line_with_tabs_and_blanks_kept():
    assert shown(read("  规章\t3\t\r\n\r\n\u3000行政许可  5\n".encode())) == ["  规章\t3\t", "", "\u3000行政许可  5"]


def test_lines_are_numbered_from_one():
    assert [block.place.line for block in read("甲\r乙\r\n丙\n丁".encode()).blocks] == [1, 2, 3, 4]


def test_a_form_feed_begins_a_page():
    document = read("甲\n\f乙\n丙\f\n丁".encode())
    assert [(block.text, block.place.page) for block in document.blocks] == [("甲", 1), ("乙", 2), ("丙", 3), ("丁", 3)]


def test_a_text_without_form_feeds_has_no_pages():
    assert read("甲\n乙".encode()).blocks[1].place.page is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_met_gives_the_same_lines(encoding: str):
    text = "一、总体情况\r\n2023年，镕基镇㛃村收到申请12件。\r\n"
    assert shown(read(text.encode(encoding))) == ["一、总体情况", "2023年，镕基镇㛃村收到申请12件。"]


def test_stray_control_characters_are_dropped():
    assert shown(read("收\x00到\x0712\x1f件，余下的都已经按时办结并且答复了申请人".encode()))[0].startswith("收到12件")


def test_a_text_cut_inside_a_character_is_still_read():
    assert shown(read(("收到申请12件。\n" * 40).encode("gb18030")[:-3]))[0] == "收到申请12件。"


def test_a_table_written_as_html_between_lines_is_a_table_and_lines_keep_their_numbers():
    table = "<table>\n<tr><td colspan=2>第二十条</td></tr>\n<tr><td>规章</td><td>3</td></tr>\n</table>"
    document = open_bytes(f"## 二、主动公开\n\n{table}\n三、其他\n".encode())
    assert document.kind == "txt"
    assert shown(document) == ["## 二、主动公开", "", "第二十条 1x2", "规章 | 3", "三、其他"]
    assert document.blocks[-1].place.line == 7


def test_a_markdown_table_stays_lines():
    assert shown(open_bytes("| 规章 | 3 |\n|---|---|\n| 许可 | 5 |".encode()))[0] == "| 规章 | 3 |"


def test_a_text_without_chinese_may_be_opened():
    assert shown(open_bytes(b"regulations 3")) == ["regulations 3"]


def test_a_text_far_longer_than_a_report_is_refused():
    with pytest.raises(Unreadable, match="10 MB"):
        read(b"a" * (limits.TEXT_BYTES + 1))
    with pytest.raises(Unreadable, match="行数过多"):
        read(b"\n" * (limits.BLOCKS + 2))
