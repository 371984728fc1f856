"""Reading an original in a process of its own, within bounds of time and memory."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

import msgspec

from gongkai.errors import Unreadable
from gongkai.filing.originals.places import Sheet
from gongkai.report import exchange
from gongkai.report.reading.files.refusals import DAMAGED
from gongkai.report.report import Report

SECONDS = 90
"""More than LibreOffice is given, which some old formats are read through."""
CPU_SECONDS = 60
MEMORY = 1_500_000_000
_LONGEST_STEM = 180
"""Bytes: sixty Chinese characters. A name on the disk has at most 255."""
SLOW = f"读了 {SECONDS} 秒还没有读完；请用原来的软件打开，另存为 docx 再试。"


class Task(msgspec.Struct, frozen=True):
    """What the process is asked for; `report` is what was read, for its places on the pages."""

    work: Literal["read", "find", "write"]
    path: str
    report: str = ""


def read(path: Path, name: str) -> Report:
    """The report in a stored file that came in under a name. Raises Unreadable."""
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        named = Path(folder) / _short(name)
        named.symlink_to(path.resolve())
        return exchange.decode(_run(Task("read", str(named))))


def sheets(path: Path, report: Report) -> list[Sheet]:
    """The pages of a PDF, with the places of the figures of a report read from it. Raises Unreadable."""
    return msgspec.json.decode(_run(Task("find", str(path), exchange.encode(report).decode())), type=list[Sheet])


def as_page(path: Path) -> bytes:
    """The words and tables of a file as a plain web page. Raises Unreadable."""
    return _run(Task("write", str(path)))


def _short(name: str) -> str:
    """The name as a file may have it: year and agency are read from it where the text does not tell."""
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    kept = stem.strip(".").encode()[:_LONGEST_STEM].decode(errors="ignore")
    return f"{kept or 'report'}{dot}{ending[:10]}"


def _run(task: Task) -> bytes:
    program = [sys.executable, "-m", __name__]
    try:
        done = subprocess.run(
            program, input=msgspec.json.encode(task), capture_output=True, timeout=SECONDS, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(SLOW) from error
    except subprocess.CalledProcessError as error:
        raise Unreadable(DAMAGED) from error
    kind, _, answer = done.stdout.partition(b"\n")
    if kind != b"done":
        raise Unreadable(answer.decode())
    return answer


def _answer(task: Task) -> bytes:
    from gongkai.filing.originals import places, writing
    from gongkai.report.reading import files
    from gongkai.report.reading import read as read_file

    path = Path(task.path)
    try:
        match task.work:
            case "read":
                answer = exchange.encode(read_file(path))
            case "find":
                answer = msgspec.json.encode(places.sheets(path, exchange.decode(task.report.encode())))
            case "write":
                answer = writing.page(files.open_file(path))
        return b"done\n" + answer
    except Unreadable as refusal:
        return b"unreadable\n" + str(refusal).encode()


def _bound() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _bound()
    sys.stdout.buffer.write(_answer(msgspec.json.decode(sys.stdin.buffer.read(), type=Task)))
