from datetime import date
from decimal import Decimal

import pytest

from gongkai.report.reading.numerals import dates, number, quantities, years


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2543", 2543),
        ("78,967", 78967),
        ("５５００", 5500),
        ("0.5", Decimal("0.5")),
        ("1.2万", 12000),
        ("5万3200", 53200),
        ("3亿", 300000000),
        ("零", 0),
        ("两百", 200),
        ("十五", 15),
        ("三百二十一", 321),
        ("一千零五", 1005),
        ("一万二千", 12000),
        ("二〇二三", 2023),
        ("规章", None),
        ("", None),
    ],
)
def test_a_number_is_read_in_every_way_it_is_written(words, value):
    assert number(words) == value


@pytest.mark.parametrize(
    ("text", "value", "unit", "exact"),
    [
        ("公开信息2,543条", 2543, "条", True),
        ("公开信息1，234条", 1234, "条", True),
        ("受理 21 件", 21, "件", True),
        ("5500 余条", 5500, "条", False),
        ("1万多条", 10000, "条", False),
        ("近400份", 400, "份", False),
        ("约 60 条", 60, "条", False),
        ("400条左右", 400, "条", False),
        ("超过1000条", 1000, "条", False),
        ("十余次", 10, "次", False),
        ("千余条", 1000, "条", False),
        ("1.5万人次", 15000, "人次", True),
        ("0.38万元", 3800, "元", True),
        ("申请零件", 0, "件", True),
        ("三宗", 3, "宗", True),
    ],
)
def test_a_number_of_things_has_its_unit_and_says_whether_it_is_exact(text, value, unit, exact):
    [found] = quantities(text)
    assert (found.value, found.unit, found.exact) == (value, unit, exact)


@pytest.mark.parametrize(
    "text",
    [
        "国办公开办函〔2021〕30号",
        "第三十三条、第15条",
        "2023年12月31日",
        "20个工作日内",
        "提高3个百分点，占18%",
        "12345热线",
        "单位：万元",
        "一次性告知、统一条件、逐条核对、三审三校",
        "2024年第12期",
    ],
)
def test_dates_articles_document_numbers_and_manners_of_speaking_count_nothing(text):
    assert list(quantities(text)) == []


def test_figures_listed_with_wide_commas_are_not_one_number():
    assert [found.value for found in quantities("分别为105，276，102条")] == [102]


def test_dates_are_read_in_arabic_and_chinese_numerals():
    found = [day for day, *_ in dates("自二〇二三年一月一日至2023年 12 月 31 日，二0二四年一月二十日")]
    assert found == [date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 20)]


def test_a_day_that_does_not_exist_is_no_date():
    assert list(dates("2023年2月30日")) == []


def test_years_are_found_with_where_they_stand():
    assert list(years("2022年和二〇二三年")) == [(2022, 0, 5), (2023, 6, 11)]
