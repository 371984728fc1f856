"""终端: a report, and what was found in it, for people at a terminal of any width.

Colour only where the terminal has it; every state has a mark and every weight a word. Words that come from files
never reach the terminal with control characters in them.
"""

import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from gongkai.report.forms import Block, Column, Row, Table
from gongkai.report.rendering import outline
from gongkai.report.rendering.layout import shown
from gongkai.report.rendering.words import (
    KINDS,
    SEVERITIES,
    STATES,
    by_weight,
    days_in_words,
    in_words,
    name,
    state_of,
)
from gongkai.report.rendering.wrapping import Words
from gongkai.report.report import Cell, Finding, Report, State, Statement

MOST_ROWS, FIRST_ROWS = 12, 3
"""Of a finding so many rows are shown, or the first few of more."""

_MANY = 5  # more columns than these have narrow heads
_LABEL = 12  # the narrowest column of labels: figures that leave it less room stand in several tables
_BETWEEN = 2
_INDENT = 3
_WEIGHTS = {"error": "bold red", "warning": "bold yellow", "note": "bold blue"}


def show_report(report: Report, console: Console, *, file: str = "") -> None:
    """What was read: agency and year, the tables, the numbers in the text, what was mended.

    `file` is the name of the file that was given, where it is not the one that the report first came from.
    """
    _show_heading(report, console, file)
    doubts = _Doubts()
    for chapter in outline.chapters(report):
        for table in chapter.tables:
            console.print(_words(outline.caption(report, table), "bold"))
            for block in table.block:
                for grid in _grids(report, table, block, block.rows, block.columns, doubts, console.width):
                    console.print(grid)
            console.print()
    _show_doubts(doubts, console)
    _show_statistics(report, console)
    _show_statements(report.statements, console)
    _show_notes(report, console)


def show_findings(report: Report, findings: Iterable[Finding], console: Console, *, file: str = "") -> None:
    """What was found, the heaviest first, each with its place, its words and the rows of the table it speaks of."""
    _show_heading(report, console, file)
    sorted_ = by_weight(findings)
    console.print(_counts(sorted_))
    for number, finding in enumerate(sorted_, start=1):
        console.print()
        _show_finding(report, number, finding, console)


def _show_heading(report: Report, console: Console, file: str) -> None:
    year = f"{report.year}年" if report.year is not None else "年度未读出"
    console.print(_words(f"{report.agency or '机关名称未读出'}　{year}", "bold"))
    file = file or report.source.name
    form = report.edition
    signed = " ".join(filter(None, (report.signature, in_words(report.signed_on) if report.signed_on else "")))
    for label, words in (
        ("标题", report.title),
        ("格式", form.name if form else "没有读到表格"),
        ("篇章", "、".join(_numberless(section.title) for section in report.sections)),
        ("落款", signed),
        ("文件", file),
        ("来源", report.source.name if report.source.name != file else ""),
    ):
        if words:
            console.print(_hanging(_text(label, "dim"), _words(words)))
    console.print()


def _numberless(title: str) -> str:
    return title.partition("、")[2] or title


def _hanging(label: Text, words: Words) -> Grid:
    """A label, and beside it words that wrap under themselves."""
    line = Grid.grid(padding=(0, 2, 0, 0))
    line.add_column(no_wrap=True)
    line.add_column()
    line.add_row(label, words)
    return line


class _Doubts:
    """The unreadable and inferred cells shown so far, numbered for the notes below."""

    def __init__(self) -> None:
        self.notes: list[tuple[str, Cell]] = []
        self.states: set[State] = set()

    def note(self, label: str, cell: Cell) -> str:
        self.states.add(cell.state)
        if cell.state not in (State.UNREADABLE, State.INFERRED):
            return ""
        self.notes.append((label, cell))
        return str(len(self.notes)).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _grids(
    report: Report,
    table: Table,
    block: Block,
    rows: Sequence[Row],
    columns: Sequence[Column],
    doubts: _Doubts,
    room: int,
    faulty: Container[str] = (),
) -> Iterator[Grid]:
    """The rows as a table, or as several with some of the columns each where not all figures have room side by side."""
    lines: list[tuple[Padding, list[Text]]] = []
    for row, group in _with_groups(rows):
        if group:
            lines.append((_indented(group[-1], len(group) - 1, "dim"), []))
            continue
        paths = [table.path(row, column) for column in columns]
        labels = [f"{table.name}“{row.label}”·{column.label}" for column in columns]
        figures = [
            _figure(report[path], doubts, path in faulty, label) for path, label in zip(paths, labels, strict=True)
        ]
        lines.append((_indented(row.label, len(row.group)), figures))
    heads = [_stacked(column.label, 2 if len(columns) > _MANY else 4) for column in columns]
    widths = [
        max(map(cell_len, [*head.split("\n"), *(figures[at].plain for _, figures in lines if figures)]))
        for at, head in enumerate(heads)
    ]
    for some in _side_by_side(widths, room - _LABEL):
        grid = Grid(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="dim")
        grid.add_column(_words(block.heading), min_width=_LABEL)
        for at in some:
            grid.add_column(_text(heads[at]), justify="right", vertical="bottom", no_wrap=True)
        for label, figures in lines:
            grid.add_row(label, *(figures[at] for at in some if figures))
        yield grid


def _side_by_side(widths: Sequence[int], room: int) -> Iterator[range]:
    """The columns in runs that have room beside one another."""
    start, used = 0, 0
    for at, width in enumerate(widths):
        if at > start and used + _BETWEEN + width > room:
            yield range(start, at)
            start, used = at, 0
        used += _BETWEEN + width
    yield range(start, len(widths))


def _indented(label: str, level: int, style: str = "") -> Padding:
    return Padding(_words(label, style), (0, 0, 0, 2 * level))


def _stacked(label: str, across: int) -> str:
    """A column's label in lines of a few characters, so that a table of seven columns fits eighty."""
    words = label.partition("（")[0]
    return "\n".join(words[at : at + across] for at in range(0, len(words), across))


def _with_groups(rows: Sequence[Row]) -> Iterator[tuple[Row, tuple[str, ...]]]:
    """The rows, and before each the groups that begin with it."""
    before: tuple[str, ...] = ()
    for row in rows:
        for level in range(1, len(row.group) + 1):
            if row.group[:level] != before[:level]:
                yield row, row.group[:level]
        before = row.group
        yield row, ()


def _figure(cell: Cell, doubts: _Doubts, is_faulty: bool, label: str) -> Text:
    style = "bold red" if is_faulty else "dim" if cell.value == 0 else ""
    if cell.state not in STATES:
        return _text(f"[{shown(cell)}]" if is_faulty else shown(cell), style)
    mark = STATES[cell.state][0]
    number = doubts.note(label, cell)
    words = f"{mark}{shown(cell)}{number}" if cell.state is State.INFERRED else f"{mark}{number}"
    return _text(f"[{words}]" if is_faulty else words, style or "yellow")


def _show_doubts(doubts: _Doubts, console: Console) -> None:
    for state, (mark, says) in STATES.items():
        if state in doubts.states:
            console.print(_hanging(_text(mark, "yellow"), _words(says)))
    for number, (label, cell) in enumerate(doubts.notes, start=1):
        console.print(
            _hanging(_text(f"{number}", "yellow"), _words(f"{label}：{state_of(cell.state, cell.text, cell.how)}"))
        )
    if doubts.states:
        console.print()


def _show_statistics(report: Report, console: Console) -> None:
    if not report.statistics:
        return
    console.print(_text(outline.STATISTICS, "bold"))
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column()
    grid.add_column(justify="right")
    for statistic in report.statistics:
        values = "、".join(
            f"{column}{'空' if value is None else value}{statistic.unit}" for column, value in statistic.values.items()
        )
        grid.add_row(_words(statistic.label), _text(values))
    console.print(grid)
    console.print()


def _show_statements(statements: Sequence[Statement], console: Console) -> None:
    if not statements:
        return
    console.print(_text("正文里写的数", "bold"))
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column()
    for statement in statements:
        value = f"{'' if statement.exact else '约'}{statement.value}{statement.unit}"
        grid.add_row(_text(KINDS[statement.kind], "dim"), _text(value), _words(statement.label))
    console.print(grid)
    console.print()


def _show_notes(report: Report, console: Console) -> None:
    if report.notes:
        console.print(_text("读取时所作的整理", "bold"))
    for note in report.notes:
        place = f"（{note.place}）" if note.place and str(note.place) else ""
        console.print(_hanging(_text("·"), _words(f"{note.says}{place}")))


def _counts(findings: Sequence[Finding]) -> Text:
    if not findings:
        return _text("没有发现问题。", "bold green")
    counted = Text()
    for severity, word in SEVERITIES.items():
        number = sum(finding.severity == severity for finding in findings)
        counted.append(f"{word} {number}", _WEIGHTS[severity] if number else "dim").append("　")
    return counted


def _show_finding(report: Report, number: int, finding: Finding, console: Console) -> None:
    head = Text.assemble((f"{number:>2} ", "bold"), (name(finding), _WEIGHTS[finding.severity]))
    if finding.place:
        head.append_text(_text(f"  {finding.place}", "dim"))
    within = (0, 0, 0, _INDENT)
    console.print(Words(head))
    console.print(Padding(_words(days_in_words(finding.message)), within))
    if finding.quote:
        console.print(Padding(_hanging(_text("原文", "dim"), _words(finding.quote, "italic")), within))
    for rows in _rows_of(report, finding, console.width - _INDENT):
        console.print(Padding(rows, within))
    for cite in finding.cites:
        console.print(Padding(_hanging(_text("依据", "dim"), _words(cite, "dim")), within))


def _rows_of(report: Report, finding: Finding, room: int) -> Iterator[RenderableType]:
    """The rows of the tables that a finding speaks of, its cells in brackets; rows of nothing but zeros left out."""
    faulty = frozenset(finding.cells)
    for table in outline.tables(report):
        for block in table.block:
            rows = [row for row in block.rows if any(table.path(row, column) in faulty for column in block.columns)]
            columns = [column for column in block.columns if any(table.path(row, column) in faulty for row in rows)]
            telling = [row for row in rows if any(report.value(table.path(row, column)) != 0 for column in columns)]
            if telling:
                most = len(telling) if len(telling) <= MOST_ROWS else FIRST_ROWS
                yield from _grids(report, table, block, telling[:most], columns, _Doubts(), room, faulty)
                if most < len(telling):
                    yield _words(f"……共{len(telling)}行，用 gongkai read 或 --html 可看全部", "dim")


def _text(words: str, style: str = "") -> Text:
    """Words as they may be shown: no control characters, line ends kept."""
    clean = "".join(
        character
        for character in words
        if character == "\n" or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )
    return Text(clean, style)


def _words(words: str, style: str = "") -> Words:
    return Words(_text(words, style))
