"""年度报告期限."""

from datetime import date

import pytest

from gongkai.errors import Refused
from gongkai.law import reporting
from gongkai.law.calendar import builtin
from gongkai.law.reporting import Reporter

NATIONAL = builtin()


@pytest.mark.parametrize(
    ("reporter", "year", "on", "work_by"),
    [
        pytest.param(Reporter.DEPARTMENT, 2023, date(2024, 1, 31), date(2024, 1, 31), id="周三，当天"),
        pytest.param(Reporter.DEPARTMENT, 2025, date(2026, 1, 31), date(2026, 1, 30), id="2026年1月31日是周六"),
        pytest.param(Reporter.DEPARTMENT, 2020, date(2021, 1, 31), date(2021, 1, 29), id="2021年1月31日是周日"),
        pytest.param(Reporter.DEPARTMENT, 2024, date(2025, 1, 31), date(2025, 1, 27), id="2025年春节假期"),
        pytest.param(Reporter.DEPARTMENT, 2021, date(2022, 1, 31), date(2022, 1, 30), id="除夕前的周日调休上班"),
        pytest.param(Reporter.DEPARTMENT, 2019, date(2020, 1, 31), date(2020, 1, 23), id="2020年春节假期延长"),
        pytest.param(Reporter.TOWNSHIP, 2025, date(2026, 1, 31), date(2026, 1, 30), id="乡镇比照部门"),
        pytest.param(Reporter.GOVERNMENT, 2023, date(2024, 3, 31), date(2024, 3, 29), id="2024年3月31日是周日"),
        pytest.param(Reporter.GOVERNMENT, 2024, date(2025, 3, 31), date(2025, 3, 31), id="周一，当天"),
        pytest.param(Reporter.DEPARTMENT, 2018, date(2019, 3, 31), date(2019, 3, 29), id="旧条例：3月31日"),
        pytest.param(Reporter.TOWNSHIP, 2018, date(2019, 3, 31), date(2019, 3, 29), id="旧条例：各级行政机关"),
    ],
)
def test_a_report_is_due_by_the_law_and_worked_to_the_working_day_before(
    reporter: Reporter, year: int, on: date, work_by: date
) -> None:
    found = reporting.due(reporter, year, NATIONAL)
    assert (found.on, found.work_by) == (on, work_by)


def test_the_reasons_name_the_article_and_the_day_off() -> None:
    found = reporting.due(Reporter.DEPARTMENT, 2024, NATIONAL).due
    assert found.cites == ("《中华人民共和国政府信息公开条例》第四十九条第一款",)
    assert [step.text for step in found.steps] == [
        "县级以上人民政府部门的2024年度报告，统计期为2024年1月1日至12月31日",
        "最后一日是2025年1月31日（周五）",
        "1月31日是春节，规定没有写可以顺延，请在1月27日（周一）前办完",
    ]


@pytest.mark.parametrize(("year", "article"), [(2018, "第三十一条"), (2019, "第四十九条第二款")])
def test_a_government_reports_by_the_regulation_in_force(year: int, article: str) -> None:
    assert reporting.due(Reporter.GOVERNMENT, year, NATIONAL).due.cites[0].endswith(article)


@pytest.mark.parametrize(("year", "confirmed"), [(2018, True), (2019, False)])
def test_the_day_of_townships_is_not_confirmed_since_the_law_no_longer_names_every_agency(
    year: int, confirmed: bool
) -> None:
    assert reporting.due(Reporter.TOWNSHIP, year, NATIONAL).confirmed is confirmed


def test_before_the_first_regulation_nothing_was_due() -> None:
    assert reporting.due(Reporter.GOVERNMENT, 2008, NATIONAL).on == date(2009, 3, 31)
    with pytest.raises(Refused, match="从2008年5月1日起才有规定"):
        reporting.due(Reporter.GOVERNMENT, 2006, NATIONAL)


def test_a_year_without_its_notice_on_holidays_is_provisional() -> None:
    assert not reporting.due(Reporter.DEPARTMENT, 2025, NATIONAL).due.provisional
    unknown = reporting.due(Reporter.DEPARTMENT, 2040, NATIONAL).due
    assert unknown.provisional_years == (2041,)
    assert "放假安排还没有导入" in unknown.steps[-1].text


@pytest.mark.parametrize(
    ("reporter", "last"),
    [
        (Reporter.DEPARTMENT, date(2026, 1, 31)),
        (Reporter.TOWNSHIP, date(2026, 3, 31)),
        (Reporter.GOVERNMENT, date(2026, 3, 31)),
    ],
)
def test_nobody_may_set_a_later_day_than_the_law(reporter: Reporter, last: date) -> None:
    assert reporting.latest(reporter, 2025).value == last


def test_the_period_is_the_calendar_year() -> None:
    assert reporting.period(2025) == (date(2025, 1, 1), date(2025, 12, 31))
