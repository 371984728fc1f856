import shlex
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_make_run_takes_a_folder_with_blanks_in_its_name():
    asked = ["make", "--dry-run", "run", "REPORTS=各乡镇 2024 年报"]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    [line] = [line for line in told.splitlines() if "gongkai check" in line]
    assert shlex.split(line)[:3] == [".venv/bin/gongkai", "check", "各乡镇 2024 年报"]
