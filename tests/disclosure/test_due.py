"""By when an item is out: its entry's rule, the law's own terms, the twenty working days; anew when a year is known."""

from datetime import date
from typing import Any

import pytest

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Arrangement
from gongkai.disclosure import due, jobs
from gongkai.disclosure.models import Item
from gongkai.journal.models import Entry
from gongkai.law.calendar import builtin
from gongkai.task.models import Work
from tests.cast import Cast
from tests.disclosure import passage
from tests.disclosure.actions.test_drafting import entry
from tests.disclosure.passage import TODAY, fresh

FORMED = date(2024, 4, 28)

CASES: list[tuple[str, dict[str, Any], str, date | None]] = [
    ("twenty working days of the Regulation", {}, "", date(2024, 5, 28)),
    ("no day given, no term", {"formed_on": None}, "", None),
    ("formed before the Regulation", {"formed_on": date(2008, 4, 30)}, "", None),
    ("formed on its first day", {"formed_on": date(2008, 5, 1)}, "", date(2008, 5, 29)),
    ("a budget counts calendar days", {"kind": "budget"}, "", date(2024, 5, 18)),
    ("the entry's shorter term", {}, "信息形成之日起3个工作日内", date(2024, 5, 6)),
    ("the entry's longer term gives way", {}, "信息形成之日起40个工作日内", date(2024, 5, 28)),
    (
        "from the event where there is one",
        {"event_on": date(2024, 5, 6)},
        "作出决定之日起7个工作日内",
        date(2024, 5, 14),
    ),
    ("what is not disclosed has no term", {"attribute": "on_request"}, "", None),
]


@pytest.mark.parametrize(("says", "fields", "limit", "on"), CASES, ids=[case[0] for case in CASES])
def test_the_due_day(cast: Cast, says: str, fields: dict[str, Any], limit: str, on: date | None) -> None:
    item = Item(agency=cast.town, title="公示", **{"kind": "notice", "formed_on": FORMED, **fields})
    found = due.due(item, entry(cast.town, limit) if limit else None, builtin())
    assert (found.on if found else None) == on


def test_the_day_the_reason_and_the_doubt_are_kept_with_the_item(cast: Cast) -> None:
    item = passage.draft(cast)
    assert (item.due_on, item.is_due_provisional) == (date(2024, 5, 28), False)
    assert item.due_reason["due"] == "2024-05-28"
    assert "第二十六条" in str(item.due_reason["cites"])


def unknown_year() -> int:
    return max(each.year for each in builtin().arrangements) + 1


def load(year: int, cast: Cast) -> None:
    text = f"""
year = {year}
[notice]
title = "关于{year}年部分节假日安排的通知"
[[holiday]]
name = "元旦"
from = {year}-01-01
to = {year}-01-03
[[holiday]]
name = "春节"
from = {year}-02-01
to = {year}-02-14
[[holiday]]
name = "清明节"
from = {year}-04-04
to = {year}-04-05
[[holiday]]
name = "劳动节"
from = {year}-05-01
to = {year}-05-05
[[holiday]]
name = "端午节"
from = {year}-06-09
to = {year}-06-10
[[holiday]]
name = "中秋节"
from = {year}-09-15
to = {year}-09-16
[[holiday]]
name = "国庆节"
from = {year}-10-01
to = {year}-10-07
"""
    Arrangement.objects.create(year=year, notice="通知", text=text, loaded_by=cast.qian, loaded_on=TODAY)


def test_a_day_in_a_year_not_yet_arranged_is_provisional_and_moves_when_it_is(cast: Cast) -> None:
    year = unknown_year()
    item = passage.draft(cast, formed_on=date(year, 1, 20))
    other = passage.draft(cast)
    assert item.is_due_provisional
    before = item.due_on
    load(year, cast)
    assert due.recompute(today=TODAY, by=cast.qian, year=year) == 1
    item = fresh(item)
    assert item.due_on == national_calendar().after(date(year, 1, 20), 20)
    assert item.due_on > before
    details = Entry.objects.get(act="item.due_recomputed").details
    assert (details["before"], details["after"]) == (before.isoformat(), item.due_on.isoformat())
    assert fresh(other).due_on == other.due_on


def test_what_is_released_keeps_the_day_it_had(cast: Cast) -> None:
    year = unknown_year()
    item = passage.released(cast, passage.draft(cast))
    Item.objects.filter(pk=item.pk).update(
        formed_on=date(year, 1, 20), due_on=date(year, 2, 20), is_due_provisional=True
    )
    load(year, cast)
    assert due.recompute(today=TODAY, year=year) == 0
    assert fresh(item).due_on == date(year, 2, 20)


def test_loading_an_arrangement_asks_for_the_recomputing(cast: Cast) -> None:
    jobs.ask_to_recompute(2027, cast.qian, TODAY)
    work = Work.objects.get()
    assert (work.kind, work.arguments["year"], work.by) == (jobs.RECOMPUTE, 2027, cast.qian)
    done: list[int] = []
    assert jobs.recompute_due(lambda count, total=None: done.append(count), **work.arguments) == {"期限有变的信息": 0}
