"""Files on the desk: who may open the original, who the copy; covering with both beside each other."""

import io
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from gongkai.request.models import CaseFile, InfoRequest
from tests.desk.desk import Desk
from tests.request import cases
from tests.vetting.files import made

NUMBER = "110101199003070038"


@pytest.fixture
def case(desk: Desk) -> InfoRequest:
    return cases.case(desk.cast.town, handler=desk.cast.chen)


@pytest.fixture
def file(desk: Desk, case: InfoRequest, tmp_path: Path) -> CaseFile:
    content = made.pdf(tmp_path / "a.pdf", f"低保对象王小明，身份证号{NUMBER}。").read_bytes()
    return upload(desk, case, content, "名单.pdf")


def upload(desk: Desk, case: InfoRequest, content: bytes, name: str, role: str = "found") -> CaseFile:
    desk.send(desk.cast.chen, "request_file_add", case.pk, role=role, file=SimpleUploadedFile(name, content))
    return CaseFile.objects.latest("pk")


def content_of(desk: Desk, officer: object, name: str, *numbers: int, **query: str) -> bytes:
    answer = desk.client(officer).get(desk.address(name, *numbers), query)  # type: ignore[arg-type]
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    return b"".join(answer) if answer.streaming else answer.content


def test_originals_are_for_who_handles_the_case_and_copies_for_who_sees_it(
    desk: Desk, case: InfoRequest, file: CaseFile
) -> None:
    numbers = case.pk, file.pk
    for officer in (desk.cast.chen, desk.cast.zhou, desk.cast.zhao):
        assert content_of(desk, officer, "request_file", *numbers).startswith(b"%PDF")
    for officer in (desk.cast.feng, desk.cast.he, desk.cast.qian):
        desk.look(officer, "request_file", *numbers, status=404)
        assert content_of(desk, officer, "request_file_released", *numbers).startswith(b"%PDF")
    for officer in (desk.cast.li, desk.cast.wei):
        for name in ("request_file", "request_file_released"):
            desk.look(officer, name, *numbers, status=404)


def test_a_reader_sees_no_file_that_has_no_copy(desk: Desk, case: InfoRequest, tmp_path: Path) -> None:
    upload(desk, case, made.pdf(tmp_path / "b.pdf").read_bytes(), "王秀英的回执.pdf", role="proof")
    assert "王秀英的回执" in desk.look(desk.cast.chen, "info_request", case.pk)
    assert "王秀英的回执" not in desk.look(desk.cast.feng, "info_request", case.pk)


def test_numbers_found_are_ticked_and_covered_with_the_words_written(
    desk: Desk, case: InfoRequest, file: CaseFile
) -> None:
    page = unescape(desk.look(desk.cast.chen, "request_redact", case.pk, file.pk))
    assert f"{NUMBER}（身份证号）" in page
    desk.send(
        desk.cast.chen,
        "request_redact",
        case.pk,
        file.pk,
        found=[NUMBER],
        **{"words_15": "王小明", "words_16-1": "低保对象"},
    )
    copy = content_of(desk, desk.cast.feng, "request_file_released", case.pk, file.pk)
    with pypdfium2.PdfDocument(copy) as document:
        assert document[0].get_textpage().get_text_range() == ""
    page = unescape(desk.look(desk.cast.chen, "request_redact", case.pk, file.pk))
    assert "已遮盖 3 处" in page
    assert "低保对象" in page
    file.refresh_from_db()
    assert {each["ground"] for each in file.redactions} == {"15", "16-1"}


def test_the_pages_are_shown_side_by_side(desk: Desk, case: InfoRequest, file: CaseFile) -> None:
    numbers = case.pk, file.pk
    desk.look(desk.cast.chen, "request_file_picture", *numbers, side="copy", status=404)
    desk.send(desk.cast.chen, "request_redact", *numbers, words_15="王小明")
    left = Image.open(io.BytesIO(content_of(desk, desk.cast.chen, "request_file_picture", *numbers)))
    right = Image.open(io.BytesIO(content_of(desk, desk.cast.chen, "request_file_picture", *numbers, side="copy")))
    assert left.size == right.size
    desk.look(desk.cast.feng, "request_file_picture", *numbers, status=403)


def test_what_was_not_found_is_named_and_nothing_goes_out(desk: Desk, case: InfoRequest, file: CaseFile) -> None:
    answer = desk.send(desk.cast.chen, "request_redact", case.pk, file.pk, status=409, words_15="王小明\n张三丰")
    assert "张三丰" in answer.content.decode()
    desk.look(desk.cast.feng, "request_file_released", case.pk, file.pk, status=404)
    assert "张三丰" in desk.look(desk.cast.chen, "request_redact", case.pk, file.pk)


@pytest.mark.parametrize("line", ["1 30 45", "0 1 1 1 1", "1 a b c d", "1 10 10 0 5", "1 1 1 5 5 99"])
def test_a_place_that_cannot_be_read_says_how_to_write_it(
    line: str, desk: Desk, case: InfoRequest, file: CaseFile
) -> None:
    answer = desk.send(desk.cast.chen, "request_redact", case.pk, file.pk, status=422, places=line)
    assert "第 1 行看不懂" in answer.content.decode()


def test_a_picture_is_made_a_page_and_covered_by_place(desk: Desk, case: InfoRequest, tmp_path: Path) -> None:
    Image.new("RGB", (400, 300), "white").save(tmp_path / "a.png")
    scan = upload(desk, case, (tmp_path / "a.png").read_bytes(), "扫描.png")
    assert "还没有转成页面" in desk.look(desk.cast.chen, "request_redact", case.pk, scan.pk)
    desk.send(desk.cast.chen, "request_file_prepare", case.pk, scan.pk)
    assert "对照" in desk.look(desk.cast.chen, "request_redact", case.pk, scan.pk)
    desk.send(desk.cast.chen, "request_redact", case.pk, scan.pk, places="1 5 5 10 5")
    page = unescape(desk.look(desk.cast.chen, "request_redact", case.pk, scan.pk))
    assert "第 1 页没有文字，或者有大幅图片" in page
    assert "1 5 5 10 5 15" in page


def test_a_copy_covered_elsewhere_is_looked_through(
    desk: Desk, case: InfoRequest, file: CaseFile, tmp_path: Path
) -> None:
    def replace(text: str, status: int) -> str:
        content = made.pdf(tmp_path / "own.pdf", text).read_bytes()
        answer = desk.send(
            desk.cast.chen,
            "request_file_own_copy",
            case.pk,
            file.pk,
            status=status,
            copy=SimpleUploadedFile("遮盖件.pdf", content),
            reason="周明逐页看过",
            words_15="王小明",
        )
        return str(answer.content.decode())

    assert "还能找到要遮盖的内容" in replace("低保对象王小明", 409)
    replace("低保对象某某", 302)
    file.refresh_from_db()
    assert (file.is_redacted, file.released_name) == (True, "遮盖件.pdf")


def test_one_file_is_withheld_and_provided_after_all(desk: Desk, case: InfoRequest, file: CaseFile) -> None:
    desk.send(desk.cast.chen, "request_file_withhold", case.pk, file.pk, ground="15", reason="含他人隐私")
    assert "含他人隐私" in desk.look(desk.cast.chen, "info_request", case.pk)
    desk.send(desk.cast.chen, "request_file_provide", case.pk, file.pk)
    assert "含他人隐私" not in unescape(desk.look(desk.cast.chen, "info_request", case.pk)).split("经过")[0]
    desk.send(desk.cast.chen, "request_file_remove", case.pk, file.pk, reason="传错了")
    assert not CaseFile.objects.exists()


def test_the_same_form_sent_twice_adds_one_file(desk: Desk, case: InfoRequest, tmp_path: Path) -> None:
    content = made.pdf(tmp_path / "b.pdf").read_bytes()
    for _ in range(2):
        desk.send(
            desk.cast.chen,
            "request_file_add",
            case.pk,
            role="found",
            file=SimpleUploadedFile("名单.pdf", content),
            form_token="b" * 20,
        )
    assert CaseFile.objects.count() == 1
