"""Folders of reports to be read by other processes, and a reader that can be made to fail there."""

import random
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


_WORDS = "栏目窗口补贴良种农机医保养老托育危房河道林场校车路灯水井电站粮库菜场公墓茶园渡口桥涵祠堂鱼塘果园苗圃集市仓储"


def own_words(of: str, length: int = 300) -> str:
    """Words that nobody else has, the same for the same name: a text with nothing of another's in it."""
    return "".join(random.Random(of).choices(_WORDS, k=length)) + "。"


def telling(agency: str, text: str, *, year: int = 2023) -> Report:
    """An agency's report that tells this in its first section, and nothing else."""
    report = liuhe.report(year=year)
    sections = tuple(
        msgspec.structs.replace(section, text=text if section.code == "overview" else "", parts=())
        for section in report.sections
    )
    return msgspec.structs.replace(report, agency=agency, sections=sections)


def saved(folder: Path, *reports: Report) -> Path:
    """The folder with these reports in it, each under its agency and year."""
    folder.mkdir(parents=True, exist_ok=True)
    for report in reports:
        (folder / f"{report.agency}{report.year}.json").write_bytes(exchange.encode(report))
    return folder


def spoil_reader(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the reader of every new process die, hang or err at files whose names say so."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(_FAULTY_READER)
    monkeypatch.setenv("PYTHONPATH", str(folder))
