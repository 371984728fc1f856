"""Word: the official document of a report, with real headings, in the fonts that an office has, by their own names."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from gongkai.report.rendering import pages
from gongkai.report.rendering.pages import Ending, Heading, Pages, PageTable, Paragraph, TableCell
from gongkai.report.report import Report

if TYPE_CHECKING:
    from docx.document import Document

_TITLE, _SECTION, _PART, _BODY, _TABLE = "方正小标宋_GBK", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"
_SHADE = "F2F2F2"
_SURPLUS = ("thumbnail", "stylesWithEffects", "customXml", "numbering", "extended-properties")
_UNDATED = date(1980, 1, 1)  # the earliest that a zip can say


def write(report: Report, path: Path) -> None:
    """Write a report as a Word document."""
    import docx

    content = pages.pages(report)
    document = docx.Document()
    _describe(document, content)
    _fill(document.styles.element, _styles())
    _fill(document.settings.element, _SETTINGS)
    _set_page(document)
    properties = document.element.body.sectPr
    _fill(document.element.body, "".join(_body(content)))
    document.element.body.append(properties)
    made = io.BytesIO()
    document.save(made)
    path.write_bytes(_undated(made.getvalue()))


def _fill(element: Any, xml: str) -> None:
    """Give an element other content."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    element[:] = parse_xml(f"<w:content {nsdecls('w')}>{xml}</w:content>")


def _describe(document: "Document", content: Pages) -> None:
    """What the document says of itself; nothing is left of the template's own account, nor of the clock."""
    properties = document.core_properties
    on = datetime.combine(content.signed_on or _UNDATED, time(), UTC)
    properties.title = content.name
    properties.author = properties.last_modified_by = content.agency
    properties.comments, properties.language = "", "zh-CN"
    properties.created = properties.modified = on
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_SURPLUS)]:
            del relations[key]


def _set_page(document: "Document") -> None:
    """A4 with the margins of an official document; page numbers outside, a character in from the edge of the text."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    section = document.sections[0]
    section.page_width, section.page_height = Pt(pages.PAGE_WIDTH), Pt(pages.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Pt(pages.TOP), Pt(pages.BOTTOM)
    section.left_margin, section.right_margin = Pt(pages.LEFT), Pt(pages.RIGHT)
    section.footer_distance = Pt(pages.BOTTOM - 7 * pages.POINTS_PER_MM - pages.NUMBER_SIZE)
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        [number] = footer.paragraphs
        _fill(
            number._p,
            f'<w:pPr><w:pStyle w:val="Footer"/></w:pPr>{_run("— ")}'
            f'<w:fldSimple w:instr="PAGE">{_run("1")}</w:fldSimple>{_run(" —")}',
        )
        number.alignment = side


_SETTINGS = """
<w:evenAndOddHeaders/>
<w:characterSpacingControl w:val="compressPunctuation"/>
<w:compat>
  <w:useFELayout/>
  <w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
</w:compat>
<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/>
"""


def _styles() -> str:
    line = f'<w:spacing w:line="{_twips(pages.LINE)}" w:lineRule="exact"/>'
    title_line = f'<w:spacing w:after="{_twips(pages.LINE)}" w:line="{_twips(pages.LINE + 6)}" w:lineRule="exact"/>'
    flush = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    inset = (
        '<w:ind w:leftChars="100" w:left="280" w:rightChars="100" w:right="280" w:firstLineChars="0" w:firstLine="0"/>'
    )
    indent = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    level = '<w:keepNext/><w:keepLines/><w:outlineLvl w:val="{}"/>'.format
    body = f'<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>{line}{indent}<w:jc w:val="both"/>'
    named = (
        ("Normal", "Normal", body, _font(_BODY, pages.BODY_SIZE, pages.TRACKING)),
        ("Title", "Title", f'{title_line}{flush}<w:jc w:val="center"/>', _font(_TITLE, pages.TITLE_SIZE)),
        ("Heading1", "heading 1", level(0), _font(_SECTION, pages.BODY_SIZE)),
        ("Heading2", "heading 2", level(1), _font(_PART, pages.BODY_SIZE)),
        ("TableText", "Table Text", flush, _font(_TABLE, pages.TABLE_SIZE)),
        ("Signature", "Signature", '<w:keepLines/><w:jc w:val="right"/>', ""),
        ("Footer", "footer", inset, _font(_TABLE, pages.NUMBER_SIZE)),
    )
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_font(_BODY, pages.BODY_SIZE)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
        + "".join(_style(*each) for each in named)
        + '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
    )


def _style(code: str, name: str, paragraph: str, run: str) -> str:
    kind = {"Normal": ' w:default="1"', "TableText": ' w:customStyle="1"'}.get(code, "")
    based = "" if code == "Normal" else '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{code}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _font(chinese: str, size: float, tracking: float = 0) -> str:
    latin = "Times New Roman"
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"/>'
        f'<w:spacing w:val="{_twips(tracking)}"/><w:sz w:val="{round(2 * size)}"/><w:szCs w:val="{round(2 * size)}"/>'
    )


def _body(content: Pages) -> Iterator[str]:
    yield _paragraph("Title", "<w:r><w:br/></w:r>".join(map(_run, content.title)))
    for piece in content.pieces:
        match piece:
            case Heading():
                yield _paragraph(f"Heading{piece.level}", _run(piece.text))
            case PageTable():
                # Word joins two tables with nothing between them.
                yield _table(piece) + _paragraph("TableText", "", '<w:spacing w:line="240" w:lineRule="exact"/>')
            case Paragraph():
                yield _paragraph("Normal", _run(piece.text), "<w:keepNext/>" if piece.bound else "")
    yield from _ending(content.ending)


def _ending(ending: tuple[Ending, ...]) -> Iterator[str]:
    if ending:
        yield _paragraph("Signature", "", "<w:keepNext/>")
    for number, line in enumerate(ending, 1):
        kept = "<w:keepNext/>" if number < len(ending) else ""
        hundredths, twips = round(100 * line.indent), _twips(line.indent * pages.BODY_SIZE)
        yield _paragraph("Signature", _run(line.text), f'{kept}<w:ind w:rightChars="{hundredths}" w:right="{twips}"/>')


def _table(table: PageTable) -> str:
    widths = [_twips(width) for width in table.widths]
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    # A line of text is set to a height; what that leaves round the words counts as margin.
    above = _twips(table.above - (pages.LEADING - 1) * table.size / 2)
    beside = _twips(pages.BESIDE * table.size)
    margins = "".join(
        f'<w:{side} w:w="{margin}" w:type="dxa"/>'
        for side, margin in (("top", above), ("left", beside), ("bottom", above), ("right", beside))
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    caption = quoteattr(table.caption)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f"<w:tblCaption w:val={caption}/><w:tblDescription w:val={caption}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(_lines(table, widths))}</w:tbl>"
    )


def _lines(table: PageTable, widths: list[int]) -> Iterator[str]:
    open_cells: dict[int, tuple[TableCell, int]] = {}  # by column: what still reaches down, and over how many lines
    for number, line in enumerate(table.lines):
        here = {cell.column: (cell, True) for cell in line.cells}
        here |= {column: (cell, False) for column, (cell, _) in open_cells.items()}
        cells = "".join(
            _cell(cell, table, widths, begins=begins, bound=line.bound) for _, (cell, begins) in sorted(here.items())
        )
        heads = "<w:tblHeader/>" if number < table.head else ""
        yield f"<w:tr><w:trPr><w:cantSplit/>{heads}</w:trPr>{cells}</w:tr>"
        reaching = {column: (cell, left - 1) for column, (cell, left) in open_cells.items()}
        reaching |= {cell.column: (cell, cell.rowspan - 1) for cell in line.cells}
        open_cells = {column: (cell, left) for column, (cell, left) in reaching.items() if left}


def _cell(cell: TableCell, table: PageTable, widths: list[int], *, begins: bool, bound: bool) -> str:
    width = sum(widths[cell.column : cell.column + cell.colspan])
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    merge = "" if cell.rowspan == 1 else '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/>' if cell.scope in ("col", "colgroup") else ""
    kept = "<w:keepNext/>" if bound else ""
    paragraph = (
        f'{kept}<w:spacing w:line="{_twips(table.size * pages.LEADING)}" w:lineRule="exact"/>'
        f'<w:jc w:val="{"left" if cell.left else "center"}"/>'
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f"{_paragraph('TableText', _run(cell.text, table.size) if begins else '', paragraph)}</w:tc>"
    )


def _paragraph(style: str, runs: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _run(text: str, size: float = pages.TABLE_SIZE) -> str:
    """A run of words, in its style's size unless a table had to be set smaller."""
    smaller = f'<w:rPr><w:sz w:val="{round(2 * size)}"/></w:rPr>' if size != pages.TABLE_SIZE else ""
    return f'<w:r>{smaller}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _twips(points: float) -> int:
    return round(20 * points)


def _undated(made: bytes) -> bytes:
    """The same package with no time of day in it."""
    undated = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(undated, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(
                zipfile.ZipInfo(name, (*_UNDATED.timetuple()[:3], 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED
            )
    return undated.getvalue()
