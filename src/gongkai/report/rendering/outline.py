"""篇目: what a document made from a report consists of, in order: its title, its chapters, the tables in each."""

import msgspec

from gongkai.report.forms import Form, Table
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


def chapters(report: Report) -> list[Chapter]:
    """The sections as the report has them; a table whose section it lacks comes under the official heading.

    A table of which the report has no cell at all is not there to be printed.
    """
    sections = list(report.sections)
    tables: dict[str, list[Table]] = {}
    form = report.edition
    for table in form.table if form else ():
        if all(report[slot.path].state is State.MISSING for slot in table.slots):
            continue
        if form and not any(section.code == table.section for section in sections):
            official = form.sections[table.section]
            position = _position(sections, table.section, form)
            sections.insert(position, Section(table.section, form.heading(official)))
        tables.setdefault(table.section, []).append(table)
    return [Chapter(section, tuple(tables.pop(section.code, ()))) for section in sections]


def _position(sections: list[Section], code: str, form: Form) -> int:
    """Before the first section that officially comes later, else at the end."""
    order = list(form.sections)
    later = order[order.index(code) + 1 :]
    return next((number for number, section in enumerate(sections) if section.code in later), len(sections))


def caption(report: Report, table: Table) -> str:
    """What stands over a table: 表二 主动公开政府信息情况."""
    return f"{table.name} {report.edition.sections[table.section].title}" if report.edition else table.name
