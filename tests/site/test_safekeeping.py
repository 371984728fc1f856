"""Backup and restore: whole or not at all, and never over what is there."""

import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from gongkai.errors import Refused
from gongkai.site import safekeeping
from gongkai.site.configuration import load


def gongkai(*words: str, data: Path) -> subprocess.CompletedProcess[str]:
    """The command itself, in a process of its own, on a data folder of its own."""
    environment = {"PATH": "/usr/bin:/bin", "GONGKAI_DATA": str(data), "LANG": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "-m", "gongkai", *words], env=environment, capture_output=True, text=True, timeout=120
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a site that has been set up, with one file kept."""
    data = tmp_path_factory.mktemp("site") / "data"
    done = gongkai("upgrade", data=data)
    assert done.returncode == 0, done.stderr
    kept = data / "files" / "originals" / "ab"
    kept.mkdir(parents=True)
    (kept / "abcd").write_bytes(b"x" * 1000)
    return data


def test_what_is_backed_up_is_restored(site: Path, tmp_path: Path) -> None:
    saved, back = tmp_path / "backup.tar", tmp_path / "back"
    assert gongkai("backup", "--to", str(saved), data=site).returncode == 0
    assert saved.stat().st_mode & 0o077 == 0
    assert gongkai("restore", str(saved), data=back).returncode == 0
    assert (back / "files/originals/ab/abcd").read_bytes() == b"x" * 1000
    assert (back / "secret_key").read_text() == (site / "secret_key").read_text()
    tables = "SELECT count(*) FROM sqlite_master WHERE name = 'disclosure_item'"
    assert sqlite3.connect(back / "gongkai.sqlite3").execute(tables).fetchone() == (1,)
    assert gongkai("upgrade", data=back).returncode == 0


def test_a_backup_never_overwrites_a_file(site: Path, tmp_path: Path) -> None:
    saved = tmp_path / "backup.tar"
    saved.write_bytes(b"mine")
    done = gongkai("backup", "--to", str(saved), data=site)
    assert done.returncode == 2 and "已存在" in done.stderr
    assert saved.read_bytes() == b"mine"


def test_nothing_is_restored_over_data(site: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="已有数据"):
        safekeeping.restore(tmp_path / "any.tar", load({"GONGKAI_DATA": str(site)}))


def test_a_strange_tar_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    strange, data = tmp_path / "strange.tar", tmp_path / "data"
    with tarfile.open(strange, "w") as tar:
        tar.add(__file__, "../../etc/passwd")
    with pytest.raises(Refused, match="不是 gongkai 的备份"):
        safekeeping.restore(strange, load({"GONGKAI_DATA": str(data)}))
    assert not list(data.iterdir())


def test_half_a_backup_is_refused_in_a_sentence(tmp_path: Path) -> None:
    half = tmp_path / "half.tar"
    half.write_bytes(b"\x00not a tar" * 100)
    with pytest.raises(Refused, match="打不开"):
        safekeeping.restore(half, load({"GONGKAI_DATA": str(tmp_path / "data")}))


def test_a_site_with_unsafe_settings_does_not_start(tmp_path: Path) -> None:
    environment = {"GONGKAI_DATA": str(tmp_path), "GONGKAI_DEBUG": "true", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-m", "gongkai", "serve"], env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert "GONGKAI_DEBUG" in done.stderr and "Traceback" not in done.stderr
