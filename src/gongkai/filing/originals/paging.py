"""成页: a report's file as the PDF of its pages, as it would be printed."""

from pathlib import Path

from gongkai.report.reading.files import soffice
from gongkai.report.reading.files.encoding import decode

CAN_BE_SHOWN = frozenset({"pdf", "docx", "doc", "wps", "rtf", "odt", "xml", "html", "txt", "xlsx", "xls", "csv"})
"""The kinds of file of which pages can be made."""


def paged(path: Path, kind: str) -> bytes:
    """The pages of a file of such a kind. Raises Unreadable where no pages can be made of it."""
    data = path.read_bytes()
    if kind == "pdf":
        return data
    if kind == "txt":
        data = b"\xef\xbb\xbf" + decode(data).encode()
    return soffice.to_pdf(data, kind)
