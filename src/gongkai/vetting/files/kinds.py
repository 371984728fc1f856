"""认附件: what a file is by its bytes, and whether files of that kind may be attached at all.

The name is only compared with what was found: a program called 公告.pdf is a program.
"""

import re
import zipfile
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from gongkai.errors import Refused, Unreadable
from gongkai.report.reading.files.encoding import decode
from gongkai.report.reading.files.refusals import DAMAGED, EMPTY, PASSWORD
from gongkai.vetting.files.words import whole_lines

LARGEST = 20_000_000
_LONGEST_NAME = 150
_HEAD = 8192


class FileKind(StrEnum):
    """The kinds of file that may be attached."""

    PDF = "pdf"
    OFD = "ofd"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    DOC = "doc"
    XLS = "xls"
    PPT = "ppt"
    JPG = "jpg"
    PNG = "png"
    TXT = "txt"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def extensions(self) -> tuple[str, ...]:
        """The endings under which files of this kind are known, the usual one first."""
        return _EXTENSIONS[self]


_LABELS = {
    FileKind.PDF: "PDF 文档",
    FileKind.OFD: "OFD 版式文档",
    FileKind.DOCX: "Word 文档",
    FileKind.XLSX: "Excel 表格",
    FileKind.PPTX: "演示文稿",
    FileKind.DOC: "旧版 Word/WPS 文档",
    FileKind.XLS: "旧版 Excel/WPS 表格",
    FileKind.PPT: "旧版演示文稿",
    FileKind.JPG: "JPEG 图片",
    FileKind.PNG: "PNG 图片",
    FileKind.TXT: "文本",
}
_EXTENSIONS = {
    FileKind.PDF: ("pdf",),
    FileKind.OFD: ("ofd",),
    FileKind.DOCX: ("docx", "wps"),
    FileKind.XLSX: ("xlsx", "et"),
    FileKind.PPTX: ("pptx", "dps"),
    FileKind.DOC: ("doc", "wps"),
    FileKind.XLS: ("xls", "et"),
    FileKind.PPT: ("ppt", "dps"),
    FileKind.JPG: ("jpg", "jpeg"),
    FileKind.PNG: ("png",),
    FileKind.TXT: ("txt", "csv"),
}

_ALLOWED = "可以上传 PDF、OFD、Word、Excel、PPT、WPS、JPG、PNG、TXT 和 CSV"
_PROGRAM = f"这是一个程序，不能作为附件。{_ALLOWED}。"
_PACKED = "这是一个压缩包，里面的内容没法审查；请解压后把文件逐个上传。"
_OTHER_PICTURE = "这种图片格式不能在各种浏览器里显示；请另存为 JPG 或 PNG 再上传。"
_PAGE = "这是网页文件，不能作为附件；请把内容粘贴到正文，或另存为 PDF 再上传。"
_RTF = "RTF 文档可能带有看不见的对象，不能作为附件；请另存为 docx 或 PDF 再上传。"
_OPEN_DOCUMENT = "这是 OpenDocument 文件；请另存为 docx、xlsx、pptx 或 PDF 再上传。"
_UNKNOWN = f"认不出这是什么文件，不能作为附件。{_ALLOWED}。"

_STARTS = (
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"#!", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"L\0\0\0\x01\x14\x02\0", _PROGRAM),
    (b"PK\x05\x06", _PACKED),
    (b"Rar!", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"\x1f\x8b", _PACKED),
    (b"BZh", _PACKED),
    (b"\xfd7zXZ", _PACKED),
    (b"GIF8", _OTHER_PICTURE),
    (b"BM", _OTHER_PICTURE),
    (b"II*\0", _OTHER_PICTURE),
    (b"MM\0*", _OTHER_PICTURE),
    (b"{\\rtf", _RTF),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(
    r"<(?:!doctype|\?xml|html|head|body|script|svg|iframe|meta|table|div)\b|^MIME-Version:", re.I | re.M
)
_UNSAFE_NAME = re.compile(r"[/\\:*?\"<>|\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def admit(path: Path, name: str, *, largest: int = LARGEST) -> FileKind:
    """What an uploaded file is. Raises Refused, with what to do, for what may not be attached under that name."""
    size = path.stat().st_size
    if size > largest:
        raise Refused(
            f"附件“{name}”有 {size / 1_000_000:.1f} MB，超过 {largest // 1_000_000} MB；请压缩图片或拆分后再上传。"
        )
    if _UNSAFE_NAME.search(name) or len(name) > _LONGEST_NAME or not name.strip(" ."):
        raise Refused(f"文件名里有不能用的字符，或超过 {_LONGEST_NAME} 个字；请改名后再上传。")
    try:
        kind = kind_of(path)
    except (Refused, Unreadable) as error:
        raise Refused(f"附件“{name}”：{error}") from error
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension not in kind.extensions:
        raise Refused(
            f"附件“{name}”的内容是{kind.label}，与文件名不符；"
            f"请核对是否选错了文件，没有选错的，把文件名结尾改成 .{kind.extensions[0]} 再上传。"
        )
    return kind


def kind_of(path: Path) -> FileKind:
    """What a file is by its bytes. Raises Refused for kinds that may not be attached, Unreadable for damaged files."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\0 \t\r\n"):
        raise Unreadable(EMPTY)
    if head.startswith(b"PK\x03\x04"):
        return _zipped(path)
    if head.startswith(_OLE):
        return _compound(path)
    if head.startswith(b"%PDF-"):
        return FileKind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    for start, says in _STARTS:
        if head.startswith(start):
            raise Refused(says)
    if head[8:12] == b"WEBP" or head[4:8] == b"ftyp":
        raise Refused(_OTHER_PICTURE)
    return _text(head)


def _zipped(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as packed:
            names = {entry.filename.lower() for entry in packed.infolist()}
    except Exception as error:  # whatever the damage, the sentence is the same
        raise Unreadable(DAMAGED) from error
    if "ofd.xml" in names:
        return FileKind.OFD
    if "[content_types].xml" in names:
        for folder, kind in (("word/", FileKind.DOCX), ("xl/", FileKind.XLSX), ("ppt/", FileKind.PPTX)):
            if any(name.startswith(folder) for name in names):
                return kind
    raise Refused(_OPEN_DOCUMENT if "mimetype" in names and "content.xml" in names else _PACKED)


def _compound(path: Path) -> FileKind:
    import olefile

    try:
        with olefile.OleFileIO(path) as file:
            names = {entry[0].lower() for entry in file.listdir()}
    except Exception as error:  # olefile lets its own and any other through
        raise Unreadable(DAMAGED) from error
    if "encryptedpackage" in names:
        raise Unreadable(PASSWORD)
    if "worddocument" in names:
        return FileKind.DOC
    if names & {"workbook", "book"}:
        return FileKind.XLS
    if "powerpoint document" in names:
        return FileKind.PPT
    raise Refused(_UNKNOWN)


def _text(head: bytes) -> FileKind:
    text = _decoded(head)
    if _MARKUP.search(text):
        raise Refused(_PAGE)
    return FileKind.TXT


def _decoded(head: bytes) -> str:
    """The beginning of a text; where it has no end of a line, a letter may have been cut in two."""
    whole = head if len(head) < _HEAD else whole_lines(head)
    for cut in range(4):
        with suppress(Unreadable):
            text = decode(whole[: len(whole) - cut])
            if "\ufffd" not in text and whole.count(0) * 3 <= len(whole) * 2:
                return text
    raise Refused(_UNKNOWN)
