"""An application behind the server that the site runs on, one process of it, and a client that keeps its line open."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.postgresql import free_port

SITE = "gongkai.site.wsgi:application"
BARE = "benchmarks.bare:application"
FRAMED = "benchmarks.framed:application"


@dataclass(slots=True)
class Server:
    """A server that runs, and the line to it."""

    process: int
    line: http.client.HTTPConnection

    def get(self, path: str, cookie: str = "") -> tuple[float, int, bytes]:
        """Seconds to the last byte, the status, and the body."""
        headers = {"Cookie": cookie} if cookie else {}
        started = time.perf_counter()
        self.line.request("GET", path, headers=headers)
        answer = self.line.getresponse()
        body = answer.read()
        return time.perf_counter() - started, answer.status, body

    @property
    def megabytes(self) -> float:
        """What the process that serves the pages holds now."""
        [worker] = _children(self.process)
        status = Path(f"/proc/{worker}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024


@contextmanager
def served(application: str) -> Iterator[Server]:
    """An application served on loopback, as `gongkai.site.start` serves the site but by one process."""
    port = free_port()
    command = (sys.executable, "-m", "benchmarks.serving", application, str(port))
    with subprocess.Popen(command, env=dict(os.environ)) as process:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
            _wait(line)
            yield Server(process.pid, line)
        finally:
            process.terminate()


def _wait(line: http.client.HTTPConnection) -> None:
    for _ in range(600):
        try:
            line.request("GET", "/healthz")
            line.getresponse().read()
            return
        except OSError:
            line.close()
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def _serve(application: str, port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    from gongkai.site.start import THREADS

    Granian(
        application,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        log_enabled=False,
    ).serve()


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]))
