"""移送清单: the items of a period as they are handed to an archive or a library, with a place to sign for them.

《政府信息公开条例》第二十五条第三款：及时向国家档案馆、公共图书馆提供主动公开的政府信息。
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row

from gongkai.agency.models import Agency
from gongkai.disclosure import addresses
from gongkai.disclosure.models import Channel, Item
from gongkai.disclosure.outputs.notice import day

COLUMNS = (
    ("序号", 12),
    ("索引号", 52),
    ("名称", 74),
    ("发文字号", 34),
    ("成文日期", 27),
    ("公开日期", 27),
    ("备注", 18),
)
"""Words and widths in millimetres: the breadth of A4 lying down."""

_SIGNATURES = (("移送单位（盖章）", "接收单位（盖章）"), ("移送人", "接收人"), ("移送日期", "接收日期"))


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is handed over: whose items of which period, to whom."""

    agency: Agency
    channel: Channel
    since: date
    until: date
    items: tuple[Item, ...]

    @property
    def title(self) -> str:
        return f"{self.agency.name}主动公开政府信息移送清单"

    @property
    def facts(self) -> str:
        period = f"{day(self.since)}至{day(self.until)}"
        return f"公开日期：{period}　　接收单位：{self.channel.name}　　共 {len(self.items)} 件"

    def rows(self) -> Iterable[Sequence[str]]:
        for number, item in enumerate(self.items, start=1):
            yield (
                str(number),
                item.index_number,
                item.title,
                item.document_number,
                item.formed_on.isoformat() if item.formed_on else "",
                item.released_on.isoformat() if item.released_on else "",
                "",
            )


def as_docx(delivery: Delivery) -> bytes:
    """The list as Word, its heading repeated on every page, the places to sign at its end."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(26)
    section.top_margin = section.bottom_margin = Mm(22)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "宋体", Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(delivery.title)
    run.bold, run.font.size = True, Pt(18)
    document.add_paragraph(delivery.facts)
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    for cell, (word, _) in zip(table.rows[0].cells, COLUMNS, strict=True):
        _write(cell, word, bold=True)
    _repeat(table.rows[0])
    for values in delivery.rows():
        row = table.add_row()
        for cell, value in zip(row.cells, values, strict=True):
            _write(cell, value)
        _keep_whole(row)
    for column, (_, width) in zip(table.columns, COLUMNS, strict=True):
        column.width = Mm(width)  # Word goes by the cells, others by the column
        for cell in column.cells:
            cell.width = Mm(width)
    document.add_paragraph()
    for giving, taking in _SIGNATURES:
        line = document.add_paragraph(f"{giving}：")
        line.paragraph_format.tab_stops.add_tab_stop(Mm(130))
        line.paragraph_format.space_after = Pt(10)
        line.paragraph_format.keep_with_next = giving != _SIGNATURES[-1][0]
        line.add_run(f"\t{taking}：")
    document.core_properties.author, document.core_properties.title = delivery.agency.name, delivery.title
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def as_xlsx(delivery: Delivery) -> bytes:
    """The list as a workbook, with the addresses of the pages, for a catalogue at the other end."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("移送清单")
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#EEF1F4", "align": "center"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    columns = (*COLUMNS, ("网址", 60))
    sheet.merge_range(0, 0, 0, len(columns) - 1, delivery.title, title)
    sheet.write_string(1, 0, delivery.facts)
    for place, (word, width) in enumerate(columns):
        sheet.set_column(place, place, width / 1.6)
        sheet.write_string(2, place, word, head)
    line = 2
    for line, (values, item) in enumerate(zip(delivery.rows(), delivery.items, strict=True), start=3):
        for place, value in enumerate((*values, addresses.public(item))):
            sheet.write_string(line, place, value, cell)
    for offset, pair in enumerate(_SIGNATURES):
        for place, word in zip((1, 4), pair, strict=True):
            sheet.write_string(line + 2 + offset, place, f"{word}：")
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return written.getvalue()


def _write(cell: _Cell, text: str, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.bold = bold


def _repeat(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
