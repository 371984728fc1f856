import pytest

from gongkai.report.rules.prose import Passage, heading_words, passages, squeezed
from tests.report.rules import sound


@pytest.mark.parametrize(
    ("text", "plain"),
    [("2023 年\n收到 申请", "2023年收到申请"), ("平台 and 线下", "平台and线下"), ("See the page", "See the page")],
)
def test_blanks_of_layout_are_taken_out(text, plain):
    assert squeezed(text) == plain


@pytest.mark.parametrize(
    "title",
    [
        "一、总体情况",
        "一 、 总体 情况",
        "## 一、总体情况",
        "（一）总体情况：",
        "1.总体情况",
        "第一部分 总体情况",
        "**总体情况**",
    ],
)
def test_a_heading_is_its_words(title):
    assert heading_words(title) == "总体情况"


def test_a_line_that_ends_without_a_stop_goes_on():
    passage = Passage("overview", "", "", "全年共主动\n公开了12条。另有\n3件；没有收费。")
    assert passage.sentences == ("全年共主动公开了12条。", "另有3件；", "没有收费。")


def test_passages_stand_in_the_order_of_the_report():
    order = list(dict.fromkeys(passage.section for passage in passages(sound.report())))
    assert order == ["title", "preamble", "overview", "problems", "other", "signature"]
