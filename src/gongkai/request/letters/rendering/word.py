"""Word: a letter in the fonts that an office has, by their own names."""

import io
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from gongkai.report.rendering import pages
from gongkai.request.letters.content import ENCLOSED, Content, Line, Table, again, plain, printable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_TITLE, _HEADING, _BODY, _TABLE = "方正小标宋_GBK", "黑体", "仿宋_GB2312", "宋体"
_LATIN = "Times New Roman"
_UNDATED = date(1980, 1, 1)


def docx(content: Content) -> bytes:
    """The letter as a Word document."""
    import docx as word

    content = again(printable(plain(content)))
    document = word.Document()
    _describe(document, content)
    _lay_out(document)
    _write(document, content)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _describe(document: "Document", content: Content) -> None:
    """What the document says of itself: nothing of the program's template, nothing of who is written to."""
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = content.title, content.agency, content.agency
    properties.comments, properties.language = "", "zh-CN"
    properties.created = properties.modified = datetime.combine(content.dated or _UNDATED, time(), UTC)


def _lay_out(document: "Document") -> None:
    """A4 with the margins of an official document, its types and lines, the number of the page at the foot."""
    from docx.shared import Pt

    section = document.sections[0]
    section.page_width, section.page_height = Pt(pages.PAGE_WIDTH), Pt(pages.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Pt(pages.TOP), Pt(pages.BOTTOM)
    section.left_margin, section.right_margin = Pt(pages.LEFT), Pt(pages.RIGHT)
    for name, font, size, is_bold in (
        ("Normal", _BODY, pages.BODY_SIZE, False),
        ("Title", _TITLE, pages.TITLE_SIZE, True),
        ("Heading 1", _HEADING, pages.BODY_SIZE, False),
        ("Footer", _TABLE, pages.NUMBER_SIZE, False),
    ):
        _type(document.styles[name], font, size, is_bold)
    normal = document.styles["Normal"].paragraph_format
    normal.line_spacing, normal.space_after, normal.space_before = Pt(pages.LINE), Pt(0), Pt(0)
    [number] = section.footer.paragraphs
    number.alignment = _aligned("CENTER")
    number.add_run("— ")
    number._p.append(_field("PAGE"))
    number.add_run(" —")


def _type(style: Any, font: str, size: float, is_bold: bool) -> None:
    """A style in a Chinese font, black, whatever the template had there."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.bold = _LATIN, Pt(size), is_bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hAnsi"), _LATIN)
    borders = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if borders is not None:
        borders.getparent().remove(borders)


def _write(document: "Document", content: Content) -> None:
    from docx.shared import Pt

    title = document.add_paragraph(style="Title")
    title.alignment = _aligned("CENTER")
    title.add_run(content.agency).add_break()
    title.add_run(content.title)
    title.paragraph_format.line_spacing = Pt(pages.LINE + 6)
    title.paragraph_format.space_after = Pt(pages.LINE / 2)
    if content.number:
        number = document.add_paragraph(content.number)
        number.alignment = _aligned("CENTER")
        number.paragraph_format.space_after = Pt(pages.LINE)
    if content.greeting:
        document.add_paragraph(content.greeting)
    for block in content.blocks:
        match block:
            case Line():
                _line(document, block)
            case Table():
                _table(document, block)
    if content.listed:
        _indented(document.add_paragraph(ENCLOSED)).paragraph_format.space_before = Pt(pages.LINE / 2)
        for each in content.listed:
            _indented(document.add_paragraph(each))
    document.add_paragraph()
    document.paragraphs[-2].paragraph_format.keep_with_next = document.paragraphs[
        -1
    ].paragraph_format.keep_with_next = True
    for number_of, text in enumerate(line for line in content.foot if line):
        foot = document.add_paragraph(text)
        foot.alignment = _aligned("RIGHT")
        foot.paragraph_format.right_indent = Pt(3 * pages.BODY_SIZE)
        foot.paragraph_format.keep_with_next = number_of < 2
        foot.paragraph_format.keep_together = True


def _line(document: "Document", line: Line) -> None:
    paragraph = document.add_paragraph(line.text, style="Heading 1" if line.is_heading else None)
    if not line.is_plain:
        _indented(paragraph)


def _indented(paragraph: "Paragraph") -> "Paragraph":
    from docx.shared import Pt

    paragraph.paragraph_format.first_line_indent = Pt(2 * pages.BODY_SIZE)
    return paragraph


def _table(document: "Document", table: Table) -> None:
    from docx.shared import Pt

    drawn = document.add_table(rows=0, cols=len(table.heads), style="Table Grid")
    for number, row in enumerate((table.heads, *table.rows)):
        for cell, text in zip(drawn.add_row().cells, row, strict=True):
            [paragraph] = cell.paragraphs
            paragraph.paragraph_format.line_spacing = 1.2
            run = paragraph.add_run(text)
            run.font.size, run.font.bold = Pt(pages.TABLE_SIZE), number == 0
    _repeated(drawn.rows[0])


def _repeated(row: Any) -> None:
    """Heads that stand again at the top of each page."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _field(name: str) -> Any:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    return parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')


def _aligned(side: str) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    return WD_ALIGN_PARAGRAPH.__members__[side]
