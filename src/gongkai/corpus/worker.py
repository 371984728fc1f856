"""The process that reads shards and compares their reports: `python -m gongkai.corpus.worker`.

It takes one `Task` a line as JSON and answers each with lines of `At` (a file is begun) and one `Done` or `Stopped`.
It may be killed at any time: the tables of a piece of work appear only when they are whole.
"""

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import BinaryIO

import msgspec

from gongkai.corpus.comparing import Comparing, Comparisons
from gongkai.corpus.records import Records
from gongkai.corpus.shards import Shard, unfinished
from gongkai.errors import GongkaiError, reason


class Task(msgspec.Struct, frozen=True):
    """A piece of work; `lost` are the files, by their position, that must not be tried again: kind and reason."""

    piece: Shard | Comparisons
    lost: dict[int, tuple[str, str]] = {}


class At(msgspec.Struct, frozen=True, tag="at"):
    """The file of that position is begun; the number of files when all are read and the tables are being written."""

    file: int


class Done(msgspec.Struct, frozen=True, tag="done"):
    """The tables of the piece are written."""

    piece: str


class Stopped(msgspec.Struct, frozen=True, tag="stopped"):
    """The tables of the piece cannot be written, and no other's either."""

    reason: str


Answer = At | Done | Stopped


def shown(file: str) -> str:
    """A file's name as text: bytes of a name that are no characters become �."""
    return os.fsencode(file).decode("utf-8", "replace")


def work(task: Task, answers: BinaryIO) -> None:
    """Do a piece of work file by file and write its tables."""
    piece = task.piece
    doing = _Reading(piece) if isinstance(piece, Shard) else Comparing(piece)
    for number in range(len(piece)):
        _answer(answers, At(number))
        if number in task.lost:
            doing.fail(number, *task.lost[number])
            continue
        try:
            doing.take(number)
        except GongkaiError as error:
            doing.fail(number, "unreadable", str(error))
        except Exception as error:  # a mistake of ours in one file must not cost the other thousands
            doing.fail(number, "error", f"{type(error).__name__}: {error}")
    _answer(answers, At(len(piece)))
    try:
        with unfinished(piece) as folder:
            doing.write(folder)
    except OSError as error:
        _answer(answers, Stopped(f"“{piece.folder}”写不进去（{reason(error)}）"))
    else:
        _answer(answers, Done(piece.name))


class _Reading:
    """The files of a shard read and checked, each alone."""

    def __init__(self, shard: Shard) -> None:
        self._shard = shard
        self._records = Records()

    def take(self, number: int) -> None:
        """Read and check a file."""
        # Loaded here, so that a worker that dies of a reader's library does so at a file and not at its start.
        from gongkai.report import check, read

        file = self._shard.files[number]
        report = read(Path(self._shard.base, file))
        self._records.add(shown(file), report, check(report))

    def fail(self, number: int, kind: str, reason: str) -> None:
        """A file that gave no report."""
        self._records.fail(shown(self._shard.files[number]), kind, reason)

    def write(self, folder: Path) -> None:
        """The tables of all files."""
        self._records.write(folder)


def _answer(answers: BinaryIO, answer: Answer) -> None:
    answers.write(msgspec.json.encode(answer) + b"\n")
    answers.flush()


def _end_with(parent: int) -> None:
    """Die with the process that asked, in the middle of a file if need be: no one would take the answer."""
    while os.getppid() == parent:
        time.sleep(1)
    os.killpg(os.getpgid(0), signal.SIGKILL)


def main() -> None:
    """Work until no more tasks come. Whatever a library prints goes to stderr, never among the answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=[os.getppid()], daemon=True).start()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for line in sys.stdin.buffer:
        # json and not msgspec reads the names: those that are no UTF-8 hold half surrogates.
        work(msgspec.convert(json.loads(line), Task, strict=False), answers)


if __name__ == "__main__":
    main()
