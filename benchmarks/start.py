"""开机: how long a command takes from nothing, most of it the start of Python and of what is imported."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from benchmarks import inputs

GONGKAI = (sys.executable, "-c", "from gongkai.cli import main; main()")
"""The command, whatever the environment calls it."""

_RUNS = 9


def table() -> Iterator[str]:
    yield "| command | ms |"
    yield "|---|--:|"
    with tempfile.TemporaryDirectory() as folder:
        made = {name: inputs.FORMATS[name](Path(folder), 1)[0].file for name in ("txt", "html", "docx", "pdf")}
        commands = {"python -c pass": (sys.executable, "-c", "pass"), "gongkai --help": (*GONGKAI, "--help")}
        commands |= {f"gongkai read report.{name}": (*GONGKAI, "read", str(file)) for name, file in made.items()}
        commands["gongkai check report.txt"] = (*GONGKAI, "check", str(made["txt"]))
        if find_spec("markitdown"):
            commands["markitdown report.txt"] = (sys.executable, "-m", "markitdown", str(made["txt"]))
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        kept["PYTHONPYCACHEPREFIX"] = str(Path(folder, "compiled"))
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for run in range(_RUNS + 1):
            for name, command in commands.items():
                start = time.perf_counter()
                subprocess.run(command, capture_output=True, check=False, env=kept)
                if run > 0:  # the first compiles what it imports
                    taken[name].append(time.perf_counter() - start)
    for name, seconds in taken.items():
        yield f"| {name} | {1000 * median(seconds):.0f} |"
    yield ""
