"""重排: the words and tables of a file on a plain page, in the order in which they stand.

For files whose own pages are lost on the way to the printer: tables for layout, menus, columns of a worksheet.
"""

from html import escape

from gongkai.report.reading.blocks import Document, Grid, GridCell, Paragraph

_HEAD = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title><style>'
    "body{{font-family:'Noto Sans CJK SC',sans-serif;font-size:10pt}}"
    "table{{border-collapse:collapse;width:100%;margin:6pt 0}}"
    "td{{border:1px solid #555;padding:2pt 3pt;vertical-align:top;font-size:8pt}}"
    "</style></head><body>"
)


def page(document: Document) -> bytes:
    """The page in UTF-8: text alone, nothing that could be fetched or run."""
    drawn = [_HEAD.format(title=escape(document.title))]
    drawn += [_paragraph(block) if isinstance(block, Paragraph) else _grid(block) for block in document.blocks]
    return "\n".join([*drawn, "</body></html>\n"]).encode()


def _paragraph(paragraph: Paragraph) -> str:
    return f"<p>{_lines(paragraph.text)}</p>" if paragraph.text.strip() else ""


def _grid(grid: Grid) -> str:
    rows = ("".join(_cell(cell) for cell in row) for row in grid.rows())
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _cell(cell: GridCell) -> str:
    return f'<td rowspan="{cell.rowspan}" colspan="{cell.colspan}">{_lines(cell.text)}</td>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
