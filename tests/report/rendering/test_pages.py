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


def test_a_cell_without_a_number_is_blank_or_says_the_few_words_found():
    report = liuhe.report(
        requests__new__business=Cell(state=State.BLANK),
        requests__new__research=Cell(state=State.MISSING),
        requests__new__total=Cell(state=State.UNREADABLE, text="若干"),
        requests__carried_in__total=Cell(state=State.UNREADABLE, text="二、上年结转政府信息公开申请数量71300000074"),
    )
    printed = figures_in(report)
    assert printed["requests.new.business"] == printed["requests.new.research"] == ""
    assert printed["requests.new.total"] == "若干"
    assert printed["requests.carried_in.total"] == ""


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
    assert not table.whole
    cuts = [number for number, line in enumerate(table.lines) if not line.bound]
    assert cuts == [table.head + number for number in (*range(5, 59, 6), 60)]


def test_a_table_of_more_columns_than_a_page_holds_is_made_smaller():
    wide = Statistic("甲", "条", {str(number): number for number in range(200)})
    [table] = tables(Report("柳河县", 2015, "", statistics=(wide,)))
    assert min(table.widths) > 0
    assert sum(table.widths) <= TEXT_WIDTH
