"""一个省: agencies, officers, catalogues, and three years of items with their editions and releases, made up by chance.

    python -m benchmarks province --database DATABASE [--agencies 1500 --items 1000000 --releases 3000000]

DATABASE is postgresql://… or the path of an SQLite file; it must be empty or not there. The same numbers give the same
province. Items come in the order of their days, those of all agencies mixed, as they lie on the disk of a real site.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any

from benchmarks import databases

YEARS = 3
PAPERS_DAYS = 90
"""Examinations and the journal of items out for longer are left out: they would be four fifths of the rows."""
PASSWORD = "柳河-bench-2026"


@dataclass(frozen=True, slots=True)
class Size:
    """How large a province, how it falls out, and its last day."""

    agencies: int = 1_500
    items: int = 1_000_000
    releases: int = 3_000_000
    seed: int = 711
    until: date = field(default_factory=date.today)

    @property
    def officers(self) -> int:
        return max(12, self.agencies * 2 // 3)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks province", description=__doc__)
    parser.add_argument("--database", required=True)
    for name in ("agencies", "items", "releases", "seed"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Size(), name))
    parser.add_argument("--until", type=date.fromisoformat, default=date.today(), help="the last day, YYYY-MM-DD")
    told = vars(parser.parse_args(arguments))
    databases.use(told.pop("database"))
    started = time.perf_counter()

    def say(words: str) -> None:
        sys.stdout.write(f"{time.perf_counter() - started:7.0f} s  {words}\n")
        sys.stdout.flush()

    databases.upgrade()
    say("tables made")
    fill(Size(**told), say)
    say(f"{databases.megabytes():,} MB")


def fill(size: Size, say: Callable[[str], None]) -> None:
    """Write the province into an empty database."""
    from benchmarks import filling
    from gongkai.disclosure import search
    from gongkai.site import jobs

    filling.Filling(size, say).run()
    count = search.rebuild()
    say(f"{count:,} items in the search index")
    jobs.refresh_statistics(size.until)


# The tree


@dataclass(frozen=True, slots=True)
class Place:
    """One agency: where it stands, what it is, and its share of the province's items."""

    pk: int
    name: str
    short: str
    level: str
    kind: str
    parent: int | None
    path: str
    code: str
    share: float

    @property
    def credit_code(self) -> str:
        return f"11{self.code[:6]:0<6}MB{self.pk:08d}"


_DEPARTMENTS = (
    "财政",
    "教育",
    "民政",
    "人力资源和社会保障",
    "自然资源",
    "生态环境",
    "住房和城乡建设",
    "交通运输",
    "水利",
    "农业农村",
    "卫生健康",
    "应急管理",
)
_FIRST, _SECOND = "云清石金双临安永", "川溪阳平河原林泉"


def places(size: Size) -> list[Place]:
    """The tree: the province, its departments and cities, their departments and counties, and the townships below."""
    from gongkai.agency.models import segment

    chance = Random(f"{size.seed} tree")
    made: list[Place] = []
    below: dict[int | None, int] = {}

    def add(name: str, short: str, level: str, kind: str, parent: Place | None, code: str, share: float) -> Place:
        number = below[parent.pk if parent else None] = below.get(parent.pk if parent else None, 0) + 1
        path = (parent.path if parent else "") + segment(number)
        place = Place(
            len(made) + 1,
            name,
            short,
            level,
            kind,
            parent.pk if parent else None,
            path,
            code,
            share * chance.lognormvariate(0, 0.6),
        )
        made.append(place)
        return place

    def departments(above: Place, count: int, level: str, word: str) -> None:
        for number, business in enumerate(_DEPARTMENTS[:count]):
            add(
                f"{above.short}{business}{word}",
                business + word,
                level,
                "department",
                above,
                above.code,
                1 - number / 24,
            )

    counties = max(1, round((size.agencies - 1) / 23))
    cities = max(1, counties // 7)
    province = add("云岭省人民政府", "云岭省", "province", "government", None, "99", 3)
    if size.agencies > 40:
        departments(province, 12, "province", "厅")
    above: list[Place] = []
    for number in range(1, cities + 1):
        name = _named(number, "市")
        city = add(f"{name}人民政府", name, "city", "government", province, f"99{number:02d}", 2.5)
        if size.agencies > 40:
            departments(city, 8, "city", "局")
        above.append(city)
    seats = []
    for number in range(counties):
        city = above[number % cities]
        name = _named(cities + number + 1, "县")
        code = f"{city.code}{20 + number // cities:02d}"
        seats.append(add(f"{name}人民政府", name, "county", "government", city, code, 2))
    number = 0
    while len(made) < size.agencies:
        county, round_ = seats[number % counties], number // counties
        if round_ % 3 == 2 and round_ // 3 < len(_DEPARTMENTS):
            business = _DEPARTMENTS[round_ // 3]
            add(f"{county.short}{business}局", f"{business}局", "county", "department", county, county.code, 1)
        else:
            name = _named(number + 100, "街道办事处" if round_ == 0 else "乡" if round_ % 5 == 4 else "镇")
            kind = "street_office" if round_ == 0 else "government"
            add(
                f"{county.short}{name}{'' if round_ == 0 else '人民政府'}",
                name,
                "township",
                kind,
                county,
                f"{county.code}{100 + round_}",
                0.8,
            )
        number += 1
    return made[: size.agencies]


def _named(number: int, word: str) -> str:
    """A name for a place, never the same twice."""
    syllables = _FIRST + _SECOND
    text, rest = "", number
    while rest or not text:
        rest, digit = divmod(rest, len(syllables))
        text = syllables[digit] + text
    return text + word


# The days of an item


@dataclass(frozen=True, slots=True)
class Stand:
    """What became of an item: its state, and what of it the public ever saw."""

    state: str
    weight: float
    shown: bool = False


_OLD = (
    Stand("released", 90.4, True),
    Stand("withdrawn", 2, True),
    Stand("kept", 5),
    Stand("discarded", 1),
    Stand("draft", 0.8),
    Stand("returned", 0.4),
    Stand("in_screening", 0.3),
    Stand("referred", 0.1),
)
_FRESH = (
    Stand("released", 74, True),
    Stand("withdrawn", 1, True),
    Stand("kept", 4),
    Stand("draft", 8),
    Stand("returned", 4),
    Stand("in_screening", 6),
    Stand("passed", 2),
    Stand("referred", 0.5),
    Stand("scheduled", 0.5),
)
_NEW = (
    Stand("released", 26, True),
    Stand("kept", 3),
    Stand("draft", 36),
    Stand("returned", 7),
    Stand("in_screening", 20),
    Stand("passed", 5),
    Stand("referred", 1),
    Stand("scheduled", 2),
)


@cache
def _weights(stands: tuple[Stand, ...]) -> list[float]:
    return list(accumulate(stand.weight for stand in stands))


def stand(age: int, chance: Random) -> Stand:
    """How an item stands so many days after it was entered."""
    stands = _OLD if age > 45 else _FRESH if age > 10 else _NEW
    return chance.choices(stands, cum_weights=_weights(stands))[0]


def working_days(until: date) -> list[date]:
    """The working days of the years up to a day."""
    from gongkai.law.calendar import builtin

    calendar = builtin()
    first = until - timedelta(round(365.25 * YEARS))
    return [day for n in range((until - first).days + 1) if calendar.is_working(day := first + timedelta(n))]


@cache
def due(formed_on: date) -> tuple[date, str, bool]:
    """By when what was formed on a day must be out, the reason as JSON, and whether it may still move."""
    from gongkai.law.calendar import builtin
    from gongkai.law.disclosure import disclosure_due

    found = disclosure_due(formed_on, builtin())
    return found.on, json.dumps(found.to_dict(), ensure_ascii=False), found.provisional


def at(day: date, minute: int) -> datetime:
    """A moment of a working day, in UTC; 0 is half past eight in the morning there."""
    return datetime(day.year, day.month, day.day, 0, 30, tzinfo=UTC) + timedelta(minutes=minute)


def json_of(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def dated(days: list[date], count: int) -> Iterator[date]:
    """A day for each item, in order, as many a day as another."""
    for n in range(count):
        yield days[n * len(days) // count]
