"""机关层级: what an agency's name tells of its level; None wherever a name alone cannot tell."""

import re
from enum import StrEnum

from gongkai.report.report import Report
from gongkai.report.rules.prose import squeezed


class Level(StrEnum):
    """The lowest organ of government that the agency's name names, itself or the one it is a department of."""

    TOWNSHIP = "乡镇"
    STREET = "街道"
    COUNTY = "县级"
    ABOVE = "市级以上"


_OFFICE = r"(?:人民政府|政府)?(?:办公室|办公厅|党政办公室|党政办|政务公开办)?"
_STREET = re.compile(r"(?:街道|街道办|街道办事处)$")
_TOWNSHIP = re.compile(r"(?:乡|镇|苏木)$")
_NOT_A_COUNTY = re.compile(
    r"(?:开发|高新|新|实验|试验|示范|园|保税|合作|度假|风景|管理|功能|工业|经开|自贸|社|辖|自治|行政)区$"
)
_COUNTY = re.compile(r".+?(?:自治县|自治旗|县|旗|区)(?![域划级])|.+市$")
_PROVINCE = re.compile(r"^.{2,8}?(?:省|自治区)(?=.)")
_CITY = re.compile(r"^.{1,6}?(?:自治州|市|盟|地区)(?=.)")


def level(report: Report) -> Level | None:
    """How high the agency stands, by its name."""
    name = squeezed(report.agency or "")
    plain = re.sub(rf"{_OFFICE}$", "", name)
    if _STREET.search(plain):
        return Level.STREET
    if _TOWNSHIP.search(plain):
        return Level.TOWNSHIP
    rest = _PROVINCE.sub("", plain)
    under_city = _CITY.sub("", rest)
    found = _COUNTY.match(under_city)
    if found and not _NOT_A_COUNTY.search(found[0]):
        is_county = not found[0].endswith("市") or under_city != rest
        return Level.COUNTY if is_county else None
    if name.endswith(("省人民政府", "自治区人民政府", "省人民政府办公厅", "自治区人民政府办公厅", "自治州人民政府")):
        return Level.ABOVE
    return None


def is_government(report: Report) -> bool:
    """A people's government of any level, rather than its office, a department or an outpost (派出机关)."""
    name = squeezed(report.agency or "")
    if name.endswith(("乡", "镇", "苏木", "乡政府", "镇政府")):
        return True
    return name.endswith("人民政府") or (name.endswith(("县", "旗")) and level(report) is Level.COUNTY)


def is_street(report: Report) -> bool:
    """A street office (街道办事处), an outpost of a government."""
    return level(report) is Level.STREET
