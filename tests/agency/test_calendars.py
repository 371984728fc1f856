"""The calendar this site counts by: what came with gongkai, and what is loaded here."""

from datetime import date

import pytest

from gongkai.agency import calendars
from gongkai.agency.actions import arrangements
from gongkai.agency.models import Arrangement, Officer
from gongkai.errors import NotYourRole, Refused
from gongkai.journal.models import Entry
from gongkai.law import calendar as law
from tests.cast import Cast

DAY = date(2026, 11, 21)
HOLIDAYS = (
    ("元旦", "2027-01-01", "2027-01-03", ""),
    ("春节", "2027-02-05", "2027-02-11", "2027-01-30, 2027-02-20"),
    ("清明节", "2027-04-03", "2027-04-05", ""),
    ("劳动节", "2027-05-01", "2027-05-05", "2027-05-08"),
    ("端午节", "2027-06-09", "2027-06-09", ""),
    ("中秋节", "2027-09-15", "2027-09-17", ""),
    ("国庆节", "2027-10-01", "2027-10-07", "2027-10-09"),
)


def notice(year: int = 2027, *, without: str = "", spring: str = "2027-02-05") -> str:
    text = f'year = {year}\n[notice]\ntitle = "关于{year}年部分节假日安排的通知"\nnumber = "国办发明电〔2026〕7号"\n'
    for name, first, last, working in HOLIDAYS:
        if name != without:
            begins = spring if name == "春节" else first
            text += f'[[holiday]]\nname = "{name}"\nfrom = {begins}\nto = {last}\nworking = [{working}]\n'
    return text


@pytest.fixture
def runner(cast: Cast) -> Officer:
    cast.qian.runs_site = True
    cast.qian.save()
    return cast.qian


def test_without_anything_loaded_it_is_the_one_that_came_with_gongkai(cast: Cast) -> None:
    assert calendars.national_calendar().arrangements == law.builtin().arrangements
    assert not calendars.national_calendar().knows(2027)


def test_a_year_loaded_counts_at_once(runner: Officer) -> None:
    before = calendars.national_calendar()
    arrangements.load(notice(), by=runner, today=DAY)
    after = calendars.national_calendar()
    assert (before.is_working(date(2027, 1, 30)), after.is_working(date(2027, 1, 30))) == (False, True)
    assert after.knows(2027)
    assert Entry.objects.get(act="calendar.loaded").details["year"] == 2027


def test_the_calendar_is_read_once_and_asked_for_with_one_query(
    runner: Officer, django_assert_num_queries: object
) -> None:
    arrangements.load(notice(), by=runner, today=DAY)
    first = calendars.national_calendar()
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert calendars.national_calendar() is first


def test_what_another_process_loads_is_seen(runner: Officer) -> None:
    arrangements.load(notice(), by=runner, today=DAY)
    kept = calendars.national_calendar()
    Arrangement.objects.get(year=2027).save()  # as another process would: no call of ours
    assert calendars.national_calendar() is not kept


def test_a_year_loaded_again_goes_before_the_earlier_one(runner: Officer) -> None:
    arrangements.load(notice(), by=runner, today=DAY)
    arrangements.load(notice(spring="2027-02-04"), by=runner, today=DAY)
    assert Arrangement.objects.count() == 1
    assert not calendars.national_calendar().is_working(date(2027, 2, 4))
    assert Entry.objects.filter(act="calendar.loaded").last().details["is_again"] is True  # type: ignore[union-attr]


def test_a_faulty_file_is_not_loaded(runner: Officer) -> None:
    with pytest.raises(Refused) as refusal:
        arrangements.load(notice(without="春节"), by=runner, today=DAY)
    assert any("春节" in detail for detail in refusal.value.details)
    assert not Arrangement.objects.exists()


def test_only_who_runs_the_site_loads_one(cast: Cast) -> None:
    with pytest.raises(NotYourRole):
        arrangements.load(notice(), by=cast.qian, today=DAY)


def test_what_is_registered_hears_of_it_and_may_refuse(runner: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[int, object, date]] = []
    monkeypatch.setattr(calendars, "_changed", [])
    calendars.on_change(lambda year, by, on: heard.append((year, by, on)))
    arrangements.load(notice(), by=runner, today=DAY)
    assert heard == [(2027, runner, DAY)]


def test_an_arrangement_is_told_back_as_the_notice_words_it() -> None:
    lines = calendars.words(law.Arrangement.parse(notice()))
    assert lines[1] == {
        "name": "春节",
        "days": "2027年2月5日（周五）至2027年2月11日（周四）",
        "length": 7,
        "working": "2027年1月30日（周六）、2027年2月20日（周六）",
    }
    assert lines[4]["days"] == "2027年6月9日（周三）"
