import csv
import random
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from gongkai.errors import Refused
from gongkai.report import forms
from gongkai.report.report import Cell, Report, Source, State
from gongkai.report.totals import total, write_parts
from tests.report import liuhe

PENALTIES = "disclosure.penalties.decisions"


def town(name: str, *, edition: str = "2021", year: int = 2023, **cells: Cell) -> Report:
    report = liuhe.report(edition, year=year, **cells)
    return msgspec.structs.replace(report, agency=name, source=Source(f"{name}.docx", "docx", name))


def values(report: Report) -> dict[str, object]:
    return {path: cell.value for path, cell in report.cells.items()}


def test_every_cell_is_the_sum_of_that_cell():
    summed = total([town("白石镇"), town("东坪乡"), town("云岭乡")], agency="柳河县")
    assert (summed.report.agency, summed.report.year, summed.report.form) == ("柳河县", 2023, "2021")
    assert summed.report.title == "柳河县2023年政府信息公开工作年度报告数据汇总"
    assert values(summed.report) == {path: 3 * value for path, value in liuhe.figures().items()}
    assert summed.left_out == ()


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_sum_satisfies_the_forms_own_equations(edition):
    summed = total([town("白石镇", edition=edition), town("东坪乡", edition=edition)]).report
    for equation in forms.form(edition).equations:
        assert sum(map(summed.value, equation.left)) == sum(map(summed.value, equation.right))


def test_neither_the_order_nor_the_grouping_of_reports_matters():
    towns = [town(name, disclosure__penalties__decisions=Cell(number)) for number, name in enumerate("甲乙丙丁")]
    whole = total(towns)
    shuffled = random.Random(1).sample(towns, len(towns))
    assert total(shuffled) == whole
    halves = [total(towns[:1], agency="一片").report, total(towns[1:], agency="二片").report]
    assert values(total(halves).report) == values(whole.report)


@given(st.lists(st.decimals(min_value=0, max_value=10**6, places=2), min_size=2, max_size=6))
def test_amounts_add_up_to_the_last_digit(amounts):
    towns = [town(str(n), disclosure__charges__amount=Cell(amount)) for n, amount in enumerate(amounts)]
    assert total(towns).report.value("disclosure.charges.amount") == sum(amounts, Decimal(0))


def test_a_report_that_fails_its_sums_is_left_out_and_named_with_the_arithmetic():
    wrong = town("东坪乡", requests__new__business=Cell(10_000))
    summed = total([town("白石镇"), wrong])
    assert values(summed.report) == liuhe.figures()
    [doubt] = summed.left_out
    assert "东坪乡（东坪乡.docx）" in str(doubt)
    assert "表三“商业企业”" in doubt.why
    assert "收办平衡" in doubt.why
    assert "requests_balance" not in doubt.why
    assert any("东坪乡" in note.says for note in summed.report.notes)


@pytest.mark.parametrize(
    ("state", "words"), [(State.BLANK, "空白"), (State.MISSING, "缺行或缺列"), (State.UNREADABLE, "无法识别")]
)
def test_a_report_with_a_cell_without_a_number_is_left_out(state, words):
    summed = total([town("白石镇"), town("东坪乡", disclosure__penalties__decisions=Cell(state=state))])
    [doubt] = summed.left_out
    assert doubt.why.startswith("1 格没有数")
    assert words in doubt.why
    assert summed.report.value(PENALTIES) == liuhe.figures()[PENALTIES]


def test_a_blank_that_is_counted_all_the_same_leaves_the_sum_without_a_number():
    blank = town("东坪乡", disclosure__penalties__decisions=Cell(state=State.BLANK))
    summed = total([town("白石镇"), blank], with_doubtful=True)
    assert summed.report[PENALTIES] == Cell(state=State.BLANK)
    assert {path: [r.agency for r in given] for path, given in summed.without_number.items()} == {PENALTIES: ["东坪乡"]}
    assert summed.report.value("requests.new.total") == 2 * liuhe.figures()["requests.new.total"]
    assert [doubt.report.agency for doubt in summed.doubtful] == ["东坪乡"]
    assert summed.left_out == ()


def test_a_sum_with_an_inferred_part_is_inferred():
    inferred = town("东坪乡", disclosure__penalties__decisions=Cell(3, State.INFERRED, how="由勾稽关系推定"))
    cell = total([town("白石镇"), inferred]).report[PENALTIES]
    assert cell.state is State.INFERRED
    assert "1 份" in cell.how


@pytest.mark.parametrize("other", [{"year": 2022}, {"edition": "2019"}])
def test_years_and_editions_are_never_mixed(other):
    with pytest.raises(Refused) as refusal:
        total([town("白石镇"), town("东坪乡", **other)])
    one, another = refusal.value.details
    assert "白石镇.docx" in one + another
    assert "东坪乡.docx" in one + another


def test_one_year_may_be_chosen_and_the_others_are_counted_once():
    others = [town(name, year=2023) for name in ("白石镇", "云岭乡")]
    summed = total([*others, town("东坪乡", year=2022)], year=2022)
    assert [report.agency for report in summed.counted] == ["东坪乡"]
    assert summed.left_out == ()
    assert [report.agency for report in summed.not_asked] == ["云岭乡", "白石镇"]
    assert [note.says for note in summed.report.notes][1:] == ["2 份其他年度的报告不在汇总之列"]


def test_a_report_of_no_known_year_is_named_when_a_year_is_chosen():
    undated = msgspec.structs.replace(town("东坪乡"), year=None)
    assert [doubt.why for doubt in total([undated], year=2023).left_out] == ["读不出报告年度"]


def test_a_report_without_tables_or_without_a_year_is_named():
    bare = Report("云岭乡", 2023, "")
    undated = msgspec.structs.replace(town("东坪乡"), year=None)
    assert [doubt.why for doubt in total([town("白石镇"), bare, undated]).left_out] == [
        "读不出报告年度",
        "没有找到可以相加的表格",
    ]


def test_the_same_file_twice_counts_once_and_is_named():
    again = msgspec.structs.replace(town("白石镇"), source=Source("副本.docx", "docx", "白石镇"))
    summed = total([again, town("白石镇")])
    assert values(summed.report) == liuhe.figures()
    [doubt] = summed.left_out
    assert "同一份文件" in doubt.why


def test_an_agencys_figures_in_two_formats_count_once():
    as_pdf = msgspec.structs.replace(town("白石镇"), source=Source("白石镇.pdf", "pdf", "另一个"))
    summed = total([town("白石镇"), as_pdf])
    assert values(summed.report) == liuhe.figures()
    assert "只计一次" in summed.left_out[0].why


def test_two_different_reports_of_one_agency_are_both_left_out_for_a_person_to_choose():
    first = town("白石镇")
    second = msgspec.structs.replace(
        town("白石镇", disclosure__penalties__decisions=Cell(99)), source=Source("更正.docx", "docx", "更正")
    )
    summed = total([first, second, town("东坪乡")])
    assert [report.agency for report in summed.counted] == ["东坪乡"]
    assert ["更正.docx" in doubt.why or "白石镇.docx" in doubt.why for doubt in summed.left_out] == [True, True]


def test_every_figure_leads_back_to_who_gave_it(tmp_path):
    summed = total([town("白石镇"), town("东坪乡", disclosure__penalties__decisions=Cell(8))])
    assert [(report.agency, cell.value) for report, cell in summed.parts(PENALTIES)] == [
        ("东坪乡", 8),
        ("白石镇", liuhe.figures()[PENALTIES]),
    ]
    write_parts(summed, tmp_path / "来源.csv")
    write_parts(summed, tmp_path / "来源.xlsx")
    with (tmp_path / "来源.csv").open(encoding="utf-8-sig") as file:
        table = list(csv.reader(file))
    assert table[0] == ["格", "代码", "合计", "东坪乡（东坪乡.docx）", "白石镇（白石镇.docx）"]
    [line] = [row for row in table if row[1] == PENALTIES]
    assert [int(cell) for cell in line[2:]] == [8 + liuhe.figures()[PENALTIES], 8, liuhe.figures()[PENALTIES]]
    sheet = CalamineWorkbook.from_path(tmp_path / "来源.xlsx").get_sheet_by_name("各格来源").to_python()
    assert len(sheet) == len(table) == 1 + len(forms.form("2021").slots)


def test_nothing_that_can_be_added_gives_a_sum_of_nothing_not_of_zeros():
    summed = total([town("白石镇", disclosure__penalties__decisions=Cell(state=State.BLANK))])
    assert summed.counted == ()
    assert set(values(summed.report).values()) == {None}
