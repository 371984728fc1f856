"""The pages of imports: a file uploaded, looked at, imported, undone; and the short page for a telephone."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html
from PIL import Image

from gongkai.disclosure.actions import importing
from gongkai.disclosure.models import Batch, Channel, Item
from gongkai.task.models import Work
from tests.cast import Cast
from tests.disclosure.spreadsheets import release, workbook


@pytest.fixture
def chen(cast: Cast, client: Client) -> Client:
    client.force_login(cast.chen)
    return client


@pytest.fixture
def board(cast: Cast) -> Channel:
    return Channel.objects.create(agency=cast.town, kind="bulletin_board", name="镇政府公告栏")


def at(cast: Cast, name: str, *args: int) -> str:
    return reverse(f"desk:{name}", args=[cast.town.pk, *args])


def upload(chen: Client, cast: Cast, *rows: tuple[object, ...], **other: object) -> Batch:
    file = SimpleUploadedFile("一季度.xlsx", workbook(rows))
    response = chen.post(at(cast, "batches"), {"file": file, "channel": "", **other})
    assert response.status_code == 302
    return Batch.objects.latest("pk")


def words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


def test_a_file_is_read_looked_at_imported_and_undone(cast: Cast, chen: Client) -> None:
    batch = upload(chen, cast, release(), release("另一件"))
    page = words(chen, at(cast, "batch", batch.pk))
    assert "共 2 行，没有错误" in page
    assert "导入 2 条" in page
    assert Item.objects.count() == 0
    response = chen.post(at(cast, "batch_begin", batch.pk), follow=True)
    assert "已导入 2 条，注明“系统外审查、补录”" in response.content.decode()
    chen.post(at(cast, "batch_begin", batch.pk))
    assert Item.objects.filter(state="released").count() == 2
    assert chen.post(at(cast, "batch_undo", batch.pk), {"reason": ""}).status_code == 422
    response = chen.post(at(cast, "batch_undo", batch.pk), {"reason": "导错了表"}, follow=True)
    assert "撤销：导错了表" in response.content.decode()
    assert Item.objects.filter(state="released").count() == 0


def test_what_is_wrong_stands_beside_its_row_and_blocks(cast: Cast, chen: Client) -> None:
    batch = upload(chen, cast, release(), release("另一件", released="上月"))
    page = words(chen, at(cast, "batch", batch.pk))
    assert "1 行有错" in page
    assert "公开日期：“上月”认不出是哪一天" in page
    assert "有错的行：第 3 行" in page
    assert "另一件" not in words(chen, at(cast, "batch", batch.pk) + "?show=warnings").partition("列是怎么认的")[0]
    response = chen.post(at(cast, "batch_begin", batch.pk), follow=True)
    assert "1 行有错，没有导入" in response.content.decode()
    chen.post(at(cast, "batch_begin", batch.pk), {"leave_out": "on"})
    assert Item.objects.count() == 1


def test_rows_are_fifty_a_page(cast: Cast, chen: Client) -> None:
    batch = upload(chen, cast, *(release(f"第{number}件") for number in range(51)))
    first, second = (words(chen, f"{at(cast, 'batch', batch.pk)}?page={page}") for page in (1, 2))
    assert ("第49件" in first, "第50件" in first, "第50件" in second) == (True, False, True)
    assert "共 51 行" in first


def test_the_register_is_mended_and_the_rows_are_checked_again(cast: Cast, chen: Client) -> None:
    batch = upload(chen, cast, release(second="清水发布"))
    assert "渠道登记里没有“清水发布”" in words(chen, at(cast, "batch", batch.pk))
    Channel.objects.create(agency=cast.town, kind="wechat", name="清水发布")
    response = chen.post(at(cast, "batch_recheck", batch.pk), follow=True)
    assert "没有错误" in response.content.decode()


def test_the_usual_channel_is_chosen_with_the_file(cast: Cast, chen: Client, board: Channel) -> None:
    batch = upload(chen, cast, release(first=""), channel=board.pk)
    assert (batch.error_count, batch.usual_channel) == (0, board)


def test_the_same_file_again_is_warned_of(cast: Cast, chen: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [release()]
    data = workbook(rows)
    for expected in (False, True):
        file = SimpleUploadedFile("一季度.xlsx", data)
        chen.post(at(cast, "batches"), {"file": file, "channel": ""})
        batch = Batch.objects.latest("pk")
        assert ("可能重复" in words(chen, at(cast, "batch", batch.pk))) is expected
        chen.post(at(cast, "batch_begin", batch.pk))


def test_a_file_that_is_no_spreadsheet_is_refused_above_the_form(cast: Cast, chen: Client) -> None:
    file = SimpleUploadedFile("台账.docx", b"PK\x03\x04")
    response = chen.post(at(cast, "batches"), {"file": file, "channel": ""})
    assert response.status_code == 409
    assert "没有办成" in response.content.decode()
    assert chen.post(at(cast, "batches"), {"channel": ""}).status_code == 422


def test_a_long_import_leads_to_its_progress(cast: Cast, chen: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 1)
    batch = upload(chen, cast, release())
    chen.post(at(cast, "batch_begin", batch.pk))
    page = words(chen, at(cast, "batch", batch.pk))
    assert "正在后台导入" in page
    assert at(cast, "task", Work.objects.get().pk) in chen.get(at(cast, "batch", batch.pk)).content.decode()


def test_what_was_read_is_dropped(cast: Cast, chen: Client) -> None:
    batch = upload(chen, cast, release())
    response = chen.post(at(cast, "batch_drop", batch.pk), follow=True)
    assert "已放弃" in response.content.decode()


def test_the_template_is_read_back_with_every_column_known(cast: Cast, chen: Client, board: Channel) -> None:
    data = chen.get(at(cast, "batch_template")).content
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["公开信息"]
    heads = [cell.value for cell in sheet[1]]
    sheet.append(["公告", "公示公告", "社会救助", "2024-03-01", "2024-03-05", "", "", "镇政府公告栏", *[""] * 5])
    written = io.BytesIO()
    book.save(written)
    batch = importing.read(cast.town, "模板.xlsx", written.getvalue(), by=cast.chen, today=date(2024, 5, 20))
    assert (batch.row_count, batch.error_count) == (1, 0)
    assert [heading for heading, held in batch.columns if not held] == []
    assert heads == [heading for heading, _ in batch.columns]


# ---- a photo from a telephone


def photo() -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", (80, 60), "white").save(written, "JPEG")
    return SimpleUploadedFile("board.jpg", written.getvalue(), "image/jpeg")


def quick(cast: Cast, board: Channel, **other: object) -> dict[str, object]:
    given = {"photo": photo(), "title": "低保对象公示", "channel": board.pk, "root": "21.8", "posted": "posted"}
    return {**given, "on": timezone.localdate().isoformat(), **other}


def test_a_board_photographed_is_entered_and_leads_to_its_record(cast: Cast, chen: Client, board: Channel) -> None:
    response = chen.post(at(cast, "quick"), quick(cast, board), follow=True)
    item = Item.objects.get()
    assert response.redirect_chain[-1][0] == at(cast, "item", item.pk)
    assert "已补录" in response.content.decode()
    assert (item.state, item.publications.get().state) == ("released", "done")


def test_what_was_not_posted_becomes_a_draft(cast: Cast, chen: Client, board: Channel) -> None:
    chen.post(at(cast, "quick"), quick(cast, board, posted="planned"))
    item = Item.objects.get()
    assert (item.state, item.publications.get().state) == ("draft", "planned")


def test_the_same_photo_sent_twice_is_entered_once(cast: Cast, chen: Client, board: Channel) -> None:
    for _ in range(2):
        assert chen.post(at(cast, "quick"), quick(cast, board, form_token="one")).status_code == 302
    assert Item.objects.count() == 1


def test_what_is_wrong_is_said_and_nothing_entered(cast: Cast, chen: Client, board: Channel) -> None:
    assert chen.post(at(cast, "quick"), quick(cast, board, photo="")).status_code == 422
    later = (timezone.localdate() + timedelta(days=1)).isoformat()
    response = chen.post(at(cast, "quick"), quick(cast, board, on=later))
    assert response.status_code == 409
    assert "还没有到" in response.content.decode()
    broken = SimpleUploadedFile("board.jpg", b"\xff\xd8\xff", "image/jpeg")
    assert "不是能用的照片" in chen.post(at(cast, "quick"), quick(cast, board, photo=broken)).content.decode()
    assert Item.objects.count() == 0


def test_the_camera_is_offered_and_without_a_board_the_register(cast: Cast, chen: Client) -> None:
    assert "请先登记渠道" in words(chen, at(cast, "quick"))
    Channel.objects.create(agency=cast.town, kind="led", name="大屏")
    page = html.fromstring(chen.get(at(cast, "quick")).content.decode())
    [field] = page.xpath("//input[@type='file']")
    assert (field.get("capture"), field.get("accept")) == ("environment", "image/jpeg,image/png")
