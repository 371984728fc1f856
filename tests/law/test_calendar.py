import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import Refused
from gongkai.law.calendar import Arrangement, Calendar, Holiday, Notice, builtin

DAY = timedelta(days=1)
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
CASES = tomllib.loads((Path(__file__).parent / "working_days.toml").read_text(encoding="utf-8"))["case"]

FILE_2027 = """
year = 2027

[notice]
title = "国务院办公厅关于2027年部分节假日安排的通知"
number = "试〔2026〕1号"

[[holiday]]
name = "元旦"
from = 2027-01-01
to = 2027-01-03

[[holiday]]
name = "春节"
from = 2027-02-05
to = 2027-02-11
working = [2027-01-31, 2027-02-13]

[[holiday]]
name = "清明节"
from = 2027-04-03
to = 2027-04-05

[[holiday]]
name = "劳动节"
from = 2027-05-01
to = 2027-05-05
working = [2027-04-25, 2027-05-08]

[[holiday]]
name = "端午节"
from = 2027-06-09
to = 2027-06-09

[[holiday]]
name = "中秋节"
from = 2027-09-15
to = 2027-09-15

[[holiday]]
name = "国庆节"
from = 2027-10-01
to = 2027-10-07
working = [2027-09-26, 2027-10-09]
"""


def every_day() -> Iterator[date]:
    day = FIRST
    while day <= LAST:
        yield day
        day += DAY


days = st.dates(FIRST, date(2025, 12, 1))
terms = st.integers(1, 60)


# The data


def test_every_day_agrees_with_chinesecalendar_but_the_one_it_misses() -> None:
    differing = [day for day in every_day() if builtin().is_working(day) != chinese_calendar.is_workday(day)]
    assert differing == [date(2005, 12, 31)]  # 国办发明电〔2005〕35号: “12月31日（星期六）上班”


def test_every_day_agrees_with_holidays() -> None:
    other = holidays.country_holidays("CN", years=range(2003, 2028))
    assert [day for day in every_day() if builtin().is_working(day) != other.is_working_day(day)] == []


def test_days_off_and_days_worked_in_exchange_are_named_as_in_chinesecalendar() -> None:
    for table, named in ((chinese_calendar.holidays, builtin().name), (chinese_calendar.workdays, builtin().makes_up)):
        assert len(table) > 100
        for day, value in table.items():
            assert chinese_calendar.Holiday(value).chinese in named(day), day


def test_every_file_is_whole_and_raises_no_doubt() -> None:
    folder = files("gongkai.law") / "holidays"
    for entry in folder.iterdir():
        arrangement = Arrangement.parse(entry.read_text(encoding="utf-8"))
        assert entry.name == f"{arrangement.year}.toml"
        assert not arrangement.warnings
        assert arrangement.notice.confirmed == bool(arrangement.notice.number)
    assert [arrangement.year for arrangement in builtin().arrangements] == list(range(2004, 2027))


# Counting


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_the_last_day_of_a_term(case: dict[str, Any]) -> None:
    due = builtin().due(case["start"], case["days"])
    assert due.on == case["due"]
    assert list(due.provisional_years) == case.get("provisional", [])


@given(days, terms)
def test_counting_back_over_a_term_gives_its_days(start: date, n: int) -> None:
    last = builtin().after(start, n)
    assert builtin().is_working(last)
    assert builtin().count(start + DAY, last + DAY) == n
    assert builtin().before(last + DAY, n) == builtin().after(start, 1)


@given(days, st.integers(0, 400), st.integers(0, 400))
def test_counts_of_neighbouring_spans_add_up(start: date, first: int, second: int) -> None:
    middle, end = start + first * DAY, start + (first + second) * DAY
    count = builtin().count
    assert count(start, middle) + count(middle, end) == count(start, end) == -count(end, start)


@given(days, st.sampled_from([d for d in every_day() if d.year == 2024]), terms)
def test_a_further_holiday_never_shortens_a_term(start: date, extra: date, n: int) -> None:
    [usual] = [a for a in builtin().arrangements if a.year == 2024]
    if extra in usual.off or extra in usual.working:
        return
    longer = Arrangement(2024, usual.notice, (*usual.holidays, Holiday("哀悼日", extra, extra)))
    assert builtin().extended(longer).after(start, n) >= builtin().after(start, n)


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2024, 2, 9), date(2024, 2, 9), date(2024, 2, 9)),  # 除夕 2024: a working day
        (date(2024, 2, 10), date(2024, 2, 9), date(2024, 2, 18)),
        (date(2024, 2, 17), date(2024, 2, 9), date(2024, 2, 18)),
        (date(2024, 2, 18), date(2024, 2, 18), date(2024, 2, 18)),  # a Sunday, worked
        (date(2026, 1, 31), date(2026, 1, 30), date(2026, 2, 2)),
    ],
)
def test_the_working_day_on_either_side(day: date, before: date, after: date) -> None:
    assert builtin().on_or_before(day) == before
    assert builtin().on_or_after(day) == after


def test_days_left_run_from_many_through_none_to_days_late() -> None:
    left = [builtin().left(date(2024, 3, day), date(2024, 3, 8)) for day in (6, 7, 8, 9, 10, 11, 12)]
    assert left == [2, 1, 0, 0, 0, -1, -2]


def test_a_term_of_no_days_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        builtin().after(FIRST, 0)
    with pytest.raises(ValueError, match="at least one day"):
        builtin().before(FIRST, 0)


# Explaining


def test_a_term_over_qingming_explains_every_stretch() -> None:
    due = builtin().due(date(2024, 3, 29), 7, event="形成", cites=["条例第二十六条"])
    assert [step.text for step in due.steps] == [
        "2024年3月29日（周五）形成，次日起算",
        "3月30日至31日周末，不计",
        "4月1日至3日，计3个工作日",
        "4月4日至6日清明节放假，不计",
        "4月7日（周日）调休上班，计1个工作日，累计4个",
        "4月8日至10日，计3个工作日，累计7个",
        "第7个工作日是4月10日（周三），为最后一日",
    ]
    assert due.steps[3].cite == "《国务院办公厅关于2024年部分节假日安排的通知》（国办发明电〔2023〕7号）"
    assert due.cites == ("条例第二十六条",)


@given(days, terms)
def test_the_steps_cover_the_term_without_a_gap_and_count_it(start: date, n: int) -> None:
    due = builtin().due(start, n)
    stretches = due.steps[1:-1]
    assert sum(step.counted for step in stretches) == n
    assert stretches[0].first == start + DAY
    assert stretches[-1].last == due.on
    assert all(one.last + DAY == other.first for one, other in pairwise(stretches))


def test_a_term_over_the_new_year_names_the_year() -> None:
    texts = [step.text for step in builtin().due(date(2024, 12, 30), 3).steps]
    assert "2025年1月1日元旦放假，不计" in texts
    assert texts[-1] == "第3个工作日是2025年1月3日（周五），为最后一日"


def test_a_term_in_calendar_days_stays_on_its_last_day_and_names_the_working_day_before() -> None:
    due = builtin().due_in_days(date(2024, 4, 14), 20)
    assert due.on == date(2024, 5, 4)
    assert due.steps[-1].text == "5月4日是劳动节，规定没有写可以顺延，请在4月30日（周二）前办完"
    assert len(builtin().due_in_days(date(2024, 4, 10), 20).steps) == 2  # 4月30日, a working day


def test_an_answer_can_be_kept_as_data() -> None:
    assert builtin().due(date(2026, 12, 21), 1, cites=["甲"]).to_dict() == {
        "due": "2026-12-22",
        "provisional": False,
        "provisional_years": [],
        "steps": [
            {
                "text": "2026年12月21日（周一）起，次日起算",
                "from": "2026-12-21",
                "to": "2026-12-21",
                "counted": 0,
            },
            {"text": "12月22日，计1个工作日", "from": "2026-12-22", "to": "2026-12-22", "counted": 1},
            {
                "text": "第1个工作日是12月22日（周二），为最后一日",
                "from": "2026-12-22",
                "to": "2026-12-22",
                "counted": 0,
            },
        ],
        "cites": ["甲"],
    }


# Years without a notice


def test_a_year_without_a_notice_is_counted_by_weekends_and_dates_fixed_by_law() -> None:
    calendar = Calendar()
    assert not calendar.knows(2027)
    free = [day for day in (date(2027, 1, 1) + n * DAY for n in range(365)) if not calendar.is_working(day)]
    assert [day for day in free if day.weekday() < 5] == [date(2027, 1, 1), date(2027, 10, 1)]
    assert calendar.name(date(2027, 10, 1)) == "国庆节"
    assert calendar.name(date(2027, 5, 2)) == "劳动节"
    assert calendar.name(date(2027, 5, 8)) == "周末"


@pytest.mark.parametrize(("year", "off"), [(2007, 3), (2008, 1), (2024, 1), (2025, 2)])
def test_the_labour_day_of_an_unknown_year_follows_the_law_of_that_year(year: int, off: int) -> None:
    assert [Calendar().name(date(year, 5, day)) for day in (1, 2, 3)].count("劳动节") == off


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (date(2026, 11, 1), date(2026, 12, 24), ()),
        (date(2026, 11, 1), date(2026, 12, 25), (2027,)),  # the notice for 2027 may turn these days round
        (date(2026, 12, 31), date(2026, 12, 31), (2027,)),
        (date(2026, 12, 1), date(2027, 1, 4), (2027,)),
        (date(2025, 12, 1), date(2026, 1, 4), ()),
        (date(2003, 12, 1), date(2004, 1, 4), (2003,)),
    ],
)
def test_an_answer_says_which_unread_years_it_depends_on(first: date, last: date, years: tuple[int, ...]) -> None:
    assert builtin().unknown_years(first, last) == years


def test_a_provisional_answer_says_why() -> None:
    due = builtin().due(date(2026, 12, 10), 20)
    assert due.provisional
    assert due.steps[-1].text.startswith("2027年的放假安排还没有导入")


def test_a_day_before_any_law_on_holidays_is_refused() -> None:
    with pytest.raises(Refused, match="全体公民放假的节日从1999年9月18日起"):
        builtin().is_working(date(1998, 1, 1))


def test_a_notice_that_is_loaded_settles_the_answer() -> None:
    calendar = builtin().extended(Arrangement.parse(FILE_2027))
    due = calendar.due(date(2027, 1, 25), 10)
    assert due.on == date(2027, 2, 12)
    assert not due.provisional
    assert builtin().due(date(2027, 1, 25), 10).on == date(2027, 2, 8)


def test_a_notice_turns_days_of_the_december_before() -> None:
    changed = FILE_2027.replace("to = 2027-01-03", "to = 2027-01-03\nworking = [2026-12-27]")
    calendar = builtin().extended(Arrangement.parse(changed))
    assert calendar.is_working(date(2026, 12, 27))
    assert not builtin().is_working(date(2026, 12, 27))


# Files given by an administrator


def test_a_file_with_a_mark_at_its_head_is_read() -> None:
    assert Arrangement.parse("\ufeff" + FILE_2027).notice == Notice(
        "国务院办公厅关于2027年部分节假日安排的通知", "试〔2026〕1号"
    )


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("year = 2027", 'year = "2027"', "缺 year"),
        ("year = 2027", "year = 2027\nname = 1", "文件开头：不认识“name”"),
        ("title =", "titel =", "[notice]：缺 title"),
        ('number = "试〔2026〕1号"', "number = 1", "number（文号）应当是带引号的文字"),
        ('number = "试〔2026〕1号"', 'confirmed = "是"', "confirmed 只能写 true 或 false"),
        ('number = "试〔2026〕1号"', 'dated = "去年"', "[notice] dated：应当是日期"),
        ('name = "端午节"', "", "缺 name"),
        ('name = "端午节"', 'name = "龙舟节"', "缺“端午节”"),
        ("from = 2027-06-09", 'from = "2027-06-09"', "“端午节” from：应当是日期，不带引号"),
        ("to = 2027-06-09", "to = 2027-06-08", "不像一个假期"),
        ("to = 2027-06-09", "to = 2027-07-09", "不像一个假期"),
        ("to = 2027-06-09", "to = 2027-06-09\nwork = [2027-06-12]", "“端午节”：不认识“work”"),
        ("working = [2027-09-26, 2027-10-09]", "working = 2027-09-26", "working：应当是日期的列表"),
        ("working = [2027-09-26, 2027-10-09]", "working = [2028-09-24]", "2028-09-24不在2027年"),
        ("working = [2027-09-26, 2027-10-09]", "working = [2027-10-03]", "2027-10-03既写作放假（国庆节）又写作上班"),
        ("working = [2027-09-26, 2027-10-09]", "working = [2027-05-08]", "2027-05-08的调休上班写了两次"),
        (
            "from = 2027-09-15\nto = 2027-09-15",
            "from = 2027-10-01\nto = 2027-10-01",
            "2027-10-01既在“中秋节”又在“国庆节”",
        ),
    ],
)
def test_a_faulty_file_is_refused_and_the_fault_named(old: str, new: str, fault: str) -> None:
    assert FILE_2027.count(old) == 1
    with pytest.raises(Refused) as refused:
        Arrangement.parse(FILE_2027.replace(old, new))
    assert fault in str(refused.value)


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(Refused) as refused:
        Arrangement.parse(FILE_2027.replace('"端午节"', '"端阳"').replace("title =", "titel ="))
    assert len(refused.value.details) == 2


@pytest.mark.parametrize("text", ["", "year = ", "放假安排", "year = 2027\nholiday = 3\nnotice = []"])
def test_what_is_no_arrangement_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="放假安排文件"):
        Arrangement.parse(text)


def test_a_weekday_given_as_worked_in_exchange_is_doubted_not_refused() -> None:
    arrangement = Arrangement.parse(FILE_2027.replace("[2027-09-26, 2027-10-09]", "[2027-09-27, 2027-10-09]"))
    assert arrangement.warnings == ("国庆节：2027-09-27是周一，本来就上班，不必写作调休上班。",)


def test_the_older_word_for_the_first_of_january_is_understood() -> None:
    assert Arrangement.parse(FILE_2027.replace('"元旦"', '"新年"')).holidays[0].name == "元旦"
