import io
from decimal import Decimal

import msgspec
import openpyxl
import pytest

from gongkai.report import forms
from gongkai.report.rendering import xlsx
from gongkai.report.rendering.layout import layout, placed
from gongkai.report.report import Cell, Report, Section, State
from tests.report import liuhe


def book(report, *, formulas=False):
    return openpyxl.load_workbook(io.BytesIO(xlsx.render(report)), data_only=not formulas)


def figures(sheet, table):
    """What stands where the official layout has a figure, by path."""
    return {
        cell.path: sheet.cell(row + 1 + xlsx.TOP, column + 1).value
        for row, column, cell in placed(layout(table))
        if cell.path
    }


def checks(sheet):
    """What the checks show, and their formulas, by the cell in which each stands."""
    return {
        cell.coordinate: cell.value
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
        and cell.value.startswith(("差额 ", "无法核对", "=IF("))
        and '"合计 "' not in cell.value
    }


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_figures_stand_as_reported_in_the_official_layout(edition):
    report = liuhe.report(edition)
    written = book(report)

    for table in forms.form(edition).table:
        found = figures(written[table.name], table)
        assert {path: Decimal(str(value)) for path, value in found.items()} == {
            slot.path: report.value(slot.path) for slot in table.slots
        }


def test_merged_heads_are_merged():
    merged = {str(cells) for cells in book(liuhe.report())["表三"].merged_cells.ranges}

    assert {"A2:C4", "D2:J2", "E3:I3", "A5:C5", "A7:A28", "B9:B16"} <= merged


def test_every_equation_of_the_form_has_a_live_check_that_shows_no_difference():
    report = liuhe.report()

    shown = [value for sheet in book(report).worksheets for value in checks(sheet).values()]
    live = [value for sheet in book(report, formulas=True).worksheets for value in checks(sheet).values()]

    assert shown == ["差额 0"] * len(report.edition.equations)
    assert len(live) == len(shown)
    assert all(formula.startswith("=IF(COUNT(") for formula in live)


def test_a_wrong_sum_shows_its_difference_and_is_not_mended():
    report = liuhe.report()
    handled = report.value("requests.handled.business")
    wrong = msgspec.structs.replace(report, cells=report.cells | {"requests.handled.business": Cell(handled + 4)})

    sheet = book(wrong)["表三"]

    assert figures(sheet, wrong.edition.tables["requests"])["requests.handled.business"] == handled + 4
    assert {at: shown for at, shown in checks(sheet).items() if shown != "差额 0"} == {
        "M28": "差额 -4",  # the row, under the heads beside the table
        "E31": "差额 -4",  # the balance of the column, under it
        "E33": "差额 4",  # the sum of the column
    }


def test_a_blank_takes_no_silent_part_in_a_check():
    sheet = book(liuhe.report(requests__granted__business=Cell(state=State.BLANK)))["表三"]

    assert [at for at, shown in checks(sheet).items() if shown == "无法核对"] == ["L7", "M7", "E32", "E33"]


def test_blank_cells_stay_blank_and_unread_words_are_listed():
    written = book(liuhe.doubtful())
    found = figures(written["表三"], forms.form("2021").tables["requests"])

    assert found["requests.new.business"] is None
    assert found["requests.carried_out.total"] == "若干"
    listed = {row[0]: row[1] for row in written["说明"].iter_rows(values_only=True)}
    assert listed["表三“一、本年新收政府信息公开申请数量”·商业企业"] == "没有填"
    assert listed["表三“四、结转下年度继续办理”·总计"] == "有字，但读不成一个数：“若干”"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1+1", "@SUM(A1)", "http://example.com"])
def test_words_of_a_report_never_become_a_formula_or_a_link(words):
    report = Report(words, 2023, "2021", cells={"requests.new.total": Cell(state=State.UNREADABLE, text=words)})
    report = msgspec.structs.replace(report, title=words, sections=(Section("", words, words),))

    written = book(report, formulas=True)

    cells = [cell for sheet in written.worksheets for row in sheet.iter_rows() for cell in row if cell.value == words]
    assert len(cells) == 5
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)


def test_an_amount_keeps_its_digits_even_where_a_sheet_cannot_count_them():
    report = liuhe.report(
        disclosure__charges__amount=Cell(Decimal("7730.28")),
        disclosure__licensing__decisions=Cell(12345678901234567890),
    )

    found = figures(book(report)["表二"], forms.form("2021").tables["disclosure"])

    assert found["disclosure.charges.amount"] == 7730.28
    assert found["disclosure.licensing.decisions"] == "12345678901234567890"


def test_a_paragraph_too_long_for_a_cell_goes_on_in_the_next():
    text = "公开" * 20_000
    report = Report(liuhe.AGENCY, 2023, "", sections=(Section("overview", "一、总体情况", text),))

    lines = [row[0] for row in book(report)["正文"].iter_rows(values_only=True) if row[0]]

    assert "".join(lines[2:]) == text
    assert len(lines) == 4


def test_no_row_is_higher_than_a_sheet_allows_and_a_long_paragraph_spreads_over_several():
    text = "公开" * 1000
    report = Report(liuhe.AGENCY, 2023, "", sections=(Section("overview", "一、总体情况", text),))

    sheet = book(report)["正文"]

    heights = [sheet.row_dimensions[row].height for row in range(3, sheet.max_row + 1)]
    assert [str(cells) for cells in sheet.merged_cells.ranges] == [f"A3:A{sheet.max_row}"]
    assert max(heights) <= 409
    assert sum(heights) > 2000 / 38 * 14


def test_every_sheet_prints_on_a4_at_its_width_with_its_title():
    title = "柳河县 R&D 年报"
    for sheet in book(msgspec.structs.replace(liuhe.report(), title=title)).worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        shown = sheet["A1"].value if sheet.title == xlsx.TEXT else sheet.oddHeader.center.text
        assert shown.replace("&&", "&") == title


def test_rows_that_the_report_lacks_are_not_drawn_and_their_sums_are_left_open():
    report = liuhe.report()
    lost = {path: Cell(state=State.MISSING) for path in report.cells if path.startswith("requests.refused")}

    written = book(msgspec.structs.replace(report, cells=report.cells | lost))

    labels = [cell.value for row in written["表三"].iter_rows() for cell in row]
    assert "1.属于国家秘密" not in labels
    assert "1.本机关不掌握相关政府信息" in labels
    untold = [at for at, shown in checks(written["表三"]).items() if shown == "无法核对"]
    assert untold == [f"{column}{row}" for row in (24, 25) for column in "DEFGHIJ"]
    listed = {row[0]: row[1] for row in written["说明"].iter_rows(values_only=True)}
    assert listed["表三“1.属于国家秘密”"] == "表里没有这一行"


def test_the_same_report_gives_the_same_workbook():
    assert xlsx.render(liuhe.doubtful()) == xlsx.render(liuhe.doubtful())
