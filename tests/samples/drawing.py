"""图面: a report as the files of office programs and of printing."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from html import escape
from itertools import groupby

import docx as word
import typst
import xlsxwriter

from gongkai.report.forms import Table
from tests.samples.layouts import Box, Page

NEW_YEAR = datetime(2025, 1, 1)


def _undated(data: bytes) -> bytes:
    """The same archive with one date for all its members, so that the same report gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def docx(page: Page) -> bytes:
    """The official merged heads, as Word keeps them."""
    document = word.Document()
    document.core_properties.created = document.core_properties.modified = NEW_YEAR
    document.styles["Normal"].font.name = "Noto Serif CJK SC"
    document.add_paragraph(page.title)
    for part in page.parts():
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        boxes = page.boxes(part)
        width = max(box.column + box.colspan for box in boxes)
        table = document.add_table(boxes[-1].row + 1, width, style="Table Grid")
        grid = [row.cells for row in table.rows]
        for box in boxes:
            cell = grid[box.row][box.column]
            if box.rowspan > 1 or box.colspan > 1:
                cell = cell.merge(grid[box.row + box.rowspan - 1][box.column + box.colspan - 1])
            cell.text = box.text
    out = io.BytesIO()
    document.save(out)
    return _undated(out.getvalue())


def xlsx(page: Page) -> bytes:
    """A sheet for each table, its heads merged."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": NEW_YEAR})
    for table in page.form.table:
        sheet = book.add_worksheet(table.name)
        sheet.write(0, 0, page.title)
        sheet.write(1, 0, page.form.heading(page.form.sections[table.section]))
        for box in page.boxes(table):
            row, column = box.row + 2, box.column
            content = float(box.text) if box.text.replace(".", "", 1).isdigit() else box.text
            if box.rowspan > 1 or box.colspan > 1:
                sheet.merge_range(row, column, row + box.rowspan - 1, column + box.colspan - 1, content)
            else:
                sheet.write(row, column, content)
    book.close()
    return _undated(out.getvalue())


_TYPST = """
#let page_ = json(bytes(sys.inputs.page))
#set document(title: page_.title, date: none)
#set page(paper: "a4", margin: 2.2cm, numbering: "- 1 -")
#set text(font: "Noto Serif CJK SC", size: 10pt, lang: "zh")
#align(center, text(16pt, page_.title))
#for part in page_.parts {
  if type(part) == str { par(part) } else {
    text(7pt, table(columns: part.widths.map(w => w * 1fr), stroke: none, inset: 3pt,
      ..part.boxes.map(b => table.cell(x: b.x, y: b.y, colspan: b.colspan, rowspan: b.rowspan, b.text))))
  }
}
"""


def pdf_without_rules(page: Page) -> bytes:
    """Columns without a line between them, over several pages."""
    parts: list[object] = []
    for part in page.parts():
        if isinstance(part, str):
            parts.append(part)
            continue
        parts.append(
            {
                "widths": _widths(page, part),
                "boxes": [
                    {"text": b.text, "x": b.column, "y": b.row, "rowspan": b.rowspan, "colspan": b.colspan}
                    for b in page.boxes(part)
                ],
            }
        )
    content = json.dumps({"title": page.title, "parts": parts}, ensure_ascii=False)
    printed = typst.compile(_TYPST.encode(), sys_inputs={"page": content})
    assert isinstance(printed, bytes)
    return printed


def _widths(page: Page, table: Table) -> list[int]:
    """Wide columns for labels, narrow ones for figures."""
    width = len(page.grid(table)[0])
    return {4: [3, 2, 2, 2], 10: [3, 3, 5, 2, 2, 2, 2, 2, 2, 2]}.get(width, [2] * width)


_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_SIZE, _LINE = 3.0, 4.4  # of a letter and of a line, in millimetres


def ofd(page: Page) -> bytes:
    """The national format for fixed pages: letters at their places, lines as paths."""
    pages: list[list[str]] = [[]]
    top = 20.0

    def draw(height: float) -> float:
        nonlocal top
        if top + height > 277:
            pages.append([])
            top = 20.0
        top += height
        return top - height

    for words in _wrapped(page.title, 60):
        pages[-1].append(_letters(words, 25, draw(_LINE + 2)))
    for part in page.parts():
        if isinstance(part, str):
            for words in _wrapped(part, 56):
                y = draw(_LINE)
                pages[-1].append(_letters(words, 20, y))
            continue
        edges = [20.0]
        widths = _widths(page, part)
        for width in widths:
            edges.append(edges[-1] + 170 * width / sum(widths))
        for group in _row_groups(page, part):
            heights = _heights(group, edges)
            y0 = draw(sum(heights))
            tops = [y0 + sum(heights[:number]) for number in range(len(heights) + 1)]
            first = group[0].row
            for box in group:
                x, right = edges[box.column], edges[box.column + box.colspan]
                y, bottom = tops[box.row - first], tops[box.row - first + box.rowspan]
                pages[-1] += [_path(x, y, right, y), _path(x, bottom, right, bottom)]
                pages[-1] += [_path(x, y, x, bottom), _path(right, y, right, bottom)]
                for number, words in enumerate(_wrapped(box.text, int((right - x - 1) / _SIZE))):
                    pages[-1].append(_letters(words, x + 0.5, y + 0.5 + number * _LINE))
    return _ofd_archive(pages)


def _row_groups(page: Page, table: Table) -> Iterator[list[Box]]:
    """Rows that merged cells hold together, but for the one group that is too long for a page."""
    boxes = page.boxes(table)
    rows = [list(row) for _, row in groupby(boxes, lambda box: box.row)]
    group: list[Box] = []
    end = 0
    for row in rows:
        group += row
        end = max([end, *(box.row + box.rowspan for box in row if box.rowspan < 15)])
        if row[0].row + 1 >= end:
            yield _cut(group)
            group = []


def _cut(group: list[Box]) -> list[Box]:
    """A group of rows in which no cell reaches further than the group, as a page shows the beginning of a long one."""
    last = max(box.row for box in group)
    return [
        type(box)(box.text, box.row, box.column, min(box.rowspan, last - box.row + 1), box.colspan) for box in group
    ]


def _heights(group: list[Box], edges: list[float]) -> list[float]:
    first, last = group[0].row, max(box.row for box in group)
    heights = [_LINE + 1] * (last - first + 1)
    for box in group:
        lines = len(_wrapped(box.text, int((edges[box.column + box.colspan] - edges[box.column] - 1) / _SIZE)))
        heights[box.row - first] = max(heights[box.row - first], (lines * _LINE + 1) / box.rowspan)
    return heights


def _wrapped(text: str, letters: int) -> list[str]:
    """The text in lines of at most so many letters, a figure being half a letter wide."""
    lines, room = [""] if text else [], float(letters)
    for letter in text:
        room -= 0.5 if ord(letter) < 128 else 1
        if room < 0:
            lines.append("")
            room = letters - (0.5 if ord(letter) < 128 else 1)
        lines[-1] += letter
    return lines


def _letters(words: str, x: float, y: float) -> str:
    steps = [_SIZE / 2 if ord(letter) < 128 else _SIZE for letter in words]
    deltas = " ".join(f"{step:g}" for step in steps[:-1])
    return (
        f'<ofd:TextObject ID="@" Boundary="{x:.2f} {y:.2f} {sum(steps):.2f} {_LINE}" Font="3" Size="{_SIZE}">'
        f'<ofd:TextCode X="0" Y="{_SIZE}" DeltaX="{deltas}">{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def _path(x: float, y: float, right: float, bottom: float) -> str:
    width, height = right - x, bottom - y
    return (
        f'<ofd:PathObject ID="@" Boundary="{x:.2f} {y:.2f} {width or 0.1:.2f} {height or 0.1:.2f}" LineWidth="0.1">'
        f"<ofd:AbbreviatedData>M 0 0 L {width:.2f} {height:.2f}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _ofd_archive(pages: list[list[str]]) -> bytes:
    number = iter(range(100, 10**6))
    files = {
        "OFD.xml": f'<ofd:OFD {_OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID>'
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData><ofd:MaxUnitID>999999</ofd:MaxUnitID>"
        "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        "</ofd:CommonData><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {_OFD} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="宋体"/>'
        "</ofd:Fonts></ofd:Res>",
    }
    for n, objects in enumerate(pages):
        body = "".join(part.replace('ID="@"', f'ID="{next(number)}"') for part in objects)
        files[f"Doc_0/Pages/Page_{n}/Content.xml"] = (
            f"<ofd:Page {_OFD}><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>"
            f'<ofd:Content><ofd:Layer ID="{next(number)}">{body}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            info = zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0))
            archive.writestr(info, '<?xml version="1.0" encoding="UTF-8"?>' + text, zipfile.ZIP_DEFLATED)
    return out.getvalue()
