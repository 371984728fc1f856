"""The list of items: what it shows, how it is narrowed, and that its files are exactly what it shows."""

import csv
import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from gongkai.desk.items import columns
from gongkai.disclosure.models import Channel, Item, Publication
from tests.cast import Cast
from tests.desk.records import item

pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture
def chen(cast: Cast, client: Client) -> Client:
    client.force_login(cast.chen)
    return client


def titles(client: Client, cast: Cast, **filters: object) -> list[str]:
    """The titles that the list shows, top down."""
    response = client.get(reverse("desk:items", args=[cast.town.pk]), filters)
    assert response.status_code == 200
    return [row[0] for row in rows(client, cast, **filters)]


def rows(client: Client, cast: Cast, **filters: object) -> list[list[str]]:
    """The rows of the list as a csv file, without the headings."""
    response = client.get(reverse("desk:items", args=[cast.town.pk]), {**filters, "format": "csv"})
    text = b"".join(response).decode("utf-8-sig")  # type: ignore[arg-type]
    return [*csv.reader(io.StringIO(text))][1:]


def test_a_search_goes_on_among_the_requests_for_who_sees_them(chen: Client, cast: Cast) -> None:
    page = chen.get(reverse("desk:items", args=[cast.town.pk]), {"q": "补贴&表"}).content.decode()
    assert "在依申请里找“补贴&amp;表”" in page
    assert reverse("desk:requests", args=[cast.town.pk]) + "?q=%E8%A1%A5%E8%B4%B4%26%E8%A1%A8" in page
    assert "在依申请里找" not in chen.get(reverse("desk:items", args=[cast.town.pk])).content.decode()


def test_the_newest_comes_first_and_what_other_agencies_have_is_not_there(chen: Client, cast: Cast) -> None:
    item(cast.town, cast.chen, "一")
    item(cast.town, cast.chen, "二")
    item(cast.other_town, cast.li, "别处")
    assert titles(chen, cast) == ["二", "一"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"state": "released"}, ["低保公示"]),
        ({"kind": "budget"}, ["预算"]),
        ({"attribute": "withheld"}, ["请示"]),
        ({"root": "20.7"}, ["预算"]),
        ({"q": "低保"}, ["低保公示"]),
        ({"q": "低保 公示"}, ["低保公示"]),
        ({"q": "〔2024〕7号"}, ["预算"]),
        ({"q": "没有的字"}, []),
        ({"dated": "released_on", "since": "2024-05-06", "until": "2024-05-06"}, ["低保公示"]),
        ({"dated": "released_on", "since": "2024-05-07"}, []),
        ({"dated": "released_on", "until": "2024-05-05"}, []),
        ({"dated": "formed_on", "since": "2024-03-01"}, ["预算"]),
        ({"state": "nonsense"}, ["请示", "低保公示", "预算"]),
    ],
)
def test_the_list_is_narrowed_by_what_the_address_says(
    chen: Client, cast: Cast, filters: dict[str, str], found: list[str]
) -> None:
    budget = item(cast.town, cast.chen, "预算", root="20.7", document_number="清政发〔2024〕7号")
    Item.objects.filter(pk=budget.pk).update(kind="budget", formed_on=date(2024, 3, 1))
    item(cast.town, cast.chen, "低保公示", state="released", released_on=date(2024, 5, 6))
    item(cast.town, cast.chen, "请示", attribute="withheld")
    assert titles(chen, cast, **filters) == found


@pytest.mark.parametrize(("due_on", "is_late"), [(date(2024, 5, 5), True), (date(2024, 5, 6), False)])
def test_only_what_is_past_its_last_day_is_overdue(
    chen: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch, due_on: date, is_late: bool
) -> None:
    monkeypatch.setattr("gongkai.desk.items.listing.timezone.localdate", lambda: date(2024, 5, 6))
    item(cast.town, cast.chen, "公示", due_on=due_on)
    item(cast.town, cast.chen, "已公开的不算", due_on=due_on, state="released")
    item(cast.town, cast.chen, "不公开的不算", due_on=due_on, attribute="withheld")
    assert titles(chen, cast, overdue="on") == (["公示"] if is_late else [])


def test_a_channel_shows_what_was_put_on_it_and_not_what_was_cancelled(chen: Client, cast: Cast) -> None:
    board = Channel.objects.create(agency=cast.town, kind="bulletin_board", name="公告栏")
    for title, state in (("上墙", "planned"), ("取消了", "cancelled")):
        Publication.objects.create(item=item(cast.town, cast.chen, title), channel=board, agency=cast.town, state=state)
    assert titles(chen, cast, channel=board.pk) == ["上墙"]


def test_the_list_is_sorted_by_the_column_named_up_and_down(chen: Client, cast: Cast) -> None:
    for title, day in (("中", 5), ("先", 1), ("后", 9)):
        item(cast.town, cast.chen, title, due_on=date(2024, 5, day))
    assert titles(chen, cast, sort="due_on") == ["先", "中", "后"]
    assert titles(chen, cast, sort="-due_on") == ["后", "中", "先"]
    assert titles(chen, cast, sort="handler__password") == ["后", "先", "中"]


@pytest.mark.parametrize("column", [column for column in columns.COLUMNS if column.sort], ids=lambda each: each.code)
def test_every_column_that_offers_it_can_be_sorted(chen: Client, cast: Cast, column: columns.Column) -> None:
    item(cast.town, cast.chen)
    assert len(titles(chen, cast, sort=column.code, columns=column.code)) == 1


def test_the_file_holds_the_columns_chosen_and_every_page(chen: Client, cast: Cast) -> None:
    for number in range(51):
        item(cast.town, cast.chen, f"第{number}件", document_number=f"清政发〔2024〕{number}号")
    response = chen.get(
        reverse("desk:items", args=[cast.town.pk]), {"columns": "document_number", "format": "xlsx", "sort": "title"}
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response)))  # type: ignore[arg-type]
    head, *body = book.get_sheet_by_index(0).to_python()
    assert head == ["标题", "发文字号"]
    assert len(body) == 51
    assert ["第0件", "清政发〔2024〕0号"] in body


def test_a_cell_that_a_spreadsheet_would_calculate_leaves_as_text(chen: Client, cast: Cast) -> None:
    item(cast.town, cast.chen, '=HYPERLINK("http://example.com")')
    [[title, *_]] = rows(chen, cast)
    assert title == '\'=HYPERLINK("http://example.com")'


def test_the_page_takes_as_many_queries_for_fifty_items_as_for_one(
    chen: Client, cast: Cast, django_assert_max_num_queries: object
) -> None:
    board = Channel.objects.create(agency=cast.town, kind="bulletin_board", name="公告栏")
    for number in range(50):
        made = item(cast.town, cast.chen, f"第{number}件")
        Publication.objects.create(item=made, channel=board, agency=cast.town)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        chen.get(reverse("desk:items", args=[cast.town.pk]), {"columns": [column.code for column in columns.COLUMNS]})


def test_an_empty_list_says_what_to_do_first(chen: Client, cast: Cast) -> None:
    page = chen.get(reverse("desk:items", args=[cast.town.pk])).content.decode()
    assert "还没有信息" in page
    page = chen.get(reverse("desk:items", args=[cast.town.pk]), {"q": "无"}).content.decode()
    assert "没有符合这些条件的信息" in page
