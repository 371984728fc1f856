"""Numbers that follow their figures, and words that find theirs again after an officer wrote in them."""

import time

import pytest

from gongkai.filing.text import links
from gongkai.filing.text.links import UNKNOWN, away, cleaned, linked, plain
from tests.filing.text.ledgers import figures

COUNTED = figures(disclosed__total=1009, requests__new__total=3, disclosed__increase=-5, requests__fees=None)
OLD = (
    "2024年主动公开政府信息{{disclosed.total}}条，较上年减少{{-disclosed.increase}}条。"
    "收到申请{{requests.new.total}}件。"
)


def test_a_live_number_shows_its_figure() -> None:
    assert plain(OLD, COUNTED) == "2024年主动公开政府信息1009条，较上年减少5条。收到申请3件。"


def test_a_number_written_by_hand_stays_when_the_figure_moves() -> None:
    assert plain("公开{{disclosed.total!1010}}条", COUNTED) == "公开1010条"
    [found] = away("公开{{disclosed.total!1010}}条", COUNTED)
    assert (found.name, found.written, found.counted) == ("disclosed.total", "1010", "1009")
    assert away("公开{{disclosed.total!1010}}条", figures(disclosed__total=1010)) == []


def test_a_figure_without_a_number_says_so() -> None:
    assert plain("收取{{requests.fees}}元", COUNTED) == f"收取{UNKNOWN}元"
    assert plain("收取{{requests.nonesuch}}元", COUNTED) == f"收取{UNKNOWN}元"
    assert [each.written for each in away("收取{{requests.fees}}元", COUNTED)] == [UNKNOWN]
    assert linked("收取{{requests.fees}}元", f"收取{UNKNOWN}元", COUNTED) == "收取{{requests.fees}}元"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        pytest.param(plain(OLD, COUNTED), OLD, id="nothing changed"),
        pytest.param(
            "2024年主动公开政府信息1010条，较上年减少5条。收到申请3件。",
            OLD.replace("{{disclosed.total}}", "{{disclosed.total!1010}}"),
            id="one number written over",
        ),
        pytest.param(
            "收到申请3件。2024年主动公开政府信息1009条，较上年减少5条。",
            "收到申请{{requests.new.total}}件。"
            "2024年主动公开政府信息{{disclosed.total}}条，较上年减少{{-disclosed.increase}}条。",
            id="a sentence moved",
        ),
        pytest.param("收到申请3件。", "收到申请{{requests.new.total}}件。", id="a sentence deleted"),
        pytest.param(
            "全镇在2024年一共主动公开各类政府信息1009条，比上年少5条。收到申请3件。",
            "全镇在2024年一共主动公开各类政府信息{{disclosed.total}}条，比上年少{{-disclosed.increase}}条。"
            "收到申请{{requests.new.total}}件。",
            id="a sentence rewritten",
        ),
        pytest.param(
            "2024年主动公开政府信息1009条。较上年减少5条。收到申请3件。",
            "2024年主动公开政府信息{{disclosed.total}}条。较上年减少{{-disclosed.increase}}条。"
            "收到申请{{requests.new.total}}件。",
            id="a sentence split",
        ),
        pytest.param(
            "2024年主动公开政府信息1009条，较上年减少5条，收到申请3件。",
            "2024年主动公开政府信息{{disclosed.total}}条，较上年减少{{-disclosed.increase}}条，"
            "收到申请{{requests.new.total}}件。",
            id="sentences joined",
        ),
        pytest.param(
            "2024年举办3次宣传活动，主动公开政府信息1009条，较上年减少5条。收到申请3件。",
            "2024年举办3次宣传活动，主动公开政府信息{{disclosed.total}}条，较上年减少{{-disclosed.increase}}条。"
            "收到申请{{requests.new.total}}件。",
            id="a number of one's own added",
        ),
        pytest.param(
            "2024年主动公开政府信息1,009条，较上年减少５条。收到申请3件。",
            OLD,
            id="the same number written otherwise",
        ),
        pytest.param(
            "2024年主动公开政府信息一千余条，较上年减少5条。收到申请3件。",
            OLD.replace("{{disclosed.total}}", "一千余"),
            id="a number turned into words",
        ),
        pytest.param("本年度无。", "本年度无。", id="all written anew"),
        pytest.param("", "", id="all deleted"),
    ],
)
def test_what_is_written_finds_its_figures_again(written: str, kept: str) -> None:
    assert linked(OLD, written, COUNTED) == kept


def test_a_number_written_back_follows_its_figure_again() -> None:
    assert linked("公开{{disclosed.total!1010}}条。", "公开1009条。", COUNTED) == "公开{{disclosed.total}}条。"
    assert linked("公开{{disclosed.total!1010}}条。", "公开1011条。", COUNTED) == "公开{{disclosed.total!1011}}条。"


def test_text_that_was_written_in_follows_a_new_count() -> None:
    kept = linked(OLD, "全年公开政府信息1009条。另有3条正在整理。", COUNTED)
    later = COUNTED | figures(disclosed__total=1012)
    assert plain(kept, later) == "全年公开政府信息1012条。另有3条正在整理。"


def test_two_numbers_of_different_units_are_not_mixed_up() -> None:
    old = "召开会议{{requests.new.total}}次，公开{{disclosed.total}}条。"
    kept = linked(old, "公开1010条，召开会议4次。", COUNTED)
    assert kept in (
        "公开{{disclosed.total!1010}}条，召开会议{{requests.new.total!4}}次。",
        "公开1010条，召开会议{{requests.new.total!4}}次。",
        "公开{{disclosed.total!1010}}条，召开会议4次。",
    )


@pytest.mark.parametrize(
    "typed",
    [
        "{{disclosed.total}}",
        "{{{disclosed.total}}}",
        "{{disclosed.total!1}}",
        "{ {disclosed.total}}",
        "{\u200b{disclosed.total}}",
        "{{\x00disclosed.total}}",
    ],
)
def test_nothing_typed_becomes_a_link(typed: str) -> None:
    kept = linked("", f"公开{typed}条", COUNTED)
    assert links.names(kept) == frozenset()
    assert "1009" not in plain(kept, COUNTED)


def test_a_brace_before_a_live_number_does_no_harm() -> None:
    kept = linked("全年公开信息{{disclosed.total}}条", "全年公开信息{1009}条", COUNTED)
    assert plain(kept, COUNTED) == "全年公开信息{1009}条"
    assert links.names(kept) == {"disclosed.total"}


def test_what_cannot_be_seen_is_left_out_and_lines_stay() -> None:
    assert cleaned("一\r\n\r\n二\x07\u202e\ufeff\t三  \n\n") == "一\n二 三"
    assert cleaned("<b>公开</b> & 查阅") == "<b>公开</b> & 查阅"


@pytest.mark.parametrize(
    "typed",
    [
        "1。" * 10_000,
        "公开1条" * 4_000,
        "人" * 20_000,
        "9" * 20_000,
        "".join(f"主动公开政府信息{number}条，较上年减少{number}条，" for number in range(700)),
        "".join(f"主动公开第{number}类政府信息{number}条。" for number in range(900)),
    ],
)
def test_long_and_odd_text_is_read_in_time(typed: str) -> None:
    began = time.monotonic()
    kept = linked(OLD, typed, COUNTED)
    assert time.monotonic() - began < 5
    assert plain(kept, COUNTED) == cleaned(typed)
