"""篇目: what a document made from a report consists of, in order: its title, its chapters, the tables in each."""

import re
from collections.abc import Sequence
from decimal import Decimal

import msgspec

from gongkai.report import forms
from gongkai.report.forms import Block, Form, Row, Table
from gongkai.report.report import Report, Section, State, Statistic

STATISTICS = "政府信息公开情况统计表"
"""What stands over the labelled numbers of an older report, or of an agency's own table."""


class Chapter(msgspec.Struct, frozen=True):
    """A section of the report, the tables that stand in it, and whether the labelled numbers do."""

    section: Section
    tables: tuple[Table, ...] = ()
    statistics: bool = False


def title(report: Report) -> str:
    """The report's own title, or the official one made of agency and year."""
    year = "" if report.year is None else f"{report.year}年"
    return report.title or f"{report.agency or ''}{year}政府信息公开工作年度报告"


def tables(report: Report) -> list[Table]:
    """The tables of the form as the report prints them: a merged row in place of those it was printed for."""
    form = report.edition
    return [msgspec.structs.replace(table, block=_blocks(report, table)) for table in form.table] if form else []


def _blocks(report: Report, table: Table) -> tuple[Block, ...]:
    blocks = []
    for block in table.block:
        rows = list(block.rows)
        for merged in block.merged:
            if any(table.path(merged.code, column) in report.cells for column in block.columns):
                replaced = [row for row in rows if row.code in merged.of]
                rows[rows.index(replaced[0])] = Row(merged.code, merged.label, merged.group, replaced[0].role)
                rows = [row for row in rows if row not in replaced]
        blocks.append(msgspec.structs.replace(block, rows=tuple(rows)))
    return tuple(blocks)


def printed(report: Report, table: Table) -> Table:
    """The rows of a table that the report has a cell of: a row that is missing is not drawn as one left blank.

    A single cell missing from a row that is drawn shows nothing, and reads back blank.
    """
    blocks = []
    for block in table.block:
        paths = {row.code: [table.path(row, column) for column in block.columns] for row in block.rows}
        rows = tuple(
            row for row in block.rows if any(report[path].state is not State.MISSING for path in paths[row.code])
        )
        if rows:
            blocks.append(msgspec.structs.replace(block, rows=rows))
    return msgspec.structs.replace(table, block=tuple(blocks))


def chapters(report: Report) -> list[Chapter]:
    """The sections as the report has them; a table whose section it lacks comes under the official heading.

    A table of which the report has no cell at all is not there to be printed. Labelled numbers that the words of a
    section run together stand in that section as a table, and no more in its words.
    """
    sections = list(report.sections)
    placed: dict[str, list[Table]] = {}
    for table in tables(report):
        if all(report[slot.path].state is State.MISSING for slot in table.slots):
            continue
        form = forms.form(report.form)
        if not any(section.code == table.section for section in sections):
            official = form.sections[table.section]
            position = _position(sections, table.section, form)
            sections.insert(position, Section(table.section, form.heading(official)))
        placed.setdefault(table.section, []).append(table)
    run = _run(report.statistics)
    rest = [_without(section, run) for section in sections]
    holder = next((number for number, section in enumerate(sections) if rest[number] != section), None)
    return [
        Chapter(rest[number] if number == holder else section, tuple(placed.pop(section.code, ())), number == holder)
        for number, section in enumerate(sections)
    ]


def _without(section: Section, run: re.Pattern[str] | None) -> Section:
    """A section without the run of labelled numbers in its words or in those of a part."""
    if run is None:
        return section
    parts = tuple(msgspec.structs.replace(part, text=run.sub("", part.text)) for part in section.parts)
    return msgspec.structs.replace(section, text=run.sub("", section.text), parts=parts)


def statistics_apart(report: Report) -> bool:
    """Whether the labelled numbers stand in none of the sections, and so after them."""
    return bool(report.statistics) and not any(chapter.statistics for chapter in chapters(report))


_HEAD_WORDS = (
    "统计指标",
    "指标名称",
    "统计内容",
    "指标",
    "项目",
    "名称",
    "内容",
    "计量单位",
    "计算单位",
    "单位",
    "数量",
)


def _run(statistics: Sequence[Statistic]) -> re.Pattern[str] | None:
    """What labelled numbers look like run together as they stood, the words of their head before them."""
    if not statistics:
        return None
    columns = dict.fromkeys(column for statistic in statistics for column in statistic.values)
    heads = "|".join(_spaced(word) for word in (*_HEAD_WORDS, *filter(None, columns)))
    rows = [
        rf"{_spaced(each.label)}\s*[（(]?(?:单位[:：])?\s*{_spaced(each.unit)}\s*[）)]?\s*"
        + r"\s*".join(_NOTHING if value is None else _spaced(f"{Decimal(value):f}") for value in each.values.values())
        for each in statistics
    ]
    return re.compile(rf"(?:(?:{heads})\s*)*" + r"\s*".join(rows))


_NOTHING = "[-—–－─/]*"


def _spaced(words: str) -> str:
    """A pattern for words that blanks may cut, and numbers commas."""
    return r"[\s,]*".join(map(re.escape, words))


def _position(sections: list[Section], code: str, form: Form) -> int:
    """Before the first section that officially comes later, else at the end."""
    order = list(form.sections)
    later = order[order.index(code) + 1 :]
    return next((number for number, section in enumerate(sections) if section.code in later), len(sections))


def caption(report: Report, table: Table) -> str:
    """What stands over a table: 表二 主动公开政府信息情况."""
    return f"{table.name} {report.edition.sections[table.section].title}" if report.edition else table.name
