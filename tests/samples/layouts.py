"""版面: a report as text and HTML, in the ways met in the wild."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape
from itertools import groupby

from gongkai.report.forms import Form, Table
from gongkai.report.rendering.layout import layout

Value = int | Decimal | str | None


@dataclass(frozen=True)
class Box:
    """A cell of a drawn table, where it begins and how far it reaches."""

    text: str
    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True)
class Page:
    """A report to be written: its title, its paragraphs, where a `{table}` stands for a table, and the figures."""

    form: Form
    title: str
    paragraphs: list[str]
    values: dict[str, Value]

    def parts(self) -> Iterator[str | Table]:
        for paragraph in self.paragraphs:
            code = paragraph.strip("{}")
            yield self.form.tables[code] if paragraph.startswith("{") else paragraph

    def boxes(self, table: Table) -> list[Box]:
        taken: set[tuple[int, int]] = set()
        boxes = []
        for row, line in enumerate(layout(table).lines):
            column = 0
            for printed in line:
                while (row, column) in taken:
                    column += 1
                text = printed.text if not printed.path else _shown(self.values[printed.path])
                boxes.append(Box(text, row, column, printed.rowspan, printed.colspan))
                taken |= {
                    (row + down, column + right) for down in range(printed.rowspan) for right in range(printed.colspan)
                }
        return boxes

    def lines(self, table: Table) -> list[list[str]]:
        """The rows of a table, each cell once."""
        return [[box.text for box in row] for _, row in groupby(self.boxes(table), lambda box: box.row)]

    def grid(self, table: Table) -> list[list[str]]:
        """The rows of a table, every one as wide as the table: what a merged cell covers is blank."""
        boxes = self.boxes(table)
        width = max(box.column + box.colspan for box in boxes)
        grid = [[""] * width for _ in range(boxes[-1].row + 1)]
        for box in boxes:
            grid[box.row][box.column] = box.text
        return grid


def _shown(value: Value) -> str:
    return "" if value is None else str(value)


def _text(page: Page, table_text: Callable[[Table], str]) -> str:
    pieces = [page.title, *(part if isinstance(part, str) else table_text(part) for part in page.parts())]
    return "\n".join(pieces) + "\n"


def tab_rows(page: Page) -> bytes:
    """A row a line, a tab between cells, blanks for what merged cells cover."""
    return _text(page, lambda table: "\n".join("\t".join(row) for row in page.grid(table))).encode()


def gb18030(page: Page) -> bytes:
    """A row a line, a tab between cells, merged cells once, so that rows begin at different columns."""
    return _text(page, lambda table: "\n".join("\t".join(row) for row in page.lines(table))).encode("gb18030")


def utf16(page: Page) -> bytes:
    return _text(page, lambda table: "\n".join(" | ".join([*row, ""]) for row in page.lines(table))).encode("utf-16")


def aligned(page: Page) -> bytes:
    """Columns held by blanks only, as a PDF gives them when its text is taken out line by line."""

    def rows(table: Table) -> str:
        grid = page.grid(table)
        widths = [max(map(_width, column)) + 3 for column in zip(*grid, strict=True)]
        return "\n".join(
            "".join(text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)).rstrip()
            for row in grid
        )

    return _text(page, rows).encode("utf-8-sig")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def markdown(page: Page) -> bytes:
    def rows(table: Table) -> str:
        head, *body = page.grid(table)
        return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *body]) + "\n"

    text = _text(page, rows)
    text = re.sub(r"^(?=[一二三四五六]、[^\n|]*$)", "\n## ", text, flags=re.M)
    return ("# " + re.sub(r"^(（[一二三四五]）[^\n|]*)$", r"\n### \1\n", text, flags=re.M)).encode()


def cells(page: Page) -> bytes:
    """A cell a line behind a tab, an empty line between rows, heads broken in two."""

    def rows(table: Table) -> str:
        lines = []
        for row in page.lines(table):
            broken = [
                re.sub(r"^(商业|科研|结果|其他|尚未)(企业|机构|维持|纠正|结果|审结)$", r"\1\n\2", text) for text in row
            ]
            lines.append("\n".join(f"\t{text}" for text in broken))
        return "\n" + "\n\n".join(lines) + "\n"

    return _text(page, rows).encode()


def page_broken(page: Page) -> bytes:
    """Tab rows, two of them cut in the middle of their label by the end of a page, and the number of the page."""

    def rows(table: Table) -> str:
        lines = ["\t".join(row) for row in page.grid(table)]
        for label, tail in (("2.没有现成信息需要", "另行制作"), ("2.申请人逾期未按收费通知要求", "缴纳费用")):
            for number, line in enumerate(lines):
                head, found, rest = line.partition(label + tail)
                if found:
                    words, tab, figures = rest.partition("\t")
                    blanks = "\t" * (head.count("\t"))
                    lines[number] = f"{head}{label}{tab}{figures}\n\n- {number} -\n\n{blanks}{tail}{words}" + "\t" * 7
        return "\n".join(lines)

    return _text(page, rows).encode()


OTHERWISE_CLOSED = (
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
)


def old_row(page: Page) -> bytes:
    """Tab rows, with the one row of the form before in place of three, and a label with letters lost."""

    def rows(table: Table) -> str:
        kept: list[list[str]] = []
        sums: list[str] | None = None
        for row in page.grid(table):
            row = [text.replace("法律行政法规禁止", "法律行政止") for text in row]
            if row[2:3] and row[2] in OTHERWISE_CLOSED:
                if sums is None:
                    sums = ["", "（六）其他处理", "", *row[3:]]
                    kept.append(sums)
                else:
                    sums[3:] = [str(int(a) + int(b)) for a, b in zip(sums[3:], row[3:], strict=True)]
            else:
                kept.append(row)
        return "\n".join("\t".join(row) for row in kept)

    return _text(page, rows).encode()


def reordered(page: Page) -> bytes:
    """HTML in which two columns of the applicants have changed places, heads and figures."""

    def swapped(table: Table) -> str:
        rows = []
        for row in page.grid(table):
            if len(row) == 10:
                row[6], row[7] = row[7], row[6]
            rows.append("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>")
        return "<table>\n" + "\n".join(rows) + "\n</table>"

    body = [f"<p>{escape(part)}</p>" if isinstance(part, str) else swapped(part) for part in page.parts()]
    return "\n".join(
        [f'<html><head><meta charset="utf-8"></head><body><h1>{page.title}</h1>', *body, "</body></html>"]
    ).encode()


def csv_rows(page: Page) -> bytes:
    """The tables as a Chinese Excel saves them."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([page.title])
    for part in page.parts():
        if isinstance(part, str):
            if re.match("[二三四]、", part):
                writer.writerow([part])
        else:
            writer.writerows(page.grid(part))
    return out.getvalue().encode("gb18030")


def _html_table(page: Page, table: Table, cell: str = "{}") -> str:
    rows = []
    for _, row in groupby(page.boxes(table), lambda box: box.row):
        tags = []
        for box in row:
            spans = f' rowspan="{box.rowspan}"' * (box.rowspan > 1) + f' colspan="{box.colspan}"' * (box.colspan > 1)
            tags.append(f"<td{spans}>{cell.format(escape(box.text))}</td>")
        rows.append(f"<tr>{''.join(tags)}</tr>")
    return '<table border="1">\n' + "\n".join(rows) + "\n</table>"


def html(page: Page) -> bytes:
    body = [f"<p>{escape(part)}</p>" if isinstance(part, str) else _html_table(page, part) for part in page.parts()]
    head = f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{page.title}</title></head>'
    return "\n".join([head, f"<body><h1>{page.title}</h1>", *body, "</body></html>"]).encode()


def website(page: Page) -> bytes:
    """As a site publishes it: menus, crumbs and counters around, a word processor's spans in every cell."""
    span = '<p class="MsoNormal" align="center"><span style="font-size:10.5pt"><o:p></o:p>{}&nbsp;</span></p>'
    body = []
    for part in page.parts():
        if isinstance(part, str):
            body.append(f'<p style="text-indent:2em"><span>　　{escape(part)}</span></p>')
        else:
            body.append(f'<div class="tbl">{_html_table(page, part, span)}</div>')
    menu = "".join(
        f'<li><a href="#">{word}</a></li>' for word in ("首页", "政务公开", "政务服务", "互动交流", "走进柳河")
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<meta name="ArticleTitle" content="{page.title}"><title>{page.title}_柳河县人民政府门户网站</title>
<script>var visits = 20240131; document.title += "";</script><style>.tbl td {{ width: 71px }}</style></head>
<body><div class="top"><ul>{menu}</ul><div>今天是2025年6月3日 星期二</div></div>
<div class="crumbs">当前位置：<a href="#">首页</a> &gt; <a href="#">政府信息公开年报</a> &gt; 正文</div>
<table width="100%"><tr><td>
<table><tr><td>索引号</td><td>LH0071/2025-00113</td><td>发布日期</td><td>2025-01-24</td></tr></table>
</td></tr>
<tr><td><div id="zoom"><h1>{page.title}</h1><div>浏览次数：<span>1306</span>次 字号：[大 中 小]</div>
{"".join(body)}
</div></td></tr></table>
<div class="foot">主办：柳河县人民政府办公室 电话：0000-0000000 网站标识码：0000000000</div></body></html>
""".encode("gb18030")


def mht(page: Page) -> bytes:
    """A page saved whole by a browser."""
    message = MIMEMultipart("related", boundary="----=_NextPart_000_0000")
    message["From"] = "<Saved by a browser>"
    message["Subject"] = "=?utf-8?Q?report?="
    part = MIMEText(html(page).decode(), "html", "utf-8")
    part["Content-Location"] = "file:///report.html"
    message.attach(part)
    message.attach(MIMEText("td { padding: 3px }", "css", "utf-8"))
    return message.as_bytes()


def glued(page: Page) -> bytes:
    """Every separator inside a row lost, by the tool that put the table on the site."""
    return _text(page, lambda table: "\n".join("".join(row) for row in page.lines(table))).encode()


def glued_in_one_line(page: Page) -> bytes:
    body = [
        f"<p>{escape(part)}</p>"
        if isinstance(part, str)
        else f"<p>{escape(''.join(map(''.join, page.lines(part))))}</p>"
        for part in page.parts()
    ]
    head = f'<html><head><meta charset="utf-8"><title>{page.title}</title></head><body><h3>{page.title}</h3>'
    return "\n".join([head, *body, "</body></html>"]).encode()
