"""The files of the made-up town: its ledger as a spreadsheet, its annual report as a document."""

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import xlsxwriter
from PIL import Image, ImageDraw, ImageFont

from gongkai.catalogue.roots import ROOTS
from gongkai.disclosure.models import Item
from gongkai.report import forms, rendering
from gongkai.report.report import Cell, Part, Report, Section
from gongkai.request.counting import Tables
from gongkai.request.letters import rendering as letters
from gongkai.request.letters.content import Content, Line, Table
from gongkai.site.demonstration.ledger import Release
from gongkai.site.demonstration.places import VILLAGES
from gongkai.vetting import html

BOARD_FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"

HEADINGS = ("标题", "种类", "法定内容", "成文日期", "公开日期", "文号", "内容概述", "渠道")


def ledger(rows: Iterable[Release]) -> bytes:
    """Releases as the workbook that a town would bring in."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet("公开台账")
        sheet.write_row(0, 0, HEADINGS)
        for number, row in enumerate(rows, start=1):
            cells = (
                row.title,
                Item.Kind(row.kind).label,
                row.entry or ROOTS[row.root].title,
                row.formed_on.isoformat(),
                row.released_on.isoformat(),
                row.document_number,
                row.summary,
                "、".join(row.channels),
            )
            sheet.write_row(number, 0, cells)
    return held.getvalue()


def annual_report(
    agency: str, short: str, year: int, total: int, by_channel: Mapping[str, int], penalties: int, tables: Tables
) -> Report:
    """A year's report in the form of its time: what ledger and cases count, and prose that says the same."""
    form = forms.form("2021")
    cells = {slot.path: Cell(0, text="0") for slot in form.slots.values()}
    for table in tables:
        cells |= {path: Cell(cell.value, text=str(cell.value)) for path, cell in table.report_tables().items()}
    cells["disclosure.penalties.decisions"] = Cell(penalties, text=str(penalties))
    channels = "，".join(f"{name}{number}次" for name, number in by_channel.items())
    released = f"{year}年没有新增主动公开的信息。"
    if total:
        released = (
            f"{year}年主动公开政府信息{total}条。同一条信息在几个渠道发布的，每个渠道计一次，"
            f"各渠道合计发布{sum(by_channel.values())}次：{channels}。"
        )
    parts = {
        "disclosure": released,
        "requests": _of_requests(tables),
        "management": "信息发布前经三审三校和保密审查，审查记录逐件留存。",
        "platform": "信息统一在县政府信息公开平台集中发布，便民服务中心设有查阅点。",
        "supervision": "组织培训2次。工作考核合格，社会评议结果为满意，未发生责任追究情形。",
    }
    prose = {
        "overview": f"{short}按照《中华人民共和国政府信息公开条例》的要求做好政府信息公开工作。",
        "problems": (
            "存在的问题：一是有的栏目更新间隔较长；二是图表形式的解读不多。\n"
            "改进情况：按月核对栏目更新，文件与解读同步起草。"
        ),
        "other": "本年度没有收取信息处理费。没有其他需要报告的事项。",
    }
    sections = tuple(
        Section(
            section.code,
            form.heading(section),
            prose.get(section.code, ""),
            tuple(Part(part.code, form.part_heading(section, part), parts[part.code]) for part in section.part),
        )
        for section in form.section
    )
    return Report(
        agency,
        year,
        "2021",
        cells=cells,
        sections=sections,
        title=f"{agency}{year}年政府信息公开工作年度报告",
        preamble=(
            "本报告根据《中华人民共和国政府信息公开条例》和《中华人民共和国政府信息公开工作年度报告格式》"
            f"（国办公开办函〔2021〕30号）编制。统计期限为{year}年1月1日至{year}年12月31日。"
        ),
        period=(date(year, 1, 1), date(year, 12, 31)),
        signature=agency,
        signed_on=date(year + 1, 1, 15),
    )


def _of_requests(tables: Tables) -> str:
    """What the report says of the year's requests and disputes."""
    requests, challenges = tables
    new, carried_in, handled, carried_out = (
        requests[row, "total"] for row in ("new", "carried_in", "handled", "carried_out")
    )
    said = "全年没有收到政府信息公开申请"
    if not requests.is_nil:
        said = f"全年新收政府信息公开申请{new}件，上年结转{carried_in}件，办结{handled}件，结转下年度{carried_out}件"
    reconsidered = challenges["reconsideration", "total"]
    sued = challenges["lawsuit_direct", "total"] + challenges["lawsuit_after_reconsideration", "total"]
    if not reconsidered and not sued:
        return f"{said}，没有因政府信息公开工作被申请行政复议、提起行政诉讼。"
    return f"{said}；因政府信息公开工作被申请行政复议{reconsidered}件，被提起行政诉讼{sued}件。"


def write_report(report: Report, folder: Path) -> list[Path]:
    """The report as Word, PDF and Excel files, in a folder."""
    paths = [folder / f"{report.title}{suffix}" for suffix in (".docx", ".pdf", ".xlsx")]
    for path in paths:
        rendering.write(report, path)
    return paths


def as_html(report: Report, folder: Path) -> str:
    """The report as the body of a public page."""
    path = folder / "report.html"
    rendering.write(report, path)
    return html.clean(path.read_text(encoding="utf-8"))


def document(title: str, agency: str, on: date) -> bytes:
    """A document that the town has and provides: a PDF with a small table."""
    rows = tuple((village, f"{120 + 7 * number}", f"{8600 + 530 * number}") for number, village in enumerate(VILLAGES))
    blocks = (Line("经核对，有关情况如下。"), Table(("村", "数量", "金额（元）"), rows))
    return letters.pdf(Content(agency, title, "", "", blocks, (), agency, on))


def photograph(title: str) -> bytes:
    """A picture of a notice on a board, as proof that it hung there."""
    picture = Image.new("RGB", (900, 675), "#7d6a55")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 50, 840, 625), fill="#f2efe6", outline="#4b3f33", width=14)
    draw.rectangle((180, 110, 720, 570), fill="white", outline="#999999")
    font = ImageFont.truetype(BOARD_FONT, 30)
    for number, start in enumerate(range(0, len(title), 14)):
        draw.text((210, 160 + 46 * number), title[start : start + 14], fill="black", font=font)
    for line in range(5):
        draw.line((210, 330 + 40 * line, 690 - 60 * (line % 2), 330 + 40 * line), fill="#bbbbbb", width=6)
    held = BytesIO()
    picture.save(held, "JPEG", quality=70)
    return held.getvalue()
