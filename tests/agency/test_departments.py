"""Departments from a spreadsheet: all rows or none, every fault named by its row."""

from datetime import date
from typing import Any

import pytest

from gongkai.agency.actions import departments
from gongkai.agency.models import Agency, Appointment
from gongkai.agency.roles import Role
from gongkai.errors import NotYourRole, Refused
from gongkai.journal.models import Entry
from tests.cast import SINCE, Cast

DAY = date(2024, 5, 6)


def rows(text: str) -> list[tuple[int, list[Any]]]:
    """Rows as a spreadsheet has them: cells between bars, the first row with headings."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return [(number, [cell.strip() for cell in line.split("|")]) for number, line in enumerate(lines, start=1)]


@pytest.fixture
def county(cast: Cast) -> Cast:
    Appointment.objects.create(officer=cast.he, agency=cast.county, role=Role.ADMINISTRATOR, from_on=SINCE)
    return cast


def taken(cast: Cast, text: str, **more: Any) -> list[Agency]:
    return departments.take_in(cast.county.pk, rows(text), by=cast.he, today=DAY, **more)


def test_each_row_is_an_agency_at_its_place(county: Cast) -> None:
    made = taken(
        county,
        """
        名称 | 统一社会信用代码 | 类型 | 上级 | 电话
        柳河县财政局 | 11990121mb0000025n | | | 0990-1111111
        柳河县非税收入中心 | | 授权组织 | 柳河县财政局 |
        柳河县自来水公司 | | 公共企事业单位 | |
        """,
    )
    finance, income, water = made
    assert (finance.parent, finance.kind, finance.level) == (county.county, "department", "county")
    assert (finance.credit_code, finance.telephone) == ("11990121MB0000025N", "0990-1111111")
    assert (income.parent, income.path) == (finance, finance.path + "001")
    assert water.is_enterprise
    assert Entry.objects.filter(act="agency.added").count() == 3


def test_one_faulty_row_keeps_all_out_and_each_fault_is_named(county: Cast) -> None:
    before = Agency.objects.count()
    with pytest.raises(Refused) as refusal:
        taken(
            county,
            """
            名称 | 统一社会信用代码 | 类型 | 上级
            柳河县财政局 | | |
            柳河县财政局 | | |
            柳河县教育局 | 11990121MB00000259 | 厅 |
            柳河县水利局 | | | 柳河县水务集团
             | | 政府部门 |
            """,
        )
    assert [detail.split("：")[0] for detail in refusal.value.details] == [
        "第3行　名称",
        "第4行　类型",
        "第5行　上级",
        "第6行　名称",
    ]
    assert "4 处要改，一行都没有导入" in refusal.value.message
    assert Agency.objects.count() == before


def test_the_same_credit_code_twice_in_one_sheet_shows(county: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        taken(
            county,
            """
            名称 | 统一社会信用代码
            柳河县财政局 | 11990121MB0000025N
            柳河县教育局 | 11990121MB0000025N
            """,
        )
    assert refusal.value.details == (
        "第3行　统一社会信用代码：这个代码已是柳河县财政局的，两个机关不会相同，请对照证书。",
    )


def test_a_child_of_a_faulty_row_is_not_complained_of_again(county: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        taken(
            county,
            """
            名称 | 类型 | 上级
            柳河县财政局 | 厅 |
            柳河县非税收入中心 | | 柳河县财政局
            """,
        )
    assert len(refusal.value.details) == 1


def test_the_headings_may_stand_below_a_title_and_in_any_order(county: Cast) -> None:
    [made] = departments.take_in(
        county.county.pk,
        [(1, ["柳河县部门名单"]), (3, ["备注", "上级", "名称（必填）"]), (4, ["x", None, "柳河县财政局"])],
        by=county.he,
        today=DAY,
    )
    assert made.name == "柳河县财政局"


def test_a_code_that_the_spreadsheet_took_for_a_number_is_a_code(county: Cast) -> None:
    [made] = departments.take_in(
        county.county.pk,
        [(1, ["名称", "行政区划代码"]), (2, ["柳河县财政局", 990121.0])],
        by=county.he,
        today=DAY,
    )
    assert made.division_code == "990121"


@pytest.mark.parametrize(
    ("text", "says"),
    [("机关 | 电话\n柳河县财政局 | 1", "没有找到标题行"), ("名称 | 电话", "标题行下面没有内容")],
)
def test_a_sheet_without_headings_or_rows_is_refused(county: Cast, text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        taken(county, text)


def test_only_an_administrator_takes_in_departments(cast: Cast) -> None:
    with pytest.raises(NotYourRole):
        departments.take_in(cast.county.pk, rows("名称\n柳河县财政局"), by=cast.he, today=DAY)


def test_the_examples_of_the_template_go_through(county: Cast) -> None:
    sheet = [(1, list(departments.COLUMNS)), *((at, list(row)) for at, row in enumerate(departments.EXAMPLES, 2))]
    assert len(departments.take_in(county.county.pk, sheet, by=county.he, today=DAY)) == 2
