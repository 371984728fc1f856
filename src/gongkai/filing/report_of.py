"""成报告: the one maker of a `Report` from a version: cells from its figures, text from its passages.

A version that is fixed gives the report it was fixed with.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from gongkai.filing.figures.figure import Figure
from gongkai.filing.models import Passage, Version
from gongkai.filing.text import links
from gongkai.filing.text.links import Figures
from gongkai.report import exchange, forms
from gongkai.report.forms import Form
from gongkai.report.reading import prose
from gongkai.report.report import Cell, Note, Part, Report, Section, State

ENTERED = "entered"
"""The note of a cell whose figure does not come from the ledger."""


def report_of(version: Version, figures: Figures | None = None) -> Report:
    """The report that a version makes: of a fixed one as it was fixed, of a draft with its figures as they now are.

    Given `figures`, it is made anew from those.
    """
    if figures is None and version.report and not version.is_editable:
        return exchange.decode(version.report.encode())
    if figures is None:
        from gongkai.filing import figures as counted

        figures = counted.of_version(version)
    return made(version, figures, version.passages.all())


def made(version: Version, figures: Figures, passages: Iterable[Passage]) -> Report:
    """A report of these figures and words."""
    form = forms.form(version.edition)
    filing = version.filing
    words = {(each.section, each.part): links.plain(each.text, figures) for each in passages}
    sections = tuple(
        Section(
            section.code,
            form.heading(section),
            words.get((section.code, ""), ""),
            tuple(
                Part(part.code, form.part_heading(section, part), words.get((section.code, part.code), ""))
                for part in section.part
            ),
        )
        for section in form.section
    )
    return Report(
        agency=filing.agency.name,
        year=filing.year,
        form=form.edition,
        cells={path: _cell(figures.get(path)) for path in form.slots},
        sections=sections,
        statements=prose.statements(sections, year=filing.year, form=form),
        title=version.title,
        preamble=preamble(version),
        period=(date(filing.year, 1, 1), date(filing.year, 12, 31)),
        signature=version.signature,
        signed_on=version.signed_on,
        notes=tuple(_notes(form, figures)),
    )


def preamble(version: Version) -> str:
    """The words under the title, and what a restatement has to say of itself."""
    lines = [version.preamble] if version.preamble else []
    if version.restates_because:
        said = " ".join(links.cleaned(version.restates_because).split("\n")).rstrip("。")
        lines.append(f"更正说明：本报告是对已经公布的报告的更正，原报告仍可查阅。更正的原因：{said}。")
    return "\n".join(lines)


def _cell(figure: Figure | None) -> Cell:
    if figure is None or figure.value is None:
        return Cell(state=State.BLANK)
    value = figure.value
    if isinstance(value, Decimal) and value == value.to_integral_value():
        value = int(value)
    return Cell(value, text=links.number(value), notes=(ENTERED,) if figure.is_entered else ())


def _notes(form: Form, figures: Figures) -> Iterable[Note]:
    for path, slot in form.slots.items():
        figure = figures.get(path)
        if figure is not None and figure.entered is not None:
            yield Note(ENTERED, f"{slot.label}：填报的数字，来源：{figure.entered.source}。")
