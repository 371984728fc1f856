"""The process that reads shards: `python -m gongkai.corpus.worker`.

It takes one `Task` a line as JSON and answers each with lines of `At` (a file is begun) and one `Done` or `Stopped`.
It may be killed at any time: a shard's tables appear only when they are whole.
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

from gongkai.corpus.records import Records
from gongkai.corpus.shards import Shard, unfinished
from gongkai.errors import GongkaiError


class Task(msgspec.Struct, frozen=True):
    """A shard to read; `lost` are the files, by their position, that must not be tried again: kind and reason."""

    shard: Shard
    lost: dict[int, tuple[str, str]] = {}


class At(msgspec.Struct, frozen=True, tag="at"):
    """The file of that position is begun; the number of files when all are read and the tables are being written."""

    file: int


class Done(msgspec.Struct, frozen=True, tag="done"):
    """The shard's tables are written."""

    shard: str
    reports: int
    failures: int


class Stopped(msgspec.Struct, frozen=True, tag="stopped"):
    """The shard's tables cannot be written, and no other's either."""

    reason: str


Answer = At | Done | Stopped


def shown(file: str) -> str:
    """A file's name as text: bytes of a name that are no characters become �."""
    return os.fsencode(file).decode("utf-8", "replace")


def work(task: Task, answers: BinaryIO) -> None:
    """Read and check every file of a shard and write its tables."""
    shard, records = task.shard, Records()
    for number, file in enumerate(shard.files):
        _answer(answers, At(number))
        if number in task.lost:
            records.fail(shown(file), *task.lost[number])
        else:
            _take(file, Path(shard.base, file), records)
    _answer(answers, At(len(shard.files)))
    try:
        with unfinished(shard) as folder:
            records.write(folder)
    except OSError as error:
        _answer(answers, Stopped(f"“{shard.folder}”写不进去（{error.strerror or error}）"))
    else:
        _answer(answers, Done(shard.name, len(records), records.failed))


def _take(file: str, path: Path, records: Records) -> None:
    # Loaded here, so that a worker that dies of a reader's library does so at a file and not at its start.
    from gongkai.report import check, read

    name = shown(file)
    try:
        report = read(path)
        findings = list(check(report))
        records.add(name, report, findings)
    except GongkaiError as error:
        records.fail(name, "unreadable", str(error))
    except Exception as error:  # a mistake of ours in one file must not cost the other thousands
        records.fail(name, "error", f"{type(error).__name__}: {error}")


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
