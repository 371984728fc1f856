"""分片: the work in pieces of 200 files, each done wholly or not at all, and never twice.

A shard is named by its number and by its files as they are (name, size, time of change), so that a file that
changed makes another shard. Its tables stand in `shards/NAME/`, which appears under that name only when complete.
"""

import hashlib
import json
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from gongkai import __version__
from gongkai.report.rendering.whole_file import whole_file

SIZE = 200
"""Files in a shard: enough that handing out the work costs nothing, few enough to lose without regret."""

_OURS = re.compile(r"\d{6}-[0-9a-f]{12}|\.\d{6}-[0-9a-f]{12}\.[0-9a-f]{8}")


class Shard(msgspec.Struct, frozen=True):
    """Some files to be read, and the folder in which their tables will stand.

    `base` is the folder that the names in `files` start from.
    """

    name: str
    files: tuple[str, ...]
    base: str
    folder: str

    @property
    def tables(self) -> Path:
        return Path(self.folder, self.name)

    @property
    def is_done(self) -> bool:
        return self.tables.is_dir()


class Manifest(msgspec.Struct, frozen=True):
    """What a folder of tables is made of: the version that made it and its shards in order."""

    version: str
    shards: tuple[Shard, ...]


def planned(files: Sequence[Path], folder: Path) -> Manifest:
    """The shards of these files in order."""
    base, target = Path.cwd(), (folder / "shards").resolve()
    pieces = [files[start : start + SIZE] for start in range(0, len(files), SIZE)]
    return Manifest(
        __version__,
        tuple(
            Shard(f"{number:06}-{_mark(piece)}", tuple(map(str, piece)), str(base), str(target))
            for number, piece in enumerate(pieces)
        ),
    )


def _mark(files: Sequence[Path]) -> str:
    """A name for these files as they are now, as this version reads them."""
    known = [__version__, *(_state(file) for file in files)]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()[:12]


def _state(file: Path) -> tuple[str, int, int]:
    try:
        stat = file.stat()
    except OSError:
        return str(file), -1, -1
    return str(file), stat.st_size, stat.st_mtime_ns


@contextmanager
def unfinished(shard: Shard) -> Iterator[Path]:
    """A folder to write the shard's tables in, which becomes the shard when all went well."""
    folder = shard.tables.with_name(f".{shard.name}.{secrets.token_hex(4)}")
    folder.mkdir(parents=True)
    try:
        yield folder
        if not shard.is_done:
            folder.rename(shard.tables)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def keep(manifest: Manifest, folder: Path, *, finished: bool) -> None:
    """Write the manifest down and remove what earlier runs left: all, or with `finished` all but its own shards."""
    wanted = {shard.name for shard in manifest.shards} if finished else set()
    shards = folder / "shards"
    shards.mkdir(parents=True, exist_ok=True)
    for old in shards.iterdir():
        if _OURS.fullmatch(old.name) and old.name not in wanted:
            shutil.rmtree(old)
    with whole_file(folder / "manifest.json") as file:
        # json and not msgspec writes the names: those that are no UTF-8 hold half surrogates.
        file.write_text(json.dumps(msgspec.to_builtins(manifest), indent=1), encoding="ascii")
