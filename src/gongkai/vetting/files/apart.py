"""Working on a file in a process of its own, within bounds of time and memory.

On a damaged .xls or PDF the libraries can end the process that runs them, or fill its memory.
"""

import subprocess
import sys
from pathlib import Path

import msgspec

from gongkai.errors import Unreadable
from gongkai.report.reading.files.refusals import DAMAGED
from gongkai.vetting.files.kinds import FileKind
from gongkai.vetting.files.scanning import Scan, scanned_here

SECONDS = 30
MEMORY = 600_000_000


def scan(path: Path, kind: FileKind) -> Scan:
    """What `scanning.scanned_here` gives. Raises Unreadable."""
    return msgspec.json.decode(_run("scan", str(path), kind.value), type=Scan)


def clean_pdf(path: Path, to: Path) -> None:
    """What `pdf.cleaned` writes. Raises Unreadable."""
    _run("clean", str(path), str(to))


def _run(*words: str) -> bytes:
    program = [sys.executable, "-m", __name__, *words]
    try:
        done = subprocess.run(program, stdin=subprocess.DEVNULL, capture_output=True, timeout=4 * SECONDS, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise Unreadable(DAMAGED) from error
    kind, _, answer = done.stdout.partition(b"\n")
    if kind != b"done":
        raise Unreadable(answer.decode())
    return answer


def _bound() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(work: str, path: Path, last: str) -> bytes:
    try:
        if work == "scan":
            return b"done\n" + msgspec.json.encode(scanned_here(path, FileKind(last)))
        from gongkai.vetting.files import pdf

        pdf.cleaned(path, Path(last))
        return b"done\n"
    except Unreadable as refusal:
        return b"unreadable\n" + str(refusal).encode()


if __name__ == "__main__":
    _bound()
    sys.stdout.buffer.write(_answer(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
