"""What a file is by its bytes."""

import pytest

from gongkai.errors import Unreadable
from gongkai.report.reading.files.sniff import kind
from tests.report.reading.files.made import docx, ofd, p, zipped


@pytest.mark.parametrize(
    ("data", "is_a"),
    [
        (docx(p("文")), "docx"),
        (ofd(""), "ofd"),
        (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "xlsx"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), "odt"),
        (b"%PDF-1.7 x", "pdf"),
        (b"\r\n\r\n%PDF-1.4 x", "pdf"),
        (rb"{\rtf1 x}", "rtf"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="x">', "xml"),
        (b'  <!DOCTYPE html PUBLIC "x"><p>', "html"),
        (b'<?xml version="1.0" encoding="gb2312"?>\n<html>', "html"),
        ("<html><p>".encode("utf-16"), "html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", "mht"),
        (b'\xef\xbb\xbf {"agency": "x"}', "json"),
        (b"{}", "json"),
        ("{注}总体情况".encode(), "txt"),
        ("From: 甲\n正文".encode(), "txt"),
        ("甲 < 乙，且 <p 值> 未知".encode(), "txt"),
        ("一、总体情况".encode("gb18030"), "txt"),
    ],
)
def test_kinds(data: bytes, is_a: str):
    assert kind(data) == is_a


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空的"),
        (b"\r\n \t\0", "空的"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"GIF89a", "图片"),
        (b"BM\x10\x00\x00\x00\x00\x00\x00\x00", "图片"),
        (b"RIFF\x10\x00\x00\x00WEBP", "图片"),
        (b"\x00\x00\x00\x18ftypheic", "图片"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"7z\xbc\xaf\x27\x1c", "压缩包"),
        (zipped({"年报.docx": b"x"}), "压缩包"),
        (zipped({}), "压缩包"),
        (zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "演示文稿"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument"),
        (docx(p("文"))[:-30], "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "损坏"),
        (b"\x7fELF\x02\x01", "程序"),
    ],
)
def test_what_is_no_document_is_told_for_what_it_is(data: bytes, says: str):
    with pytest.raises(Unreadable, match=says):
        kind(data)


def test_text_that_begins_like_a_picture_is_text():
    assert kind("BM 类信息公开".encode()) == "txt"
