"""备份与恢复: the database and the files as one tar, written while the site runs; nothing is held whole in memory."""

import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from gongkai.errors import Refused
from gongkai.site.configuration import Configuration

DATABASE = "gongkai.sqlite3"
KEY = "secret_key"
FILES = "files"
IDENTITY_KEY = "identity_key"
KEPT = (KEY, IDENTITY_KEY, FILES)
"""What of the data folder is kept beside the database: static files and logs are made again."""


def backup(target: Path, say: Callable[[str], None]) -> int:
    """Write a backup; the file appears whole or not at all. How many files are in it."""
    from django.conf import settings
    from django.db import connection

    data = Path(settings.GONGKAI.data)
    if target.exists():
        raise Refused(f"{target} 已存在，不覆盖；请换一个文件名。")
    count = 0
    with tempfile.TemporaryDirectory(dir=target.parent or None, prefix=".gongkai-backup-") as folder:
        part = Path(folder) / "backup.tar"
        with tarfile.open(part, "w") as tar:
            if connection.vendor == "sqlite":
                copy = Path(folder) / DATABASE
                source = Path(settings.DATABASES["default"]["NAME"])
                with (
                    closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as live,
                    closing(sqlite3.connect(copy)) as kept,
                ):
                    live.backup(kept, pages=4096)
                tar.add(copy, DATABASE)
                copy.unlink()
                count += 1
            else:
                say("数据库是 PostgreSQL：请用 pg_dump 另外备份；这里只备份附件和密钥。")
            for path in _files(data):
                tar.add(path, str(path.relative_to(data)), recursive=False)
                count += 1
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.chmod(0o600)
        part.replace(target)
    return count


def _files(data: Path) -> Iterator[Path]:
    """Files in the order of their names; the database is copied first, so every file it names is among them."""
    for name in KEPT:
        path = data / name
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from (file for file in sorted(path.rglob("*")) if file.is_file() and not file.name.startswith("."))


def restore(source: Path, configuration: Configuration) -> int:
    """Unpack a backup into an empty data folder. Raises Refused when something is there, or it is no backup of ours."""
    data = Path(configuration.data)
    if any((data / name).exists() for name in (DATABASE, *KEPT)):
        raise Refused(f"数据文件夹 {data} 里已有数据，不覆盖；请用 GONGKAI_DATA 指一个空文件夹。")
    data.mkdir(parents=True, exist_ok=True)
    try:
        with tarfile.open(source) as tar:
            members = tar.getmembers()
            if strange := next((member.name for member in members if not _is_ours(member)), None):
                raise Refused(f"{source} 不是 gongkai 的备份：里面有“{strange}”。")
            for member in members:
                _unpack(tar, member, data)
    except tarfile.TarError as error:
        raise Refused(f"{source} 不是完整的备份文件，打不开；请换一份。") from error
    return len(members)


def _is_ours(member: tarfile.TarInfo) -> bool:
    """A plain file in one of the places that a backup holds: no link, no device, no way out of the folder."""
    parts = member.name.split("/")
    return member.isfile() and parts[0] in (DATABASE, *KEPT) and not {"", ".", ".."} & set(parts)


def _unpack(tar: tarfile.TarFile, member: tarfile.TarInfo, data: Path) -> None:
    """One file, readable by its owner and group at most."""
    source = tar.extractfile(member)
    assert source is not None, "a plain file"
    target = data / member.name
    target.parent.mkdir(parents=True, exist_ok=True)
    with source, target.open("xb") as written:
        shutil.copyfileobj(source, written, 1 << 20)
    target.chmod(member.mode & 0o640)
