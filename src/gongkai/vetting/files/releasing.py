"""公开的副本: a file without what is not meant for the public, or a refusal that says what a person has to do first."""

import shutil
from collections.abc import Collection
from pathlib import Path

import msgspec

from gongkai.errors import Refused, Unreadable
from gongkai.law.statutes import ORDER_711
from gongkai.report.reading.files.refusals import DAMAGED
from gongkai.vetting.files import scanning
from gongkai.vetting.files.kinds import FileKind
from gongkai.vetting.files.package import Package
from gongkai.vetting.files.scanning import Scan
from gongkai.vetting.files.traces import Trace, Traces


class Cleaned(msgspec.Struct, frozen=True):
    """What was taken out of the copy, and what was left in it because a person said that it may be."""

    kind: FileKind
    removed: tuple[Trace, ...] = ()
    remains: tuple[Trace, ...] = ()


def cleaned(path: Path, to: Path, *, confirmed: Collection[str] = (), scan: Scan | None = None) -> Cleaned:
    """Writes the copy of a file that may be released.

    `confirmed` are the codes of traces that a named person looked at and lets stand; `scan` what is known of the
    file. Raises Refused, one line a trace, where a person must mend the file or confirm it first.
    """
    known = scan or scanning.scan(path)
    _refuse_unsettled(known, confirmed)
    removed = tuple(trace for trace in known.traces if trace.treatment == "removed")
    remains = tuple(trace for trace in known.traces if trace.treatment != "removed")
    try:
        _write(path, to, known.kind, has_removable=bool(removed))
    except Unreadable:
        to.unlink(missing_ok=True)
        raise
    except Exception as error:
        to.unlink(missing_ok=True)
        raise Unreadable(DAMAGED) from error
    return Cleaned(known.kind, removed, remains)


def _refuse_unsettled(known: Scan, confirmed: Collection[str]) -> None:
    open_ones = [
        trace
        for trace in known.traces
        if trace.treatment == "mend" or (trace.treatment == "confirm" and trace.code not in confirmed)
    ]
    if open_ones:
        raise Refused(
            "附件里还有不能直接公开的内容，没有生成公开的副本；请逐项处理后再发布。",
            details=[
                f"{trace.what}：{trace.mend}{'' if trace.treatment == 'mend' else '；确认可以公开的，请说明理由'}。"
                for trace in open_ones
            ],
            cites=(ORDER_711.article(17),),
        )


def _write(path: Path, to: Path, kind: FileKind, *, has_removable: bool) -> None:
    """A file from which nothing has to go is copied byte for byte."""
    if not has_removable:
        shutil.copyfile(path, to)
    elif kind in (FileKind.DOCX, FileKind.XLSX, FileKind.PPTX):
        from gongkai.vetting.files import ooxml

        with Package(path) as package:
            ooxml.cleaned(package, to)
    elif kind is FileKind.OFD:
        from gongkai.vetting.files import ofd

        with Package(path) as package:
            ofd.cleaned(package, to)
    elif kind is FileKind.PDF:
        from gongkai.vetting.files import apart

        apart.clean_pdf(path, to)
    elif kind in (FileKind.JPG, FileKind.PNG):
        from gongkai.vetting.files import picture

        with path.open("rb") as file, to.open("wb") as out:
            picture.copied(file, out, Traces())
    else:
        raise Unreadable(DAMAGED)
