"""公文: what the official document of a report holds, in order, and how its tables sit on the page.

Word and PDF draw these pieces; neither looks into the report. Sizes and margins follow GB/T 9704 and are in points.
"""

import math
import re
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from gongkai.report import forms
from gongkai.report.rendering import outline
from gongkai.report.rendering.layout import Printed, layout, placed, shown
from gongkai.report.report import Cell, Report, Statistic

POINTS_PER_MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * POINTS_PER_MM, 297 * POINTS_PER_MM
TOP, BOTTOM, LEFT, RIGHT = 37 * POINTS_PER_MM, 35 * POINTS_PER_MM, 28 * POINTS_PER_MM, 26 * POINTS_PER_MM
TEXT_WIDTH, TEXT_HEIGHT = PAGE_WIDTH - LEFT - RIGHT, PAGE_HEIGHT - TOP - BOTTOM
TITLE_SIZE, BODY_SIZE, NUMBER_SIZE, TABLE_SIZE = 22.0, 16.0, 14.0, 10.5  # 2号、3号、4号、五号
LINE = 28.0
TRACKING = -0.25  # sets twenty-eight characters of 3号 on a line, as the standard asks
BESIDE, LEADING = 0.19, 4 / 3  # of the size of a table's type: from words to rules at the side; from line to line

_ROOMY, _SNUG = 4.5, 2.5
_GROUP = 10  # groups of so few rows stay on one page even within a table that cannot
_FEW = 4 * 28.0  # last words of so few lines go over to the page of the signature rather than leave it alone
_WORDS = 8.0  # longer words than these, in ems, are no figure and would burst the cell
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """The heading of a section, level 1, or of a part, level 2."""

    text: str
    level: int


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """A paragraph; `bound` keeps it on one page with what comes after."""

    text: str
    bound: bool = False


class TableCell(msgspec.Struct, frozen=True):
    """A cell of a table: its words, the column it begins in, what it covers, what it heads.

    `left` stands it at the left, `whole` keeps the lines that it covers on one page.
    """

    text: str
    column: int
    rowspan: int
    colspan: int
    scope: str
    left: bool
    whole: bool


class TableLine(msgspec.Struct, frozen=True):
    """The cells that begin on a line: `leads` when they only head others, `bound` to one page with the line after."""

    cells: tuple[TableCell, ...]
    leads: bool
    bound: bool


class PageTable(msgspec.Struct, frozen=True, tag="table"):
    """A table fitted to the page: widths of its columns, size of its type, the space above and below the words of
    a cell, how many of its lines are its head; `whole` when it stays on one page.
    """

    caption: str
    widths: tuple[float, ...]
    size: float
    above: float
    head: int
    lines: tuple[TableLine, ...]
    whole: bool


class Ending(msgspec.Struct, frozen=True):
    """A line of signature or date, and how many characters it stands in from the right."""

    text: str
    indent: float


class Pages(msgspec.Struct, frozen=True):
    """An official document: the lines of its title, its pieces in order, its signature and date."""

    title: tuple[str, ...]
    agency: str
    pieces: tuple[Heading | Paragraph | PageTable, ...]
    ending: tuple[Ending, ...]
    signed_on: date | None

    @property
    def name(self) -> str:
        return "".join(self.title)


def pages(report: Report) -> Pages:
    """The official document of a report."""
    pieces, ending = list(_pieces(report)), tuple(_ending(report))
    match pieces:
        case [*_, Paragraph(text)] if ending and ems(text) <= _FEW:
            pieces[-1] = Paragraph(text, bound=True)
    return Pages(
        title=tuple(_title(outline.title(report))),
        agency=_clean(report.agency or report.signature),
        pieces=tuple(pieces),
        ending=ending,
        signed_on=report.signed_on,
    )


def ems(text: str) -> float:
    """How wide words stand, in characters of their own size."""
    return sum(0.56 if character.isascii() else 1.0 for character in text)


def _clean(text: str) -> str:
    """Words without the control characters that no document may hold."""
    return _FORBIDDEN.sub("", text)


def _title(title: str) -> Iterator[str]:
    """The lines of a title: one too long is broken where the sense allows and the halves come out most alike."""
    longest = TEXT_WIDTH / TITLE_SIZE
    for line in _lines(title):
        breaks = (found.start() for found in re.finditer(r"(?<!\d)\d{4}\s*年|政府信息公开", line) if found.start())
        halves = [(line[:at].rstrip(), line[at:]) for at in breaks]
        fitting = [pair for pair in halves if max(map(ems, pair)) <= longest]
        if ems(line) <= longest or not fitting:
            yield line
        else:
            yield from min(fitting, key=lambda pair: max(map(ems, pair)))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in _clean(text).splitlines() if line.strip()]


def _pieces(report: Report) -> Iterator[Heading | Paragraph | PageTable]:
    official = report.edition or forms.editions()[-1]
    yield from map(Paragraph, _lines(report.preamble))
    for chapter in outline.chapters(report):
        section = chapter.section
        yield from (Heading(line, 1) for line in _lines(section.title or _section_title(official, section.code)))
        for table in chapter.tables:
            yield _official_table(report, table)
        yield from map(Paragraph, _lines(section.text))
        for part in section.parts:
            title = part.title or _part_title(official, section.code, part.code)
            yield from (Heading(line, 2) for line in _lines(title))
            yield from map(Paragraph, _lines(part.text))
    if report.statistics:
        yield Heading("政府信息公开情况统计表", 1)
        yield _statistics_table(report.statistics)


def _section_title(official: forms.Form, code: str) -> str:
    return official.heading(official.sections[code]) if code in official.sections else ""


def _part_title(official: forms.Form, section: str, code: str) -> str:
    within = official.sections.get(section)
    parts = within.part if within else ()
    return next((official.part_heading(within, part) for part in parts if within and part.code == code), "")


def _ending(report: Report) -> Iterator[Ending]:
    """成文日期右空四字，署名居中于其上."""
    signed_on = report.signed_on
    day = f"{signed_on.year}年{signed_on.month}月{signed_on.day}日" if signed_on else ""
    for line in _lines(report.signature):
        yield Ending(line, max(0.0, 4 + (ems(day) - ems(line)) / 2) if day else 4.0)
    if day:
        yield Ending(day, 4.0)


def _official_table(report: Report, table: forms.Table) -> PageTable:
    drawn = layout(table)
    lines: list[list[Placed]] = [[] for _ in drawn.lines]
    for row, column, cell in placed(drawn):
        text = _figure(report[cell.path]) if cell.path else cell.text
        lines[row].append((column, msgspec.structs.replace(cell, text=text)))
    return _page_table(lines, drawn.width, drawn.head, outline.caption(report, table))


def _figure(cell: Cell) -> str:
    """What stands in a cell of figures: its number, or the few words found; never a zero that was not there."""
    words = " ".join(_clean(shown(cell)).split())
    return words if cell.value is not None or ems(words) <= _WORDS else ""


def _statistics_table(statistics: Sequence[Statistic]) -> PageTable:
    """The labelled numbers of an older report, or of an agency's own table."""
    columns = list(dict.fromkeys(column for statistic in statistics for column in statistic.values))
    heads = ("统计指标", "单位", *(column or "数量" for column in columns))
    lines = [[(number, Printed(_clean(head), scope="col")) for number, head in enumerate(heads)]]
    for statistic in statistics:
        values = [Cell(statistic.values.get(column)) for column in columns]
        figures = [Printed(_clean(words), path="statistics") for words in (statistic.unit, *map(shown, values))]
        lines.append(list(enumerate([Printed(_clean(statistic.label), scope="row"), *figures])))
    return _page_table(lines, len(heads), 1, "政府信息公开情况统计表")


Placed = tuple[int, Printed]
"""A printed cell after the column in which it begins."""


def _page_table(lines: list[list[Placed]], width: int, head: int, caption: str) -> PageTable:
    labels = min((column for line in lines for column, cell in line if cell.path), default=width)
    widths, size = _fitted(lines, width)
    words = _height(lines, widths, size)
    above = _ROOMY if words + 2 * _ROOMY * len(lines) <= TEXT_HEIGHT / 2 else _SNUG
    whole = words + 2 * above * len(lines) <= 0.9 * TEXT_HEIGHT
    drawn: list[TableLine] = []
    group_ends = 0
    for number, line in enumerate(lines):
        cells = tuple(_cell(column, cell, labels if head else 0) for column, cell in line)
        leads = all(cell.scope in ("col", "colgroup") for cell in cells)
        group_ends = max([group_ends, *(number + cell.rowspan - 1 for cell in cells if cell.whole)])
        last_but_one = number == len(lines) - 2
        bound = number < len(lines) - 1 and (whole or leads or last_but_one or number < group_ends)
        drawn.append(TableLine(cells, leads, bound))
    return PageTable(caption, widths, size, above, head, tuple(drawn), whole)


def _cell(column: int, cell: Printed, labels: int) -> TableCell:
    """A cell where it stands: at the left in the first columns, those of labels, otherwise in the middle."""
    is_label = cell.scope in ("col", "row") and column + cell.colspan <= labels
    is_group = cell.scope == "rowgroup" and 1 < cell.rowspan <= _GROUP
    return TableCell(cell.text, column, cell.rowspan, cell.colspan, cell.scope, left=is_label, whole=is_group)


def _height(lines: list[list[Placed]], widths: Sequence[float], size: float) -> float:
    """About how high the words of a table stand: each line by its fullest cell."""
    height = 0.0
    for line in lines:
        fullest = 1
        for column, cell in line:
            room = sum(widths[column : column + cell.colspan]) - 2 * BESIDE * size
            fullest = max(fullest, math.ceil(math.ceil(ems(cell.text) * size / room) / cell.rowspan))
        height += size * (1 + (fullest - 1) * LEADING)
    return height


def _fitted(lines: list[list[Placed]], width: int) -> tuple[tuple[float, ...], float]:
    """Widths of columns that together fill the page, and a size of type in which every figure fits its own."""
    least, wish = [2.1] * width, [2.8] * width
    for line in lines:
        for column, cell in line:
            if cell.colspan == 1:
                needs, likes = _needs(cell)
                least[column], wish[column] = max(least[column], needs), max(wish[column], needs, likes)
    margins = 2 * BESIDE * width
    fitting = TEXT_WIDTH / (sum(least) + margins)
    size = min(TABLE_SIZE, math.floor(2 * fitting) / 2 or fitting)
    spare = TEXT_WIDTH / size - sum(least) - margins
    wanted = [want - need for want, need in zip(wish, least, strict=True)]
    share = min(1.0, spare / sum(wanted)) if any(wanted) else 0.0
    rest = (spare - share * sum(wanted)) / width + 2 * BESIDE
    points = [(need + share * want + rest) * size for need, want in zip(least, wanted, strict=True)]
    return tuple(math.floor(20 * each) / 20 for each in points), size


def _needs(cell: Printed) -> tuple[float, float]:
    """The least width in ems at which a cell can be read, and the width at which it reads well."""
    natural = ems(cell.text)
    if cell.path:
        return (natural + 0.2 if cell.text.isascii() else 2.1), 2.8
    if cell.scope == "rowgroup":
        even = math.ceil(natural / max(1, math.ceil(natural / 4))) + 0.2
        return even, even
    if cell.scope == "row":
        return min(natural, 5.0), min(natural, 18.0)
    return 2.1, min(natural, 2.8)
