"""Registers as spreadsheets: the template filled in comes back, whole or not at all."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from gongkai.errors import NotYourRole, Refused
from gongkai.supervision import sheets
from gongkai.supervision.actions import importing
from gongkai.supervision.actions.registering import Doubtful
from gongkai.supervision.models import Inspection, Meeting, Problem
from gongkai.supervision.registers import APPRAISALS, MEETINGS, PROBLEMS, REGISTERS, Register
from gongkai.supervision.sheets import Row
from tests.cast import Cast

TODAY = date(2024, 5, 6)


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def rows(register: Register, *lines: str) -> tuple[Row, ...]:
    return sheets.read(register, csv(*lines), "登记.csv")


def take_in(cast: Cast, found: tuple[Row, ...], register: Register = MEETINGS, **options: Any) -> Any:
    given = {"by": cast.chen, "today": TODAY, "file": "登记.csv", **options}
    return importing.take_in(register, cast.town.pk, found, **given)


def test_rows_become_entries_by_the_words_of_their_columns(cast: Cast) -> None:
    found = rows(MEETINGS, "开会日期,会议名称,类型,参加人数", "2024.3.5,专题会,会议学习,12人次", "")
    with pytest.raises(Refused) as refused:
        take_in(cast, found)
    assert refused.value.details == ("第2行　参加人数：“12人次”不是数字。请只写数字，不写单位。",)
    found = rows(
        MEETINGS, "开会日期,会议名称（必填）,类型,参加人数", "2024.3.5,专题会,会议学习,12", "2024年4月1日,部署会,,"
    )
    made = take_in(cast, found)
    assert [(one.title, one.on, one.kind, one.attendance) for one in made] == [
        ("专题会", date(2024, 3, 5), "study", 12),
        ("部署会", date(2024, 4, 1), "special", None),
    ]


def test_one_faulty_row_keeps_all_out_and_every_one_is_named(cast: Cast) -> None:
    found = rows(MEETINGS, "会议名称,开会日期,类型", "专题会,2024-03-05,", ",2024-03-06,", "部署会,三月,茶话会")
    with pytest.raises(Refused, match="2 行要改") as refused:
        take_in(cast, found)
    assert [line[:3] for line in refused.value.details] == ["第3行", "第4行"]
    assert "“三月”不是日期" in refused.value.details[1] and "没有“茶话会”" in refused.value.details[1]
    assert not Meeting.objects.exists()


def test_weighing_looks_at_each_row_beside_those_above_and_keeps_nothing(cast: Cast) -> None:
    found = rows(MEETINGS, "会议名称,开会日期", "专题会,2024-03-05", "专题会,2024-03-05")
    first, second = importing.weigh(MEETINGS, cast.town.pk, found, by=cast.chen, today=TODAY)
    assert (first.doubts, second.faults) == ((), ())
    assert "已经登记过" in second.doubts[0]
    assert not Meeting.objects.exists()
    with pytest.raises(Doubtful):
        take_in(cast, found)
    assert len(take_in(cast, found, confirmed=True)) == 2


def test_who_may_not_register_may_not_import(cast: Cast) -> None:
    with pytest.raises(NotYourRole):
        take_in(cast, rows(MEETINGS, "会议名称,开会日期", "专题会,2024-03-05"), by=cast.feng)


def test_a_problem_finds_its_inspection_by_name(cast: Cast) -> None:
    inspection = Inspection.objects.create(agency=cast.town, title="一季度自查", on=TODAY, entered_on=TODAY)
    head = "发现了什么问题,发现日期,哪次检查发现的"
    [problem] = take_in(cast, rows(PROBLEMS, head, "解读少,2024-04-01,一季度自查"), PROBLEMS)
    assert problem.inspection == inspection
    with pytest.raises(Refused) as refused:
        take_in(cast, rows(PROBLEMS, head, "更新慢,2024-04-01,二季度自查"), PROBLEMS)
    assert "没有登记过名称是“二季度自查”的检查" in refused.value.details[0]
    assert Problem.objects.count() == 1


def test_a_percentage_is_read_with_its_sign(cast: Cast) -> None:
    found = rows(APPRAISALS, "评议名称,评议年度,得到结果的日期,满意率（%）", "问卷,2023,2024-01-05,96.5%")
    [made] = take_in(cast, found, APPRAISALS)
    assert str(made.satisfaction) == "96.5"


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("姓名,电话", "王,1"), "没有找到标题行"),
        (("会议名称,主持人", "专题会,赵敏"), "没有这些必填的列：开会日期"),
        (("会议名称,开会日期",), "标题行下面没有内容"),
    ],
)
def test_a_file_without_headings_or_without_rows_is_refused(cast: Cast, lines: tuple[str, ...], why: str) -> None:
    with pytest.raises(Refused, match=why):
        rows(MEETINGS, *lines)


def test_what_a_row_leaves_out_is_said_in_plain_words(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        take_in(cast, rows(MEETINGS, "会议名称,开会日期", "专题会,"))
    assert refused.value.details == ("第2行　开会日期：必须填写。",)


@pytest.mark.parametrize("number", ["1e9999999999", "-1e9999999999", "1e-9999999999", "1e18"])
def test_a_number_of_endless_digits_is_refused_at_once(cast: Cast, number: str) -> None:
    for register, heads in (
        (MEETINGS, "会议名称,开会日期,参加人数"),
        (APPRAISALS, "评议名称,得到结果的日期,满意率（%）"),
    ):
        [weighed] = importing.weigh(
            register,
            cast.town.pk,
            rows(register, f"{heads},评议年度", f"甲,2024-03-05,{number},2023"),
            by=cast.chen,
            today=TODAY,
        )
        assert [fault for fault in weighed.faults if "这么大或者这么小" in fault], weighed


@pytest.mark.parametrize(("count", "refused"), [(500, False), (501, True)])
def test_a_file_holds_no_more_than_a_year_of_any_agency(cast: Cast, count: int, refused: bool) -> None:
    lines = ["会议名称,开会日期", *(f"会议{number},2024-03-05" for number in range(count))]
    if refused:
        with pytest.raises(Refused, match="一次最多"):
            rows(MEETINGS, *lines)
    else:
        assert len(rows(MEETINGS, *lines)) == count


@pytest.mark.parametrize("register", REGISTERS, ids=lambda each: each.code)
def test_a_template_filled_in_is_read_back(cast: Cast, register: Register) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheets.template(register, cast.town)))
    sheet = book.worksheets[0]
    heads = [str(cell.value) for cell in sheet[1]]
    assert [head.removesuffix(sheets.REQUIRED) for head in heads] == [register.label(name) for name in register.fields]
    given = {"on": "2024-03-05", "title": "甲", "year": "2023", "inspection": ""}
    for place, name in enumerate(register.fields, start=1):
        sheet.cell(2, place, given.get(name, ""))
    filled = io.BytesIO()
    book.save(filled)
    [row] = sheets.read(register, filled.getvalue(), "登记.xlsx")
    [weighed] = importing.weigh(register, cast.town.pk, [row], by=cast.chen, today=TODAY)
    assert (weighed.faults, weighed.doubts) == ((), ())
