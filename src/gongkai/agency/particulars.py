"""What must hold of an agency's particulars, on its form as in a spreadsheet row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.agency import credit_codes
from gongkai.agency.divisions import LEVELS, normal
from gongkai.agency.models import Agency

Level = Agency.Level
Kind = Agency.Kind

FIELDS = {
    "name": "名称",
    "short_name": "简称",
    "kind": "类型",
    "level": "层级",
    "division_code": "行政区划代码",
    "credit_code": "统一社会信用代码",
    "leader_name": "负责人",
    "leader_title": "负责人职务",
    "duties": "职能",
    "address": "地址",
    "telephone": "电话",
    "opened_on": "设立日期",
}
"""What a person fills in, with the word of each."""

PLACING = frozenset({"kind", "level", "division_code"})
"""Fields that hold or do not hold together."""
OF_A_DIVISION = frozenset({Kind.GOVERNMENT, Kind.STREET_OFFICE})
_ORDER = tuple(Level)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field, in a sentence that says how to mend it."""

    field: str
    says: str


def tidied(given: Mapping[str, Any]) -> dict[str, Any]:
    """The particulars as they are kept: no blanks around, codes in their one spelling."""
    kept = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
    if "division_code" in kept:
        kept["division_code"] = normal(kept["division_code"])
    if "credit_code" in kept:
        kept["credit_code"] = kept["credit_code"].upper().replace(" ", "")
    return kept


def faults(agency: Agency, parent: Agency | None) -> Iterator[Fault]:
    """Everything wrong with an agency about to be saved under a parent; reads the others it must differ from."""
    if not agency.name:
        yield Fault("name", "请填写机关的全称。")
    yield from _level(agency, parent)
    yield from _division_code(agency, parent)
    if agency.credit_code and (fault := credit_codes.fault(agency.credit_code)):
        yield Fault("credit_code", fault)
    yield from _taken(agency, parent)


def _level(agency: Agency, parent: Agency | None) -> Iterator[Fault]:
    level, kind = Level(agency.level), Kind(agency.kind)
    if kind == Kind.STREET_OFFICE and level != Level.TOWNSHIP:
        yield Fault("level", "街道办事处的层级应选“乡级”。")
    if parent is None:
        return
    above = Level(parent.level)
    if parent.is_enterprise:
        yield Fault("kind", f"{parent}是公共企事业单位，下面不能再设机关。")
    elif _ORDER.index(level) < _ORDER.index(above):
        yield Fault("level", f"层级（{level.label}）比上级{parent}（{above.label}）还高，请改正其中一处。")
    elif kind == Kind.GOVERNMENT and level == above:
        yield Fault("level", f"人民政府的层级应低于上级{parent}（{above.label}）。")


def _division_code(agency: Agency, parent: Agency | None) -> Iterator[Fault]:
    code = agency.division_code
    if not code:
        return
    if not code.isdigit() or len(code) not in (*LEVELS, 12):
        yield Fault("division_code", "行政区划代码是 2、4、6、9 或 12 位数字（省、市、县、乡、村），请对照区划表。")
        return
    above = normal(parent.division_code) if parent else ""
    if above and not code.startswith(above):
        yield Fault("division_code", f"行政区划代码应以上级{parent}的代码 {above} 开头。")
    elif agency.kind in OF_A_DIVISION and code == above:
        yield Fault("division_code", f"{code} 是上级{parent}自己的代码，请填本机关所辖区划的代码。")
    elif agency.kind in OF_A_DIVISION and LEVELS.get(len(code)) != agency.level:
        wanted = next(length for length, level in LEVELS.items() if level == agency.level)
        yield Fault("division_code", f"{Level(agency.level).label}的行政区划代码应为 {wanted} 位。")


def _taken(agency: Agency, parent: Agency | None) -> Iterator[Fault]:
    others = Agency.objects.active().exclude(pk=agency.pk)
    if agency.name and others.filter(parent=parent, name=agency.name).exists():
        yield Fault("name", f"{parent or '最上一层'}下面已有“{agency.name}”，不用再建。")
    if agency.credit_code and (other := others.filter(credit_code=agency.credit_code).first()):
        yield Fault("credit_code", f"这个代码已是{other}的，两个机关不会相同，请对照证书。")
    if (
        agency.division_code
        and agency.kind in OF_A_DIVISION
        and (other := others.filter(division_code=agency.division_code, kind__in=OF_A_DIVISION).first())
    ):
        yield Fault("division_code", f"这个区划已有{other}，请在它那里修改。")
