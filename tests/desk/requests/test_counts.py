"""Tables three and four of a year on the desk: as the form prints them, every number open to its list."""

import io
from datetime import date

import python_calamine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.desk.desk import Desk
from tests.request.cases import case
from tests.request.test_counting import answered, dispute


def year(desk: Desk) -> None:
    answered(desk.cast, date(2023, 12, 28), date(2024, 1, 8), "granted.provided")
    answered(desk.cast, date(2024, 2, 6), date(2024, 3, 1), "refused.third_party_rights", kind="business")
    case(desk.cast.town, received_on=date(2024, 4, 30), title="宅基地审批结果")
    dispute(desk.cast, "reconsideration", date(2024, 3, 11), result="corrected", decided_on=date(2024, 4, 11))


def test_the_tables_stand_as_on_the_form_and_balance(desk: Desk) -> None:
    year(desk)
    page = desk.look(desk.cast.feng, "request_counts", year=2024)
    assert "第一项加第二项之和" in page and "未经复议直接起诉" in page
    assert "新收 2 件 + 上年结转 1 件 = 办结 2 件 + 结转下年 1 件" in page
    assert "到今天为止的数" in page
    assert page.count('<td class="number">') == 25 * 7 + 15


def test_a_number_opens_the_list_it_counts(desk: Desk) -> None:
    year(desk)
    page = desk.look(
        desk.cast.feng, "request_counted", year=2024, table="requests", row="carried_out", column="natural_person"
    )
    assert "宅基地审批结果" in page and "共 1 件" in page
    page = desk.look(
        desk.cast.feng, "request_counted", year=2024, table="challenges", row="reconsideration", column="corrected"
    )
    assert "不服部分公开" in page and "结果纠正" in page


def test_an_address_that_names_no_number_leads_to_the_tables(desk: Desk) -> None:
    for given in ({}, {"table": "disclosure", "row": "penalties", "column": "decisions"}, {"table": "requests"}):
        answer = desk.client(desk.cast.feng).get(desk.address("request_counted"), {"year": "2024", **given})
        assert answer.status_code == 302
        assert answer["Location"] == f"{desk.address('request_counts')}?year=2024"


def test_a_nil_year_is_all_noughts_and_says_what_that_means(desk: Desk) -> None:
    page = desk.look(desk.cast.feng, "request_counts", year=2022)
    assert "零申请" in page and "每格填 0，不能留空" in page
    assert page.count('<td class="number">0</td>') == 25 * 7 + 15


def test_years_that_cannot_be_show_this_one(desk: Desk) -> None:
    for asked in ("1999", "2018", "2025", "abcd", "٢٠٢٢"):
        assert "2024 年依申请公开统计" in desk.look(desk.cast.feng, "request_counts", year=asked)
    assert "一、本年新收" in desk.look(desk.cast.feng, "request_counts", year=2019)


def test_a_supervisor_may_count_the_agencies_below_in(desk: Desk) -> None:
    year(desk)
    case(desk.cast.other_town, received_on=date(2024, 4, 30))
    client = desk.client(desk.cast.he)
    where = desk.address("request_counts", agency=desk.cast.county)
    assert "新收 0 件" in client.get(where).content.decode()
    assert "新收 3 件" in client.get(where, {"below": 1}).content.decode()
    listed = client.get(
        desk.address("request_counted", agency=desk.cast.county),
        {"below": 1, "year": 2024, "table": "requests", "row": "new", "column": "total"},
    ).content.decode()
    assert "石桥乡人民政府" in listed and "共 3 件" in listed
    assert "新收 2 件" in desk.look(desk.cast.chen, "request_counts", below=1)


def test_the_workbook_holds_the_same_numbers(desk: Desk) -> None:
    year(desk)
    answer = desk.client(desk.cast.feng).get(desk.address("request_counts"), {"year": 2024, "format": "xlsx"})
    book = python_calamine.load_workbook(io.BytesIO(answer.content))
    rows = book.get_sheet_by_name("表三").to_python()
    [new] = [row for row in rows if any(str(cell).startswith("一、本年新收") for cell in row)]
    assert [cell for cell in new if isinstance(cell, float)][:7] == [1, 1, 0, 0, 0, 0, 2]
    assert book.get_sheet_by_name("表四").to_python()
    assert "正文" not in book.sheet_names
    assert "照原报告" not in str(book.get_sheet_by_name("说明").to_python())


def test_the_tables_say_nobodys_name_and_cost_few_queries(desk: Desk) -> None:
    year(desk)
    desk.look(desk.cast.chen, "request_counts", year=2024)
    with CaptureQueriesContext(connection) as found:
        assert "王秀英" not in desk.look(desk.cast.chen, "request_counts", year=2024)
    assert len(found) < 12
