"""内存: the most that a process ever held, for one report of each format and while thousands are read."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import inputs
from benchmarks.start import GONGKAI

PROMISED_MB = 150

_READ = "import sys; from pathlib import Path; from gongkai.report.reading import read; read(Path(sys.argv[1]))"
_CHECK = "import sys; from gongkai.cli import main"
_TELL = "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0], file=sys.stderr)"
_LISTEN = 0.1


def table() -> Iterator[str]:
    yield "| one report | peak MB, reading | peak MB, `gongkai check` | promised |"
    yield "|---|--:|--:|--:|"
    with tempfile.TemporaryDirectory() as folder:
        for format_, make in inputs.FORMATS.items():
            file = make(Path(folder), 1)[0].file
            yield f"| {format_} | {_peak_of_reading(file):.0f} | {_peak_of_checking(file):.0f} | ≤ {PROMISED_MB} |"
    yield ""


def _peak_of_reading(file: Path) -> float:
    return _told((sys.executable, "-c", f"{_READ}\n{_TELL}", str(file)))


def _peak_of_checking(file: Path) -> float:
    return _told((sys.executable, "-c", f"{_CHECK}\ntry:\n main()\nfinally:\n {_TELL}", "check", str(file)))


def _told(command: tuple[str, ...]) -> float:
    """What the process says of itself at its end; what its parent hears of it would count the parent's own memory."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return int(done.stderr.split()[-1]) / 1024


def over_many(counts: tuple[int, ...]) -> Iterator[str]:
    """What `gongkai check FOLDER` holds with more and more reports: its own process, and each that reads for it."""
    yield "| reports | seconds | reports a second | peak MB, the command | peak MB, a process that reads |"
    yield "|--:|--:|--:|--:|--:|"
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            reports = Path(folder, "reports")
            reports.mkdir()
            inputs.many(reports, count)
            seconds, own, worker = _checked(reports, Path(folder, "tables"))
        yield f"| {count} | {seconds:.1f} | {count / seconds:.0f} | {own:.0f} | {worker:.0f} |"
    yield ""


def _checked(reports: Path, tables: Path) -> tuple[float, float, float]:
    """Seconds, and the peaks of the command and of the largest process under it."""
    command = (*GONGKAI, "check", str(reports), "--out", str(tables))
    start = time.perf_counter()
    peaks: dict[int, float] = {}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        while running.poll() is None:
            for process in (running.pid, *_under(running.pid)):
                peaks[process] = max(peaks.get(process, 0), _peak(process))
            time.sleep(_LISTEN)
    if running.returncode not in (0, 1):
        raise RuntimeError(f"gongkai check ended with {running.returncode}")
    own = peaks.pop(running.pid, 0)
    return time.perf_counter() - start, own, max(peaks.values(), default=0)


def _under(process: int) -> list[int]:
    try:
        listed = Path(f"/proc/{process}/task").iterdir()
        return [int(child) for task in listed for child in (task / "children").read_text().split()]
    except OSError:
        return []


def _peak(process: int) -> float:
    """The most that a process has held so far, in MB; 0 when it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    held = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(held[0]) / 1024 if held else 0
