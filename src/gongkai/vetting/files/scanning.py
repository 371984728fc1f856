"""查附件: everything a machine can tell of a file before people look at it."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from gongkai.errors import Refused, Unreadable
from gongkai.report.reading.files.encoding import decode
from gongkai.report.reading.files.refusals import DAMAGED
from gongkai.vetting.files.kinds import FileKind, kind_of
from gongkai.vetting.files.package import Package
from gongkai.vetting.files.traces import Trace, Traces
from gongkai.vetting.files.words import MOST, Words, whole_lines

_PICTURE = "图片里的文字机器读不出"
_SCANNED = "是扫描件或图片，没有文字层"
_CUT = f"文字超过 {MOST // 10_000} 万字，后面的没有查"


class Scan(msgspec.Struct, frozen=True):
    """What a file is and holds: its words up to a bound, what is in it unseen, why not all of it was read.

    `is_fixed`: nothing can be taken out of it, for it is sealed or of an old format.
    """

    kind: FileKind
    size: int
    pages: int | None = None
    text: str = ""
    unread: str = ""
    traces: tuple[Trace, ...] = ()
    is_fixed: bool = False


def scan(path: Path, *, kind: FileKind | None = None) -> Scan:
    """Everything a machine can tell of a file. Raises Unreadable, and nothing else, whatever the file is."""
    try:
        found = kind or kind_of(path)
        if found in _APART:
            from gongkai.vetting.files import apart

            return apart.scan(path, found)
        return scanned_here(path, found)
    except Unreadable:
        raise
    except Refused as error:
        raise Unreadable(error.message) from error
    except Exception as error:  # every parser has its own errors for a damaged file
        raise Unreadable(DAMAGED) from error


def scanned_here(path: Path, kind: FileKind) -> Scan:
    """The same in this process, with whatever errors the parsers have."""
    traces, words = Traces(), Words()
    pages, unread, is_fixed = _SCANNERS[kind](path, traces, words)
    if not unread and words.is_cut:
        unread = _CUT
    return Scan(kind, path.stat().st_size, pages, str(words), unread, traces.found(is_fixed=is_fixed), is_fixed)


Answer = tuple[int | None, str, bool]
"""The number of pages, why the words are not all there, whether the file is fixed: sealed, or of an old format."""


def _word(path: Path, traces: Traces, words: Words) -> Answer:
    from gongkai.vetting.files import ooxml, word

    with Package(path) as package:
        ooxml.scan(package, traces)
        word.scan(package, traces, words)
    return None, "", False


def _sheet(path: Path, traces: Traces, words: Words) -> Answer:
    from gongkai.vetting.files import ooxml, sheet

    with Package(path) as package:
        ooxml.scan(package, traces)
        sheet.scan(package, traces, words)
    return None, "", False


def _slides(path: Path, traces: Traces, words: Words) -> Answer:
    from gongkai.vetting.files import ooxml, slides

    with Package(path) as package:
        ooxml.scan(package, traces)
        return slides.scan(package, traces, words), "", False


def _ofd(path: Path, traces: Traces, words: Words) -> Answer:
    from gongkai.vetting.files import ofd

    with Package(path) as package:
        is_fixed = ofd.scan(package, traces, words)
    return None, "" if words.has_any else _SCANNED, is_fixed


def _pdf(path: Path, traces: Traces, words: Words) -> Answer:
    from gongkai.vetting.files import pdf

    pages, is_signed = pdf.scan(path, traces, words)
    return pages, "" if words.has_any else _SCANNED, is_signed


def _compound(kind: FileKind) -> Callable[[Path, Traces, Words], Answer]:
    def scanner(path: Path, traces: Traces, words: Words) -> Answer:
        from gongkai.vetting.files import compound

        return None, compound.scan(path, kind, traces, words), True

    return scanner


def _picture(path: Path, traces: Traces, words: Words) -> Answer:
    from gongkai.vetting.files import picture

    with path.open("rb") as file:
        picture.scan(file, traces)
    return None, _PICTURE, False


def _text(path: Path, traces: Traces, words: Words) -> Answer:
    with path.open("rb") as file:
        data = file.read(4 * MOST)
        if file.read(1):
            data = whole_lines(data)
            words.is_cut = True
    words.add(decode(data))
    return None, "", False


_SCANNERS: dict[FileKind, Callable[[Path, Traces, Words], Answer]] = {
    FileKind.PDF: _pdf,
    FileKind.OFD: _ofd,
    FileKind.DOCX: _word,
    FileKind.XLSX: _sheet,
    FileKind.PPTX: _slides,
    FileKind.DOC: _compound(FileKind.DOC),
    FileKind.XLS: _compound(FileKind.XLS),
    FileKind.PPT: _compound(FileKind.PPT),
    FileKind.JPG: _picture,
    FileKind.PNG: _picture,
    FileKind.TXT: _text,
}
_APART = frozenset((FileKind.PDF, FileKind.DOC, FileKind.XLS, FileKind.PPT))
