"""Attachments: let in by their content, looked through, released only as cleaned copies; nothing left behind."""

import errno
import io
import os
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook

from gongkai.agency.models import Appointment
from gongkai.disclosure import access, content, files, jobs, public
from gongkai.disclosure.actions import attaching, deciding, drafting, examining, releasing, submitting
from gongkai.disclosure.models import Attachment, Item
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from tests.cast import Cast, assemble
from tests.disclosure import passage
from tests.disclosure.passage import TODAY, fresh


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


class Upload:
    def __init__(self, data: bytes, piece: int = 1 << 16) -> None:
        self.data, self.piece, self.taken = data, piece, 0

    def chunks(self) -> Iterator[bytes]:
        for at in range(0, len(self.data), self.piece):
            self.taken += 1
            yield self.data[at : at + self.piece]


def docx(*paragraphs: str, author: str = "王会计") -> bytes:
    document = Document()
    document.core_properties.author = author
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx(*, hidden: bool = False) -> bytes:
    book = Workbook()
    book.active["A1"] = "村组"
    if hidden:
        sheet = book.create_sheet("底稿")
        sheet["A1"] = "明细"
        sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def attach(cast: Cast, item: Item, data: bytes, name: str = "补贴明细.docx") -> Attachment:
    return attaching.attach(item.pk, by=cast.chen, today=TODAY, file=Upload(data), name=name)


def stored(area: str, root: Path) -> list[str]:
    return sorted(path.name for path in (root / area).rglob("*") if path.is_file())


def test_the_copy_for_the_public_has_lost_what_the_original_says_of_its_author(cast: Cast, store: Path) -> None:
    item = passage.draft(cast)
    attachment = attach(cast, item, docx("清水镇补贴发放明细"))
    assert (attachment.kind, attachment.order) == ("docx", 1)
    assert "补贴发放明细" in attachment.text
    assert stored("originals", store) == [attachment.original_hash]
    assert stored("released", store) == [attachment.released_hash]
    with zipfile.ZipFile(files.path("released", attachment.released_hash)) as package:
        assert all("王会计" not in package.read(name).decode("utf-8", "ignore") for name in package.namelist())


def test_the_public_gets_the_copy_alone_and_only_while_the_item_is_public(cast: Cast) -> None:
    item = passage.draft(cast)
    attachment = attach(cast, item, docx("明细"))
    assert public.released_file(attachment.pk) is None
    item = passage.released(cast, item)
    found = public.released_file(attachment.pk)
    assert found is not None
    assert found.released_hash == attachment.released_hash != attachment.original_hash
    releasing.withdraw(item.pk, by=cast.zhao, today=TODAY, reason="有误")
    assert public.released_file(attachment.pk) is None


def test_an_identity_number_in_an_attachment_stops_the_draft(cast: Cast) -> None:
    item = passage.draft(cast)
    attach(cast, item, docx("王某 11010519491231002X"))
    with pytest.raises(Refused, match="必须改正"):
        passage.submitted(cast, item)


def test_hidden_data_waits_for_a_named_person(cast: Cast) -> None:
    item = passage.draft(cast)
    attachment = attach(cast, item, xlsx(hidden=True), "名单.xlsx")
    assert attachment.released_hash == ""
    with pytest.raises(Refused):
        passage.submitted(cast, item)
    with pytest.raises(Refused, match="请写明"):
        attaching.accept_hidden_data(attachment.pk, by=cast.chen, today=TODAY, reason="")
    attaching.accept_hidden_data(attachment.pk, by=cast.chen, today=TODAY, reason="底稿是汇总公式，可以公开")
    weighed = submitting.weigh(item, submitting.check(item, today=TODAY))
    [hidden] = [each for each in weighed if each.finding.rule == "hidden_data" and each.must_be_settled]
    assert hidden.confirmation.reason == "底稿是汇总公式，可以公开"
    assert passage.submitted(cast, item).state == "in_screening"


def test_there_is_nothing_to_accept_where_nothing_is_hidden(cast: Cast) -> None:
    attachment = attach(cast, passage.draft(cast), xlsx(), "名单.xlsx")
    with pytest.raises(Refused, match="没有需要确认"):
        attaching.accept_hidden_data(attachment.pk, by=cast.chen, today=TODAY, reason="x")


def test_a_program_under_another_name_is_a_program(cast: Cast, store: Path) -> None:
    with pytest.raises(Refused, match="程序"):
        attach(cast, passage.draft(cast), b"MZ" + b"\x90\0\3" * 500, "公告.pdf")
    assert not Attachment.objects.exists()


def test_a_file_too_large_is_refused_before_all_of_it_is_taken(cast: Cast, store: Path, settings: Any) -> None:
    passage.configure(settings, attachment_mb=1)
    upload = Upload(os.urandom(3_000_000), piece=100_000)
    with pytest.raises(Refused, match="超过 1 MB"):
        attaching.attach(passage.draft(cast).pk, by=cast.chen, today=TODAY, file=upload, name="大.pdf")
    assert upload.taken == 11
    assert stored("originals", store) == []


def test_a_virus_scanner_that_does_not_answer_lets_nothing_in(cast: Cast, settings: Any) -> None:
    passage.configure(settings, clamav="127.0.0.1:1")
    with pytest.raises(Refused, match="查毒服务没有应答"):
        attach(cast, passage.draft(cast), docx("明细"))
    assert not Attachment.objects.exists()


def test_a_name_stands_for_one_attachment_and_keeps_no_folder(cast: Cast) -> None:
    item = passage.draft(cast)
    assert attach(cast, item, docx("一"), "C:\\桌面\\明细.docx").name == "明细.docx"
    with pytest.raises(Refused, match="同名"):
        attach(cast, item, docx("二"), "明细.docx")


def test_an_edition_takes_so_many_attachments_and_no_more(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attaching, "MOST", 2)
    item = passage.draft(cast)
    for name in ("一.docx", "二.docx"):
        attach(cast, item, docx(name), name)
    with pytest.raises(Refused, match="最多2个"):
        attach(cast, item, docx("三"), "三.docx")


def test_what_was_handed_in_keeps_its_attachments(cast: Cast) -> None:
    item = passage.draft(cast)
    attachment = attach(cast, item, docx("明细"))
    passage.submitted(cast, item)
    with pytest.raises(Refused, match="正在审查"):
        attaching.detach(attachment.pk, by=cast.chen, today=TODAY)
    with pytest.raises(Refused, match="正在审查"):
        attach(cast, item, docx("另一份"), "另.docx")


def test_a_later_draft_has_the_attachments_of_its_own(cast: Cast, store: Path) -> None:
    item = passage.draft(cast)
    attachment = attach(cast, item, docx("明细"))
    item = passage.released(cast, item)
    drafting.start_new_edition(item.pk, by=cast.chen, today=TODAY, reason="更正")
    copy = access.under_way(fresh(item)).attachments.get()
    assert (copy.original_hash, copy.pk != attachment.pk) == (attachment.original_hash, True)
    attaching.detach(copy.pk, by=cast.chen, today=TODAY)
    with pytest.raises(Refused, match="已经送审或公开"):
        attaching.detach(attachment.pk, by=cast.chen, today=TODAY)
    assert stored("released", store) == [attachment.released_hash]


def test_what_no_record_names_is_swept_away_and_nothing_else(cast: Cast, store: Path) -> None:
    item = passage.draft(cast)
    first, second = (attach(cast, item, docx(name), f"{name}.docx") for name in ("一", "二"))
    attaching.detach(second.pk, by=cast.chen, today=TODAY)
    stray = files.keep([b"nobody's"], "originals")
    assert jobs.purge_files(TODAY) == 0
    for name in (stray.hash, first.original_hash, second.original_hash):
        os.utime(files.path("originals", name), (0, 0))
    assert jobs.purge_files(TODAY) == 2
    assert stored("originals", store) == [first.original_hash]


def test_a_file_taken_out_while_the_same_one_comes_in_elsewhere_is_still_there(
    transactional_db: None, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = assemble()
    before = attach(cast, passage.draft(cast), docx("明细"))
    ask = attaching._ask_the_virus_scanner

    def meanwhile(path: Path) -> None:
        ask(path)
        attaching.detach(before.pk, by=cast.chen, today=TODAY)

    monkeypatch.setattr(attaching, "_ask_the_virus_scanner", meanwhile)
    data = files.path("originals", before.original_hash).read_bytes()
    after = attach(cast, passage.draft(cast), data)
    assert stored("originals", store) == [after.original_hash]


def test_the_journal_names_the_hash_and_not_the_file(cast: Cast) -> None:
    item = passage.draft(cast)
    attachment = attach(cast, item, docx("明细"), "张三低保.docx")
    attaching.detach(attachment.pk, by=cast.chen, today=TODAY)
    details = list(Entry.objects.filter(act__startswith="attachment.").values_list("details", flat=True))
    assert [each["hash"] for each in details] == [attachment.original_hash] * 2
    assert "张三" not in str(details)


def test_others_attach_nothing(cast: Cast, store: Path) -> None:
    item = passage.draft(cast)
    for person, error in ((cast.zhou, NotYourRole), (cast.li, NotYours)):
        with pytest.raises(error):
            attaching.attach(item.pk, by=person, today=TODAY, file=Upload(docx("x")), name="x.docx")
    assert stored("originals", store) == []


def test_a_full_disk_takes_nothing_in_and_says_so(cast: Cast, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    item = passage.draft(cast)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="磁盘已满"):
        attach(cast, item, docx("明细"))
    assert [path for path in store.rglob("*") if path.is_file()] == []
    assert not Attachment.objects.exists()


def test_who_changed_what_goes_out_with_a_text_reads_it_at_no_later_stage(cast: Cast) -> None:
    item = passage.draft(cast)
    taken_out, hidden = attach(cast, item, docx("一"), "一.docx"), attach(cast, item, xlsx(hidden=True), "表.xlsx")
    for person in (cast.zhou, cast.sun, cast.zhao):
        Appointment.objects.create(officer=person, agency=cast.town, role="handler", from_on=date(2019, 1, 1))
    attaching.detach(taken_out.pk, by=cast.zhou, today=TODAY)
    attaching.accept_hidden_data(hidden.pk, by=cast.sun, today=TODAY, reason="公式底稿，可以公开")
    deciding.decide_attribute(item.pk, by=cast.zhao, today=TODAY, attribute="on_request")
    written = content.authors(fresh(item), access.under_way(item))
    assert written == {cast.chen.pk, cast.zhou.pk, cast.sun.pk, cast.zhao.pk}
    passage.submitted(cast, item)
    with pytest.raises(Refused, match="须由不同的人"):
        examining.pass_stage(item.pk, by=cast.zhou, today=TODAY, stage="second")
