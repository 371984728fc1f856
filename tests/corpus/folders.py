"""Folders of reports to be read by other processes, and a reader that can be made to fail there."""

from pathlib import Path

import msgspec
import pytest

from gongkai.report import exchange
from gongkai.report.report import Report
from tests.report import liuhe

_FAULTY_READER = """
import os, signal, time
import gongkai.report.reading as reading
well = reading.read
def read(path):
    if "kills" in path.name:
        os.kill(os.getpid(), signal.SIGKILL)
    if "hangs" in path.name:
        time.sleep(600)
    if "trips" in path.name:
        raise ZeroDivisionError("a mistake of ours")
    return well(path)
reading.read = read
"""


def written(folder: Path, *names: str, report: Report | None = None) -> Path:
    """The folder with a report of each of these agencies in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        of_name = msgspec.structs.replace(report or liuhe.report(), agency=name)
        (folder / f"{name}.json").write_bytes(exchange.encode(of_name))
    return folder


def spoil_reader(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the reader of every new process die, hang or err at files whose names say so."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(_FAULTY_READER)
    monkeypatch.setenv("PYTHONPATH", str(folder))
