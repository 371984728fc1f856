from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import RequestFactory
from jinja2 import DictLoader, UndefinedError
from lxml import html as markup

from gongkai.site import environment as site
from gongkai.site import pictures

EVENING = datetime(2024, 3, 7, 16, 5, tzinfo=UTC)  # 8 March, 00:05, in China


def test_days_are_written_to_read_and_for_tables():
    assert site.day(date(2024, 3, 8)) == "2024年3月8日"
    assert site.iso(date(2024, 3, 8)) == "2024-03-08"


def test_a_moment_is_shown_by_the_clock_of_china():
    assert site.day(EVENING) == "2024年3月8日"
    assert site.minute(EVENING) == "2024-03-08 00:05"


def test_a_date_that_is_not_there_is_no_date():
    assert site.day(None) == site.iso(None) == site.minute(None) == site.count(None) == site.filesize(None) == "—"


@pytest.mark.parametrize(
    ("left", "words", "tone"),
    [
        (6, "还剩 6 个工作日", "ok"),
        (5, "还剩 5 个工作日", "due"),
        (1, "还剩 1 个工作日", "due"),
        (0, "今天到期", "due"),
        (-1, "超期 1 个工作日", "late"),
        (None, "没有期限", "waiting"),
    ],
)
def test_a_clock_says_how_long_is_left_and_how_grave_that_is(left, words, tone):
    assert (site.clock(left), site.clock_tone(left)) == (words, tone)


def test_a_day_past_by_days_off_alone_is_late_and_not_due_today():
    assert (site.clock(0, late=True), site.clock_tone(0, late=True)) == ("已超期", "late")


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "不足 1 KB"),
        (1023, "不足 1 KB"),
        (1024, "1 KB"),
        (839_680, "820 KB"),
        (1023 * 1024, "1.0 MB"),
        (1_258_291, "1.2 MB"),
        (3 * 1024**3, "3.0 GB"),
    ],
)
def test_the_size_of_a_file_is_a_short_number(size, words):
    assert site.filesize(size) == words


def test_counts_and_money_have_their_thousands():
    assert site.count(1234567) == "1,234,567"
    assert site.count(0) == "0"
    assert site.money(Decimal("1234.5")) == "1,234.50 元"


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=59), "刚刚"),
        (timedelta(minutes=1), "1 分钟前"),
        (timedelta(minutes=59), "59 分钟前"),
        (timedelta(hours=1), "1 小时前"),
        (timedelta(hours=20), "昨天"),
        (timedelta(days=30), "30 天前"),
        (timedelta(days=31), "2024-02-06"),
    ],
)
def test_how_long_ago_is_said_in_words_until_a_month_has_gone_by(ago, words):
    now = datetime(2024, 3, 8, 8, 0, tzinfo=UTC)
    assert site.since(now - ago, now) == words


def test_a_link_keeps_the_filters_and_changes_one():
    request = RequestFactory().get("/desk/1/", {"state": "late", "page": "3", "q": "低保 公示"})
    assert site.query(request, page=4) == "?state=late&page=4&q=%E4%BD%8E%E4%BF%9D+%E5%85%AC%E7%A4%BA"
    assert site.query(request, page=None, state=None) == "?q=%E4%BD%8E%E4%BF%9D+%E5%85%AC%E7%A4%BA"
    assert request.GET["page"] == "3"


def test_a_form_keeps_every_other_value_of_the_query():
    request = RequestFactory().get("/desk/1/?state=late&state=draft&columns=title")
    assert site.kept(request, "columns") == [("state", "late"), ("state", "draft")]


def test_an_address_the_site_does_not_have_is_left_out_of_the_frame():
    assert site.known("desk:no-such-place") == ""


def test_a_name_that_is_not_there_is_an_error_and_words_never_become_markup():
    environment = site.environment(loader=DictLoader({"a": "{{ missing }}", "b": "{{ words }}"}))
    with pytest.raises(UndefinedError):
        environment.get_template("a").render()
    assert environment.get_template("b").render(words="<b>") == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("most", "steps"),
    [
        (86, [0, 25, 50, 75, 100]),
        (100, [0, 25, 50, 75, 100]),
        (101, [0, 50, 100, 150]),
        (3, [0, 1, 2, 3]),
        (1, [0, 1]),
        (0, [0, 1]),
        (0.8, [0, 0.2, 0.4, 0.6, 0.8]),
    ],
)
def test_a_scale_begins_at_zero_and_goes_in_round_steps_past_the_longest(most, steps):
    assert pictures.ticks(most) == steps


def test_a_bar_is_as_long_as_its_share_and_never_less_than_nothing():
    assert [pictures.share(value, 12) for value in (12, 3, 0, None, -4, 13)] == ["100", "25", "0", "0", "0", "100"]


def test_a_line_is_broken_where_there_is_no_value():
    points = pictures.plot([4, None, 0, 2], width=30, height=40, top=4)
    assert points == [(0, 0), None, (20, 40), (30, 20)]
    assert pictures.stretches(points) == ["0,0", "20,40 30,20"]


def test_a_qr_code_is_one_path_in_a_square():
    picture = markup.fromstring(pictures.qr("https://www.liuhe.example/items/13"))
    assert picture.get("aria-label")
    assert len(picture.findall(".//path")) == 1
