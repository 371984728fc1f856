"""柳河县: a made-up report whose every figure is filled, different from its neighbours, and adds up."""

from datetime import date
from decimal import Decimal

import msgspec

from gongkai.report import forms
from gongkai.report.report import Cell, Part, Place, Report, Section, Source, State, Statement

AGENCY = "柳河县白石镇人民政府"


def figures(edition: str = "2021") -> dict[str, int | Decimal]:
    """A number for every cell of an edition, as its equations ask."""
    form = forms.form(edition)
    values: dict[str, int | Decimal] = {}
    for number, slot in enumerate(form.slots.values(), start=1):
        values[slot.path] = Decimal(f"{number}.28") if slot.column.kind == "amount" else number % 13
    requests = form.tables["requests"]
    [block] = requests.block
    for column in block.columns[:-1]:
        outcomes = [values[requests.path(row, column)] for row in block.rows if row.role == "outcome"]
        values[requests.path("handled", column)] = sum(outcomes)
        carried = values[requests.path("carried_out", column)] - values[requests.path("carried_in", column)]
        values[requests.path("new", column)] = sum(outcomes) + carried
    for equation in form.equations:
        if equation.rule in ("applicant_sum", "challenges_sum"):
            values[equation.left[0]] = sum(values[path] for path in equation.right)
    return values


def report(edition: str = "2021", *, year: int = 2023, **cells: Cell) -> Report:
    """The town's report; `cells` by path with `__` for the dots put others in place of the figures."""
    form = forms.form(edition)
    values = figures(edition)
    found = {path: Cell(value, text=str(value)) for path, value in values.items()}
    found |= {path.replace("__", "."): cell for path, cell in cells.items()}
    received = values["requests.new.total"]
    prose = {
        "overview": f"{year}年，白石镇把公开贯穿办事全过程。",
        "problems": "一是更新不够及时。二是解读材料偏少。\n下一步，按月核对栏目，逐件配齐解读。",
        "other": "本年度没有收取信息处理费。",
    }
    parts = {
        "disclosure": "全年主动公开信息412条，其中网站300条，公告栏112条。",
        "requests": f"全年收到政府信息公开申请{received}件，均按期答复。",
        "management": "修订信息发布审查办法，做到先审查、后发布。",
        "platform": "镇网站专栏改版，便民大厅设查阅点1处。",
        "supervision": "组织培训2次。社会评议满意，工作考核合格，未发生责任追究。",
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
    disclosed = Statement(
        "disclosed_total",
        412,
        "全年主动公开信息",
        True,
        "全年主动公开信息412条",
        "overview",
        part="disclosure",
        unit="条",
    )
    website = Statement("channel", 300, "网站", True, "网站300条", "overview", part="disclosure", unit="条", of=0)
    board = msgspec.structs.replace(website, value=112, label="公告栏", quote="公告栏112条")
    return Report(
        AGENCY,
        year,
        edition,
        cells=found,
        sections=sections,
        statements=(disclosed, website, board),
        title=f"{AGENCY}{year}年政府信息公开工作年度报告",
        preamble=f"按照政府信息公开条例编制。统计期限自{year}年1月1日起至{year}年12月31日止。",
        period=(date(year, 1, 1), date(year, 12, 31)),
        signature=AGENCY,
        signed_on=date(year + 1, 1, 12),
    )


def doubtful() -> Report:
    """The same with a cell of every state, and everything else a reader can note."""
    return msgspec.structs.replace(
        report(
            requests__new__business=Cell(state=State.BLANK),
            requests__granted__research=Cell(state=State.MISSING),
            requests__carried_out__total=Cell(
                state=State.UNREADABLE, text="若干", place=Place(table=2, row=28, column=9)
            ),
            requests__handled__total=Cell(
                7, State.INFERRED, "007", Place(page=3), ("run_together",), "由勾稽关系唯一确定"
            ),
        ),
        source=Source("baishi.docx", "docx", "00" * 32),
    )
