"""读取: a file of any kind → blocks → labelled tables, sections and statements → `Report`.

    read(path) -> Report

Nothing is fetched and nothing in a file is run. What cannot be told is said: every cell of the form is a number,
blank, missing or unreadable, and remembers its words, its place, and the repairs it took.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from gongkai.errors import Unreadable
from gongkai.report import exchange, forms
from gongkai.report.reading import files
from gongkai.report.reading.blocks import Document, Paragraph
from gongkai.report.reading.files import sniff
from gongkai.report.reading.labels import recognised
from gongkai.report.reading.outline import outline
from gongkai.report.reading.prose import statements
from gongkai.report.reading.repairs import leftover_markup, run_together, says
from gongkai.report.reading.rows import Row, rows
from gongkai.report.reading.separators import with_tabs
from gongkai.report.reading.statistics import statistics
from gongkai.report.reading.tables import Found, read_tables
from gongkai.report.reading.values import is_blank
from gongkai.report.reading.words import squash
from gongkai.report.report import Note, Place, Report, Source, State


def read(path: Path) -> Report:
    """The report in a file of any kind. Raises Unreadable, with one clear sentence, for what is no document."""
    data = files.read_bytes(path)
    source = Source(path.name, sniff.kind(data), hashlib.sha256(data).hexdigest())
    if source.kind == "json":
        return _as_edited(exchange.decode(data), source)
    return understood(files.open_bytes(data, source.kind), source)


def _as_edited(report: Report, source: Source) -> Report:
    """A report from JSON: what its words state is read from the words again, for someone may have edited them."""
    said = report.statements
    if any(section.whole_text for section in report.sections):
        said = statements(report.sections, year=report.year, form=report.edition)
    source = report.source if report.source.sha256 else source
    return msgspec.structs.replace(report, statements=said, source=source)


def understood(document: Document, source: Source) -> Report:
    """The report that a document's blocks make. Raises Unreadable when nothing in it is that of a report."""
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    document = run_together.repair(with_tabs(document))
    lines = rows(document)
    form, found = _tables(lines)
    told = outline(_prose(document, lines, found), title=document.title, name=source.name)
    figures = () if form else statistics(document)
    if form is None and not figures and not told.title and not any(section.code for section in told.sections):
        raise Unreadable(_NO_REPORT, tried=(document.kind,))
    return Report(
        agency=told.agency,
        year=told.year,
        form=form.edition if form else "",
        cells=found.cells if found else {},
        sections=told.sections,
        statements=statements(told, year=told.year, form=form),
        title=told.title,
        preamble=told.preamble,
        period=told.period,
        signature=told.signature,
        signed_on=told.signed_on,
        statistics=figures,
        surplus=tuple(found.surplus) if found else (),
        notes=(*(_notes(found, form) if found and form else ()), *leftover_markup.notes(paragraphs)),
        source=source,
    )


def _prose(document: Document, lines: Sequence[Row], found: Found | None) -> list[Paragraph]:
    """What the tables did not take: paragraphs, and rows of a drawn table in which one cell alone has words."""
    taken = found.blocks if found else set()
    told: dict[int, list[Paragraph]] = {}
    if document.kind not in _WORKBOOKS:  # whose paragraphs are the names of its sheets
        told = {n: [b] for n, b in enumerate(document.blocks) if isinstance(b, Paragraph) and n not in taken}
    for number, row in enumerate(lines):
        if row.drawn and not (found and number in found.rows):
            words = [field for field in row.fields if not is_blank(field.text)]
            if len(words) == 1:
                texts = words[0].text.split("\n")
                told.setdefault(row.block, []).extend(Paragraph(text, words[0].place) for text in texts)
    return [paragraph for number in sorted(told) for paragraph in told[number]]


_NO_REPORT = "文件打开了，但没有年度报告的标题、部分或表格；请确认给出的是政府信息公开工作年度报告。"
_WORKBOOKS = ("xlsx", "xls")
_FEWEST_CELLS = 5


def _tables(lines: Sequence[Row]) -> tuple[forms.Form | None, Found | None]:
    """The edition and what its tables hold: by its own words, else the one that most cells answer to."""
    words = [squash(field.text) for row in lines for field in row.fields]
    if form := recognised(words, forms.editions()):
        return form, read_tables(lines, form)
    best: tuple[forms.Form | None, Found | None] = (None, None)
    most = _FEWEST_CELLS
    for form in forms.editions():
        found = read_tables(lines, form)
        filled = sum(1 for path in form.slots if found.cells[path].state is not State.MISSING)
        if filled >= most:
            best, most = (form, found), filled
    return best


def _notes(found: Found, form: forms.Form) -> tuple[Note, ...]:
    """What was repaired, once for each row that took the repair."""
    noted: dict[tuple[str, str], Note] = {}
    for path, cell in found.cells.items():
        for repair in cell.notes:
            slot = form.every_slot[path]
            label = f"{slot.table.name}“{slot.row.label}”"
            noted.setdefault((repair, label), Note(repair, f"{label}：{says(repair)}。", cell.place or Place()))
    return tuple(noted.values())
