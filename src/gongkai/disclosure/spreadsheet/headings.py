"""表头: which line of which sheet names the columns, and what each column holds."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.disclosure import sheets
from gongkai.disclosure.sheets import Sheet, Value
from gongkai.disclosure.spreadsheet import naming
from gongkai.errors import Refused

FIELDS: dict[str, tuple[str, ...]] = {
    "title": (
        "标题",
        "名称",
        "信息名称",
        "信息标题",
        "文件名称",
        "文件标题",
        "文章标题",
        "公开信息名称",
        "公开标题",
        "题目",
    ),
    "kind": ("种类", "信息种类", "信息类型", "类型", "体裁", "文件类型", "文种"),
    "root": (
        *(
            "法定内容",
            "栏目",
            "法定内容/栏目",
            "法定主动公开内容",
            "公开内容",
            "所属栏目",
            "栏目名称",
            "公开栏目",
            "发布栏目",
        ),
        *("信息分类", "分类", "主题分类", "类别", "公开类别", "信息类别", "公开事项", "一级事项"),
    ),
    "formed_on": (
        *("成文日期", "成文时间", "生成日期", "生成时间", "制作日期", "形成日期", "形成时间", "印发日期", "印发时间"),
        *("落款日期", "发文日期"),
    ),
    "released_on": (
        *(
            "公开日期",
            "公开时间",
            "发布日期",
            "发布时间",
            "首次公开日期",
            "公布日期",
            "公布时间",
            "上传日期",
            "上传时间",
        ),
        *("公示日期", "公示时间", "发稿日期", "推送日期", "推送时间", "日期", "时间"),
    ),
    "document_number": ("文号", "发文字号", "文件号", "文件编号", "发文文号", "文件文号"),
    "index_number": ("索引号", "索引码", "信息索引号"),
    "summary": ("内容概述", "概述", "摘要", "内容摘要", "主要内容", "内容简介"),
    "channels": (
        *("渠道", "公开渠道", "发布渠道", "公开形式", "发布形式", "公开平台", "发布平台", "公开载体", "发布载体"),
        *("公开途径", "公开渠道和载体"),
    ),
    "link": ("链接", "网址", "链接地址", "网页链接", "网页地址", "公开链接", "信息链接", "url", "网址链接"),
    "note": ("备注", "说明"),
    "": ("序号", "编号", "序", "经办人", "发布人", "审核人", "点击量", "阅读量", "浏览量"),
}
"""What a column holds and the headings it goes by; the first is ours. "" is known and not imported."""

WORDS = {name: words[0] for name, words in FIELDS.items() if name}

_FIELD_OF = {word: name for name, words in FIELDS.items() for word in words}
_BRACKETED = re.compile(r"[（(\[【].*?[）)\]】]")
_NUMBERED = re.compile(r"(.+?)[0-9一二三四五六七八九十]+")
_NO_CHANNEL = re.compile("量|数|次|人|部门|单位|科室")
_HEAD_ROWS = 15
_FEWEST_HEADINGS = 2
_LONGEST_CHANNEL = 40


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where it stands, what it is called, the field it holds; `channel` when it is named for one."""

    place: int
    heading: str
    name: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Headings:
    """The sheet whose headings were understood, its columns, and the rows below."""

    sheet: Sheet
    columns: tuple[Column, ...]
    below: int
    """The number of the last row of headings."""

    def rows(self) -> Iterator[tuple[int, tuple[Value, ...]]]:
        return ((number, values) for number, values in self.sheet.rows if number > self.below)


def find(found: Sequence[Sheet]) -> Headings:
    """The sheet that has releases, by its headings. Refuses a file in which none is known."""
    best: Headings | None = None
    for sheet in found:
        for at, (number, values) in enumerate(sheet.rows[:_HEAD_ROWS]):
            columns = [_column(place, sheets.text(value)) for place, value in enumerate(values)]
            names = {column.name for column in columns if column.name}
            if "title" not in names or len(names) + sum(bool(c.channel) for c in columns) < _FEWEST_HEADINGS:
                continue
            below = number
            if at + 1 < len(sheet.rows) and (under := _under(columns, sheet.rows[at + 1][1])):
                columns, below = under, sheet.rows[at + 1][0]
            best = best or Headings(sheet, tuple(_once(columns)), below)
            break
    if best is None:
        raise Refused(
            "没有找到表头。表里要有一行写着“标题”“公开日期”等列名；可以先下载模板，把内容粘贴进去再上传。",
            details=[f"工作表“{sheet.name}”" for sheet in found],
        )
    if not any(True for _ in best.rows()):
        raise Refused(f"工作表“{best.sheet.name}”只有表头，没有内容。请检查是否选对了文件。")
    return best


def plain(words: str) -> str:
    """Words as they are compared: one width, no blanks, no brackets, no marks of what must be filled in."""
    text = unicodedata.normalize("NFKC", words)
    return re.sub(r"[\s*:：]", "", _BRACKETED.sub("", text)).lower()


def _column(place: int, heading: str) -> Column:
    word = plain(heading)
    if word in _FIELD_OF:
        return Column(place, heading, _FIELD_OF[word])
    numbered = _NUMBERED.fullmatch(word)
    if numbered and _FIELD_OF.get(numbered[1]) in ("channels", "link"):
        return Column(place, heading, _FIELD_OF[numbered[1]])
    if word and len(word) <= _LONGEST_CHANNEL and not _NO_CHANNEL.search(word) and naming.is_channel(word):
        return Column(place, heading, "", heading.strip())
    return Column(place, heading)


def _under(columns: Sequence[Column], values: Sequence[Value]) -> list[Column]:
    """The columns with the channels that a second line of headings names under 渠道, if it does."""
    lower = [sheets.text(value) for value in values]
    title = next(column for column in columns if column.name == "title")
    if any(map(sheets.day, values)) or (title.place < len(lower) and lower[title.place] not in ("", title.heading)):
        return []  # a release of its own
    changed = [
        _column(column.place, lower[column.place])
        if column.place < len(lower) and (column.name == "channels" or not column.heading)
        else column
        for column in columns
    ]
    extra = [_column(place, word) for place, word in enumerate(lower) if place >= len(columns)]
    found = [*changed, *extra]
    return found if sum(bool(column.channel) for column in found) > sum(bool(c.channel) for c in columns) else []


def _once(columns: Iterable[Column]) -> Iterator[Column]:
    """A field is read from the first of its columns, but channels and links from all; no two columns have one name."""
    taken: set[str] = set()
    named: dict[str, int] = {}
    for column in columns:
        count = named[column.heading] = named.get(column.heading, 0) + 1
        heading = f"{column.heading}（第{count}列）" if column.heading and count > 1 else column.heading
        if column.name and column.name in taken and column.name not in ("channels", "link"):
            yield Column(column.place, heading)
        else:
            yield replace(column, heading=heading)
        taken.add(column.name)


def named(heading: str, held: str, words: str) -> tuple[str, str, str, str]:
    """A cell kept with its import, as rows are checked from: field, channel, heading, words."""
    return (held, "", heading, words) if held in FIELDS else ("", held, heading, words)
