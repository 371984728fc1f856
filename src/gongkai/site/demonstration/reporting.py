"""The files of the made-up town: its ledger as a spreadsheet, an earlier year's report as a document."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO

import xlsxwriter
from PIL import Image, ImageDraw, ImageFont

from gongkai.catalogue.roots import ROOTS
from gongkai.disclosure.models import Item
from gongkai.report import forms
from gongkai.report.report import Cell, Part, Report, Section, State
from gongkai.request.letters import rendering as letters
from gongkai.request.letters.content import Content, Line, Table
from gongkai.site.demonstration.ledger import Release
from gongkai.site.demonstration.places import VILLAGES

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


def earlier_report(agency: str, short: str, year: int) -> Report:
    """A year's report as the town wrote it by hand, before it kept a ledger: two cells left blank, one sum wrong."""
    form = forms.form("2021")
    cells = {slot.path: Cell(0, text="0") for slot in form.slots.values()}
    counted = {
        "disclosure.normative_documents.in_force": 2,
        "disclosure.penalties.decisions": 12,
        "disclosure.licensing.decisions": 31,
        **{
            f"requests.{row}.{column}": number
            for row, number in _ASKED.items()
            for column in ("natural_person", "total")
        },
        "requests.handled.natural_person": 5,
    }
    cells |= {path: Cell(number, text=str(number)) for path, number in counted.items()}
    cells |= {f"requests.granted.{column}": Cell(None, State.BLANK) for column in ("business", "research")}
    parts = {
        "disclosure": f"{year}年主动公开政府信息812条，其中政府网站650条，微信公众号162条。",
        "requests": f"{year}年收到政府信息公开申请6件，全部办结。没有因政府信息公开工作被申请行政复议、提起行政诉讼。",
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


_ASKED = {"new": 6, "granted": 4, "partly_granted": 1, "unavailable.not_held": 1, "handled": 6}
"""Row of table three → what individuals asked in that year."""


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
