import csv

from openpyxl import load_workbook

from gongkai.report import sheets
from gongkai.report.sheets import write_csv, write_xlsx


def test_words_from_a_file_are_never_run_as_a_formula(tmp_path):
    rows = [["机关"], ['=HYPERLINK("x")'], ["@SUM(1)"]]
    write_csv(tmp_path / "t.csv", rows)
    write_xlsx(tmp_path / "t.xlsx", {"表": rows})
    with (tmp_path / "t.csv").open(encoding="utf-8-sig") as file:
        assert [row[0][0] for row in csv.reader(file)] == ["机", "'", "'"]
    cells = [row[0] for row in load_workbook(tmp_path / "t.xlsx")["表"].iter_rows()]
    assert [(cell.data_type, cell.value) for cell in cells[1:]] == [("s", '=HYPERLINK("x")'), ("s", "@SUM(1)")]


def test_numbers_stay_numbers_and_nothing_stays_empty(tmp_path):
    write_xlsx(tmp_path / "t.xlsx", {"表": [["甲", "乙", "丙"], [0, None, -2]]})
    assert [cell.value for cell in load_workbook(tmp_path / "t.xlsx")["表"][2]] == [0, None, -2]


def test_a_table_too_long_for_a_sheet_goes_on_in_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "LONGEST", 4)
    write_xlsx(tmp_path / "t.xlsx", {"数字": [["n"], *([n] for n in range(7))]})
    book = load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["数字", "数字 2", "数字 3"]
    assert [row[0] for name in book.sheetnames for row in book[name].iter_rows(min_row=2, values_only=True)] == [
        *range(7)
    ]


def test_a_sheet_can_be_used_as_it_is(tmp_path):
    words = "请对照登记台账核对本列的新收、结转和办结件数。" * 9
    write_xlsx(tmp_path / "t.xlsx", {"问题": [["年度", "问题"], [2023, words], [2023, "短"]]})
    sheet = load_workbook(tmp_path / "t.xlsx")["问题"]
    year, problem = (sheet.column_dimensions[column].width for column in "AB")
    assert 5 < year < 12 < 30 < problem < 60
    assert sheet["B2"].alignment.wrap_text
    assert sheet.row_dimensions[2].height > 100
    assert sheet.row_dimensions[3].height is None
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B3")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"


def test_a_sheet_of_very_many_columns_is_not_squeezed_onto_one_page(tmp_path):
    write_xlsx(tmp_path / "t.xlsx", {"表格": [[f"表二“规章”·第{number}列的很长的名称" for number in range(190)]]})
    sheet = load_workbook(tmp_path / "t.xlsx")["表格"]
    assert sheet.freeze_panes == "B2"
    assert not (sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage)
    assert sheet.column_dimensions["B"].width < 20


def test_long_columns_share_the_width_of_a_page(tmp_path):
    write_xlsx(tmp_path / "t.xlsx", {"问题": [["年度", *"甲乙丙丁戊己庚辛"], [2023, *["请核对登记台账" * 20] * 8]]})
    alike = load_workbook(tmp_path / "t.xlsx")["问题"].column_dimensions.values()
    assert 180 < sum(columns.width * (columns.max - columns.min + 1) for columns in alike) < 240
