from datetime import date
from decimal import Decimal

import msgspec
import pytest

from gongkai.report import forms
from gongkai.report.rendering.pages import TEXT_WIDTH, Heading, PageTable, Paragraph, ems, pages
from gongkai.report.report import Cell, Report, Section, State, Statistic
from tests.report import liuhe


def tables(report: Report) -> list[PageTable]:
    return [piece for piece in pages(report).pieces if isinstance(piece, PageTable)]


def outline(report: Report) -> list[str]:
    return [
        piece.text if isinstance(piece, Heading) else "表" if isinstance(piece, PageTable) else "文"
        for piece in pages(report).pieces
    ]


def test_the_document_goes_from_preamble_to_the_last_section_with_tables_under_their_headings():
    assert outline(liuhe.report()) == [
        *("文", "一、总体情况", "文"),
        *("（一）主动公开", "文", "（二）依申请公开", "文", "（三）政府信息管理", "文"),
        *("（四）政府信息公开平台建设", "文", "（五）监督保障", "文"),
        *("二、主动公开政府信息情况", "表", "三、收到和处理政府信息公开申请情况", "表"),
        *("四、政府信息公开行政复议、行政诉讼情况", "表"),
        *("五、存在的主要问题及改进情况", "文", "文", "六、其他需要报告的事项", "文"),
    ]


def test_headings_stand_as_the_agency_printed_them_and_official_where_it_printed_none():
    report = msgspec.structs.replace(
        liuhe.report(), sections=(Section("overview", "一、工作概述", "略。"), Section("other", "", "无。"))
    )
    headings = [piece.text for piece in pages(report).pieces if isinstance(piece, Heading)]
    assert headings[0] == "一、工作概述"
    assert headings[-1] == "六、其他需要报告的事项"


def test_a_report_without_tables_keeps_its_words_and_its_labelled_numbers():
    report = msgspec.structs.replace(
        liuhe.report(),
        form="",
        cells={},
        statistics=(
            Statistic("主动公开政府信息数", "条", {"": 1024}),
            Statistic("其中：网站", "条", {"": None}),
        ),
    )
    [table] = tables(report)
    assert [[cell.text for cell in line.cells] for line in table.lines] == [
        ["统计指标", "单位", "数量"],
        ["主动公开政府信息数", "条", "1024"],
        ["其中：网站", "条", ""],
    ]
    assert "六、其他需要报告的事项" in outline(report)


def figures_in(report: Report) -> dict[str, str]:
    """What stands in each cell of figures, by its path, in the order in which the form prints them."""
    form = report.edition
    assert form is not None
    printed = [cell.text for table in tables(report) for line in table.lines for cell in line.cells if cell.scope == ""]
    return dict(zip(form.slots, printed, strict=True))


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_figure_is_printed_once_in_its_place(edition):
    report = liuhe.report(edition)
    report = msgspec.structs.replace(
        report, cells={path: Cell(1000 + number) for number, path in enumerate(report.cells)}
    )
    assert figures_in(report) == {path: str(1000 + number) for number, path in enumerate(report.cells)}


def test_an_amount_keeps_its_digits_without_exponent_or_separator():
    for amount, words in ((Decimal("7730.28"), "7730.28"), (Decimal("1E+4"), "10000"), (Decimal("0.50"), "0.50")):
        report = liuhe.report(disclosure__charges__amount=Cell(amount))
        assert figures_in(report)["disclosure.charges.amount"] == words


def test_a_cell_without_a_number_is_blank_or_says_the_first_words_found():
    report = liuhe.report(
        requests__new__business=Cell(state=State.BLANK),
        requests__new__research=Cell(state=State.MISSING),
        requests__new__total=Cell(state=State.UNREADABLE, text="若干"),
        requests__carried_in__total=Cell(state=State.UNREADABLE, text="二、上年结转政府信息公开申请数量71300000074"),
    )
    printed = figures_in(report)
    assert printed["requests.new.business"] == printed["requests.new.research"] == ""
    assert printed["requests.new.total"] == "若干"
    assert printed["requests.carried_in.total"] == "二、上年结转政…"


def test_control_characters_are_dropped_and_markup_is_left():
    report = msgspec.structs.replace(
        liuhe.report(), title="白石镇\x00年报", preamble="甲\x0b乙\n_GoBack #let <b> $x$ \ud800", signature="白石\x1f镇"
    )
    content = pages(report)
    assert content.title == ("白石镇年报",)
    assert content.pieces[:2] == (Paragraph("甲乙"), Paragraph("_GoBack #let <b> $x$"))
    assert content.ending[0].text == "白石镇"


def test_a_long_title_is_broken_where_the_sense_allows():
    def title(words):
        return pages(msgspec.structs.replace(liuhe.report(), title=words)).title

    assert title("白石镇2023年政府信息公开年度报告") == ("白石镇2023年政府信息公开年度报告",)
    assert title("柳河县白石镇人民政府2023年政府信息公开工作年度报告") == (
        "柳河县白石镇人民政府2023年",
        "政府信息公开工作年度报告",
    )
    assert title("甲" * 30) == ("甲" * 30,)
    assert title("柳河县\n2023年年报") == ("柳河县", "2023年年报")


def test_the_signature_stands_over_the_middle_of_the_date_four_characters_in():
    signature, signed = pages(liuhe.report()).ending
    assert (signed.text, signed.indent) == ("2024年1月12日", 4.0)
    middle = signature.indent + ems(signature.text) / 2
    assert middle == pytest.approx(signed.indent + ems(signed.text) / 2)


def test_a_long_signature_does_not_run_over_the_edge():
    report = msgspec.structs.replace(liuhe.report(), signature="柳河县" * 8)
    assert [line.indent for line in pages(report).ending] == [0.0, 4.0]


def test_an_unsigned_report_has_no_signature():
    report = msgspec.structs.replace(liuhe.report(), signature="", signed_on=None)
    assert pages(report).ending == ()


def test_only_short_last_words_are_kept_with_the_signature():
    def bound(words):
        report = msgspec.structs.replace(liuhe.report(), sections=(Section("other", "六、其他", words),), form="")
        return [piece.bound for piece in pages(report).pieces if isinstance(piece, Paragraph)]

    assert bound("无。") == [False, True]
    assert bound("甲" * 200) == [False, False]


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("figure", [0, 12345, 98765432])
def test_a_table_fills_the_page_and_every_figure_fits_its_column(edition, figure):
    report = liuhe.report(edition)
    report = msgspec.structs.replace(report, cells=dict.fromkeys(report.cells, Cell(figure)))
    for table in tables(report):
        assert TEXT_WIDTH - 1 < sum(table.widths) <= TEXT_WIDTH
        assert all(width > ems(str(figure)) * table.size for width in table.widths[-3:])


def test_common_figures_are_set_in_legible_type():
    assert [table.size for table in tables(liuhe.report())] == [10.5, 10.5, 10.5]


def test_a_table_that_fits_a_page_stays_on_it():
    assert [table.whole for edition in ("2019", "2021") for table in tables(liuhe.report(edition))] == [True] * 6


def test_a_longer_table_is_cut_only_between_groups_and_never_before_its_last_row(long_edition):
    form = forms.form(long_edition)
    report = Report("柳河县", 2031, long_edition, {path: Cell(1) for path in form.slots}, signed_on=date(2032, 1, 5))
    [table] = tables(report)
    *cuts, last = [number for number, line in enumerate(table.lines) if not line.bound]
    assert last == len(table.lines) - 1
    assert cuts
    assert {(number + 1 - table.head) % 6 for number in cuts} == {0}


def tables_after(lines: int) -> list[PageTable]:
    """The tables of a report whose first of them begins so many lines further down."""
    return tables(msgspec.structs.replace(liuhe.report(), preamble="依规编制。\n" * lines))


def cuts(table: PageTable) -> list[int]:
    return [number for number, line in enumerate(table.lines[1:], 1) if not table.lines[number - 1].bound]


def test_a_table_is_cut_only_between_its_blocks_or_groups_and_keeps_three_lines_on_either_side():
    drawn = [tables_after(lines) for lines in range(22)]
    of_disclosure, of_requests, of_challenges = ({cut for each in drawn for cut in cuts(each[n])} for n in range(3))
    assert of_disclosure <= {4, 7, 11}
    assert of_requests <= {3 + number for number in (3, 4, 12, 15, 20)}
    assert of_disclosure
    assert of_requests
    assert not of_challenges


def test_a_merged_label_is_said_again_below_a_cut():
    [cut, table] = next([cuts(each[1])[0], each[1]] for each in map(tables_after, range(22)) if cuts(each[1]))
    first, again = [
        (number, cell)
        for number, line in enumerate(table.lines)
        for cell in line.cells
        if cell.text == "三、本年度办理结果"
    ]
    assert (again[0], first[0] + first[1].rowspan) == (cut, cut)
    assert first[1].rowspan + again[1].rowspan == 22


def test_rows_that_the_report_lacks_are_not_drawn():
    report = liuhe.report()
    lost = {path: Cell(state=State.MISSING) for path in report.cells if path.startswith("requests.refused")}
    [_, table, _] = tables(msgspec.structs.replace(report, cells=report.cells | lost))
    labels = [cell.text for line in table.lines for cell in line.cells]
    assert "（三）不予公开" not in labels
    assert "1.属于国家秘密" not in labels
    assert "（四）无法提供" in labels


def test_labelled_numbers_that_the_words_run_together_are_printed_once():
    statistics = (
        Statistic("公开文件数", "条", {"本年": 1024, "历年": 3000}),
        Statistic("其中：网站", "条", {"本年": None}),
    )
    run = "指标名称 计量单位 本年 历年 公开文件数 条 1,024 3000 其中：网站 条 —"
    sections = (Section("other", "六、统计表", f"见下表。{run}\n特此报告。"), Section("", "七、附则", "略。"))
    report = msgspec.structs.replace(liuhe.report(), form="", cells={}, sections=sections, statistics=statistics)
    assert outline(report)[1:] == ["六、统计表", "文", "文", "表", "七、附则", "文"]
    words = [piece.text for piece in pages(report).pieces if isinstance(piece, Paragraph)]
    assert words[1:] == ["见下表。", "特此报告。", "略。"]


def test_a_table_of_more_columns_than_a_page_holds_is_made_smaller():
    wide = Statistic("甲", "条", {str(number): number for number in range(200)})
    [table] = tables(Report("柳河县", 2015, "", statistics=(wide,)))
    assert min(table.widths) > 0
    assert sum(table.widths) <= TEXT_WIDTH
