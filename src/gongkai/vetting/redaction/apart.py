"""Covering and drawing in a process of its own, within bounds of time and memory, as files.apart does for reading."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from gongkai.errors import Refused, Unreadable
from gongkai.report.reading.files.refusals import DAMAGED
from gongkai.vetting.redaction.covers import Cover, Covered

SECONDS = 900
MEMORY = 1_500_000_000


class Task(msgspec.Struct, frozen=True):
    """What the process is asked for."""

    work: str
    path: str
    to: str = ""
    covers: tuple[Cover, ...] = ()
    page: int = 1
    dpi: int = 100
    grid: bool = False


def cover(path: Path, to: Path, covers: Sequence[Cover]) -> Covered:
    """What `pages.cover` does. Raises Refused, Unreadable."""
    return msgspec.json.decode(_run(Task("cover", str(path), str(to), tuple(covers))), type=Covered)


def drawn(path: Path, page: int, *, dpi: int = 100, grid: bool = False) -> bytes:
    """What `pages.draw` gives. Raises Refused, Unreadable."""
    return _run(Task("draw", str(path), page=page, dpi=dpi, grid=grid))


def picture_paged(path: Path, to: Path) -> None:
    """What `pages.picture_paged` writes. Raises Unreadable."""
    _run(Task("page", str(path), str(to)))


def _run(task: Task) -> bytes:
    program = [sys.executable, "-m", __name__]
    try:
        done = subprocess.run(
            program, input=msgspec.json.encode(task), capture_output=True, timeout=SECONDS, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise Unreadable(DAMAGED) from error
    kind, _, answer = done.stdout.partition(b"\n")
    if kind == b"refused":
        raise Refused(answer.decode())
    if kind != b"done":
        raise Unreadable(answer.decode())
    return answer


def _bound() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(task: Task) -> bytes:
    from gongkai.vetting.redaction import pages

    try:
        if task.work == "cover":
            return b"done\n" + msgspec.json.encode(pages.cover(Path(task.path), Path(task.to), task.covers))
        if task.work == "page":
            pages.picture_paged(Path(task.path), Path(task.to))
            return b"done\n"
        return b"done\n" + pages.draw(Path(task.path), task.page, task.dpi, grid=task.grid)
    except Refused as refusal:
        return b"refused\n" + refusal.message.encode()
    except Unreadable as refusal:
        return b"unreadable\n" + str(refusal).encode()


if __name__ == "__main__":
    _bound()
    sys.stdout.buffer.write(_answer(msgspec.json.decode(sys.stdin.buffer.read(), type=Task)))
