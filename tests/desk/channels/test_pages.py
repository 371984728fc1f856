"""The pages of channels: what waits, what each channel needs, what was recorded, and numbers that agree."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from lxml import html
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from gongkai.disclosure.actions import publishing
from gongkai.disclosure.models import Channel, Edition, Item, Publication
from tests.cast import Cast

KINDS = {"镇政府公告栏": "bulletin_board", "清水发布": "wechat", "广场大屏": "led", "县档案馆": "reading_point"}


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def channels(cast: Cast) -> dict[str, Channel]:
    return {name: Channel.objects.create(agency=cast.town, kind=kind, name=name) for name, kind in KINDS.items()}


@pytest.fixture
def chen(cast: Cast, client: Client) -> Client:
    client.force_login(cast.chen)
    return client


def released(
    cast: Cast, *channels: Channel, title: str = "低保对象公示", on: date | None = None, **fields: object
) -> Item:
    on = on or timezone.localdate()
    item = Item.objects.create(
        agency=cast.town, handler=cast.chen, kind="notice", title=title, state="released", released_on=on, **fields
    )
    item.current = Edition.objects.create(
        item=item,
        number=1,
        title=title,
        body="<p>按程序公示。</p>",
        state="released",
        made_by=cast.chen,
        released_on=on,
    )
    item.save()
    publishing.publish(item, item.current, [each.pk for each in channels], by=cast.chen, today=on)
    return item


def photo() -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", (800, 600), "white").save(written, "JPEG")
    return SimpleUploadedFile("board.jpg", written.getvalue(), "image/jpeg")


def picture(client: Client, address: str) -> tuple[int, int]:
    """The size of a picture at an address."""
    response = client.get(address)
    assert response["Content-Type"] == "image/jpeg"
    data = b"".join(response)  # type: ignore[arg-type]
    for closer in response._resource_closers:  # the file; closing the response would close the database as well
        closer()
    with Image.open(io.BytesIO(data)) as image:
        return image.size


def at(cast: Cast, name: str, *args: int) -> str:
    return reverse(f"desk:{name}", args=[cast.town.pk, *args])


def words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    page = html.fromstring(response.content.decode())
    return " ".join(page.xpath("//div[@class='content']")[0].text_content().split())


def on(item: Item, channel: Channel) -> Publication:
    return item.publications.get(channel=channel)


# ---- the register


def test_the_register_has_the_website_and_says_what_was_not_updated(
    cast: Cast, chen: Client, channels: dict[str, Channel], today: date
) -> None:
    Channel.objects.filter(name="清水发布").update(update_days=14, last_used_on=today - timedelta(days=15))
    Channel.objects.filter(name="广场大屏").update(update_days=15, last_used_on=today - timedelta(days=15))
    page = words(chen, at(cast, "channels"))
    assert "政府信息公开平台" in page
    assert "1 个渠道该更新了" in page
    assert "15 天未更新" in page
    assert "15 天前更新" in page


def test_a_channel_is_registered_changed_with_a_photo_and_closed(cast: Cast, chen: Client, today: date) -> None:
    given = {"kind": "bulletin_board", "name": "村口公告栏", "place": "清水村口", "photo": photo()}
    response = chen.post(at(cast, "channel_new"), given, follow=True)
    channel = Channel.objects.get(name="村口公告栏")
    assert "已登记" in response.content.decode()
    assert picture(chen, at(cast, "channel_photo", channel.pk)) == (800, 600)
    assert picture(chen, at(cast, "channel_photo", channel.pk) + "?small") == (480, 360)
    chen.post(at(cast, "channel_edit", channel.pk), {"name": "村口公告栏", "place": "清水村委会门口"})
    channel.refresh_from_db()
    assert (channel.place, channel.photo_hash != "") == ("清水村委会门口", True)
    chen.post(at(cast, "channel_close", channel.pk), {"on": today.isoformat(), "reason": "拆除"})
    channel.refresh_from_db()
    assert channel.closed_on == today


def test_two_channels_of_one_name_are_refused_beside_the_form(
    cast: Cast, chen: Client, channels: dict[str, Channel]
) -> None:
    response = chen.post(at(cast, "channel_new"), {"kind": "led", "name": "广场大屏"})
    assert response.status_code == 409
    assert "已有叫“广场大屏”" in response.content.decode()


def test_a_form_that_lacks_something_says_so_beside_the_field(cast: Cast, chen: Client) -> None:
    response = chen.post(at(cast, "channel_new"), {"kind": "led", "name": ""})
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()


# ---- what waits


def test_what_is_planned_waits_until_it_is_recorded(
    cast: Cast, chen: Client, channels: dict[str, Channel], today: date
) -> None:
    board = channels["镇政府公告栏"]
    item = released(cast, board, channels["广场大屏"])
    assert "共 2 条" in words(chen, at(cast, "publications"))
    assert "共 1 条" in words(chen, f"{at(cast, 'publications')}?channel={board.pk}")
    where = at(cast, "publication_record", on(item, board).pk)
    assert chen.post(where, {"on": today.isoformat()}).status_code == 422
    response = chen.post(where, {"on": today.isoformat(), "photo": photo()}, follow=True)
    assert "已登记发布" in response.content.decode()
    assert on(item, board).state == "done"
    assert "共 1 条" in words(chen, at(cast, "publications"))
    assert picture(chen, at(cast, "publication_photo", on(item, board).pk)) == (800, 600)


def test_the_same_form_sent_twice_records_once(
    cast: Cast, chen: Client, channels: dict[str, Channel], today: date
) -> None:
    item = released(cast, channels["清水发布"])
    where = at(cast, "publication_record", on(item, channels["清水发布"]).pk)
    given = {"on": today.isoformat(), "link": "https://mp.weixin.qq.com/s/1", "form_token": "abc"}
    assert [chen.post(where, given).status_code for _ in range(2)] == [302, 302]


def test_an_item_is_planned_for_further_channels_from_its_page(
    cast: Cast, chen: Client, channels: dict[str, Channel]
) -> None:
    item = released(cast, channels["广场大屏"])
    page = words(chen, at(cast, "item_channels", item.pk))
    assert "镇政府公告栏" in page
    assert "广场大屏" not in page
    chen.post(at(cast, "item_channels", item.pk), {"channels": [channels["清水发布"].pk]})
    assert on(item, channels["清水发布"]).state == "planned"


def test_what_hangs_in_an_old_edition_is_listed_and_changed_over(
    cast: Cast, chen: Client, channels: dict[str, Channel], today: date
) -> None:
    board = channels["镇政府公告栏"]
    item = released(cast, board)
    publishing.record(on(item, board).pk, by=cast.chen, today=today, on=today, photo="a" * 64)
    Edition.objects.filter(item=item).update(state="superseded")
    item.current = Edition.objects.create(
        item=item, number=2, title=item.title, state="released", made_by=cast.chen, released_on=today
    )
    item.save()
    publishing.replace_edition(item, item.current, by=cast.chen, today=today)
    assert "要换新版 1" in words(chen, at(cast, "publications"))
    where = at(cast, "publication_change_over", on(item, board).pk)
    chen.post(where, {"on": today.isoformat(), "photo": photo()})
    assert on(item, board).edition == item.current
    assert "要换新版" not in words(chen, at(cast, "publications"))


def test_what_must_come_down_stands_in_a_calendar_the_late_first(
    cast: Cast, chen: Client, channels: dict[str, Channel], today: date
) -> None:
    board = channels["镇政府公告栏"]
    late, later = released(cast, board, title="甲"), released(cast, board, title="乙")
    for item, due in ((late, today - timedelta(days=2)), (later, today + timedelta(days=40))):
        publishing.record(on(item, board).pk, by=cast.chen, today=today, on=today, photo="a" * 64)
        Publication.objects.filter(pk=on(item, board).pk).update(take_down_due_on=due)
    page = words(chen, at(cast, "take_downs"))
    assert "已到期，请尽快撤下 1" in page
    assert "过了 2 天" in page
    assert page.index("甲") < page.index("乙")
    chen.post(at(cast, "publication_take_down", on(late, board).pk), {"on": today.isoformat(), "reason": "公示期满"})
    assert on(late, board).state == "taken_down"


def test_a_plan_is_cancelled_with_a_reason(cast: Cast, chen: Client, channels: dict[str, Channel]) -> None:
    item = released(cast, channels["广场大屏"])
    chen.post(at(cast, "publication_cancel", on(item, channels["广场大屏"]).pk), {"reason": "屏幕维修"})
    assert on(item, channels["广场大屏"]).state == "cancelled"


# ---- what a channel needs


def test_a_board_gets_a_notice_in_two_sizes_and_a_page(cast: Cast, chen: Client, channels: dict[str, Channel]) -> None:
    publication = on(released(cast, channels["镇政府公告栏"]), channels["镇政府公告栏"])
    for sheet in ("A4", "A3", "其他"):
        response = chen.get(at(cast, "publication_notice", publication.pk), {"sheet": sheet})
        assert response.content.startswith(b"%PDF-")
        assert response["Content-Type"] == "application/pdf"
    page = words(chen, at(cast, "publication_print", publication.pk))
    assert "A4 公告（1 张）" in page
    assert "正文较长" not in page


def test_a_text_too_long_for_one_sheet_is_said(cast: Cast, chen: Client, channels: dict[str, Channel]) -> None:
    item = released(cast, channels["镇政府公告栏"])
    Edition.objects.update(body="<p>请村民监督。</p>" * 300)
    page = words(chen, at(cast, "publication_print", on(item, channels["镇政府公告栏"]).pk))
    assert "一张 A3 放不下" in page


def test_a_display_gets_screens_in_either_encoding(cast: Cast, chen: Client, channels: dict[str, Channel]) -> None:
    publication = on(released(cast, channels["广场大屏"]), channels["广场大屏"])
    assert "共 3 屏" in words(chen, at(cast, "publication", publication.pk))
    where = at(cast, "publication_screens", publication.pk)
    assert "低保对象公示" in chen.get(where).content.decode("gbk")
    assert "低保对象公示" in chen.get(where, {"encoding": "utf-8"}).content.decode("utf-8-sig")


def test_an_account_gets_an_article_to_copy_and_to_download(
    cast: Cast, chen: Client, channels: dict[str, Channel]
) -> None:
    publication = on(released(cast, channels["清水发布"]), channels["清水发布"])
    page = chen.get(at(cast, "publication", publication.pk)).content.decode()
    assert f'data-copy-from="{at(cast, "publication_article", publication.pk)}"' in page
    assert "style=" not in html.tostring(html.fromstring(page).xpath("//main")[0]).decode()
    response = chen.get(at(cast, "publication_article", publication.pk))
    assert "attachment" in response["Content-Disposition"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert 'style="' in response.content.decode()
    assert "按程序公示" in chen.get(at(cast, "publication_article", publication.pk), {"as": "text"}).content.decode()


def test_nothing_is_made_of_what_is_not_public(cast: Cast, chen: Client, channels: dict[str, Channel]) -> None:
    item = released(cast, channels["镇政府公告栏"])
    Item.objects.update(state="withdrawn")
    publication = on(item, channels["镇政府公告栏"])
    assert "公开以后才能制作" in words(chen, at(cast, "publication", publication.pk))
    for name in ("publication_notice", "publication_print", "publication_screens", "publication_article"):
        assert chen.get(at(cast, name, publication.pk)).status_code == 409


def test_a_reader_sees_and_records_nothing(cast: Cast, client: Client, channels: dict[str, Channel]) -> None:
    item = released(cast, channels["镇政府公告栏"])
    client.force_login(cast.feng)
    publication = on(item, channels["镇政府公告栏"])
    assert "登记已发布" not in words(client, at(cast, "publication", publication.pk))
    assert client.get(at(cast, "publication_record", publication.pk)).status_code == 403


# ---- deliveries


def test_a_delivery_list_is_printed_then_signed_for(
    cast: Cast, chen: Client, channels: dict[str, Channel], today: date
) -> None:
    item, archive = released(cast, title="补贴公示"), channels["县档案馆"]
    asked = f"?channel={archive.pk}&since={today.isoformat()}&until={today.isoformat()}"
    assert "未移送" in words(chen, at(cast, "deliveries") + asked)
    document = Document(io.BytesIO(chen.get(at(cast, "deliveries") + asked + "&format=docx").content))
    assert document.tables[0].rows[1].cells[2].text == "补贴公示"
    book = openpyxl.load_workbook(io.BytesIO(chen.get(at(cast, "deliveries") + asked + "&format=xlsx").content))
    assert book.active["C4"].value == "补贴公示"
    where = at(cast, "channel_deliver", archive.pk) + asked
    assert chen.post(where, {"on": today.isoformat()}).status_code == 422
    chen.post(where, {"on": today.isoformat(), "photo": photo()})
    assert on(item, archive).state == "done"
    assert "已移送" in words(chen, at(cast, "deliveries") + asked)


def test_a_period_turned_round_is_told(cast: Cast, chen: Client, channels: dict[str, Channel]) -> None:
    asked = f"?channel={channels['县档案馆'].pk}&since=2024-06-30&until=2024-01-01"
    assert "请对调" in words(chen, at(cast, "deliveries") + asked)


# ---- one channel, and the counts


def test_a_channel_shows_its_months_and_the_list_that_is_posted(
    cast: Cast, chen: Client, channels: dict[str, Channel], today: date
) -> None:
    board = channels["镇政府公告栏"]
    item = released(cast, board)
    publishing.record(on(item, board).pk, by=cast.chen, today=today, on=today, photo="a" * 64)
    assert f"{today.year} 年在“镇政府公告栏”发布 1 条" in words(chen, at(cast, "channel", board.pk))
    assert f"{today.year - 1} 年没有在这里发布过" in words(
        chen, f"{at(cast, 'channel', board.pk)}?year={today.year - 1}"
    )
    assert "低保对象公示" in words(chen, at(cast, "channel_list", board.pk))


def year_of_three_channels(cast: Cast, channels: dict[str, Channel]) -> None:
    """Two items of 2023 and one of 2022; one of them on the website, a board and an account."""
    day = date(2023, 3, 5)
    first = released(cast, channels["镇政府公告栏"], channels["清水发布"], on=day, root="21.8", due_on=date(2023, 3, 1))
    for name in ("镇政府公告栏", "清水发布"):
        publishing.record(on(first, channels[name]).pk, by=cast.chen, today=day, on=day, photo="a" * 64)
    released(cast, on=date(2023, 12, 31), title="未归类的")
    released(cast, on=date(2022, 12, 31), title="上年的")


def test_every_number_counts_what_its_list_shows_and_the_sums_agree(
    cast: Cast, chen: Client, channels: dict[str, Channel]
) -> None:
    year_of_three_channels(cast, channels)
    page = html.fromstring(chen.get(f"{at(cast, 'counts')}?year=2023").content.decode())
    found = [(link.text_content().strip(), link.get("href")) for link in page.xpath("//td[@class='number']/a")]
    assert len(found) > 12
    for number, address in found:
        assert f"共 {number} 条" in words(chen, address), address
    for table in page.xpath("//table[tfoot]"):
        total = int(table.xpath("string(tfoot//td[1])"))
        assert sum(int(cell.text_content()) for cell in table.xpath("tbody//td[1]")) == total
    assert [
        int(page.xpath(f"string(//section[@aria-labelledby='{code}']//tfoot//td[1])")) for code in ("root", "channel")
    ] == [2, 4]
    assert "请联系平台管理员" not in page.text_content()
    assert "共 1 条" in words(chen, f"{at(cast, 'counted')}?year=2023&late=1")


def test_the_counts_leave_as_a_workbook(cast: Cast, chen: Client, channels: dict[str, Channel]) -> None:
    year_of_three_channels(cast, channels)
    response = chen.get(f"{at(cast, 'counts')}?year=2023&format=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["按月份", "按法定内容", "按种类", "按渠道"]
    rows = [[cell.value for cell in row] for row in book["按渠道"].iter_rows(min_row=3, max_col=4)]
    assert ["合计", 4, 1, 3] in rows


def test_the_pages_ask_as_much_of_the_database_whatever_they_list(
    cast: Cast, chen: Client, channels: dict[str, Channel], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    board = channels["镇政府公告栏"]
    for number in range(60):
        released(cast, board, title=f"第{number}件")
    for address, most in (
        (at(cast, "channels"), 20),
        (at(cast, "publications"), 22),
        (at(cast, "take_downs"), 20),
        (at(cast, "channel", board.pk), 20),
        (at(cast, "counts"), 40),
        (at(cast, "counted"), 14),
    ):
        with django_assert_max_num_queries(most):
            assert chen.get(address).status_code == 200
