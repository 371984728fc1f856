"""申请表: the form on paper, one description drawn as a page, as PDF and as Word; the receipt of what was sent."""

import io
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from urllib.parse import quote

from django.http import HttpResponse

from gongkai.agency.models import Agency, Office
from gongkai.request.letters.rendering.pdf import drawn_by
from gongkai.request.models import Applicant, InfoRequest


@dataclass(frozen=True, slots=True)
class Row:
    """A line to fill in: its word, what is printed there already, and how many lines high it is."""

    word: str
    says: str = ""
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Blank:
    """The form of an agency: its heading, its groups of lines, and what stands under it."""

    title: str
    agency: str
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    notes: tuple[str, ...]


def blank(agency: Agency, office: Office | None) -> Blank:
    """The form of an agency: the three groups of 条例第二十九条 and no purpose."""
    kinds = "　".join(f"□{word}" for code, word in Applicant.Kind.choices if code != Applicant.Kind.NATURAL_PERSON)
    groups = (
        (
            "公民",
            (
                Row("姓名"),
                Row("证件名称及号码"),
                Row("联系电话"),
                Row("电子邮箱"),
                Row("联系地址、邮政编码"),
            ),
        ),
        (
            "法人或者其他组织",
            (
                Row("名称"),
                Row("类型", kinds, lines=2),
                Row("统一社会信用代码"),
                Row("法定代表人或负责人"),
                Row("联系人、联系电话"),
                Row("电子邮箱"),
                Row("联系地址、邮政编码"),
            ),
        ),
        (
            "所需信息",
            (
                Row("内容描述", lines=6),
                Row("信息名称（可不填）"),
                Row("文号（可不填）"),
            ),
        ),
        (
            "形式要求",
            (
                Row("提供方式", "　".join(f"□{word}" for word in InfoRequest.Form.labels), lines=2),
                Row("获取方式", "　".join(f"□{word}" for word in InfoRequest.Way.labels)),
            ),
        ),
        ("申请人", (Row("签名或盖章、日期", lines=2),)),
    )
    address = (office.postal_address or office.address) if office else ""
    notes = (
        "公民填“公民”一栏，法人或者其他组织填另一栏；请附身份证明的复印件。",
        "不需要说明用途。",
        f"填好后当面提交或者邮寄到：{address or agency.address or agency.name}，信封上注明“政府信息公开申请”。",
        *((f"不清楚的，请打电话：{office.telephone}。",) if office and office.telephone else ()),
    )
    return Blank("政府信息公开申请表", agency.name, groups, notes)


def as_pdf(form: Blank) -> bytes:
    """The form to print."""
    return drawn_by(_template("form.typ"), {"form": asdict(form)})


def as_docx(form: Blank) -> bytes:
    """The form to fill in with Word or WPS."""
    from docx import Document
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "宋体", Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(1.8)
    document.core_properties.title = form.title
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run(form.title)
    run.bold, run.font.size = True, Pt(18)
    document.add_paragraph(f"受理机关：{form.agency}")
    rows = [(group, row) for group, found in form.groups for row in found]
    table = document.add_table(rows=len(rows), cols=3)
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
    start = 0
    for place, (group, row) in enumerate(rows):
        line = table.rows[place]
        line.height = Cm(0.75 * row.lines)
        for cell, width in zip(line.cells, _WIDTHS, strict=True):
            cell.width, cell.vertical_alignment = Cm(width), WD_ALIGN_VERTICAL.CENTER
        line.cells[1].text, line.cells[2].text = row.word, row.says
        if place + 1 == len(rows) or rows[place + 1][0] != group:
            merged = table.cell(start, 0).merge(table.cell(place, 0))
            merged.text = group
            start = place + 1
    document.add_paragraph()
    for note in form.notes:
        document.add_paragraph(note).paragraph_format.space_after = Pt(2)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def receipt(title: str, agency: str, rows: list[tuple[str, str]], says: list[str], address: str) -> bytes:
    """The receipt of an application sent online."""
    data = {"title": title, "agency": agency, "rows": rows, "says": says, "address": address}
    return drawn_by(_template("receipt.typ"), {"receipt": data})


def file(data: bytes, name: str) -> HttpResponse:
    """A file that the browser saves."""
    kind = name.rpartition(".")[2]
    response = HttpResponse(data, content_type=_TYPES[kind])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


_WIDTHS = (2.2, 4.2, 10.2)
"""Of the columns on paper, in centimetres."""


@cache
def _template(name: str) -> bytes:
    return resources.files(__package__).joinpath(name).read_bytes()
