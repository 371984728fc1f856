"""公文: what the official document of a report holds, in order, and how its tables sit on the page.

Word and PDF draw these pieces; neither looks into the report. Sizes and margins follow GB/T 9704 and are in points.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate, pairwise

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
LINE = 28.9  # sets twenty-two lines on a page, as the standard asks
TRACKING = -0.25  # sets twenty-eight characters of 3号 on a line, as the standard asks
BESIDE, LEADING = 0.19, 4 / 3  # of the size of a table's type: from words to rules at the side; from line to line

_ROOMY, _SNUG = 4.5, 2.5
_GROUP = 10  # groups of so few rows stay on one page even within a table that cannot
_EMPTY = TEXT_HEIGHT / 3  # a table is cut rather than leave so much of a page empty before it
_LEAST = 3  # lines of a table that stand on either side of a cut
_SURE = 0.95  # of a page: heights are worked out from the widths of characters, not from their shapes
_FEW = 4 * 28.0  # last words of so few lines go over to the page of the signature rather than leave it alone
_WORDS = 8.0  # longer words than these, in ems, are cut short: they would burst the cell
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
    """The cells that begin on a line, and about how high it stands: `leads` when they only head others, `bound` to
    one page with the line after.
    """

    cells: tuple[TableCell, ...]
    height: float
    leads: bool
    bound: bool


class PageTable(msgspec.Struct, frozen=True, tag="table"):
    """A table fitted to the page: widths of its columns, size of its type, the space above and below the words of
    a cell, how many of its lines are its head; `whole` when lines bound to one another do fit a page.
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
    title, ending = tuple(_title(outline.title(report))), tuple(_ending(report))
    pieces = list(_cut_to_pages(_pieces(report), start=len(title) * (LINE + 6) + LINE))
    match pieces:
        case [*_, Paragraph(text)] if ending and ems(text) <= _FEW:
            pieces[-1] = Paragraph(text, bound=True)
    return Pages(
        title=title,
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
        if chapter.statistics:
            yield _statistics_table(report.statistics)
    if outline.statistics_apart(report):
        yield Heading(outline.STATISTICS, 1)
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
    drawn = layout(outline.printed(report, table))
    lines: list[list[Placed]] = [[] for _ in drawn.lines]
    for row, column, cell in placed(drawn):
        text = _figure(report[cell.path]) if cell.path else cell.text
        lines[row].append((column, msgspec.structs.replace(cell, text=text)))
    return _page_table(lines, drawn.width, drawn.head, outline.caption(report, table))


def _figure(cell: Cell) -> str:
    """What stands in a cell of figures: its number, or the first words found; never a zero that was not there."""
    words = " ".join(_clean(shown(cell)).split())
    return words if cell.value is not None or ems(words) <= _WORDS else words[: math.floor(_WORDS) - 1] + "…"


def _statistics_table(statistics: Sequence[Statistic]) -> PageTable:
    """The labelled numbers of an older report, or of an agency's own table."""
    columns = list(dict.fromkeys(column for statistic in statistics for column in statistic.values))
    heads = ("统计指标", "单位", *(column or "数量" for column in columns))
    lines = [[(number, Printed(_clean(head), scope="col")) for number, head in enumerate(heads)]]
    for statistic in statistics:
        values = [Cell(statistic.values.get(column)) for column in columns]
        figures = [Printed(_clean(words), path="statistics") for words in (statistic.unit, *map(shown, values))]
        lines.append(list(enumerate([Printed(_clean(statistic.label), scope="row"), *figures])))
    return _page_table(lines, len(heads), 1, outline.STATISTICS)


Placed = tuple[int, Printed]
"""A printed cell after the column in which it begins."""


def _page_table(lines: list[list[Placed]], width: int, head: int, caption: str) -> PageTable:
    labels = min((column for line in lines for column, cell in line if cell.path), default=width)
    widths, size = _fitted(lines, width)
    words = [_height(line, widths, size) for line in lines]
    above = _ROOMY if sum(words) + 2 * _ROOMY * len(lines) <= TEXT_HEIGHT / 2 else _SNUG
    drawn: list[TableLine] = []
    for number, line in enumerate(lines, 1):
        cells = tuple(_cell(column, cell, labels if head else 0) for column, cell in line)
        leads = all(cell.scope in ("col", "colgroup") for cell in cells)
        drawn.append(TableLine(cells, words[number - 1] + 2 * above, leads, bound=number < len(lines)))
    return PageTable(caption, widths, size, above, head, tuple(drawn), whole=True)


def _cell(column: int, cell: Printed, labels: int) -> TableCell:
    """A cell where it stands: at the left in the first columns, those of labels, otherwise in the middle."""
    is_label = cell.scope in ("col", "row") and column + cell.colspan <= labels
    is_group = cell.scope == "rowgroup" and 1 < cell.rowspan <= _GROUP
    return TableCell(cell.text, column, cell.rowspan, cell.colspan, cell.scope, left=is_label, whole=is_group)


def _height(line: list[Placed], widths: Sequence[float], size: float) -> float:
    """About how high the words of a line of a table stand: by its fullest cell."""
    fullest = 1
    for column, cell in line:
        room = sum(widths[column : column + cell.colspan]) - 2 * BESIDE * size
        fullest = max(fullest, math.ceil(math.ceil(ems(cell.text) * size / room) / cell.rowspan))
    return size * (1 + (fullest - 1) * LEADING)


def _cut_to_pages(
    pieces: Iterable[Heading | Paragraph | PageTable], start: float
) -> Iterator[Heading | Paragraph | PageTable]:
    """The pieces as they follow one another down the pages, tables cut where a page is about to end.

    A table that does not fit what is left of a page goes over to the next one whole, unless too much would stay empty.
    """
    at, headings = start, 0.0  # how far down the page; how much of that are headings, which go with what they head
    for piece in pieces:
        if isinstance(piece, PageTable):
            room, fresh = TEXT_HEIGHT - at - LINE, TEXT_HEIGHT - headings - LINE
            height = sum(line.height for line in piece.lines)
            goes_over = height > room and (room + headings < _EMPTY) and height <= _SURE * fresh
            cuts = [] if height <= room or goes_over else _cuts(piece, room, fresh)
            rest = sum(line.height for line in piece.lines[cuts[-1] if cuts else 0 :])
            at = rest + LINE + (_head_height(piece) if cuts else headings if goes_over else at)
            yield _cut(piece, cuts)
        else:
            lines = math.ceil((ems(piece.text) + 2) / math.floor(TEXT_WIDTH / (BODY_SIZE + TRACKING)))
            at += lines * LINE
            if at > TEXT_HEIGHT:
                at = (at - TEXT_HEIGHT) // LINE * LINE + LINE
            yield piece
        is_heading = isinstance(piece, Heading)
        headings = min(at, headings + LINE) if is_heading else 0.0


def _head_height(table: PageTable) -> float:
    return sum(line.height for line in table.lines[: table.head])


def _cuts(table: PageTable, room: float, fresh: float) -> list[int]:
    """The lines before which a table is cut: the last seam that fits, page by page."""
    cuts: list[int] = []
    begin, seams = 0, _seams(table)
    while sum(line.height for line in table.lines[begin:]) > _SURE * room:
        ends = accumulate((line.height for line in table.lines[begin:]), initial=0.0)
        fitting = [begin + count for count, height in enumerate(ends) if height <= _SURE * room]
        found = [number for number in fitting if number in seams and number > begin]
        if found:
            cuts.append(found[-1])
        elif room < fresh:
            room = fresh
            continue
        elif fitting[-1] > max(begin, table.head):
            cuts.append(fitting[-1])
        else:
            cuts.append(max(begin, table.head) + 1)
        begin = cuts[-1]
        room = fresh = TEXT_HEIGHT - _head_height(table)
    return cuts


def _seams(table: PageTable) -> set[int]:
    """The lines before which a table may be cut: between its blocks if it has such, else between groups of rows."""
    whole = {
        at
        for number, line in enumerate(table.lines)
        for cell in line.cells
        if cell.whole
        for at in range(number + 1, number + cell.rowspan)
    }
    starts = [number for number, line in enumerate(table.lines) if line.leads and number >= table.head]
    possible = starts or range(len(table.lines))
    apart = range(table.head + _LEAST, len(table.lines) - _LEAST + 1)
    return {number for number in possible if number in apart and not table.lines[number - 1].leads} - whole


def _cut(table: PageTable, cuts: Sequence[int]) -> PageTable:
    """A table cut before some of its lines: what reaches over a cut begins anew below it, words and all."""
    lines = list(table.lines)
    for cut in cuts:
        lines[cut - 1] = msgspec.structs.replace(lines[cut - 1], bound=False)
        again = []
        for number in range(cut):
            kept = []
            for cell in lines[number].cells:
                below = number + cell.rowspan - cut
                if below > 0:
                    again.append(msgspec.structs.replace(cell, rowspan=below))
                kept.append(msgspec.structs.replace(cell, rowspan=cell.rowspan - max(below, 0)))
            lines[number] = msgspec.structs.replace(lines[number], cells=tuple(kept))
        cells = sorted([*again, *lines[cut].cells], key=lambda cell: cell.column)
        lines[cut] = msgspec.structs.replace(lines[cut], cells=tuple(cells))
    edges = [0, *cuts, len(lines)]
    longest = max(sum(line.height for line in lines[begin:end]) for begin, end in pairwise(edges))
    return msgspec.structs.replace(table, lines=tuple(lines), whole=longest + _head_height(table) <= TEXT_HEIGHT)


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
