"""样例: makes the sample reports of 柳河县, a county that does not exist, each with what a careful person reads.

    python -m tests.samples.make [NAME…]

The five townships were written by hand and are not made here. `.doc`, `.wps`, `.xls` and one PDF come out of
LibreOffice.
"""

import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from gongkai.report import forms
from gongkai.report.forms import Form
from tests.samples import drawing, layouts
from tests.samples.layouts import Page, Value

HERE = Path(__file__).parent
Values = dict[str, Value]


@dataclass(frozen=True)
class Told:
    """What the prose says: how many items in all and by which channels and categories, and further words."""

    total: int | None = None
    channels: tuple[tuple[str, int], ...] = ()
    categories: tuple[tuple[str, int], ...] = ()
    approximate: bool = False
    problems: str = "个别栏目更新间隔偏长，政策解读的形式还不够多。"
    plans: str = "新的一年里，将按季度核对栏目，请业务科室一起写解读。"
    received: int | None = None
    government: bool = False
    signed: str = ""


@dataclass(frozen=True)
class Sample:
    name: str
    agency: str
    year: int
    edition: str
    values: Values
    told: Told
    write: Callable[[Page], bytes]
    defects: tuple[dict[str, str], ...] = ()
    absent: tuple[str, ...] = ()
    shown: Values = field(default_factory=dict)
    old_row: bool = False

    @property
    def form(self) -> Form:
        return forms.form(self.edition)

    def page(self) -> Page:
        values = {path: self.shown.get(path, value) for path, value in self.values.items()}
        return Page(self.form, f"{self.agency}{self.year}年政府信息公开工作年度报告", list(self.paragraphs()), values)

    def paragraphs(self) -> Iterator[str]:
        """The prose in order, a table's code in braces where the table goes."""
        told, year, agency = self.told, self.year, self.agency
        values, form = self.values, self.form
        received = told.received if told.received is not None else values["requests.new.total"]
        challenged = [
            values[f"challenges.{row}.total"]
            for row in ("reconsideration", "lawsuit_direct", "lawsuit_after_reconsideration")
        ]
        heading = [form.heading(section) for section in form.section]
        overview = form.sections["overview"]
        part = {part.code: form.part_heading(overview, part) for part in overview.part}
        basis = re.sub("《(.*)《(.*)》(.*)》", r"《\1〈\2〉\3》", form.cites)
        yield f"本报告由{agency}依据《中华人民共和国政府信息公开条例》和{basis}编制。"
        yield f"本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
        yield heading[0]
        yield f"{year}年，{agency}把政府信息公开作为转变作风的实事来办，年初列清单，年中对照，年末请服务对象评议。"
        yield part["disclosure"]
        yield "".join(self._disclosed()) or "对照目录逐项梳理，应当公开的均已上网。"
        yield part["requests"]
        yield (
            f"全年新收政府信息公开申请{received}件，上年结转{values['requests.carried_in.total']}件，"
            f"办结{values['requests.handled.total']}件，结转下年度{values['requests.carried_out.total']}件。"
            if received
            else "全年未收到政府信息公开申请。"
        )
        yield part["management"]
        yield "公文起草时同步确定公开属性，发布前分别由三人初审、复审、终审，隐私内容遮盖后再发。"
        yield part["platform"]
        yield "对门户网站的公开栏目作了两次链接检查，更换了办事大厅的查询终端。"
        yield part["supervision"]
        results = "，工作考核得分列入年度绩效，社会评议结果为满意，没有需要追究责任的情形" if told.government else ""
        yield f"召开专题会议2次，举办培训1期，对所属单位检查两轮{results}。"
        yield heading[1]
        yield "{disclosure}"
        yield heading[2]
        yield "{requests}"
        yield heading[3]
        yield "{challenges}"
        if any(challenged):
            reconsidered, *lawsuits = challenged
            yield f"因政府信息公开引起的行政复议{reconsidered}件、行政诉讼{sum(map(int, lawsuits))}件。"
        yield heading[4]
        yield f"存在的主要问题：{told.problems}改进情况：{told.plans}"
        yield heading[5]
        yield f"{year}年未收取信息处理费。没有其他需要报告的事项。"
        if told.signed:
            yield agency
            yield told.signed

    def _disclosed(self) -> Iterator[str]:
        told = self.told
        if told.total is not None:
            yield f"全年主动公开政府信息{told.total}{'余' if told.approximate else ''}条"
            yield "，其中" + "、".join(f"{name}{count}条" for name, count in told.channels) if told.channels else ""
            yield "。"
        elif told.channels:
            yield "各渠道发布情况：" + "、".join(f"{name}{count}条" for name, count in told.channels) + "。"
        if told.categories:
            yield "按内容分，" + "、".join(f"{name}{count}条" for name, count in told.categories) + "。"

    def truth(self) -> dict[str, object]:
        told, form, values = self.told, self.form, self.values
        narrative: dict[str, object] = {}
        if "prose" not in self.absent:
            received = told.received if told.received is not None else values["requests.new.total"]
            narrative["new"] = received or 0
            if received:
                narrative |= {
                    "carry": values["requests.carried_in.total"],
                    "done": values["requests.handled.total"],
                    "carry_next": values["requests.carried_out.total"],
                }
            lawsuits = [
                values[f"challenges.{row}.total"] for row in ("lawsuit_direct", "lawsuit_after_reconsideration")
            ]
            if values["challenges.reconsideration.total"] or any(lawsuits):
                narrative["复议"] = values["challenges.reconsideration.total"]
                narrative["诉讼"] = sum(number or 0 for number in lawsuits)
        found: dict[str, Any] = {
            "agency": self.agency,
            "report_year": self.year,
            "proactive_total_stated": told.total,
            "channels": [{"name": name, "count": count} for name, count in told.channels],
            "categories": [{"name": name, "count": count} for name, count in told.categories],
            "requests_narrative": narrative,
            "table2": {
                row.label: [values[form.tables["disclosure"].path(row, column)] for column in block.columns]
                for block in form.tables["disclosure"].block
                for row in block.rows
            },
            "table3": {
                row.label: {c.label: values[form.tables["requests"].path(row, c)] for c in block.columns}
                for block in form.tables["requests"].block
                for row in block.rows
            },
            "table4": {
                f"{row.label}-{column.label}": values[form.tables["challenges"].path(row, column)]
                for block in form.tables["challenges"].block
                for row in block.rows
                for column in block.columns
            },
            "defects": list(self.defects),
        }
        if self.old_row:
            found["table3"] = dict(_with_old_row(found["table3"]))
        if told.approximate:
            found["proactive_total_approximate"] = True
        if not narrative:
            del found["requests_narrative"]
        return found


def _with_old_row(rows: dict[str, dict[str, int]]) -> Iterator[tuple[str, dict[str, int]]]:
    """The three rows of （六）其他处理 as the one that the form had before."""
    three = [line for label, line in rows.items() if label in layouts.OTHERWISE_CLOSED]
    for label, line in rows.items():
        if label not in layouts.OTHERWISE_CLOSED:
            yield label, line
        elif label == layouts.OTHERWISE_CLOSED[0]:
            yield "（六）其他处理", {column: sum(line[column] for line in three) for column in line}


def distinct(edition: str, start: int) -> Values:
    """Figures that obey every equation of the form, no two alike but where an equation leaves no choice."""
    form = forms.form(edition)
    number = iter(range(start, 10**6, 7))
    values: Values = {}
    for slot in form.tables["disclosure"].slots:
        values[slot.path] = 0 if slot.row.code == "regulations" else next(number) * 3
    values[form.tables["disclosure"].slots[-1].path] = Decimal(next(number)) + Decimal("0.25")
    [block] = form.tables["requests"].block
    for column in block.columns[:-1]:
        outcomes = {row.code: next(number) for row in block.rows if row.role == "outcome"}
        handled, carried_in, carried_out = sum(outcomes.values()), next(number), next(number)
        lines = outcomes | {"carried_in": carried_in, "carried_out": carried_out, "handled": handled}
        lines["new"] = handled + carried_out - carried_in
        values |= {f"requests.{row.code}.{column.code}": lines[row.code] for row in block.rows}
    for row in block.rows:
        values[f"requests.{row.code}.total"] = sum(
            int(values[f"requests.{row.code}.{column.code}"] or 0) for column in block.columns[:-1]
        )
    for row in form.tables["challenges"].block[0].rows:
        parts = {result: next(number) for result in ("upheld", "corrected", "other", "pending")}
        values |= {f"challenges.{row.code}.{result}": count for result, count in parts.items()}
        values[f"challenges.{row.code}.total"] = sum(parts.values())
    return {path: values[path] for path in form.slots}


def likely(edition: str, seed: int) -> Values:
    """Figures as a county has them: mostly nought, mostly natural persons, every equation kept."""
    form, dice = forms.form(edition), random.Random(seed)
    values: Values = dict.fromkeys(form.slots, 0)
    for path, most in (("normative_documents.made", 6), ("normative_documents.repealed", 3)):
        if f"disclosure.{path}" in values:
            values[f"disclosure.{path}"] = dice.randint(1, most)
    values["disclosure.normative_documents.in_force"] = dice.randint(20, 60)
    values["disclosure.licensing.decisions"] = dice.randint(200, 9000)
    values["disclosure.penalties.decisions"] = dice.randint(100, 3000)
    values["disclosure.coercion.decisions"] = dice.randint(5, 90)
    values["disclosure.charges.amount"] = Decimal(dice.randint(1000, 99999)) / 100
    [block] = form.tables["requests"].block
    for column, most in zip(block.columns[:-1], (19, 3, 0, 0, 2, 0), strict=True):
        handled = 0
        for row in block.rows:
            if row.role == "outcome" and dice.random() < 0.35:
                values[f"requests.{row.code}.{column.code}"] = count = dice.randint(0, most)
                handled += count
        carried_in = dice.randint(0, most) // 6
        values[f"requests.handled.{column.code}"] = handled
        values[f"requests.carried_in.{column.code}"] = min(carried_in, handled)
        values[f"requests.new.{column.code}"] = handled - min(carried_in, handled) + most // 8
        values[f"requests.carried_out.{column.code}"] = most // 8
    for row in block.rows:
        values[f"requests.{row.code}.total"] = sum(
            int(values[f"requests.{row.code}.{column.code}"] or 0) for column in block.columns[:-1]
        )
    for path, count in (
        ("reconsideration.upheld", 3),
        ("reconsideration.corrected", 1),
        ("reconsideration.total", 4),
        ("lawsuit_direct.upheld", 2),
        ("lawsuit_direct.total", 2),
    ):
        values[f"challenges.{path}"] = count
    return values


def office(name: str, data: bytes, to: str) -> bytes:
    """The same document as LibreOffice saves it in another format."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, name)
        source.write_bytes(data)
        home = f"-env:UserInstallation=file://{folder}/home"
        command = ["soffice", home, "--headless", "--convert-to", to, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return source.with_suffix("." + to.partition(":")[0]).read_bytes()


def _faulty() -> Sample:
    right = distinct("2021", 1033)
    changed = right | {
        "requests.new.total": int(right["requests.new.total"] or 0) + 4,
        "requests.handled.business": int(right["requests.handled.business"] or 0) - 9,
        "challenges.reconsideration.total": int(right["challenges.reconsideration.total"] or 0) + 1,
        "disclosure.regulations.in_force": 6,
    }
    told = Told(
        total=5206,
        channels=(("县政府门户网站", 3121), ("“柳河民政”微信公众号", 1874), ("政务公开栏", 201)),
        received=int(right["requests.new.total"] or 0) - 30,
        signed="2024年1月9日",
    )
    return Sample(
        "sums_that_fail",
        "柳河县民政局",
        2024,
        "2021",
        changed,
        told,
        layouts.tab_rows,
        defects=(
            {"kind": "requests_balance", "quote": "商业企业", "arithmetic": "总计列与商业企业列收办不平"},
            {"kind": "handled_sum", "quote": "（七）总计·商业企业", "arithmetic": "比分项之和少 9"},
            {"kind": "applicant_sum", "quote": "一、本年新收·总计", "arithmetic": "比分类之和多 4"},
            {"kind": "t4_sum", "quote": "行政复议·总计", "arithmetic": "比四项之和多 1"},
            {"kind": "implausible_value", "quote": "规章 现行有效 6", "arithmetic": "县级部门无规章制定权"},
            {"kind": "channel_sum", "quote": "3121、1874、201", "arithmetic": "3121+1874+201=5196≠5206"},
            {"kind": "narrative", "quote": "新收政府信息公开申请", "arithmetic": "正文与表三不符"},
            {"kind": "wrong_year", "quote": "2024年1月9日", "arithmetic": "早于统计期末"},
        ),
    )


def _changes_of_2019() -> Values:
    """Changes may be negative, and purchases are counted in 元."""
    return distinct("2019", 57) | {
        "disclosure.licensing.change": -4,
        "disclosure.penalties.change": 3,
        "disclosure.procurement.amount": 251000,
    }


def _outcome_totals_blank(values: Values) -> Values:
    blank = [slot.path for slot in forms.form("2021").slots.values() if slot.row.role and slot.column.code == "total"]
    return values | dict.fromkeys(blank)


def _slashed(values: Values) -> Values:
    """Noughts of the outcomes as a stroke."""
    strokes = [slot.path for slot in forms.form("2021").slots.values() if slot.row.role and not values[slot.path]]
    return values | dict.fromkeys(strokes, "/")


def samples() -> Iterator[Sample]:
    """Every sample, each named for what is odd about its file."""
    web = (("县政府门户网站", 1420), ("“柳河发布”微信公众号", 866), ("政务公开栏", 57))
    kinds = (("机构职能", 14), ("政策文件", 126), ("财政预决算", 31), ("政府采购", 1928))
    county = Told(2343, web, (), government=True, signed="2025年3月18日")
    yield Sample("merged_headers", "柳河县人民政府", 2024, "2021", likely("2021", 1), county, drawing.docx)

    told = Told(1286, (("县教育局网站", 903), ("“柳河教育”微信公众号", 383)), signed="2025年1月14日")
    yield Sample("saved_by_word_97", "柳河县教育局", 2024, "2021", distinct("2021", 203), told, _doc)
    told = Told(417, (), (("河湖管理", 219), ("水旱灾害防御", 198)), signed="2024年1月22日")
    yield Sample("saved_by_wps", "柳河县水利局", 2023, "2021", distinct("2021", 409), told, _doc)
    told = Told(2099, (("县财政局网页", 1701), ("政府采购网", 398)), kinds, signed="2025年1月20日")
    yield Sample("ruled_over_pages", "柳河县财政局", 2024, "2021", distinct("2021", 611), told, _pdf)
    told = Told(508, (("网站", 322), ("微信公众号", 186)), signed="2025年1月9日")
    yield Sample("without_rules", "柳河县公安局", 2024, "2021", distinct("2021", 809), told, drawing.pdf_without_rules)
    told = Told(96, signed="2024年1月11日")
    yield Sample("printed_to_ofd", "柳河县司法局", 2023, "2021", distinct("2021", 1213), told, drawing.ofd)

    told = Told(3018, (("市县两级网站", 1999), ("政务微博", 1019)), signed="2023年1月16日")
    yield Sample("rowspan", "柳河县自然资源局", 2022, "2021", distinct("2021", 1409), told, layouts.html)
    told = Told(645, (("县政府网站", 512), ("政务新媒体", 133)), signed="2025年1月23日")
    yield Sample("in_a_website", "柳河县卫生健康局", 2024, "2021", likely("2021", 4), told, layouts.website)
    told = Told(171, (), kinds[:3])
    yield Sample("saved_from_a_browser", "柳河县交通运输局", 2023, "2021", distinct("2021", 1613), told, layouts.mht)

    told = Told(1650, (("网站", 1111), ("公告栏", 539)))
    yield Sample("gb18030_tab_rows", "柳河县农业农村局", 2023, "2021", distinct("2021", 1811), told, layouts.gb18030)
    yield Sample("utf16_pipe_rows", "柳河县审计局", 2024, "2021", distinct("2021", 2011), Told(88), layouts.utf16)
    told = Told(2400, (("门户网站", 1377), ("客户端", 981)), approximate=True)
    yield Sample("utf8_bom_aligned", "柳河县商务局", 2024, "2021", distinct("2021", 2213), told, layouts.aligned)
    told = Told(392, (("县政府网站", 301), ("微信公众号", 91)))
    yield Sample("markdown", "柳河县统计局", 2024, "2021", distinct("2021", 2411), told, layouts.markdown)
    told = Told(771, (), (("养老服务", 402), ("殡葬服务", 369)))
    yield Sample("one_cell_per_line", "柳河县医疗保障局", 2023, "2021", distinct("2021", 2609), told, layouts.cells)
    told = Told(154, (("网站", 154),))
    yield Sample(
        "rows_cut_by_pages", "柳河县应急管理局", 2023, "2021", distinct("2021", 2811), told, layouts.page_broken
    )

    yield Sample(
        "workbook",
        "柳河县人民政府办公室",
        2024,
        "2021",
        distinct("2021", 3011),
        Told(),
        drawing.xlsx,
        absent=("prose",),
    )
    yield Sample("workbook_97", "柳河县林业局", 2023, "2021", distinct("2021", 3209), Told(), _xls, absent=("prose",))
    yield Sample(
        "comma_separated",
        "柳河县体育局",
        2024,
        "2021",
        distinct("2021", 3413),
        Told(),
        layouts.csv_rows,
        absent=("prose",),
    )
    yield Sample("our_own_json", "柳河县档案馆", 2024, "2021", distinct("2021", 3613), Told(), _json, absent=("prose",))

    told = Told(310, (("网站", 277), ("公众号", 33)), signed="2023年1月12日")
    yield Sample("glued_digits", "柳河县信访局", 2022, "2021", _glued(), told, layouts.glued)
    yield Sample("glued_in_one_line", "柳河县科技局", 2022, "2021", _glued(), Told(205), layouts.glued_in_one_line)

    told = Told(190, (("网站", 122), ("公示栏", 68)), signed="2025年1月15日")
    yield Sample(
        "old_row_and_misprint",
        "柳河县市场监管局",
        2024,
        "2021",
        distinct("2021", 3811),
        told,
        layouts.old_row,
        old_row=True,
    )
    yield Sample(
        "columns_in_another_order",
        "柳河县乡村振兴局",
        2023,
        "2021",
        distinct("2021", 4013),
        Told(77),
        layouts.reordered,
    )

    told = Told(829, (("网站", 640), ("微信", 189)), signed="2021年1月25日")
    shown: Values = {"disclosure.penalties.change": "+3", "disclosure.procurement.amount": "251000元"}
    yield Sample(
        "form_of_2019", "柳河县住房和城乡建设局", 2020, "2019", _changes_of_2019(), told, drawing.docx, shown=shown
    )
    yield Sample(
        "form_of_2019_in_html", "柳河县文化和旅游局", 2019, "2019", distinct("2019", 87), Told(61), layouts.html
    )

    yield _faulty()
    told = Told(259, (("网站", 200), ("公告栏", 59)), signed="2025年1月8日")
    yield Sample(
        "totals_left_blank", "柳河县气象局", 2024, "2021", _outcome_totals_blank(likely("2021", 7)), told, drawing.docx
    )
    yield Sample(
        "slashes_for_nought", "柳河县广播电视局", 2023, "2021", _slashed(likely("2021", 9)), Told(143), layouts.html
    )


def _glued() -> Values:
    """The fewest digits that the equations of the rows settle in one way only."""
    values: Values = dict.fromkeys(forms.form("2021").slots, 0)
    lines = {
        "new": (71, 3),
        "carried_in": (1, 0),
        "granted": (21, 0),
        "partly_granted": (8, 1),
        "refused.internal_affairs": (5, 0),
        "unavailable.not_held": (30, 2),
        "not_processed.repeated": (3, 0),
        "otherwise_closed.other": (4, 0),
        "handled": (71, 3),
        "carried_out": (1, 0),
    }
    for row, (people, companies) in lines.items():
        values |= {
            f"requests.{row}.natural_person": people,
            f"requests.{row}.business": companies,
            f"requests.{row}.total": people + companies,
        }
    values |= {"challenges.reconsideration.corrected": 1, "challenges.reconsideration.other": 1}
    return values | {
        "challenges.reconsideration.total": 2,
        "disclosure.normative_documents.in_force": 12,
        "disclosure.licensing.decisions": 409,
        "disclosure.charges.amount": Decimal("3.75"),
    }


def _doc(page: Page) -> bytes:
    return office("page.docx", drawing.docx(page), "doc")


def _pdf(page: Page) -> bytes:
    return office("page.docx", drawing.docx(page), "pdf")


def _xls(page: Page) -> bytes:
    return office("page.xlsx", drawing.xlsx(page), "xls")


def _json(page: Page) -> bytes:
    """As the contract gives it: rows under their whole code, one key each."""
    heading = page.title.removesuffix("年政府信息公开工作年度报告")
    tables: dict[str, dict[str, dict[str, Value]]] = {}
    for slot in page.form.slots.values():
        tables.setdefault(slot.table.code, {}).setdefault(slot.row.code, {})[slot.column.code] = page.values[slot.path]
    found = {
        "agency": heading[:-4],
        "year": int(heading[-4:]),
        "form": page.form.edition,
        "sections": [],
        "tables": tables,
    }
    text = json.dumps(
        found | {"unread": [], "inferred": [], "statements": []}, ensure_ascii=False, indent=1, default=float
    )
    return text.encode()


SUFFIX = {
    drawing.docx: "docx",
    drawing.pdf_without_rules: "pdf",
    drawing.ofd: "ofd",
    drawing.xlsx: "xlsx",
    layouts.html: "html",
    layouts.website: "html",
    layouts.glued_in_one_line: "html",
    layouts.reordered: "html",
    layouts.mht: "mht",
    layouts.markdown: "md",
    layouts.csv_rows: "csv",
    _doc: "doc",
    _pdf: "pdf",
    _xls: "xls",
    _json: "json",
}


def main(names: list[str]) -> None:
    for sample in samples():
        if names and sample.name not in names:
            continue
        suffix = "wps" if sample.name == "saved_by_wps" else SUFFIX.get(sample.write, "txt")
        (HERE / "reports" / f"{sample.name}.{suffix}").write_bytes(sample.write(sample.page()))
        truth = json.dumps(sample.truth(), ensure_ascii=False, indent=1, default=float)
        (HERE / "truth" / f"{sample.name}.json").write_text(truth + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
