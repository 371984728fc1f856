"""读目录表格: a workbook's rows as entries, each with what was taken from above and what could not be read.

    5 | 最低生活保障 | 政策法规文件 | …  | √ |   | √ |   |   | √
    6 |              | 办事指南     | …  | √ |   | √ |   |   | √     blank under a name: the name above
    7 | 同上         | 审核信息     | …  |   | √ |   | √ |   |   | √ ticks one column off: moved back

Merged cells are what they cover. A blank is filled from above only where every row must have something; nothing is
taken for read that was not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from typing import Any

from gongkai.catalogue import cells, roots, starting, time_limits
from gongkai.catalogue.columns import Columns
from gongkai.catalogue.models import CatalogueEntry
from gongkai.catalogue.sheets import header
from gongkai.catalogue.sheets.header import Header
from gongkai.errors import Refused, Unreadable
from gongkai.report.reading.blocks import Grid, Paragraph
from gongkai.report.reading.files import open_bytes, sniff

NOTHING = "—"
"""What stands where there is nothing, so that nothing is taken from above."""

UNDIVIDED = "不分领域"
"""The sheet of entries without a domain."""

_KINDS = ("xlsx", "xls", "csv")
_ABOVE = re.compile(r"^同上[。.]?$")
_PARTLY_ABOVE = re.compile(r"^同上\s*[（(](?P<words>.+)[）)]$")
_FROM_ABOVE = ("basis", "time_limit", "subject", "channels")
_NOTHING = {NOTHING, "-", "--", "——", "/", "无"}
_ROWS = 5_000
_LONGEST = {"domain": 60, "level1": 120, "level2": 120, "level3": 120, "subject": 120, "audience_words": 120}
_ALIASES = {"扶贫": "扶贫（乡村振兴）", "乡村振兴": "扶贫（乡村振兴）", "环境保护": "生态环境", "医疗卫生": "卫生健康"}
_ALIASES |= {"城乡规划": "城乡规划（国土空间规划）", "国土空间规划": "城乡规划（国土空间规划）"}
_NAMELESS = re.compile(r"(?:sheet|工作表|表)\s*\d*|目录|事项目录|总表|汇总表?", re.I)


@dataclass(slots=True)
class Row:
    """An entry as read: the sheet and row it stands in, its columns, what was done to it, what is wrong with it."""

    sheet: str
    number: int
    columns: Columns
    is_local: bool = False
    notes: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Row":
        return cls(**{**data, "columns": Columns.from_dict(data["columns"])})


@dataclass(frozen=True, slots=True)
class Read:
    """A workbook as read: its rows, and sentences on what was passed over."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]

    @property
    def error_count(self) -> int:
        return sum(bool(row.errors) for row in self.rows)


def read(data: bytes, level: str, known: Mapping[tuple[str, str, str, str], str]) -> Read:
    """The entries of a workbook for an agency of a level; `known` gives entries' codes by their names, to be kept.

    Refuses a file that is no workbook, or that has no headings of a catalogue.
    """
    rows: list[Row] = []
    notes: list[str] = []
    for name, table, merged in _sheets(data):
        found = header.find(table)
        if found is None:
            notes.append(f"工作表“{name}”没有目录的表头（一级事项、公开内容、公开依据、公开时限……），没有读。")
            continue
        if missing := [label for role, label in _WANTED.items() if role not in found.columns]:
            notes.append(f"工作表“{name}”没有这些列：{'、'.join(missing)}。")
        rows += _Sheet(name, table, merged, found, level).rows()
    if not rows:
        raise Refused(
            "没有读出目录条目。表里应有“一级事项、二级事项、公开内容（要素）、公开依据、公开时限、公开主体”等表头；"
            "可以先导出一份目录，照它的样子填写。",
            details=notes,
        )
    if len(rows) > _ROWS:
        raise Refused(f"表里有{len(rows)}个条目，一次最多导入{_ROWS}个。请分成几个文件。")
    _give_codes(rows, known)
    _find_doubles(rows)
    return Read(tuple(rows), tuple(notes))


_WANTED = {
    "elements": "公开内容（要素）",
    "basis": "公开依据",
    "time_limit": "公开时限",
    "subject": "公开主体",
    "channels": "公开渠道和载体",
}

Spot = tuple[int, int]


def _sheets(data: bytes) -> Iterator[tuple[str, list[list[str]], set[Spot]]]:
    """Each visible sheet: its name, its cells with merged ones repeated, and the spots that a merged cell covers."""
    try:
        kind = sniff.kind(data)
        if kind not in _KINDS:
            raise Refused("这不是 Excel 文件。请上传 .xlsx 或 .xls 文件；Word、PDF 里的表格请先复制到 Excel。")
        document = open_bytes(data, kind)
    except Unreadable as error:
        raise Refused(f"打不开这个文件：{error}") from error
    name = ""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            name = block.text
        elif isinstance(block, Grid):
            yield name or "表格", *_spread(block)


def _spread(grid: Grid) -> tuple[list[list[str]], set[Spot]]:
    height = max((cell.row + cell.rowspan for cell in grid.cells), default=0)
    table = [[""] * grid.width for _ in range(height)]
    merged: set[Spot] = set()
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for column in range(cell.column, cell.column + cell.colspan):
                table[row][column] = cell.text.strip()
                if cell.rowspan * cell.colspan > 1:
                    merged.add((row, column))
    return table, merged


@dataclass(slots=True)
class _Sheet:
    """One sheet on the way to rows: the texts of the row above are kept for what is blank."""

    name: str
    table: list[list[str]]
    merged: set[Spot]
    header: Header
    level: str
    domain: str = ""
    above: dict[str, str] = field(default_factory=dict)

    def rows(self) -> list[Row]:
        self.domain = domain_of(self.name, self.header.title)
        found: list[Row] = []
        for at in range(self.header.first, len(self.table)):
            line = self.table[at]
            if not any(line) or header.is_repeated(line):
                continue
            if words := self._only_words(at):
                if domain := _named_domain(words):
                    self.domain, self.above = domain, {}
                continue
            row = self._row(at, found[-1] if found else None)
            if row:
                found.append(row)
        return found

    def _only_words(self, at: int) -> str:
        """The words of a row that is one cell across the table: a heading of a domain, or a remark under the table."""
        line = self.table[at]
        words = {text for text in line if text}
        covered = sum((at, column) in self.merged for column in range(len(line)))
        if len(words) == 1 and (covered * 2 > len(line) or words.pop().startswith(("注", "备注", "说明"))):
            return next(text for text in line if text)
        return ""

    def _cell(self, at: int, role: str) -> str:
        column = self.header.columns.get(role)
        return self.table[at][column] if column is not None else ""

    def _row(self, at: int, previous: Row | None) -> Row | None:
        """An entry; None for a row that goes on with the elements of the entry above."""
        notes: list[str] = []
        errors: list[str] = []
        texts = {role: self._cell(at, role) for role in ("level1", "level2", "level3", "elements", *_FROM_ABOVE)}
        names = any(texts[role] for role in ("level1", "level2", "level3"))
        if not names and previous and texts["elements"] and not self._cell(at, "number"):
            more = cells.elements(texts["elements"])
            previous.columns = _with_elements(previous.columns, more)
            previous.notes.append(f"第{at + 1}行没有事项名称，“{'；'.join(more)}”并入本条的公开内容。")
            return None
        for role, text in texts.items():
            texts[role] = self._filled(role, text, texts, notes)
        if not texts["level1"]:
            errors.append("没有一级事项，上面的行里也没有。请补上事项名称。")
        domain = self._cell(at, "domain") or self.domain
        ticks = self._ticks(at, notes)
        audience, audience_words = self._audience(at, ticks, notes)
        columns = Columns(
            code=self._cell(at, "code"),
            root="",
            domain="" if domain == UNDIVIDED else domain,
            level1=texts["level1"],
            level2=texts["level2"],
            level3=texts["level3"],
            elements=tuple(cells.elements(texts["elements"])),
            basis=texts["basis"],
            time_limit=texts["time_limit"],
            subject=texts["subject"],
            channels=tuple(cells.channels(texts["channels"])),
            audience=audience,
            audience_words=audience_words,
            mode=self._mode(at, ticks, notes),
            levels=self._levels(at, ticks),
            local_columns={
                name: self.table[at][column] for name, column in self.header.local.items() if self.table[at][column]
            },
            has_personal_data=cells.is_ticked(self._cell(at, "has_personal_data")),
            not_applicable_reason=self._cell(at, "not_applicable_reason"),
        )
        for name, longest in _LONGEST.items():
            if len(getattr(columns, name)) > longest:
                errors.append(f"{LABEL[name]}有{len(getattr(columns, name))}个字，最多{longest}个字。请改短。")
        if texts["channels"] and not columns.channels:
            notes.append(f"公开渠道“{texts['channels']}”没有读懂。")
        if columns.time_limit and not time_limits.is_read(time_limits.rules(columns.time_limit)):
            notes.append(f"公开时限“{_short(columns.time_limit)}”没读出期限，请在草稿里改写或选定。")
        columns = _with_root(columns, self._cell(at, "root"), self.level, notes)
        if "has_personal_data" not in self.header.columns and _is_likely_personal(columns):
            columns = replace(columns, has_personal_data=True)
            notes.append("看名称和内容含有个人信息，已标为“发布前必查”；不含的请在草稿里取消。")
        return Row(self.name, at + 1, columns, cells.is_ticked(self._cell(at, "is_local")), notes, errors)

    def _filled(self, role: str, text: str, texts: Mapping[str, str], notes: list[str]) -> str:
        """The text of a cell, or what stands above where it says 同上 or must not be blank."""
        above = self.above.get(role, "")
        if text in _NOTHING:
            self.above.pop(role, None)
            return ""
        if found := _PARTLY_ABOVE.match(text):
            text = f"{above}（{found['words']}）" if above else found["words"]
            notes.append(f"{LABEL[role]}写的是“同上”，读作“{_short(text)}”。")
        elif _ABOVE.match(text):
            taken = f"取上一行的“{_short(above)}”" if above else "上面没有可取的"
            notes.append(f"{LABEL[role]}写的是“同上”，{taken}。")
            text = above
        elif not text and above and (role in _FROM_ABOVE or self._is_named_above(role, texts)):
            text = above
            notes.append(f"{LABEL[role]}空着，取上一行的“{_short(above)}”。")
        if role == "level1" and text != above:
            self.above.pop("level2", None)
        if text:
            self.above[role] = text
        return text

    @staticmethod
    def _is_named_above(role: str, texts: Mapping[str, str]) -> bool:
        """Whether a name is left to the row above: a first level always, a second where the row has only a third."""
        return role == "level1" or (role == "level2" and not texts["level1"] and bool(texts["level3"]))

    def _ticks(self, at: int, notes: list[str]) -> dict[str, str]:
        """The texts of the √ columns; where they only make sense one column off, moved back, and said so."""
        columns = {role: self.header.columns[role] for role in header.TICKED if role in self.header.columns}
        if not columns:
            return {}
        taken = set(self.header.columns.values()) - set(columns.values())
        line = self.table[at]

        def at_offset(offset: int) -> dict[str, str]:
            return {
                role: line[column + offset]
                for role, column in columns.items()
                if 0 <= column + offset < len(line) and column + offset not in taken and line[column + offset]
            }

        straight = at_offset(0)
        if _is_sound(straight, columns):
            return straight
        for offset, way in ((1, "右"), (-1, "左")):
            moved = at_offset(offset)
            if len(moved) > len(straight) - 1 and _is_sound(moved, columns):
                notes.append(f"√ 整体向{way}错了一列，已按表头对齐。")
                return moved
        if straight:
            notes.append("√ 与表头对不上，请核对公开对象、公开方式、公开层级。")
        return straight

    def _audience(self, at: int, ticks: Mapping[str, str], notes: list[str]) -> tuple[str, str]:
        if "specific" in ticks or "everyone" in ticks:
            words = ticks.get("specific", "")
            particular = "" if words in cells.YES else words
            if "everyone" in ticks:
                return CatalogueEntry.Audience.PUBLIC, particular or ("特定群体" if words else "")
            return CatalogueEntry.Audience.SPECIFIC, particular
        if text := self._cell(at, "audience"):
            return cells.audience(text)
        if "everyone" in self.header.columns or "audience" in self.header.columns:
            notes.append("没有公开对象，先作“全社会”。")
        return CatalogueEntry.Audience.PUBLIC, ""

    def _mode(self, at: int, ticks: Mapping[str, str], notes: list[str]) -> str:
        text = self._cell(at, "mode")
        on_request = "on_request" in ticks or "依申请" in text
        if on_request and not ("active" in ticks or "主动" in text):
            return CatalogueEntry.Mode.ON_REQUEST
        if not on_request and not text and "active" not in ticks and "active" in self.header.columns:
            notes.append("没有公开方式，先作“主动公开”。")
        return CatalogueEntry.Mode.ACTIVE

    def _levels(self, at: int, ticks: Mapping[str, str]) -> tuple[str, ...]:
        named = {level for level in cells.LEVELS if level in ticks}
        if "乡村级" in ticks:
            named |= {"乡级", "村级"}
        named |= set(cells.levels(self._cell(at, "levels")))
        return tuple(level for level in cells.LEVELS if level in named)


LABEL = {
    "domain": "领域",
    "level1": "一级事项",
    "level2": "二级事项",
    "level3": "三级事项",
    "elements": "公开内容",
    "basis": "公开依据",
    "time_limit": "公开时限",
    "subject": "公开主体",
    "channels": "公开渠道",
    "audience_words": "特定群体",
}


def domain_of(sheet: str, title: str) -> str:
    """The domain of a sheet: one of the national ones named in its title or its name, else its name if it says any."""
    if found := _named_domain(title) or _named_domain(sheet):
        return found
    return "" if _NAMELESS.fullmatch(sheet.strip()) else sheet.strip()


def _named_domain(words: str) -> str:
    """The national domain that the words name, the longest name first: 保障性住房 is not 住房."""
    names = {domain: domain for domain in (*starting.DOMAINS, *starting.domains())} | _ALIASES
    for name in sorted(names, key=len, reverse=True):
        if name in words:
            return names[name]
    return ""


def _is_sound(ticks: Mapping[str, str], columns: Mapping[str, int]) -> bool:
    """Someone it is for, one way of disclosing, some level: as far as the sheet has columns for them."""
    groups = (("everyone", "specific"), ("active", "on_request"), (*cells.LEVELS, "乡村级"))
    counts = [sum(role in ticks for role in group) for group in groups if any(role in columns for role in group)]
    marks = [text for role, text in ticks.items() if role != "specific"]
    return all(counts) and all(text in cells.YES for text in marks)


def _with_root(columns: Columns, words: str, level: str, notes: list[str]) -> Columns:
    """The item of the law a row belongs to: as it says itself, as the starting catalogue has it, as its domain."""
    root = _named_root(words, level) or _root_by_name().get(columns.key) or _root_by_domain().get(columns.domain)
    if not root:
        root = roots.OTHERWISE
        notes.append(f"没有对应到法定内容，先归入“{roots.ROOTS[root].title}”，请在草稿里选定。")
    return replace(columns, root=roots.for_level(root, level))


def _named_root(words: str, level: str) -> str:
    code = words.split(" ")[0]
    own = {root.title: root.code for root in roots.of_level(level)}
    return code if code in roots.ROOTS else own.get(words, "")


@cache
def _root_by_name() -> dict[tuple[str, str, str, str], str]:
    return {line.key: line.root for line in starting.township_rows()}


@cache
def _root_by_domain() -> dict[str, str]:
    """The item of the law that most rows of a domain belong to."""
    counted: dict[str, dict[str, int]] = {}
    for line in starting.township_rows():
        tally = counted.setdefault(line.domain, {})
        tally[line.root] = tally.get(line.root, 0) + 1
    return {domain: max(tally, key=lambda root: tally[root]) for domain, tally in counted.items()}


_PERSONAL = re.compile(
    r"名单|花名册|低保对象|特困人员.*(?:审核|审批)|临时救助.*(?:审核|审批|对象)|补贴(?:结果|明细|发放)|就业困难人员|"
    r"特别扶助|残疾人.*补贴|危房改造.*(?:农户|对象)"
)


def _is_likely_personal(columns: Columns) -> bool:
    return bool(_PERSONAL.search(" ".join((columns.level1, columns.level2, columns.level3, *columns.elements))))


def _give_codes(rows: Sequence[Row], known: Mapping[tuple[str, str, str, str], str]) -> None:
    """Entries that the agency or the starting catalogue has keep their codes; a code stands once."""
    starts = {line.key: line.code for line in starting.township_rows()}
    given = set(known.values()) | set(starts.values()) | set(roots.ROOTS)
    used: set[str] = set()
    for row in rows:
        code = row.columns.code if row.columns.code in given else ""
        code = code or known.get(row.columns.key, "") or starts.get(row.columns.key, "")
        if code in used:
            code = ""
        used.add(code)
        row.columns = replace(row.columns, code=code)


def _find_doubles(rows: Sequence[Row]) -> None:
    first: dict[tuple[str, str, str, str], Row] = {}
    for row in rows:
        if not row.columns.level1:
            continue
        earlier = first.setdefault(row.columns.key, row)
        if earlier is not row:
            row.errors.append(
                f"与工作表“{earlier.sheet}”第{earlier.number}行的领域和事项名称完全相同。请改名，或者合成一行。"
            )


def _with_elements(columns: Columns, more: Sequence[str]) -> Columns:
    return replace(columns, elements=(*columns.elements, *more))


def _short(text: str, longest: int = 20) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
