"""表头: which column of a sheet is which of the national columns, from one, two or three rows of headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.catalogue.cells import LEVELS

Table = Sequence[Sequence[str]]

_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        ("number", r"序号|编次"),
        ("code", r"(?:条目)?编号|(?:事项)?编码"),
        ("root", r"法定(?:公开)?内容"),
        ("domain", r"(?:所属|试点)?领域(?:名称)?"),
        ("level1", r"一级(?:公开)?(?:事项|目录|栏目|分类)|公开类别"),
        ("level2", r"二级(?:公开)?(?:事项|目录|栏目|分类)"),
        ("level3", r"三级(?:公开)?(?:事项|目录|栏目|分类)"),
        ("elements", r"公开(?:内容|要素)(?:[（(].*)?|公开内容及要素"),
        ("basis", r"公开依据|法定依据|法律依据"),
        ("time_limit", r"公开时限|公开期限|公开时间"),
        ("subject", r"公开主体|责任主体|公开责任主体"),
        ("channels", r"公开(?:渠道|载体).*"),
        ("everyone", r"全社会"),
        ("specific", r"特定(?:群体|群众|对象).*"),
        ("active", r"主动(?:公开)?"),
        ("on_request", r"依申请(?:公开)?"),
        ("省级", r"省级?"),
        ("市级", r"市级?"),
        ("县级", r"(?:县|区|县区|县市区|区县)级?"),
        ("乡级", r"(?:乡|镇|乡镇|镇街|街道|乡、镇|镇（街）|乡（镇）|街道镇)级?"),
        ("村级", r"(?:村|社区|村居)级?"),
        ("乡村级", r"(?:乡、村|乡村|镇、村|镇街、村)级?"),
        ("audience", r"公开对象"),
        ("mode", r"公开方式"),
        ("levels", r"公开层级"),
        ("has_personal_data", r"含个人信息"),
        ("not_applicable_reason", r"不涉及的说明|未涉及(?:领域)?(?:事项)?说明"),
        ("is_local", r"本级增补"),
        ("group", r"公开事项|事项"),
    )
)
TICKED = ("everyone", "specific", "active", "on_request", *LEVELS, "乡村级")
"""Columns in which a √ stands."""

_TOP_ROWS, _FEWEST_KNOWN, _MOST_HEADER_ROWS = 15, 4, 3
_SUBHEADS = {"level1", "level2", "level3", *TICKED}


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a sheet by what they are; `first` is the row under the headings, `title` the words above them."""

    columns: dict[str, int]
    local: dict[str, int]
    first: int
    title: str
    ticked: tuple[int, ...] = field(default=())


def find(table: Table) -> Header | None:
    """The headings of a sheet, None where it has none of a catalogue."""
    for row, line in enumerate(table[:_TOP_ROWS]):
        if len({role for text in line if (role := role_of(text))}) >= _FEWEST_KNOWN:
            return _read(table, row)
    return None


def is_repeated(line: Sequence[str]) -> bool:
    """Whether a row is the headings once more, as at the top of a printed page."""
    roles = [role for text in line if (role := role_of(text))]
    return len(set(roles)) >= _FEWEST_KNOWN or (len(set(roles)) >= 3 and set(roles) <= _SUBHEADS)


def role_of(text: str) -> str:
    """What a heading says its column is, "" for none of ours."""
    plain = re.sub(r"\s+", "", text)
    return next((role for role, pattern in _ROLES if pattern.fullmatch(plain)), "")


def _read(table: Table, top: int) -> Header:
    bottom = top + 1
    while bottom < min(len(table), top + _MOST_HEADER_ROWS) and _is_subhead(table[bottom]):
        bottom += 1
    columns: dict[str, int] = {}
    local: dict[str, int] = {}
    width = max((len(line) for line in table), default=0)
    for column in range(width):
        heads = list(dict.fromkeys(line[column].strip() for line in table[top:bottom] if column < len(line)))
        roles = [role for head in heads if (role := role_of(head))]
        role = next((role for role in reversed(roles) if role != "group"), "")
        if not role and "group" in roles:
            role = "level1" if "level1" not in columns else "level2"
        if role in ("audience", "mode", "levels") and role in columns:
            role = ""  # a merged heading over columns that nobody named
        if role and role not in columns:
            columns[role] = column
        elif not roles and (words := "".join(heads)):
            local.setdefault(re.sub(r"\s+", "", words), column)
    if "level1" not in columns and "level2" in columns:
        columns["level1"] = columns.pop("level2")
    title = " ".join(dict.fromkeys(text.strip() for line in table[:top] for text in line if text.strip()))
    ticked = tuple(columns[role] for role in TICKED if role in columns)
    return Header(columns, local, bottom, title, ticked)


def _is_subhead(line: Sequence[str]) -> bool:
    return sum(role_of(text) in _SUBHEADS for text in line) >= 2
