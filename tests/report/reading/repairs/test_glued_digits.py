from gongkai.report import forms
from gongkai.report.reading.repairs import glued_digits
from gongkai.report.reading.repairs.glued_digits import Glued
from gongkai.report.report import MISSING, Cell, Place, State
from tests.report.reading.lines import reading, row

FORM = forms.form("2021")
HEAD = "本年制发件数\n三、收到和处理政府信息公开申请情况\n"


def solved(code: str, text: str) -> list[object]:
    return row(reading(HEAD + f"{code}{text}"), "new")


def test_the_only_parting_that_adds_up_is_inferred():
    report = reading(HEAD + "一、本年新收政府信息公开申请数量713000074")
    assert row(report, "new") == [71, 3, 0, 0, 0, 0, 74]
    cell = report["requests.new.business"]
    assert (cell.state, cell.text, cell.notes) == (State.INFERRED, "713000074", ("glued_digits",))
    assert cell.how


def test_stray_noughts_among_the_digits_are_left_out_and_noted():
    report = reading(HEAD + "一、本年新收政府信息公开申请数量71300000074")
    assert row(report, "new") == [71, 3, 0, 0, 0, 0, 74]
    assert report["requests.new.total"].notes == ("glued_digits", "surplus_value")


def test_one_digit_for_every_cell_must_still_add_up():
    assert solved("一、本年新收政府信息公开申请数量", "1200003") == [1, 2, 0, 0, 0, 0, 3]
    assert solved("一、本年新收政府信息公开申请数量", "0021000") == ["unreadable"] * 7


def test_digits_that_add_up_in_two_ways_leave_the_cells_unreadable_that_differ():
    report = reading(HEAD + "一、本年新收政府信息公开申请数量10220160957")
    assert row(report, "new") == [10, "unreadable", "unreadable", 16, 0, 9, 57]
    assert report["requests.new.business"].text == "10220160957"


def test_the_other_rows_settle_what_one_row_leaves_open():
    paths = {
        code: tuple(f"requests.{code}.{column.code}" for column in FORM.tables["requests"].block[0].columns)
        for code in ("new", "carried_in", "handled", "carried_out")
    }
    cells = dict.fromkeys(FORM.slots, MISSING)
    lines = [
        Glued("10220160957", paths["new"], Place()),
        Glued("0000000", paths["carried_in"], Place()),
        Glued("0000000", paths["carried_out"], Place()),
    ]
    cells |= {path: Cell(2) for path in ["requests.handled.business"]}
    alone = glued_digits.repair(lines[:1], dict.fromkeys(FORM.slots, MISSING), FORM)
    together = glued_digits.repair(lines, cells, FORM)
    assert alone[paths["new"][1]].state is State.UNREADABLE
    assert [together[path].value for path in paths["new"]] == [10, 2, 20, 16, 0, 9, 57]


def test_the_fifteen_figures_of_table_four_are_parted_by_their_three_sums():
    report = reading(
        "本年制发件数\n四、政府信息公开行政复议、行政诉讼情况\n行政复议行政诉讼\n结果维持结果纠正其他结果尚未审结总计"
        "未经复议直接起诉复议后起诉\n结果维持结果纠正其他结果尚未审结总计结果维持结果纠正其他结果尚未审结总计\n726417837351134812690009"
    )
    assert row(report, "reconsideration", "challenges") == [72, 64, 178, 37, 351]
    assert row(report, "lawsuit_direct", "challenges") == [13, 4, 8, 1, 26]
    assert row(report, "lawsuit_after_reconsideration", "challenges") == [9, 0, 0, 0, 9]


def test_figures_without_a_sum_among_them_are_parted_only_where_there_is_no_other_way():
    table = "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容本年制发件数本年废止件数现行有效件数\n"
    assert row(reading(table + "规章000\n行政规范性文件6132"), "regulations", "disclosure") == [0, 0, 0]
    assert row(reading(table + "行政规范性文件0012"), "normative_documents", "disclosure") == [0, 0, 12]
    assert row(reading(table + "行政规范性文件613"), "normative_documents", "disclosure") == ["unreadable"] * 3
    assert row(reading(table + "行政规范性文件6132"), "normative_documents", "disclosure") == ["unreadable"] * 3


def test_a_negative_number_begins_at_its_sign():
    assert solved("一、本年新收政府信息公开申请数量", "10-200008") == [10, -2, 0, 0, 0, 0, 8]


def test_a_run_too_long_to_go_through_is_left_unreadable_soon():
    assert solved("一、本年新收政府信息公开申请数量", "1" * 60) == ["unreadable"] * 7
