"""篇目: what a document made from a report consists of, in order: its title, its chapters, the tables in each."""

import msgspec

from gongkai.report import forms
from gongkai.report.forms import Block, Form, Row, Table
from gongkai.report.report import Report, Section, State

STATISTICS = "政府信息公开情况统计表"
"""What stands over the labelled numbers of an older report, or of an agency's own table."""


class Chapter(msgspec.Struct, frozen=True):
    """A section of the report and the tables that stand after its own words."""

    section: Section
    tables: tuple[Table, ...] = ()


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


def chapters(report: Report) -> list[Chapter]:
    """The sections as the report has them; a table whose section it lacks comes under the official heading.

    A table of which the report has no cell at all is not there to be printed.
    """
    sections = list(report.sections)
    printed: dict[str, list[Table]] = {}
    for table in tables(report):
        if all(report[slot.path].state is State.MISSING for slot in table.slots):
            continue
        form = forms.form(report.form)
        if not any(section.code == table.section for section in sections):
            official = form.sections[table.section]
            position = _position(sections, table.section, form)
            sections.insert(position, Section(table.section, form.heading(official)))
        printed.setdefault(table.section, []).append(table)
    return [Chapter(section, tuple(printed.pop(section.code, ()))) for section in sections]


def _position(sections: list[Section], code: str, form: Form) -> int:
    """Before the first section that officially comes later, else at the end."""
    order = list(form.sections)
    later = order[order.index(code) + 1 :]
    return next((number for number, section in enumerate(sections) if section.code in later), len(sections))


def caption(report: Report, table: Table) -> str:
    """What stands over a table: 表二 主动公开政府信息情况."""
    return f"{table.name} {report.edition.sections[table.section].title}" if report.edition else table.name
