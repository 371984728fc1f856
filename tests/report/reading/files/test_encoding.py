"""Bytes as text."""

import random

import pytest

from gongkai.errors import Unreadable
from gongkai.report.reading.files.encoding import decode


def test_utf_8_goes_before_what_the_file_declares():
    assert decode("总体情况".encode(), "gb2312") == "总体情况"


def test_what_is_declared_goes_before_what_is_common():
    assert decode("總體情況".encode("big5"), "big5") == "總體情況"


def test_gb2312_is_read_with_the_characters_added_to_it_since():
    assert decode("镕㛃".encode("gb18030"), "gb2312") == "镕㛃"


def test_an_encoding_that_does_not_exist_is_passed_over():
    assert decode("总体".encode("gb18030"), "x-sjis-cp932-unknown") == "总体"


def test_a_few_broken_bytes_do_not_hide_the_rest():
    assert decode("总体情况与主动公开，".encode("gb18030") * 30 + b"\xff\xff").startswith("总体情况与主动公开，")


def test_noise_is_not_text():
    with pytest.raises(Unreadable, match="不是文字"):
        decode(random.Random(7).randbytes(5_000))
