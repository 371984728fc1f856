"""认文件: what a file is by its bytes, never by its name."""

import io
import re
import zipfile

from gongkai.errors import Unreadable
from gongkai.report.reading.files import limits, spreadsheet
from gongkai.report.reading.files.encoding import decode
from gongkai.report.reading.files.refusals import DAMAGED, EMPTY, OPEN_SHEET, PACKED, PASSWORD, PICTURE, no_report

_NEVER = (
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"Rar!", PACKED),
    (b"7z\xbc\xaf", PACKED),
    (b"\x1f\x8b", PACKED),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLD_WORD = (b"\xdb\xa5", b"\x31\xbe", b"\xec\xa5")
_HEAD = 4096
_BOMS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_BLANK = r"(?:\s|<\?xml[^>]*>|<!--.*?-->)*"
_PAGE_START = re.compile(
    _BLANK + "<(?:!doctype\\s+html|html|head|body|meta|title|style|link|script|div|section|article|main|header|form|p|"
    "pre|table|tbody|tr|td|center|span|font|b|strong|br|ul|ol|h[1-6])[\\s/>]",
    re.I | re.S,
)
_PAGE_PIECE = re.compile("</(?:p|div|li|h[1-6])\\s*>", re.I)
_WORD_XML = re.compile(r"<(?:w:wordDocument|pkg:package)\b")
_MAIL = re.compile(r"\s*(?:MIME-Version|From|Date|Subject|Content-Type|Snapshot-Content-Location)\s*:", re.I)
_JSON = re.compile(r"""\s*\{\s*["}]""")


def kind(data: bytes) -> str:
    """docx, xlsx, ofd, odt, doc, xls, wps, pdf, rtf, xml (of Word), mht, html, json, csv, or txt.

    Raises Unreadable for what is no document at all: nothing, a picture, an archive, a program.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable(EMPTY)
    if data.startswith(_ZIP):
        return _zipped(data)
    if data.startswith(_OLE):
        return _compound(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_EMPTY_ZIP):
        raise Unreadable(PACKED)
    for mark, says in _NEVER:
        if data.startswith(mark):
            raise Unreadable(says)
    if data.startswith((b"MZ\x90\0", b"\x7fELF")):
        raise no_report("一个程序")
    if _is_other_picture(data):
        raise Unreadable(PICTURE)
    if data[:2] in _OLD_WORD:
        return "wps"
    return _text(data)


def _is_other_picture(data: bytes) -> bool:
    is_bitmap = data[:2] == b"BM" and data[6:10] == bytes(4)
    is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return is_bitmap or is_webp or data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = {name.lower() for name in packed.namelist()}
            mimetype = packed.open("mimetype").read(200) if "mimetype" in names else b""
    except Exception as error:  # whatever the damage, the sentence is the same
        raise Unreadable(DAMAGED) from error
    if "ofd.xml" in names:
        return "ofd"
    for folder, name in (("word/", "docx"), ("xl/", "xlsx")):
        if "[content_types].xml" in names and any(part.startswith(folder) for part in names):
            return name
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        raise Unreadable(OPEN_SHEET)
    if "ppt/presentation.xml" in names:
        raise no_report("演示文稿")
    raise Unreadable(PACKED)


def _compound(data: bytes) -> str:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            names = {path[0].lower() for path in file.listdir()}
    except Exception as error:  # olefile lets its own and any other through
        raise Unreadable(DAMAGED) from error
    if "encryptedpackage" in names:
        raise Unreadable(PASSWORD)
    if "worddocument" in names:
        return "doc"
    if names & {"workbook", "book"}:
        return "xls"
    if "powerpoint document" in names:
        raise no_report("演示文稿")
    return "wps"


def _text(data: bytes) -> str:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    text = head[2:].decode(_BOMS[head[:2]], "ignore") if head[:2] in _BOMS else head.decode("latin-1")
    if _WORD_XML.search(text):
        return "xml"
    if _PAGE_START.match(text) or len(_PAGE_PIECE.findall(text)) > 2:
        return "html"
    if _MAIL.match(text) and "multipart/" in text.lower() + data[:20_000].decode("latin-1").lower():
        return "mht"
    limits.refuse_heavy_text(data)
    if _JSON.match(text):
        return "json"
    if (data.count(b",") + data.count(b";")) >= data.count(b"\n") and spreadsheet.delimiter(decode(data)):
        return "csv"
    return "txt"
