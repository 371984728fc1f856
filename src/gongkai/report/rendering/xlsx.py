"""表格版: the tables of a report as a workbook: figures as reported, and beside them formulas that check them.

The checks stand outside the official table and are worked out again whenever a figure is changed.
"""

import io
import math
from collections.abc import Sequence
from datetime import datetime, time
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from gongkai.report.forms import Equation, Slot, Table
from gongkai.report.rendering import outline
from gongkai.report.rendering.layout import Layout, layout, placed, shown
from gongkai.report.rendering.pages import ems
from gongkai.report.rendering.words import STATES, in_words, state_of
from gongkai.report.report import Cell, Report, State, total_of

LONGEST = 32_767
"""The characters a cell can hold."""

TEXT = "正文"
"""The name of the sheet that has the words."""

TOP = 1
"""The row, counted from 0, in which a table begins under its caption."""

_UNTOLD = "无法核对"
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": "宋体", "font_size": 11},
}
_GROUP_WIDTH, _LABEL_WIDTH, _FIGURE_WIDTH = 10, 40, 10  # in half-width characters
_TEXT_WIDTH, _NAME_WIDTH, _WORDS_WIDTH, _UNIT_WIDTH = 76, 34, 42, 8  # two columns or one fill the width of A4
_LINE_HEIGHT = 16
_HIGHEST = 409
_PARAGRAPH, _ROOM = 4, {"title": 22, "section": 14, "heading": 6}  # points to spare
_LONGEST_HEADER = 100
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter", "text_wrap": True},
    "caption": {"bold": True, "font_size": 14, "align": "center", "valign": "vcenter", "text_wrap": True},
    "head": {"border": 1, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#EEF1F4"},
    "label": {"border": 1, "text_wrap": True, "align": "left", "valign": "vcenter", "bg_color": "#EEF1F4"},
    "figure": {"border": 1, "align": "right", "valign": "vcenter", "indent": 1},
    "check": {"border": 4, "align": "right", "valign": "vcenter", "italic": True},
    "check label": {"border": 4, "text_wrap": True, "valign": "vcenter", "italic": True, "font_color": "#57606A"},
    "text": {"text_wrap": True, "valign": "top"},
    "section": {"text_wrap": True, "valign": "vcenter", "bold": True, "font_size": 13, "bottom": 1},
    "heading": {"text_wrap": True, "valign": "vcenter", "bold": True},
    "ending": {"text_wrap": True, "align": "right", "valign": "top"},
    "name": {"border": 1, "text_wrap": True, "valign": "top", "bg_color": "#EEF1F4"},
    "words": {"border": 1, "text_wrap": True, "valign": "top"},
    "right": {"bg_color": "#E6F4EA", "font_color": "#1A7F37"},
    "wrong": {"bg_color": "#FDECEA", "font_color": "#B42318", "bold": True},
    "untold": {"bg_color": "#FFF4D6", "font_color": "#7D5300"},
}

Spot = tuple[int, int]


def write(report: Report, path: Path) -> None:
    """Write the workbook to a file."""
    path.write_bytes(render(report))


def render(report: Report) -> bytes:
    """The workbook of a report: its tables, its text, and what is known about both."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, _OPTIONS)
    made_on = report.signed_on or datetime(1980, 1, 1).date()
    book.set_properties({"title": outline.title(report), "created": datetime.combine(made_on, time())})
    sheets = _Sheets(book, outline.title(report), {name: book.add_format(look) for name, look in _FORMATS.items()})
    _write_text(sheets, report)
    for chapter in outline.chapters(report):
        for table in chapter.tables:
            _write_table(sheets, report, table)
    if report.statistics:
        _write_statistics(sheets, report)
    _write_particulars(sheets, report)
    book.close()
    return written.getvalue()


class _Sheets:
    """The workbook being written, with its formats by name; every sheet prints on A4, under the title of the report."""

    def __init__(self, book: Any, title: str, looks: dict[str, Any]) -> None:
        self._book = book
        self._title = "".join(title.split("\n"))[:_LONGEST_HEADER].replace("&", "&&")
        self.looks = looks

    def add(self, name: str) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(9)
        sheet.set_portrait()
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        if name != TEXT:
            sheet.set_header(f"&C&9{self._title}")
        sheet.set_footer("&C&P / &N")
        return sheet

    def put(self, sheet: Any, spot: Spot, value: str | int | Decimal | None, look: str) -> None:
        """Write a number as a number where the sheet can hold all its digits, else as text; never as a formula."""
        if isinstance(value, int | Decimal) and Decimal(repr(float(value))) == value:
            sheet.write_number(*spot, float(value), self.looks[look])
        elif value is None or value == "":
            sheet.write_blank(*spot, None, self.looks[look])
        else:
            sheet.write_string(*spot, str(value)[:LONGEST], self.looks[look])

    def merge(self, sheet: Any, spot: Spot, rows: int, columns: int, look: str) -> None:
        if rows * columns > 1:
            row, column = spot
            sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", self.looks[look])


def _write_table(sheets: _Sheets, report: Report, table: Table) -> None:
    drawn = layout(outline.printed(report, table))
    sheet = sheets.add(table.name)
    sheets.merge(sheet, (0, 0), 1, drawn.width, "caption")
    sheets.put(sheet, (0, 0), outline.caption(report, table), "caption")
    spots: dict[str, Spot] = {}
    for row, column, cell in placed(drawn):
        spot = (row + TOP, column)
        look = "figure" if cell.path else "label" if cell.scope.startswith("row") else "head"
        sheets.merge(sheet, spot, cell.rowspan, cell.colspan, look)
        if cell.path:
            spots[cell.path] = spot
            sheets.put(sheet, spot, _figure(report[cell.path]), look)
        else:
            sheets.put(sheet, spot, cell.text, look)
    labels = min((column for _, column in spots.values()), default=0)
    _fit(sheet, drawn, labels)
    sheet.repeat_rows(0, TOP + drawn.head - 1)
    if drawn.head:
        sheet.freeze_panes(TOP + drawn.head, labels)
    if drawn.width > 8:
        sheet.set_landscape()
    _write_checks(sheets, sheet, report, table, drawn, spots)


def _fit(sheet: Any, drawn: Layout, labels: int) -> None:
    """Widths of columns, and heights of rows that their words need."""
    figures = _FIGURE_WIDTH if drawn.head else 2 * _FIGURE_WIDTH
    widths = [_GROUP_WIDTH] * (labels - 1) + [_LABEL_WIDTH] * bool(labels) + [figures] * (drawn.width - labels)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    heights = [_height("", 1)] * len(drawn.lines)
    for row, column, cell in placed(drawn):
        if cell.rowspan == 1:
            heights[row] = max(heights[row], _height(cell.text, sum(widths[column : column + cell.colspan])))
    for row, height in enumerate([2 * _LINE_HEIGHT, *heights]):
        sheet.set_row(row, height)


def _height(words: str, width: int) -> int:
    """What a cell of that width needs for its words, at most what a sheet allows."""
    return min(_HIGHEST, _full_height(words, width))


def _full_height(words: str, width: int) -> int:
    return 5 + max(1, math.ceil(2 * ems(words) / max(width - 3, 2))) * _LINE_HEIGHT


def _figure(cell: Cell) -> str | int | Decimal | None:
    return shown(cell) if cell.value is None else cell.value


class _Check(msgspec.Struct):
    """An equation and where its sum and its difference stand."""

    equation: Equation
    sum: Spot
    gap: Spot


def _write_checks(
    sheets: _Sheets, sheet: Any, report: Report, table: Table, drawn: Layout, spots: dict[str, Spot]
) -> None:
    """Two lines for every rule of the table, below it or beside it: the sum of the right side, and the difference."""
    slots = {slot.path: slot for slot in table.slots}
    below, beside = TOP + len(drawn.lines), drawn.width + 1
    for _, together in groupby(table.equations, key=lambda equation: equation.rule):
        equations = [each for each in together if _can_stand(each, spots)]
        if not equations:
            continue
        rows = {spots[path][0] for path in equations[0].cells if path in spots}
        is_beside = len(rows) == 1 and len({spots[each.left[0]][0] for each in equations}) == len(equations)
        checks = []
        for equation in equations:
            row, column = spots[equation.left[0]]
            sum_, gap = ((row, beside), (row, beside + 1)) if is_beside else ((below, column), (below + 1, column))
            checks.append(_Check(equation, sum_, gap))
        by_column = len({slots[path].row.code for path in equations[0].cells}) > 1
        sum_words, gap_words = _words(
            [slots[path] for path in equations[0].left], [slots[path] for path in equations[0].right], by_column
        )
        first = min(column for _, column in spots.values())
        if is_beside:
            for column, words in ((beside, sum_words), (beside + 1, gap_words)):
                sheets.merge(sheet, (TOP, column), max(drawn.head, 1), 1, "check label")
                sheets.put(sheet, (TOP, column), words, "check label")
            sheet.set_column(beside, beside + 1, 2 * _FIGURE_WIDTH)
            beside += 3
        else:
            for line, words in ((below, sum_words), (below + 1, gap_words)):
                span = first or min(check.sum[1] for check in checks)
                sheets.merge(sheet, (line, 0), 1, span, "check label")
                sheets.put(sheet, (line, 0), words, "check label")
                sheet.set_row(line, _height(words, _GROUP_WIDTH + _LABEL_WIDTH))
            below += 2
        for check in checks:
            _write_check(sheets, sheet, report, check, spots)


def _can_stand(equation: Equation, spots: dict[str, Spot]) -> bool:
    """Whether there is a cell on either side to check; those of rows that are not drawn leave it undecided."""
    return equation.left[0] in spots and any(path in spots for path in equation.right)


def _words(left: Sequence[Slot], right: Sequence[Slot], by_column: bool) -> tuple[str, str]:
    """What the two lines of a check are: the sum of the right side, and the left side less that."""
    named = [[slot.row.label if by_column else slot.column.label for slot in side] for side in (left, right)]
    minuend, subtrahend = (
        f"{side[0]}至{side[-1]}，共{len(side)}项之和" if len(side) > 3 else "＋".join(side) for side in named
    )
    return f"核对：{subtrahend}", f"核对：{minuend}，减去上述合计"


def _write_check(sheets: _Sheets, sheet: Any, report: Report, check: _Check, spots: dict[str, Spot]) -> None:
    """What a check shows is words, 差额 0 and not 0: no program that reads the table takes it for a figure of it."""
    left, right = check.equation.left, check.equation.right
    owed, added = total_of(report, left), total_of(report, right)
    left_cells, right_cells = (_ranges([spots[path] for path in side if path in spots]) for side in (left, right))
    too_few = f"COUNT({left_cells},{right_cells})<{len(left) + len(right)}"
    sum_now = gap_now = _UNTOLD
    if owed is not None and added is not None:
        sum_now, gap_now = f"合计 {added}", f"差额 {owed - added}"
    for spot, name, formula, now in (
        (check.sum, "合计", f"SUM({right_cells})", sum_now),
        (check.gap, "差额", f"SUM({left_cells})-SUM({right_cells})", gap_now),
    ):
        sheet.write_formula(*spot, f'=IF({too_few},"{_UNTOLD}","{name} "&{formula})', sheets.looks["check"], now)
    at = xl_rowcol_to_cell(*check.gap)
    for condition, colour in ((f'{at}="{_UNTOLD}"', "untold"), (f'{at}="差额 0"', "right"), ("TRUE", "wrong")):
        rule = {"type": "formula", "criteria": f"={condition}", "format": sheets.looks[colour], "stop_if_true": True}
        sheet.conditional_format(at, rule)


def _ranges(spots: Sequence[Spot]) -> str:
    """Cells as the arguments of a function; those that follow one another, down or across, as one range."""
    runs: list[tuple[Spot, Spot]] = []
    for row, column in spots:
        if runs:
            start, end = runs[-1]
            down = column == start[1] == end[1] and row == end[0] + 1
            across = row == start[0] == end[0] and column == end[1] + 1
            if down or across:
                runs[-1] = (start, (row, column))
                continue
        runs.append(((row, column), (row, column)))
    return ",".join(xl_range(*start, *end) for start, end in runs)


def _write_statistics(sheets: _Sheets, report: Report) -> None:
    columns = list(dict.fromkeys(column for statistic in report.statistics for column in statistic.values))
    figures = max(_FIGURE_WIDTH, (_TEXT_WIDTH - _NAME_WIDTH - _UNIT_WIDTH) // max(len(columns), 1) // 2)
    widths = [_TEXT_WIDTH - _UNIT_WIDTH - figures * min(len(columns), 3), _UNIT_WIDTH, *[figures] * len(columns)]
    sheet = sheets.add("统计表")
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    sheets.merge(sheet, (0, 0), 1, len(widths), "caption")
    sheets.put(sheet, (0, 0), outline.STATISTICS, "caption")
    sheet.set_row(0, 2 * _LINE_HEIGHT)
    for number, words in enumerate(("统计指标", "单位", *(column or "数量" for column in columns))):
        sheets.put(sheet, (TOP, number), words, "head")
    for row, statistic in enumerate(report.statistics, start=TOP + 1):
        sheets.put(sheet, (row, 0), statistic.label, "label")
        sheets.put(sheet, (row, 1), statistic.unit, "head")
        for number, column in enumerate(columns, start=2):
            sheets.put(sheet, (row, number), statistic.values.get(column), "figure")
        sheet.set_row(row, _height(statistic.label, widths[0]))
    sheet.repeat_rows(0, TOP)
    sheet.freeze_panes(TOP + 1, 1)


def _write_text(sheets: _Sheets, report: Report) -> None:
    lines = [("title", line) for line in outline.title(report).splitlines()]
    lines += _lines(report.preamble)
    for chapter in outline.chapters(report):
        lines.append(("section", chapter.section.title))
        lines += _lines(chapter.section.text)
        for part in chapter.section.parts:
            lines += [("heading", part.title), *_lines(part.text)]
    lines += _lines(report.signature, "ending")
    if report.signed_on:
        lines.append(("ending", in_words(report.signed_on)))
    if not any(look in ("text", "ending") for look, _ in lines):  # tables alone have no text
        return
    sheet = sheets.add(TEXT)
    sheet.set_column(0, 0, _TEXT_WIDTH)
    row = 0
    for look, words in lines:
        height = _full_height(words, _TEXT_WIDTH) + _ROOM.get(look, _PARAGRAPH)
        rows = math.ceil(height / _HIGHEST)  # no single row may be as high as the longest paragraphs are
        sheets.merge(sheet, (row, 0), rows, 1, look)
        sheets.put(sheet, (row, 0), words, look)
        for line in range(rows):
            sheet.set_row(row + line, math.ceil(height / rows))
        row += rows


def _lines(text: str, look: str = "text") -> list[tuple[str, str]]:
    """A line a paragraph; one too long for a cell goes on in the next."""
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    return [(look, line[at : at + LONGEST]) for line in paragraphs for at in range(0, len(line), LONGEST)]


def _write_particulars(sheets: _Sheets, report: Report) -> None:
    form = report.edition
    period = "至".join(map(in_words, report.period)) if report.period else ""
    as_reported = "；表中数字照原报告，未作改动" if report.source.kind else ""
    lines: list[tuple[str, str | None]] = [
        ("机关", report.agency),
        ("年度", f"{report.year}年" if report.year is not None else None),
        ("统计期", period),
        ("格式", form.name if form else "没有表格"),
        ("格式依据", form.cites if form else ""),
        ("来源文件", report.source.name),
        ("核对", "各表下方、右侧的“差额”由公式算出：“差额 0”为相符" + as_reported),
    ]
    doubts = [line for table in outline.tables(report) for line in _doubts(report, table)]
    known = [(name, words) for name, words in lines if words]
    if doubts:
        known.append(("没有数或推定的格", f"{sum(number for number, *_ in doubts)}格"))
    sheet = sheets.add("说明")
    for column, (words, width) in enumerate((("说的是", _NAME_WIDTH), ("内容", _WORDS_WIDTH))):
        sheet.set_column(column, column, width)
        sheets.put(sheet, (0, column), words, "head")
    sheet.repeat_rows(0)
    for row, (name, words) in enumerate([*known, *(about for _, *about in doubts)], start=1):
        sheets.put(sheet, (row, 0), name, "name")
        sheets.put(sheet, (row, 1), words, "words")
        sheet.set_row(row, max(_height(name, _NAME_WIDTH), _height(words, _WORDS_WIDTH)))


def _doubts(report: Report, table: Table) -> list[tuple[int, str, str]]:
    """How many cells, which, and what is to be said of them: one by one, or a row that is missing as a whole."""
    told = []
    for name, together in groupby(table.slots, key=lambda slot: f"{table.name}“{slot.row.label}”"):
        slots = list(together)
        cells = [report[slot.path] for slot in slots]
        if all(cell.state is State.MISSING for cell in cells):
            told.append((len(cells), name, "表里没有这一行"))
        else:
            told += [
                (1, slot.label, state_of(cell.state, cell.text, cell.how))
                for slot, cell in zip(slots, cells, strict=True)
                if cell.state in STATES
            ]
    return told
