"""看护: a worker under watch. A file that kills it or keeps it too long becomes a failure; the work goes on."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from threading import Timer
from typing import Self

import msgspec

from gongkai.corpus.comparing import Comparisons
from gongkai.corpus.shards import Shard
from gongkai.corpus.worker import Answer, At, Done, Stopped, Task
from gongkai.errors import Refused

SECONDS = 60.0
"""How long one file may take."""

_FUTILE = 3

_answers = msgspec.json.Decoder(Answer)


class Worker:
    """A process that does one piece of work at a time, begun when it is needed and begun again when it dies."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End it, in the middle of a file if need be, for good."""
        self._closed = True
        self._end()

    def work(self, piece: Shard | Comparisons, told: Callable[[int], None] = lambda files: None) -> Done:
        """Have the tables of a piece written; `told` hears how many more files are behind."""
        lost: dict[int, tuple[str, str]] = {}
        behind, futile = 0, 0
        while futile < _FUTILE:
            process = self._started(Task(piece, lost))
            at: int | None = None
            while True:
                begun = time.monotonic()
                line = self._line(process)
                if not line.endswith(b"\n"):
                    break
                match _answers.decode(line):
                    case At(file=at):
                        told(max(0, at - behind))
                        behind = max(at, behind)
                    case Stopped(reason=reason):
                        raise Refused(f"表格没有写成：{reason}；请检查写入权限和磁盘空间，再用 --resume 接着做。")
                    case Done() as done:
                        return done
            self._end()
            if self._closed:
                raise Refused("已停止。")
            if at is None or at == len(piece):
                futile += 1
            elif time.monotonic() - begun >= SECONDS:
                lost[at] = ("timeout", f"读了 {SECONDS:.0f} 秒仍没有读完，已跳过")
            else:
                lost[at] = ("crashed", f"读取时阅读进程意外结束（{_cause(process.wait())}），已跳过")
        raise Refused(f"阅读进程接连 {_FUTILE} 次没有做完就结束了；请运行 python -m gongkai.corpus.worker 查看原因。")

    def _started(self, task: Task) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                # -P: a folder of other people's files must not be searched for Python modules.
                [sys.executable, "-P", "-m", "gongkai.corpus.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "POLARS_MAX_THREADS": "1"},
                start_new_session=True,
            )
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(msgspec.to_builtins(task)).encode() + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # it is dead already, which the first line that does not come will tell
        return self._process

    def _line(self, process: subprocess.Popen[bytes]) -> bytes:
        """The next answer; nothing when it died, or was ended because it took too long."""
        assert process.stdout
        watch = Timer(SECONDS, self._kill, [process])
        watch.daemon = True
        watch.start()
        try:
            return process.stdout.readline()
        finally:
            watch.cancel()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            self._kill(process)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    with contextlib.suppress(OSError):
                        pipe.close()

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        """The process with what it started: the converters of old formats are programs of their own."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _cause(code: int) -> str:
    """Why a process ended, in words."""
    try:
        return signal.Signals(-code).name if code < 0 else f"返回 {code}"
    except ValueError:
        return f"信号 {-code}"
