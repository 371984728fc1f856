"""成页: a report's file as the PDF of its pages."""

from pathlib import Path

from gongkai.filing.originals import apart
from gongkai.report.reading.files import soffice
from gongkai.report.reading.files.encoding import decode

AS_WORDS = frozenset({"html", "mht", "ofd", "xlsx", "xls", "csv", "rtf", "xml"})
"""Kinds of which the words and tables are set anew: what LibreOffice prints of them lacks some, or cannot be had, or
shows files of this machine that the file names (RTF, Word XML)."""

CAN_BE_SHOWN = frozenset({"pdf", "docx", "doc", "wps", "odt", "txt"}) | AS_WORDS
"""The kinds of file of which pages can be made."""


def paged(path: Path, kind: str) -> bytes:
    """The pages of a file of such a kind. Raises Unreadable where no pages can be made of it."""
    if kind in AS_WORDS:
        return soffice.to_pdf(apart.as_page(path), "html")
    data = path.read_bytes()
    if kind == "pdf":
        return data
    if kind == "txt":
        data = b"\xef\xbb\xbf" + decode(data).encode()
    return soffice.to_pdf(data, kind)
