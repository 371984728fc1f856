import shlex
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_make_run_starts_the_demonstration():
    told = subprocess.run(["make", "--dry-run", "run"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    lines = [shlex.split(line.removeprefix("@")) for line in told.splitlines()]
    assert [".venv/bin/gongkai", "demo"] in lines


def test_make_test_runs_the_site_on_both_databases():
    told = subprocess.run(["make", "--dry-run", "test"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    on_postgresql = [line for line in told.splitlines() if "tests.postgresql" in line]
    assert len(on_postgresql) == 1 and "tests/disclosure" in on_postgresql[0] and "tests/desk" in on_postgresql[0]
