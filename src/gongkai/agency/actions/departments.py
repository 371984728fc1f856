"""批量设立: the departments of a government from the rows of a spreadsheet, all of them or none."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.agency import access, tree
from gongkai.agency.models import Agency, Officer
from gongkai.agency.particulars import FIELDS, faults, tidied
from gongkai.agency.recording import record
from gongkai.errors import Refused

COLUMNS = (
    "名称",
    "统一社会信用代码",
    "类型",
    "上级",
    "简称",
    "层级",
    "行政区划代码",
    "负责人",
    "负责人职务",
    "地址",
    "电话",
)
"""The headings of the template; only the first must be there."""
EXAMPLES = (
    (
        "柳河县财政局",
        "11990121MB0000025N",
        "政府部门",
        "",
        "县财政局",
        "县级",
        "",
        "",
        "",
        "柳河县人民路1号",
        "0990-1234567",
    ),
    ("柳河县自来水公司", "", "公共企事业单位", "", "", "县级", "", "", "", "", ""),
)
HELP = "上级不填就是正在办理的机关；填的话写它下面某个机关的全称，也可以是本表上面的行。类型不填按“政府部门”。"
MOST = 2000

_FIELD_OF = {word: field for field, word in FIELDS.items() if word in COLUMNS}
_KIND_OF = {kind.label: kind for kind in Agency.Kind} | {
    "部门": Agency.Kind.DEPARTMENT,
    "企事业单位": Agency.Kind.ENTERPRISE,
}
_LEVEL_OF = {level.label: level for level in Agency.Level}

Row = tuple[int, Sequence[Any]]
"""The number of a row as the spreadsheet counts, and its cells."""


@transaction.atomic
def take_in(
    agency_id: int, rows: Sequence[Row], *, by: Officer | None, today: date, on_desk: bool = True
) -> list[Agency]:
    """设立 one agency a row, under this one or one below it. Refused names every faulty row; nothing is kept then."""
    top = access.for_act(agency_id, "agency.change", by=by)
    headings, body = _headings(rows)
    tree.hold()
    by_name = {agency.name: agency for agency in Agency.objects.under(top).active().order_by("-path")}
    made: list[Agency] = []
    wrong: list[str] = []
    for number, cells in body:
        row = {word: _text(cells[at]) for word, at in headings.items() if at < len(cells)}
        found = list(_row_faults(row, by_name, top))
        if not found:
            parent = by_name[row.get("上级") or top.name]
            agency = _agency(row, parent)
            agency.is_on_desk = on_desk
            found = [(FIELDS[fault.field], fault.says) for fault in faults(agency, parent)]
            if not found:
                agency.path = tree.next_path(parent)
                agency.save(force_insert=True)
                made.append(agency)
        # a faulty row still stands for those that name it as their parent: it is complained of once
        by_name.setdefault(row.get("名称", ""), made[-1] if made and not found else top)
        wrong += [f"第{number}行　{word}：{says}" for word, says in found]
    if wrong:
        raise Refused(f"表里有 {len(wrong)} 处要改，一行都没有导入。请改好后重新上传：", details=wrong)
    for agency in made:
        record("agency.added", agency, by=by, on=today, name=agency.name)
    return made


def _headings(rows: Sequence[Row]) -> tuple[Mapping[str, int], Sequence[Row]]:
    """Where each known column stands, and the rows below the headings."""
    for at, (_, cells) in enumerate(rows[:10]):
        words = [_text(cell).removesuffix("（必填）") for cell in cells]
        if "名称" in words:
            body = rows[at + 1 :]
            if not body:
                raise Refused("标题行下面没有内容，没有导入。请从标题行的下一行开始，一行填一个机关。")
            if len(body) > MOST:
                raise Refused(f"一次最多导入 {MOST} 个机关，这里有 {len(body)} 行。请分成几个文件。")
            return {word: place for place, word in enumerate(words) if word in COLUMNS}, body
    raise Refused("没有找到标题行：前 10 行里应有一行写着“名称”等列名。请下载模板，照模板的列名填写。")


def _row_faults(row: Mapping[str, str], by_name: Mapping[str, Agency], top: Agency) -> Iterator[tuple[str, str]]:
    for word, known in (("类型", _KIND_OF), ("层级", _LEVEL_OF)):
        if row.get(word) and row[word] not in known:
            yield word, f"没有“{row[word]}”，请写{'、'.join(known)}之一。"
    if (above := row.get("上级")) and above not in by_name:
        yield "上级", f"{top}下面没有“{above}”。请写全称；如果它也在表里，请把它移到上面。"
    for word, field in _FIELD_OF.items():
        longest = getattr(Agency._meta.get_field(field), "max_length", None)
        if (
            longest
            and field not in ("kind", "level", "division_code", "credit_code")
            and len(row.get(word, "")) > longest
        ):
            yield word, f"最多 {longest} 个字，这里有 {len(row[word])} 个。"


def _agency(row: Mapping[str, str], parent: Agency) -> Agency:
    given: dict[str, Any] = {field: row.get(word, "") for word, field in _FIELD_OF.items()}
    given["kind"] = _KIND_OF[row["类型"]] if row.get("类型") else Agency.Kind.DEPARTMENT
    given["level"] = _LEVEL_OF[row["层级"]] if row.get("层级") else parent.level
    return Agency(parent=parent, **tidied(given))


def _text(cell: Any) -> str:
    """A cell as text; what the spreadsheet took for a number is a code again."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()
