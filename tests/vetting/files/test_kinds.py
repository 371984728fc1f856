import io
import zipfile

import pytest
from PIL import Image

from gongkai.errors import Refused, Unreadable
from gongkai.vetting.files import FileKind, admit, kind_of
from tests.vetting.files import made


def file(tmp_path, data, name="附件"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def picture(kind):
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, kind)
    return out.getvalue()


def packed(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, data in parts.items():
            zipped.writestr(name, data)
    return out.getvalue()


def test_files_are_known_by_their_content(tmp_path):
    assert kind_of(made.word(tmp_path / "a")) is FileKind.DOCX
    assert kind_of(made.sheet(tmp_path / "b")) is FileKind.XLSX
    assert kind_of(made.pdf(tmp_path / "c")) is FileKind.PDF
    assert kind_of(file(tmp_path, picture("PNG"))) is FileKind.PNG
    assert kind_of(file(tmp_path, picture("JPEG"))) is FileKind.JPG
    assert kind_of(file(tmp_path, packed(**{"OFD.xml": b"<OFD/>"}))) is FileKind.OFD


@pytest.mark.parametrize("text", ["姓名,电话\n王某,1\n", "公告\r\n正文\r\n" * 3000, "a"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
def test_text_is_text_in_any_encoding(tmp_path, text, encoding):
    assert kind_of(file(tmp_path, text.encode(encoding))) is FileKind.TXT


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"MZ\x90\0" + bytes(100), "程序"),
        (b"\x7fELF" + bytes(100), "程序"),
        (b"#!/bin/sh\nrm -rf /\n", "程序"),
        (b"Rar!\x1a\x07\0" + bytes(50), "压缩包"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "压缩包"),
        (packed(a=b"x"), "压缩包"),
        (packed(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"<a/>"}), "OpenDocument"),
        (picture("GIF"), "另存为 JPG"),
        (picture("BMP"), "另存为 JPG"),
        (picture("TIFF"), "另存为 JPG"),
        (picture("WEBP"), "另存为 JPG"),
        (b"{\\rtf1 x}", "RTF"),
        ("<!DOCTYPE html><html>公告</html>".encode(), "网页"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "网页"),
        ("公告\n<script>alert(1)</script>".encode(), "网页"),
        (bytes(range(256)) * 40, "认不出"),
    ],
)
def test_what_may_not_be_attached_is_refused_with_what_to_do(tmp_path, data, says):
    with pytest.raises(Refused, match=says) as refused:
        kind_of(file(tmp_path, data))
    assert any(word in refused.value.message for word in ("请", "可以上传"))


@pytest.mark.parametrize(
    "data", [b"", b" \r\n", b"PK\x03\x04" + bytes(60), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40)]
)
def test_an_empty_or_damaged_file_is_unreadable(tmp_path, data):
    with pytest.raises(Unreadable):
        kind_of(file(tmp_path, data))


def test_a_name_must_say_what_the_content_is(tmp_path):
    path = made.word(tmp_path / "x")
    assert admit(path, "公告.docx") is admit(path, "公告.DOCX") is admit(path, "公告.wps") is FileKind.DOCX
    with pytest.raises(Refused, match=r"内容是Word 文档，与文件名不符.*改成 \.docx"):
        admit(path, "公告.pdf")
    for name in ("公告", "公告.docm", "公告.docx.exe"):
        with pytest.raises(Refused):
            admit(path, name)


def test_a_program_called_a_pdf_is_refused_as_a_program(tmp_path):
    with pytest.raises(Refused, match=r"附件“公告\.pdf”：这是一个程序"):
        admit(file(tmp_path, b"MZ" + bytes(100)), "公告.pdf")


def test_a_file_may_be_as_large_as_is_allowed(tmp_path):
    path = file(tmp_path, b"a" * 1000)
    assert admit(path, "a.txt", largest=1000) is FileKind.TXT
    with pytest.raises(Refused, match="超过"):
        admit(path, "a.txt", largest=999)


@pytest.mark.parametrize(
    "name", ["../a.txt", "a\\b.txt", "公告\u202etxt.exe.txt", "a\n.txt", "甲" * 150 + ".txt", 'a".txt']
)
def test_a_name_that_could_mislead_is_refused(tmp_path, name):
    with pytest.raises(Refused, match="文件名"):
        admit(file(tmp_path, b"a"), name)
