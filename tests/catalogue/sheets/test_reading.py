"""Workbooks as agencies have them: merged cells, blanks, 同上, √ one column off, ■ and □, several sheets."""

import io
from collections.abc import Sequence

import openpyxl
import pytest

from gongkai.catalogue.sheets.reading import Read, domain_of, read
from gongkai.errors import Refused

TOP_HEADS = (
    "序号 公开事项 - 公开内容（要素） 公开依据 公开时限 公开主体 公开渠道和载体 公开对象 - 公开方式 - 公开层级 -"
)
SUB_HEADS = "- 一级事项 二级事项 - - - - - 全社会 特定群体（请写明） 主动 依申请公开 县级 乡级"
HEADS = TOP_HEADS.split(" "), SUB_HEADS.split(" ")
MERGED_HEADS = ("A2:A3", "B2:C2", "D2:D3", "E2:E3", "F2:F3", "G2:G3", "H2:H3", "I2:J2", "K2:L2", "M2:N2")
LIMIT = "信息形成之日起20个工作日内"


def line(number: str, level1: str, level2: str, **cells: str) -> list[str]:
    texts = {
        "elements": "办理条件；办理流程",
        "basis": "《社会救助暂行办法》",
        "limit": LIMIT,
        "subject": "清水镇人民政府",
        "channels": "■政府网站 □两微一端",
    } | cells
    ticks = cells.get("ticks", "√ √  √")
    placed = [tick.strip() for tick in ticks.ljust(6)]
    written = [texts[name] for name in ("elements", "basis", "limit", "subject", "channels")]
    return [number, level1, level2, *written, *placed]


def workbook(
    *rows: Sequence[str],
    title: str = "清水镇社会救助领域基层政务公开标准目录",
    name: str = "社会救助",
    merged: Sequence[str] = (),
) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in ([title], *HEADS, *rows):
        sheet.append([None if text in ("", "-") else text for text in row])
    for spot in ("A1:N1", *MERGED_HEADS, *merged):
        sheet.merge_cells(spot)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def entries(data: bytes) -> Read:
    return read(data, "township", {})


def test_two_rows_of_headings_under_a_title_are_read() -> None:
    found = entries(workbook(line("1", "低保", "办事指南", ticks="√ √  √")))
    [row] = found.rows
    columns = row.columns
    assert (columns.domain, columns.level1, columns.level2) == ("社会救助", "低保", "办事指南")
    assert columns.elements == ("办理条件", "办理流程")
    assert columns.channels == (("政府网站", True), ("两微一端", False))
    assert (columns.audience, columns.mode, columns.levels) == ("public", "active", ("乡级",))
    assert (row.number, row.notes, row.errors) == (4, [], [])


def test_a_merged_name_stands_for_every_row_it_covers_without_a_note() -> None:
    found = entries(workbook(line("1", "低保", "办事指南"), line("2", "", "审核信息"), merged=("B4:B5",)))
    assert [row.columns.level1 for row in found.rows] == ["低保", "低保"]
    assert found.rows[1].notes == []


def test_a_blank_name_is_that_of_the_row_above_and_said_so() -> None:
    found = entries(workbook(line("1", "低保", "办事指南"), line("2", "", "审核信息", elements="对象", limit="")))
    second = found.rows[1]
    assert (second.columns.level1, second.columns.level2) == ("低保", "审核信息")
    assert second.columns.time_limit == LIMIT
    assert "一级事项空着，取上一行的“低保”。" in second.notes
    assert any(note.startswith("公开时限空着") for note in second.notes)


def test_a_blank_second_name_is_not_taken_from_above() -> None:
    found = entries(workbook(line("1", "低保", "办事指南"), line("2", "政策文件", "")))
    assert found.rows[1].columns.level2 == ""


def test_what_says_the_same_as_above_is_that_with_its_own_words_kept() -> None:
    found = entries(
        workbook(
            line("1", "行政处罚", "占道经营"),
            line("2", "同上", "同上（处罚结果）", basis="同上"),
        )
    )
    second = found.rows[1]
    assert (second.columns.level1, second.columns.level2) == ("行政处罚", "占道经营（处罚结果）")
    assert second.columns.basis == "《社会救助暂行办法》"
    assert "公开依据写的是“同上”，取上一行的“《社会救助暂行办法》”。" in second.notes


def test_ticks_one_column_off_are_moved_back() -> None:
    straight, shifted = ["√", "", "√", "", "", "√"], ["", "√", "", "√", "", "", "√"]
    first, second = line("1", "低保", "指南")[:8], line("2", "低保", "政策")[:8]
    rows = entries(workbook([*first, *straight], [*second, *shifted])).rows
    assert rows[0].columns.levels == rows[1].columns.levels == ("乡级",)
    assert rows[1].columns.mode == "active"
    assert rows[1].columns.audience == "public"
    assert rows[1].notes == ["√ 整体向右错了一列，已按表头对齐。"]


def test_words_in_the_column_of_particular_people_name_them() -> None:
    row = entries(workbook([*line("1", "征地", "告知")[:8], "", "被征地村民", "√", "", "", "√"])).rows[0]
    assert (row.columns.audience, row.columns.audience_words) == ("specific", "被征地村民")


def test_a_row_without_names_goes_on_with_the_elements_above() -> None:
    further = ["", "", "", "监督电话", "", "", "", "", "", "", "", "", "", ""]
    found = entries(workbook(line("1", "低保", "办事指南"), further))
    [row] = found.rows
    assert row.columns.elements == ("办理条件", "办理流程", "监督电话")
    assert row.notes == ["第5行没有事项名称，“监督电话”并入本条的公开内容。"]


def test_headings_repeated_on_the_next_page_and_remarks_are_passed_over() -> None:
    found = entries(workbook(line("1", "低保", "指南"), *HEADS, line("2", "低保", "政策"), ["注：本目录由民政办解释"]))
    assert [row.columns.level2 for row in found.rows] == ["指南", "政策"]


def test_entries_of_the_starting_catalogue_keep_their_codes_and_items_of_the_law() -> None:
    [row] = entries(workbook(line("1", "最低生活保障", "审核信息"))).rows
    assert (row.columns.code, row.columns.root) == ("05.005", "21.8")


def test_an_entry_the_agency_has_keeps_its_code() -> None:
    known = {("社会救助", "临时救助", "办事指南", ""): "L7-3"}
    [row] = read(workbook(line("1", "临时救助", "办事指南")), "township", known).rows
    assert row.columns.code == "L7-3"


def test_a_domain_nobody_knows_goes_under_the_other_items_and_is_said_so() -> None:
    [row] = entries(workbook(line("1", "河道", "巡查"), title="清水镇公开目录", name="水利")).rows
    assert (row.columns.domain, row.columns.root) == ("水利", "20.15")
    assert any("没有对应到法定内容" in note for note in row.notes)


def test_the_same_entry_twice_is_an_error_of_the_second() -> None:
    found = entries(workbook(line("1", "低保", "指南"), line("2", "低保", "指南")))
    assert found.error_count == 1
    assert found.rows[1].errors == ["与工作表“社会救助”第4行的领域和事项名称完全相同。请改名，或者合成一行。"]


def test_a_name_too_long_is_an_error() -> None:
    [row] = entries(workbook(line("1", "长" * 121, ""))).rows
    assert row.errors == ["一级事项有121个字，最多120个字。请改短。"]
    [row] = entries(workbook(line("1", "长" * 120, ""))).rows
    assert row.errors == []


def test_lists_of_names_are_marked_for_the_check_of_personal_data() -> None:
    [row] = entries(workbook(line("1", "低保", "审核信息", elements="初审对象名单"))).rows
    assert row.columns.has_personal_data
    assert any("个人信息" in note for note in row.notes)


def test_a_time_limit_that_says_no_time_is_noted() -> None:
    [row] = entries(workbook(line("1", "低保", "指南", limit="由民政办掌握"))).rows
    assert row.columns.time_limit == "由民政办掌握"
    assert row.notes == ["公开时限“由民政办掌握”没读出期限，请在草稿里改写或选定。"]


def test_a_sheet_without_headings_is_named_and_passed_over() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(line("1", "低保", "指南"))))
    book.create_sheet("填表说明").append(["请各站所填写"])
    written = io.BytesIO()
    book.save(written)
    found = entries(written.getvalue())
    assert len(found.rows) == 1
    assert "工作表“填表说明”没有目录的表头" in found.notes[0]


def test_a_workbook_without_any_entry_is_refused() -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "电话"])
    written = io.BytesIO()
    book.save(written)
    with pytest.raises(Refused, match="没有读出目录条目"):
        entries(written.getvalue())


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 ...", b"just words"])
def test_what_is_no_workbook_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(Refused, match=r"Excel|打不开"):
        entries(data)


@pytest.mark.parametrize(
    ("sheet", "title", "domain"),
    [
        ("Sheet1", "清水镇保障性住房领域标准目录", "保障性住房"),
        ("乡村振兴", "", "扶贫（乡村振兴）"),
        ("国土空间规划", "", "城乡规划（国土空间规划）"),
        ("Sheet2", "", ""),
        ("水利", "", "水利"),
    ],
)
def test_the_domain_is_named_by_the_title_or_the_sheet(sheet: str, title: str, domain: str) -> None:
    assert domain_of(sheet, title) == domain
