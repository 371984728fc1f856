"""逐行检查: every row of a spreadsheet as the facts of a release, with what is wrong in it and what is doubtful.

An error keeps a row out; a doubt is for a person to look at. Each says what, in which column, and how to mend it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from gongkai.agency.models import Agency
from gongkai.catalogue import roots
from gongkai.catalogue.models import Catalogue, CatalogueEntry
from gongkai.disclosure import due, personal_data, sheets
from gongkai.disclosure.models import Channel, Item, Publication, VoidNumber
from gongkai.disclosure.sheets import Value
from gongkai.disclosure.spreadsheet import naming
from gongkai.disclosure.spreadsheet.headings import WORDS, Headings, plain
from gongkai.law.calendar import Calendar

_BETWEEN = re.compile(r"[、，,;；/+＋|\n]+|(?<=\S)\s+(?=\S)")
_TOTAL = re.compile(r"(?:总|合|小|共)\s*计.*")
_YES = frozenset(("√", "✓", "✔", "☑", "■", "●", "○", "v", "V", "是", "有", "1", "y", "Y"))
_NO = frozenset(("", "×", "╳", "否", "无", "0", "/", "—", "-", "x", "X", "□"))
_SCHEME = re.compile(r"https?://", re.I)
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/:].*)?", re.I)
_CUT = 30
_LONGEST = {"title": 300, "document_number": 60, "index_number": 40, "note": 200, "link": 500}
_FIRST_DAY = date(1990, 1, 1)

_valid = URLValidator(schemes=["http", "https"])


@dataclass(slots=True)
class Row:
    """A row as read: its cells by heading, the facts taken from them, pairs [heading, sentence] of what is wrong."""

    number: int
    cells: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[list[str]] = field(default_factory=list)
    warnings: list[list[str]] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Known:
    """What of an agency a row is held against, read once for all rows."""

    register: naming.Register
    roots: Mapping[str, str]
    """Words of a column → code of the legal content."""
    entries: Mapping[str, CatalogueEntry]
    """Name of an entry → the entry, where one name is one entry."""
    titles: frozenset[tuple[str, date]]
    documents: Mapping[str, str]
    """Document number → title of the item that has it."""
    links: frozenset[str]
    numbers: frozenset[str]
    """Index numbers in use or void."""


def known(agency: Agency) -> Known:
    """Read what of an agency rows are held against."""
    entries: dict[str, list[CatalogueEntry]] = {}
    in_force = CatalogueEntry.objects.filter(agency=agency, catalogue__state=Catalogue.State.IN_FORCE)
    for entry in in_force:
        for name in {entry.level1, entry.level2, entry.level3, entry.code} - {""}:
            entries.setdefault(plain(name), []).append(entry)
    items = Item.objects.filter(agency=agency).exclude(state=Item.State.DISCARDED)
    facts = list(items.values_list("title", "released_on", "document_number", "index_number").iterator())
    void = VoidNumber.objects.filter(agency=agency).values_list("number", flat=True)
    links = Publication.objects.filter(agency=agency, state=Publication.State.DONE).exclude(proof_link="")
    return Known(
        register=naming.Register(Channel.objects.filter(agency=agency)),
        roots=_roots(agency),
        entries={name: found[0] for name, found in entries.items() if len(found) == 1},
        titles=frozenset((title, on) for title, on, _, _ in facts if on),
        documents={document: title for title, _, document, _ in facts if document},
        links=frozenset(links.values_list("proof_link", flat=True)),
        numbers=frozenset((*(number for *_, number in facts if number), *void)),
    )


class Reader:
    """Reads the rows of one spreadsheet; what stands twice in it is told at the second place."""

    def __init__(self, known: Known, calendar: Calendar, *, today: date, usual: Channel | None = None) -> None:
        self._known = known
        self._calendar = calendar
        self._today = today
        self._usual = usual
        self._titles: dict[tuple[str, date], int] = {}
        self._documents: dict[str, int] = {}
        self._links: dict[str, int] = {}
        self._numbers: dict[str, int] = {}

    def read(self, found: Headings) -> Iterator[Row]:
        """Every row but those that only sum up others."""
        for number, values in found.rows():
            named = [
                (
                    column.name,
                    column.channel,
                    column.heading,
                    values[column.place] if column.place < len(values) else "",
                )
                for column in found.columns
            ]
            if not self._sums_up(named):
                yield self.check(number, named)

    def _sums_up(self, named: Sequence[tuple[str, str, str, Value]]) -> bool:
        titles = [sheets.text(value) for name, _, _, value in named if name == "title"]
        if any(titles) and not _TOTAL.fullmatch(titles[0]):
            return False
        return any(_TOTAL.fullmatch(sheets.text(value)) for _, _, _, value in named)

    def check(self, number: int, named: Sequence[tuple[str, str, str, Value]]) -> Row:
        """One row, from (field, channel, heading, value) of each column."""
        row = Row(number, {heading: sheets.text(value) for _, _, heading, value in named if heading and value != ""})
        given = _Given(named)
        self._facts(row, given)
        self._days(row, given)
        self._channels(row, given)
        self._doubles(row, given)
        self._people(row, given)
        return row

    def _facts(self, row: Row, given: "_Given") -> None:
        for name in ("title", "document_number", "index_number", "summary", "note"):
            words = " ".join(given.text(name).split()) if name != "summary" else given.text(name)
            if len(words) > _LONGEST.get(name, 5000):
                row.errors.append(
                    [given.heading(name), f"有 {len(words)} 个字，最多 {_LONGEST.get(name, 5000)} 个。请缩短。"]
                )
            row.values[name] = words
        title, heading = row.values["title"], given.heading("title")
        if not title:
            row.errors.append([heading, "没有填。请补上标题；这一行不是信息的，请在表里删去。"])
        self._kind(row, given)
        self._root(row, given)

    def _kind(self, row: Row, given: "_Given") -> None:
        words = given.text("kind")
        if not words and given.text("root") in Item.Kind.labels:  # 类别 in some ledgers, 种类 in ours
            words = given.text("root")
        kind = naming.kind_of(words) if words else naming.kind_of(row.values["title"])
        if words and kind == Item.Kind.OTHER and words != Item.Kind.OTHER.label:
            kind = naming.kind_of(row.values["title"])
            label = Item.Kind(kind).label
            row.warnings.append([given.heading("kind"), f"认不出“{words[:_CUT]}”是哪一种，按“{label}”导入。"])
        row.values["kind"] = kind

    def _root(self, row: Row, given: "_Given") -> None:
        words = given.text("root")
        entry = self._known.entries.get(plain(words)) if words else None
        root = entry.root if entry else self._known.roots.get(plain(words), "")
        row.values["root"], row.values["entry_code"] = root, entry.code if entry else ""
        if not root:
            what = f"认不出“{words[:_CUT]}”属于哪一项法定内容" if words else "没有写属于哪一项法定内容"
            row.warnings.append([given.heading("root"), f"{what}，导入后不归类；分类统计时列在“未归类”。"])

    def _days(self, row: Row, given: "_Given") -> None:
        released, formed = self._day(row, given, "released_on"), self._day(row, given, "formed_on")
        heading = given.heading("released_on")
        if not given.text("released_on"):
            row.errors.append([heading, "没有填。请补上公开的日期，写成 2024-03-05。"])
        if released and released > self._today:
            row.errors.append([heading, f"{released} 还没有到。导入的是已经公开的信息，请改正日期或删去这一行。"])
        elif released and formed and formed > released:
            row.errors.append(
                [given.heading("formed_on"), f"成文日期 {formed} 晚于公开日期 {released}。请核对，改正其中一个。"]
            )
        elif released and formed:
            self._lateness(row, given, released, formed)
        elif released and not given.text("formed_on"):
            row.warnings.append([given.heading("formed_on"), "没有成文日期，不能判断是否按期公开。"])
        row.values["released_on"] = released.isoformat() if released else ""
        row.values["formed_on"] = formed.isoformat() if formed else ""

    def _day(self, row: Row, given: "_Given", name: str) -> date | None:
        value, words = given.value(name), given.text(name)
        if not words:
            return None
        found = sheets.day(value)
        if found is None:
            row.errors.append([given.heading(name), f"“{words[:_CUT]}”认不出是哪一天。请写全年月日，如 2024-03-05。"])
        elif found < _FIRST_DAY:
            row.errors.append([given.heading(name), f"{found} 太早了，可能年份写错。请改正。"])
            return None
        return found

    def _lateness(self, row: Row, given: "_Given", released: date, formed: date) -> None:
        item = Item(
            title=row.values["title"], kind=row.values["kind"], formed_on=formed, attribute=Item.Attribute.ACTIVE
        )
        entry = self._known.entries.get(plain(given.text("root")))
        found = due.due(item, entry, self._calendar)
        row.values["due_on"] = found.on.isoformat() if found else ""
        if found and released > found.on:
            row.warnings.append([given.heading("released_on"), f"晚于公开期限 {found.on}，导入后计为超期公开。"])

    def _channels(self, row: Row, given: "_Given") -> None:
        link = self._link(row, given)
        wanted: dict[int, list[str]] = {}
        released = row.values["released_on"]
        for heading, words in given.all("channels"):
            for word in filter(None, map(str.strip, _BETWEEN.split(words))):
                self._shown(row, wanted, heading, word, released, "")
        for heading, word, value in given.ticks():
            words = sheets.text(value)
            if words in _NO:
                continue
            day = sheets.day(value)
            if words in _YES:
                self._shown(row, wanted, heading, word, released, "")
            elif day is not None:
                self._shown(row, wanted, heading, word, day.isoformat(), "")
            elif _SCHEME.match(words) or _HOST.fullmatch(words):
                self._shown(row, wanted, heading, word, released, self._address(row, heading, words))
            elif isinstance(self._known.register.find(words), Channel):
                self._shown(row, wanted, heading, words, released, "")
            else:
                row.errors.append([heading, f"“{words[:_CUT]}”看不懂。请打√，或写日期、链接；没有发布的留空。"])
        if not wanted and not any(heading in dict(row.errors) for heading in given.channel_headings()):
            if self._usual is not None:
                wanted[self._usual.pk] = [released, ""]
            else:
                row.errors.append(
                    [given.heading("channels"), "没有写在哪里公开。请补上渠道，或在上传时选一个默认渠道。"]
                )
        if link and wanted and not any(address for _, address in wanted.values()):
            wanted[self._linked(wanted)][1] = link
        row.values["publications"] = [[pk, on, address] for pk, (on, address) in wanted.items()]

    def _shown(self, row: Row, wanted: dict[int, list[str]], heading: str, word: str, on: str, address: str) -> None:
        """Add that the row was shown on the channel that a word means, on a day, with a link."""
        channel = self._known.register.find(word)
        if isinstance(channel, str):
            row.errors.append([heading, channel])
            return
        released = row.values["released_on"]
        if on > self._today.isoformat():
            row.errors.append([heading, f"{on} 还没有到。请改正日期。"])
        elif released and on < released:
            row.errors.append([heading, f"{on} 早于公开日期 {released}。公开日期应是最早的一个，请改正。"])
        elif on and channel.closed_on and on >= channel.closed_on.isoformat():
            row.errors.append([heading, f"“{channel}”已于 {channel.closed_on} 停用，那天以后不会有发布。请核对。"])
        wanted.setdefault(channel.pk, [on, address])

    def _linked(self, wanted: Mapping[int, Sequence[str]]) -> int:
        """Which of the channels a row's link belongs to: the website's, else the account's, else the first."""
        kinds = {channel.pk: channel.kind for channel in self._known.register.channels}
        for kind in (Channel.Kind.PORTAL, Channel.Kind.WECHAT):
            for pk in wanted:
                if kinds.get(pk) == kind:
                    return pk
        return next(iter(wanted))

    def _link(self, row: Row, given: "_Given") -> str:
        for heading, words in given.all("link"):
            if words:
                return self._address(row, heading, words)
        return ""

    def _address(self, row: Row, heading: str, words: str) -> str:
        address = words if _SCHEME.match(words) else f"http://{words}" if _HOST.fullmatch(words) else words
        try:
            _valid(address)
        except ValidationError:
            row.errors.append([heading, f"“{words[:_CUT]}”不是网址。请填以 http:// 或 https:// 开头的网址，或清空。"])
            return ""
        if len(address) > _LONGEST["link"]:
            row.errors.append([heading, f"网址有 {len(address)} 个字符，最多 {_LONGEST['link']} 个。请清空或换短的。"])
        return address

    def _doubles(self, row: Row, given: "_Given") -> None:
        title, released = row.values["title"], row.values["released_on"]
        if title and released:
            key = (title, date.fromisoformat(released))
            if key in self._known.titles:
                row.warnings.append(
                    [given.heading("title"), f"系统里已有同名且同日公开（{released}）的信息，可能重复。"]
                )
            self._again(row, given.heading("title"), "标题和公开日期", self._titles, key)
        document = row.values["document_number"]
        if document:
            if document in self._known.documents:
                other = self._known.documents[document][:_CUT]
                row.warnings.append([given.heading("document_number"), f"系统里“{other}”已是这个文号，可能重复。"])
            self._again(row, given.heading("document_number"), "文号", self._documents, document)
        for _, _, address in row.values["publications"]:
            if address:
                if address in self._known.links:
                    row.warnings.append([given.heading("link"), "系统里已有这个链接，可能重复。"])
                self._again(row, given.heading("link"), "链接", self._links, address)
        number = row.values["index_number"]
        if number and number in self._known.numbers:
            row.errors.append([given.heading("index_number"), f"{number} 已经用过。请改正，或清空由系统编号。"])
        elif number and number in self._numbers:
            row.errors.append([given.heading("index_number"), f"与第 {self._numbers[number]} 行相同。请改正其中一个。"])
        self._numbers.setdefault(number, row.number)

    @staticmethod
    def _again(row: Row, heading: str, what: str, seen: dict[Any, int], key: object) -> None:
        if key in seen:
            row.warnings.append([heading, f"{what}与第 {seen[key]} 行相同，可能重复。"])
        seen.setdefault(key, row.number)

    def _people(self, row: Row, given: "_Given") -> None:
        """What came out elsewhere still must not come out here: nobody examines these rows before they are public."""
        words = [row.values[name] for name in ("summary", "document_number", "note")]
        for finding in personal_data.found(row.values["title"], "\n".join(words), today=self._today):
            heading = given.heading("title" if finding.place.startswith("title") else "summary")
            told = [heading, finding.message]
            (row.errors if finding.severity == "error" else row.warnings).append(told)


class _Given:
    """The cells of a row by the field they hold."""

    def __init__(self, named: Sequence[tuple[str, str, str, Value]]) -> None:
        self._named = named
        self._first: dict[str, tuple[str, Value]] = {}
        for name, _, heading, value in named:
            if name and (name not in self._first or (self._first[name][1] == "" and value != "")):
                self._first[name] = (heading, value)

    def value(self, name: str) -> Value:
        return self._first.get(name, ("", ""))[1]

    def text(self, name: str) -> str:
        return sheets.text(self.value(name))

    def heading(self, name: str) -> str:
        """The column as the spreadsheet calls it, or as ours would where it has none."""
        return self._first.get(name, ("", ""))[0] or WORDS[name]

    def all(self, name: str) -> Iterator[tuple[str, str]]:
        return ((heading, sheets.text(value)) for own, _, heading, value in self._named if own == name)

    def ticks(self) -> Iterator[tuple[str, str, Value]]:
        """Columns named for a channel: heading, the channel's words, value."""
        return ((heading, channel, value) for _, channel, heading, value in self._named if channel)

    def channel_headings(self) -> set[str]:
        return {heading for name, channel, heading, _ in self._named if name == "channels" or channel}


def _roots(agency: Agency) -> dict[str, str]:
    found: dict[str, str] = {}
    for root in roots.of_level(agency.level):
        for words in (root.title, root.code, f"{root.code} {root.title}", *re.split("[、，]|及|和|的", root.title)):
            found.setdefault(plain(words), root.code)
    codes = set(found.values())
    found |= {words: code for words, code in _CALLED.items() if code in codes and words not in found}
    found.pop("", None)
    return found


_CALLED = {
    **dict.fromkeys(("政策文件", "规范性文件", "政府文件", "文件"), "20.1"),
    **dict.fromkeys(("机构职能", "机构设置", "机构概况", "领导信息", "机构信息", "领导分工"), "20.2"),
    **dict.fromkeys(("规划计划", "发展规划", "规划信息", "政府工作报告", "工作计划"), "20.3"),
    **dict.fromkeys(("统计信息", "统计数据", "统计公报"), "20.4"),
    **dict.fromkeys(("行政许可", "办事指南", "权责清单", "权力清单", "行政权力", "行政权力运行"), "20.5"),
    **dict.fromkeys(("行政处罚", "行政强制", "行政执法", "双公示"), "20.6"),
    **dict.fromkeys(("财政信息", "财政预决算", "预决算", "预算", "决算", "三公经费", "财政资金"), "20.7"),
    **dict.fromkeys(("行政事业性收费", "收费", "收费项目"), "20.8"),
    **dict.fromkeys(("政府采购", "集中采购", "招标采购"), "20.9"),
    **dict.fromkeys(("重大项目", "重大建设项目", "工程项目"), "20.10"),
    **dict.fromkeys(
        (
            "扶贫",
            "乡村振兴",
            "教育",
            "医疗",
            "社会保障",
            "就业",
            "民生",
            "公共服务",
            "医疗卫生",
            "就业创业",
            "养老服务",
        ),
        "20.11",
    ),
    **dict.fromkeys(("应急管理", "应急预案", "应急", "防灾减灾", "救灾"), "20.12"),
    **dict.fromkeys(("环境保护", "生态环境", "安全生产", "食品药品", "公共卫生", "监督检查"), "20.13"),
    **dict.fromkeys(("人事信息", "人事任免", "公务员招考", "招考录用", "招聘", "人事"), "20.14"),
    **dict.fromkeys(("其他", "工作动态", "通知公告", "公示公告", "工作进展", "社会公益"), "20.15"),
    **dict.fromkeys(("农业农村", "涉农补贴", "农业农村政策", "惠农补贴", "三农"), "21.1"),
    **dict.fromkeys(("农田水利", "水利"), "21.2"),
    **dict.fromkeys(("土地流转", "土地承包", "土地经营权流转"), "21.3"),
    **dict.fromkeys(("宅基地", "宅基地审批"), "21.4"),
    **dict.fromkeys(("土地征收", "征地", "征地补偿"), "21.5"),
    **dict.fromkeys(("房屋征收", "拆迁"), "21.6"),
    **dict.fromkeys(("筹资筹劳", "一事一议"), "21.7"),
    **dict.fromkeys(("社会救助", "民政救助", "低保", "救助", "特困", "临时救助"), "21.8"),
}
"""What agencies call their columns → the legal content it belongs to; of seed 001's ten categories all are here."""
