"""文件: any file a report comes in, as blocks.

    open_file(path) -> Document      kind_of(path) -> "docx", "pdf", …

Knows formats, nothing of reports. A file is what its bytes say, is never run, and makes nothing be fetched.
"""

import os
import stat
from pathlib import Path

from gongkai.errors import Unreadable
from gongkai.report.reading.blocks import Document, Paragraph
from gongkai.report.reading.files import limits, sniff
from gongkai.report.reading.files.refusals import DAMAGED, OTHER_DATA, too_much


def open_file(path: Path) -> Document:
    """The content of a file in order. Raises Unreadable, with one sentence on what is wrong and what to do."""
    return open_bytes(read_bytes(path))


def kind_of(path: Path) -> str:
    """What the file is by its bytes: docx, doc, pdf, html, txt, json …  Raises Unreadable for what is no document."""
    return sniff.kind(read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """The bytes of an ordinary file that is not too large to be a report. Raises Unreadable."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise Unreadable(f"{path} 不是普通文件；请给出报告文件本身。")
            if about.st_size > limits.FILE_BYTES:
                raise too_much(f"文件有 {about.st_size // 1_000_000} MB")
            return file.read(about.st_size)
    except FileNotFoundError as error:
        raise Unreadable(f"没有这个文件：{path}；请检查文件名和所在的文件夹。") from error
    except IsADirectoryError as error:
        raise Unreadable(f"{path} 是一个文件夹；请给出其中的报告文件。") from error
    except PermissionError as error:
        raise Unreadable(f"没有权限读取 {path}；请改权限，或复制到自己的文件夹再试。") from error
    except (OSError, ValueError) as error:
        raise Unreadable(f"打不开 {str(path)!r}；请检查文件名，或复制到别处再试。") from error


def _without_waiting(path: str, flags: int) -> int:
    """A pipe that nobody writes to would keep us for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def open_bytes(data: bytes, kind: str = "") -> Document:
    """The content of a file whose bytes, and perhaps kind, are at hand. Raises Unreadable, and nothing else.

    Every parser has its own errors for a damaged file, and they all mean the same to its reader.
    """
    kind = kind or sniff.kind(data)
    try:
        return _of_bounded_length(_read(kind, data))
    except Unreadable as error:
        raise Unreadable(str(error), tried=error.tried or (kind,)) from error
    except Exception as error:
        raise Unreadable(DAMAGED, tried=(kind,)) from error


def _of_bounded_length(document: Document) -> Document:
    """The document, unless it is so long that understanding it would take longer than any report is worth."""
    if len(document.blocks) > limits.BLOCKS:
        raise too_much(f"文件有 {len(document.blocks)} 段")
    characters = sum(
        len(block.text) if isinstance(block, Paragraph) else sum(len(cell.text) for cell in block.cells)
        for block in document.blocks
    )
    if characters > limits.CHARACTERS:
        raise too_much(f"文件有 {characters // 10_000} 万字")
    return document


def _read(kind: str, data: bytes) -> Document:
    """Each format is imported when it is met: a text needs neither pdfium nor LibreOffice."""
    match kind:
        case "txt":
            from gongkai.report.reading.files import plain

            return plain.read(data)
        case "docx":
            from gongkai.report.reading.files import docx

            return docx.read(data)
        case "html" | "mht":
            from gongkai.report.reading.files import html

            return html.read(data) if kind == "html" else html.read_mht(data)
        case "pdf":
            from gongkai.report.reading.files import apart, pdf

            return apart.read(kind, data) if pdf.may_run_away(data) else pdf.read(data)
        case "ofd":
            from gongkai.report.reading.files import ofd

            return ofd.read(data)
        case "xlsx" | "csv":
            from gongkai.report.reading.files import spreadsheet

            return spreadsheet.read_xlsx(data) if kind == "xlsx" else spreadsheet.read_csv(data)
        case "xls":
            from gongkai.report.reading.files import apart

            return apart.read(kind, data)
        case "doc":
            from gongkai.report.reading.files import word97

            try:
                return word97.read(data)
            except word97.NotFollowed:
                return _by_another_program(kind, data)
        case "rtf" | "odt" | "wps" | "xml":
            return _by_another_program(kind, data)
        case _:
            raise Unreadable(OTHER_DATA)


def _by_another_program(kind: str, data: bytes) -> Document:
    from gongkai.report.reading.files import docx, soffice

    document = docx.read(soffice.to_docx(data, kind))
    words = "".join(block.text for block in document.blocks if isinstance(block, Paragraph))
    if soffice.is_noise(words):
        raise Unreadable(soffice.FAILED, tried=(kind, "soffice"))
    return Document(kind, document.blocks, document.title)
