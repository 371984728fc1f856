"""Documents written into a test as text."""

from textwrap import dedent

from gongkai.report.reading import understood
from gongkai.report.reading.blocks import Document, Paragraph
from gongkai.report.report import Place, Report, Source


def document(text: str) -> Document:
    lines = dedent(text).strip("\n").split("\n")
    return Document("txt", tuple(Paragraph(line, Place(line=n)) for n, line in enumerate(lines, start=1)))


def reading(text: str) -> Report:
    return understood(document(text), Source("柳河县.txt", "txt"))


def row(report: Report, code: str, table: str = "requests") -> list[object]:
    """The numbers of a row in the form's order, with the state in place of a number that is not there."""
    form = report.edition
    assert form
    slots = [slot for slot in form.every_slot.values() if slot.table.code == table and slot.row.code == code]
    cells = [report[slot.path] for slot in slots]
    return [cell.state.value if cell.value is None else cell.value for cell in cells]


def repairs(report: Report, path: str) -> tuple[str, ...]:
    return report[path].notes
