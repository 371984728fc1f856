"""起步目录: the catalogue an agency begins with, drawn from what townships have really published.

`township.csv` has 116 rows of the standard catalogues of 23 domains as counties and townships published them; the
column 出处 names the place, and names of places within the rows were put in general words (本机关). Each row says the
item of articles 20 and 21 it belongs to. Where no domain reaches an item, as with 农田水利、土地承包经营权流转、宅基地
and 筹资筹劳, the entry is the item of the Regulation itself, to be filled by the agency.
"""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from gongkai.agency.models import Agency
from gongkai.catalogue import cells, roots
from gongkai.catalogue.columns import OURS, Columns

GENERAL_LIMIT = "信息形成或者变更之日起20个工作日内"
"""条例第二十六条."""

DOMAINS: tuple[str, ...] = (
    "重大建设项目",
    "公共资源交易",
    "义务教育",
    "户籍管理",
    "社会救助",
    "养老服务",
    "公共法律服务",
    "财政预决算",
    "就业",
    "社会保险",
    "城乡规划（国土空间规划）",
    "农村集体土地征收",
    "国有土地上房屋征收与补偿",
    "保障性住房",
    "农村危房改造",
    "生态环境",
    "公共文化服务",
    "卫生健康",
    "安全生产",
    "救灾",
    "食品药品监管",
    "城市综合执法",
    "市政服务",
    "税收管理",
    "涉农补贴",
    "扶贫（乡村振兴）",
)
"""The 26 domains of the national pilot, under the names in use."""

LEVELS = {"province": "省级", "city": "市级", "county": "县级", "township": "乡级"}
"""The national word for the level of an agency."""


def entries(agency: Agency, level: str) -> list[Columns]:
    """The entries an agency begins with: the rows for its level, and one for every item of the law without a row."""
    lines = list(township_rows()) if level == Agency.Level.TOWNSHIP else []
    reached = {line.root for line in lines}
    lines += [_of_root(root, level) for root in roots.of_level(level) if root.code not in reached]
    return [line.for_agency(agency.name) for line in lines]


def for_root(root: roots.Root, agency: Agency) -> Columns:
    """The entry that stands for an item of the law while nothing more particular does."""
    return _of_root(root, agency.level).for_agency(agency.name)


def domains() -> list[str]:
    """The domains that the starting rows have, in their order."""
    return list(dict.fromkeys(line.domain for line in township_rows()))


def _of_root(root: roots.Root, level: str) -> Columns:
    return Columns(
        code=root.code,
        root=root.code,
        level1=root.title,
        basis=root.cites,
        time_limit=GENERAL_LIMIT,
        subject=OURS,
        channels=(("政府网站", True),),
        levels=(LEVELS[level],),
    )


@cache
def township_rows() -> tuple[Columns, ...]:
    """The rows for townships as they stand in the file, for no agency in particular."""
    return tuple(sorted(_read(), key=lambda line: line.code))


def _read() -> Iterator[Columns]:
    text = (files(__package__) / "township.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        audience, audience_words = cells.audience(row["公开对象"])
        yield Columns(
            code=row["编号"],
            root=row["法定内容"],
            domain=row["领域"],
            level1=row["一级事项"],
            level2=row["二级事项"],
            elements=tuple(cells.elements(row["公开内容（要素）"])),
            basis=row["公开依据"],
            time_limit=row["公开时限"],
            subject=row["公开主体"],
            channels=tuple(cells.channels(row["公开渠道和载体"])),
            audience=audience,
            audience_words=audience_words,
            levels=tuple(cells.levels(row["公开层级"])),
            has_personal_data=bool(row["含个人信息"]),
        )
