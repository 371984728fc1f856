"""工作日历: which days offices work, by the State Council's yearly notice, and how a term in working days runs.

The first day of a term is the day after its start. A year whose notice has not been read is counted by its weekends
and the holidays the law itself puts on a date; every answer that touched such a year says so (`provisional`), because
春节、清明、端午、中秋 and the weekends worked in exchange are known only from the notice.
"""

import re
import tomllib
from array import array
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.errors import Refused
from gongkai.law.dated import Dated
from gongkai.law.statutes import HOLIDAYS_1999, HOLIDAYS_2007, HOLIDAYS_2013, HOLIDAYS_2024

DAY = timedelta(days=1)

FIXED_DAYS: Dated[tuple[tuple[int, int, str], ...]] = Dated(
    (
        date(1999, 9, 18),
        (
            (1, 1, "元旦"),
            *((5, day, "劳动节") for day in (1, 2, 3)),
            *((10, day, "国庆节") for day in (1, 2, 3)),
        ),
        HOLIDAYS_1999.article(2),
    ),
    (
        date(2008, 1, 1),
        ((1, 1, "元旦"), (5, 1, "劳动节"), *((10, day, "国庆节") for day in (1, 2, 3))),
        HOLIDAYS_2007.article(2),
    ),
    (
        date(2014, 1, 1),
        ((1, 1, "元旦"), (5, 1, "劳动节"), *((10, day, "国庆节") for day in (1, 2, 3))),
        HOLIDAYS_2013.article(2),
    ),
    (
        date(2025, 1, 1),
        ((1, 1, "元旦"), *((5, day, "劳动节") for day in (1, 2)), *((10, day, "国庆节") for day in (1, 2, 3))),
        HOLIDAYS_2024.article(2),
    ),
    name="全体公民放假的节日",
)
"""The holidays that the law itself puts on a date: month, day, name. The others follow the moon or the sun."""

NEW_YEAR_REACH = 7
"""The last days of December that the next year's notice may turn round; since 2004 none reached beyond 12月29日."""

_UNKNOWN = (
    "{}的放假安排还没有导入（国务院办公厅一般在上年10月至12月公布），"
    "暂按周末和法律写明日期的元旦、劳动节、国庆节推算，导入后重新计算"
)
_REQUIRED = ("元旦", "春节", "劳动节", "国庆节")
_REQUIRED_SINCE_2008 = ("清明节", "端午节", "中秋节")
_LONGEST = 16
_WEEKDAYS = "一二三四五六日"


def long_words(day: date) -> str:
    """2024年3月8日."""
    return f"{day.year}年{day.month}月{day.day}日"


def weekday_words(day: date) -> str:
    """周五."""
    return f"周{_WEEKDAYS[day.weekday()]}"


def months_on(day: date, months: int) -> date:
    """The same day of the month so many months on, or the month's last where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_PLACE = re.compile(r"line (\d+), column (\d+)")


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice that set an arrangement; `confirmed` is false where its number has not been seen."""

    title: str
    number: str = ""
    dated: date | None = None
    confirmed: bool = True

    def __str__(self) -> str:
        return f"《{self.title}》（{self.number}）" if self.number else f"《{self.title}》"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday as the notice words it: 「2月10日至17日放假；2月4日、18日上班」."""

    name: str
    first: date
    last: date
    working: tuple[date, ...] = ()

    def days(self) -> Iterator[date]:
        day = self.first
        while day <= self.last:
            yield day
            day += DAY


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One year's arrangement of holidays. `warnings` are what a person should look at again before using it."""

    year: int
    notice: Notice
    holidays: tuple[Holiday, ...]
    changed_by: tuple[Notice, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def off(self) -> dict[date, str]:
        """The days off, each with its holiday's name."""
        return {day: holiday.name for holiday in self.holidays for day in holiday.days()}

    @property
    def working(self) -> dict[date, str]:
        """The weekend days worked in exchange (调休上班), each with the holiday they make up for."""
        return {day: holiday.name for holiday in self.holidays for day in holiday.working}

    @classmethod
    def parse(cls, text: str) -> "Arrangement":
        """The arrangement in a file of `law/holidays`. Refuses a faulty file, naming everything wrong in it."""
        try:
            data = tomllib.loads(text.removeprefix("\ufeff"))
        except tomllib.TOMLDecodeError as error:
            place = _PLACE.search(str(error))
            where = f"第{place[1]}行第{place[2]}列" if place else "文件的末尾"
            raise Refused(f"放假安排文件的格式不对，读到{where}读不下去。请对照已有年份的文件改正。") from error
        reader = _Reader(data)
        arrangement = reader.arrangement()
        if arrangement is None or reader.faults:
            raise Refused("放假安排文件有错，没有采用。请改正下列各处后重新导入：", details=reader.faults)
        return arrangement


@dataclass(slots=True)
class _Reader:
    """Reads one file and gathers everything wrong in it, so that it is mended in one go."""

    data: Mapping[str, Any]
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def arrangement(self) -> Arrangement | None:
        self._only(self.data, {"year", "notice", "changed_by", "holiday"}, "文件开头")
        year = self.data.get("year")
        if not isinstance(year, int) or isinstance(year, bool) or not 1999 <= year <= 2100:
            self.faults.append("缺 year（年份），或者不是四位年份，例如：year = 2027")
            return None
        notice = self._notice(self.data.get("notice"), "[notice]")
        changes = [self._notice(item, "[[changed_by]]") for item in self._list("changed_by")]
        holidays = [self._holiday(item, year, at) for at, item in enumerate(self._list("holiday"), start=1)]
        known = tuple(holiday for holiday in holidays if holiday)
        self._together(known, year)
        if notice is None:
            return None
        return Arrangement(year, notice, known, tuple(change for change in changes if change), tuple(self.warnings))

    def _only(self, item: Mapping[str, Any], keys: set[str], where: str) -> None:
        for key in item.keys() - keys:
            self.faults.append(f"{where}：不认识“{key}”，可以写的有{'、'.join(sorted(keys))}")

    def _list(self, key: str) -> list[Any]:
        items = self.data.get(key, [])
        if isinstance(items, list):
            return items
        self.faults.append(f"“{key}”应当写成 [[{key}]]")
        return []

    def _notice(self, item: Any, where: str) -> Notice | None:
        if not isinstance(item, dict) or not isinstance(item.get("title"), str) or not item["title"].strip():
            self.faults.append(f"{where}：缺 title（通知标题）")
            return None
        self._only(item, {"title", "number", "dated", "confirmed"}, where)
        number, dated, confirmed = item.get("number", ""), item.get("dated"), item.get("confirmed", True)
        if not isinstance(number, str):
            self.faults.append(f"{where}：number（文号）应当是带引号的文字")
            return None
        if not isinstance(confirmed, bool):
            self.faults.append(f"{where}：confirmed 只能写 true 或 false")
            return None
        return Notice(item["title"].strip(), number, self._day(dated, f"{where} dated") if dated else None, confirmed)

    def _day(self, value: Any, where: str) -> date | None:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self.faults.append(f"{where}：应当是日期，不带引号，例如 2027-01-01")
        return None

    def _holiday(self, item: Any, year: int, at: int) -> Holiday | None:
        where = f"第{at}个 [[holiday]]"
        if not isinstance(item, dict) or not isinstance(item.get("name"), str) or not item["name"].strip():
            self.faults.append(f"{where}：缺 name（节日名称）")
            return None
        name = item["name"].strip().replace("新年", "元旦")
        where = f"“{name}”"
        self._only(item, {"name", "from", "to", "working"}, where)
        first, last = self._day(item.get("from"), f"{where} from"), self._day(item.get("to"), f"{where} to")
        listed = item.get("working", [])
        if not isinstance(listed, list):
            self.faults.append(f"{where} working：应当是日期的列表，例如 [2027-02-07, 2027-02-20]")
            return None
        working = [self._day(day, f"{where} working") for day in listed]
        if first is None or last is None:
            return None
        if not 0 <= (last - first).days < _LONGEST:
            self.faults.append(f"{where}：从{first}到{last}不像一个假期，请检查 from 和 to")
            return None
        worked = tuple(day for day in working if day)
        early, late = date(year - 1, 12, 20), date(year + 1, 1, 10)
        for day in (first, last, *worked):
            if not early <= day <= late:
                self.faults.append(f"{where}：{day}不在{year}年")
        for day in worked:
            if day.weekday() < 5:
                self.warnings.append(f"{name}：{day}是{weekday_words(day)}，本来就上班，不必写作调休上班。")
        return Holiday(name, first, last, worked)

    def _together(self, holidays: tuple[Holiday, ...], year: int) -> None:
        off: dict[date, str] = {}
        worked: dict[date, str] = {}
        for holiday in holidays:
            for day in holiday.days():
                if day in off:
                    self.faults.append(f"{day}既在“{off[day]}”又在“{holiday.name}”")
                off[day] = holiday.name
            for day in holiday.working:
                if day in worked:
                    self.faults.append(f"{day}的调休上班写了两次")
                worked[day] = holiday.name
        for day in sorted(off.keys() & worked.keys()):
            self.faults.append(f"{day}既写作放假（{off[day]}）又写作上班（{worked[day]}）")
        named = {part for holiday in holidays for part in holiday.name.split("、")}
        for name in _REQUIRED + (_REQUIRED_SINCE_2008 if year >= 2008 else ()):
            if name not in named:
                self.faults.append(f"缺“{name}”，一年的安排应当写全")


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of a term: its days, how many of them counted, in words; `cite` is the notice behind a holiday."""

    text: str
    first: date
    last: date
    counted: int = 0
    cite: str = ""

    def to_dict(self) -> dict[str, Any]:
        data: dict[str, Any] = {
            "text": self.text,
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "counted": self.counted,
        }
        return data | ({"cite": self.cite} if self.cite else {})


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a term and how it was reached. `provisional` says that it may move when a notice comes out."""

    on: date
    steps: tuple[Step, ...] = ()
    cites: tuple[str, ...] = ()
    provisional_years: tuple[int, ...] = ()

    @property
    def provisional(self) -> bool:
        return bool(self.provisional_years)

    def noting(self, text: str, *, cites: Iterable[str] = ()) -> "Due":
        """The same day, with a further reason."""
        more = tuple(cite for cite in cites if cite not in self.cites)
        return Due(self.on, (*self.steps, Step(text, self.on, self.on)), self.cites + more, self.provisional_years)

    def to_dict(self) -> dict[str, Any]:
        return {
            "due": self.on.isoformat(),
            "provisional": self.provisional,
            "provisional_years": list(self.provisional_years),
            "steps": [step.to_dict() for step in self.steps],
            "cites": list(self.cites),
        }


class _Year:
    """One year as tables: whether each day is worked, and the ordinals of the days that are, in order."""

    __slots__ = ("first", "flags", "known", "worked")

    def __init__(self, year: int, known: bool, off: Mapping[date, Any], working: Mapping[date, Any]) -> None:
        start, end = date(year, 1, 1), date(year, 12, 31)
        self.known = known
        self.first = start.toordinal()
        self.flags = bytearray(end.toordinal() - self.first + 1)
        self.worked = array("l")
        for at in range(len(self.flags)):
            day = date.fromordinal(self.first + at)
            if day in working or (day.weekday() < 5 and day not in off):
                self.flags[at] = 1
                self.worked.append(self.first + at)


class Calendar:
    """The working days of the years whose arrangements it was given; of two for one year the later holds."""

    __slots__ = ("_arrangements", "_notices", "_off", "_working", "_years")

    def __init__(self, arrangements: Iterable[Arrangement] = ()) -> None:
        by_year = {arrangement.year: arrangement for arrangement in arrangements}
        self._arrangements = dict(sorted(by_year.items()))
        self._off: dict[date, str] = {}
        self._working: dict[date, str] = {}
        self._notices: dict[date, str] = {}
        self._years: dict[int, _Year] = {}
        for arrangement in self._arrangements.values():
            off, working = arrangement.off, arrangement.working
            for day in off:
                self._working.pop(day, None)
            for day in working:
                self._off.pop(day, None)
            self._off |= off
            self._working |= working
            self._notices |= dict.fromkeys([*off, *working], str(arrangement.notice))

    @property
    def arrangements(self) -> tuple[Arrangement, ...]:
        return tuple(self._arrangements.values())

    def extended(self, *arrangements: Arrangement) -> "Calendar":
        """This calendar with further arrangements, which replace its own of the same years."""
        return Calendar((*self.arrangements, *arrangements))

    def knows(self, year: int) -> bool:
        return year in self._arrangements

    def unknown_years(self, first: date, last: date) -> tuple[int, ...]:
        """The years without a notice that the days from first to last depend on.

        The last days of December depend on the next year's notice too, which may turn them round for 元旦.
        """
        unknown = {year for year in range(first.year, last.year + 1) if not self.knows(year)}
        for year in range(first.year, last.year + 1):
            reach = date(year, 12, 31) - (NEW_YEAR_REACH - 1) * DAY
            if not self.knows(year + 1) and first <= date(year, 12, 31) and last >= reach:
                unknown.add(year + 1)
        return tuple(sorted(unknown))

    def _year(self, year: int) -> _Year:
        found = self._years.get(year)
        if found is None:
            off: Mapping[date, str] = self._off
            if not self.knows(year):
                off = self._off | self._fixed(year)
            found = self._years[year] = _Year(year, self.knows(year), off, self._working)
        return found

    @staticmethod
    def _fixed(year: int) -> dict[date, str]:
        start = date(year, 1, 1)
        return {date(year, month, day): name for month, day, name in FIXED_DAYS.on(start).value}

    def is_working(self, day: date) -> bool:
        table = self._years.get(day.year) or self._year(day.year)
        return table.flags[day.toordinal() - table.first] == 1

    def name(self, day: date) -> str:
        """The holiday that a day belongs to, 周末, or "" on a working day."""
        if self.is_working(day):
            return ""
        if day in self._off:
            return self._off[day]
        return ("" if self.knows(day.year) else self._fixed(day.year).get(day, "")) or "周末"

    def makes_up(self, day: date) -> str:
        """The holiday for which a weekend day is worked (调休上班), or ""."""
        return self._working.get(day, "") if day.weekday() >= 5 else ""

    def after(self, day: date, n: int) -> date:
        """The nth working day after a day, which itself never counts."""
        if n < 1:
            raise ValueError("a term has at least one day")
        year = day.year
        table = self._year(year)
        at = bisect_right(table.worked, day.toordinal()) + n - 1
        while at >= len(table.worked):
            at -= len(table.worked)
            year += 1
            table = self._year(year)
        return date.fromordinal(table.worked[at])

    def before(self, day: date, n: int) -> date:
        """The nth working day before a day, which itself never counts."""
        if n < 1:
            raise ValueError("a term has at least one day")
        year = day.year
        table = self._year(year)
        at = bisect_left(table.worked, day.toordinal()) - n
        while at < 0:
            year -= 1
            table = self._year(year)
            at += len(table.worked)
        return date.fromordinal(table.worked[at])

    def on_or_after(self, day: date) -> date:
        """The first working day that is not before a day."""
        return day if self.is_working(day) else self.after(day, 1)

    def on_or_before(self, day: date) -> date:
        """The last working day that is not after a day."""
        return day if self.is_working(day) else self.before(day, 1)

    def count(self, first: date, end: date) -> int:
        """The working days from first up to but without end; negative when end lies before first."""
        if end < first:
            return -self.count(end, first)
        total = 0
        for year in range(first.year, end.year + 1):
            worked = self._year(year).worked
            upper = bisect_left(worked, end.toordinal()) if year == end.year else len(worked)
            lower = bisect_left(worked, first.toordinal()) if year == first.year else 0
            total += upper - lower
        return total

    def left(self, today: date, due_on: date) -> int:
        """The working days left after today: 0 when none is left, negative when the day has passed."""
        return self.count(today + DAY, due_on + DAY)

    def due(self, start: date, n: int, *, cites: Iterable[str] = (), event: str = "") -> Due:
        """The nth working day after `start` as the last day of a term, with every stretch of it explained."""
        last = self.after(start, n)
        opening = f"{long_words(start)}（{weekday_words(start)}）{event or '起'}，次日起算"
        steps = [Step(opening, start, start), *self.stretches(start, last)]
        steps.append(Step(f"第{n}个工作日是{_words(last, start)}（{weekday_words(last)}），为最后一日", last, last))
        steps += self.doubts(start, last)
        return Due(last, tuple(steps), tuple(cites), self.unknown_years(start + DAY, last))

    def due_in_days(self, start: date, n: int, *, cites: Iterable[str] = (), event: str = "") -> Due:
        """The nth calendar day after `start`: weekends and holidays count, and the last day does not move."""
        last = start + n * DAY
        steps = [
            Step(f"{long_words(start)}（{weekday_words(start)}）{event or '起'}，次日起算", start, start),
            Step(
                f"按日历日计{n}日，节假日和周末都计，至{_words(last, start)}（{weekday_words(last)}）",
                start + DAY,
                last,
                n,
            ),
        ]
        return self.at(last, steps=steps, cites=cites)

    def at(self, day: date, *, steps: Iterable[Step] = (), cites: Iterable[str] = ()) -> Due:
        """A day that the rule itself fixes: when offices are closed on it, the step names the working day before."""
        taken = list(steps)
        earlier = self.on_or_before(day)
        if earlier != day and not self.unknown_years(earlier, day):
            taken.append(
                Step(
                    f"{_words(day, day)}是{self.name(day)}，规定没有写可以顺延，请在{_words(earlier, day)}"
                    f"（{weekday_words(earlier)}）前办完",
                    earlier,
                    day,
                )
            )
        return Due(day, tuple(taken), tuple(cites))

    def doubts(self, start: date, last: date) -> Iterator[Step]:
        """What to say of the years without a notice that the days after `start` up to `last` depend on."""
        if years := self.unknown_years(start + DAY, last):
            yield Step(_UNKNOWN.format("、".join(f"{year}年" for year in years)), last, last)

    def stretches(self, start: date, last: date, *, counted: int = 0) -> Iterator[Step]:
        """The days after `start` up to `last`, in runs: counted, worked in exchange, not counted and why.

        `counted` are the days of the same term that counted before.
        """
        previous = start
        for kind, first, end in self._runs(start + DAY, last):
            span = _span(first, end, previous)
            cite = self._notices.get(first, "")
            previous = end
            if kind in ("", "调休上班"):
                days = (end - first).days + 1
                counted += days
                word = f"（{weekday_words(first)}）调休上班" if kind else ""
                so_far = f"，累计{counted}个" if counted != days else ""
                yield Step(f"{span}{word}，计{days}个工作日{so_far}", first, end, days, cite if kind else "")
            else:
                word = f"{kind}放假"
                if kind == "周末":
                    word = f"（{weekday_words(first)}）" if first == end else "周末"
                yield Step(f"{span}{word}，不计", first, end, 0, "" if kind == "周末" else cite)

    def _runs(self, first: date, last: date) -> Iterator[tuple[str, date, date]]:
        day = first
        while day <= last:
            kind, begun = self._kind(day), day
            while day < last and self._kind(day + DAY) == kind:
                day += DAY
            yield kind, begun, day
            day += DAY

    def _kind(self, day: date) -> str:
        return self.name(day) or ("调休上班" if self.makes_up(day) else "")


def _words(day: date, beside: date) -> str:
    """A day without its year where the day beside it has said the year."""
    return f"{day.month}月{day.day}日" if day.year == beside.year else long_words(day)


def _span(first: date, last: date, previous: date) -> str:
    if first == last:
        return _words(first, previous)
    if (first.year, first.month) == (last.year, last.month):
        return f"{_words(first, previous)}至{last.day}日"
    return f"{_words(first, previous)}至{_words(last, first)}"


@cache
def builtin() -> Calendar:
    """The calendar of the arrangements that come with gongkai, read once."""
    folder = files(__package__) / "holidays"
    texts = [entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return Calendar(Arrangement.parse(text) for text in texts)
