"""Attachments on the desk: what was found in words, the original for officers, the copy for the public."""

import io
import zipfile
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.disclosure.actions import attaching
from gongkai.disclosure.models import Attachment
from tests.desk.desk import Desk
from tests.disclosure import passage
from tests.disclosure.passage import TODAY


def workbook(*, hidden: bool) -> bytes:
    """A spreadsheet with a second sheet, hidden or not."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    book.add_worksheet("名单").write_row(0, 0, ["姓名", "金额"])
    sheet = book.add_worksheet("底稿")
    sheet.write(0, 0, "内部数")
    if hidden:
        sheet.hide()
    book.close()
    return file.getvalue()


def attach(desk: Desk, content: bytes, name: str = "名单.xlsx") -> Attachment:
    item = passage.draft(desk.cast)
    return attaching.attach(item.pk, by=desk.cast.chen, today=TODAY, file=SimpleUploadedFile(name, content), name=name)


def test_what_was_found_is_said_and_the_copy_waits_for_it(desk: Desk) -> None:
    attachment = attach(desk, workbook(hidden=True))
    item = attachment.edition.item
    page = unescape(desk.look(desk.cast.chen, "item_edit", item.pk))
    assert "隐藏的工作表" in page
    assert "还不能公开" in page
    desk.look(desk.cast.chen, "attachment_released", item.pk, attachment.pk, status=404)
    desk.send(desk.cast.chen, "attachment_accept", item.pk, attachment.pk, reason="底稿可以公开")
    assert "还不能公开" not in desk.look(desk.cast.chen, "item", item.pk)
    assert Attachment.objects.get().released_hash


def test_original_and_copy_are_saved_and_never_run(desk: Desk) -> None:
    attachment = attach(desk, workbook(hidden=False))
    numbers = attachment.edition.item_id, attachment.pk
    for name in ("attachment_original", "attachment_released"):
        answer = desk.client(desk.cast.feng).get(desk.address(name, *numbers))
        content = b"".join(answer)  # type: ignore[arg-type]
        assert zipfile.is_zipfile(io.BytesIO(content))
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"].startswith("attachment;")
        assert "sandbox" in answer["Content-Security-Policy"]


def test_an_attachment_is_taken_out_of_a_draft_alone(desk: Desk) -> None:
    attachment = attach(desk, workbook(hidden=False))
    item = attachment.edition.item
    desk.send(desk.cast.chen, "attachment_detach", item.pk, attachment.pk)
    assert not item.editions.get().attachments.exists()


@pytest.mark.parametrize("name", ["attachment_original", "attachment_accept", "attachment_detach"])
def test_an_attachment_of_another_item_is_not_there(desk: Desk, name: str) -> None:
    attachment = attach(desk, workbook(hidden=False))
    other = passage.draft(desk.cast, title="另一件")
    desk.look(desk.cast.chen, name, other.pk, attachment.pk, status=404)
