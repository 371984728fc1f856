"""分片: the work in pieces of 200 files, each done wholly or not at all, and never twice.

A piece is named by its number and by a mark of all it is made from: a shard by its files as they are (name, size,
time of change), so that a file that changed makes another shard. Its tables stand in a folder of its name, which
appears only when complete: in `shards/` those of reports read alone, in `compared/` those of a shard whose reports
were held against others.
"""

import hashlib
import json
import re
import secrets
import shutil
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from gongkai import __version__
from gongkai.report.rendering.whole_file import whole_file

SIZE = 200
"""Files in a shard: enough that handing out the work costs nothing, few enough to lose without regret."""

_OURS = re.compile(r"\d{6}-[0-9a-f]{12}|\.\d{6}-[0-9a-f]{12}\.[0-9a-f]{8}")


class Piece(msgspec.Struct, frozen=True):
    """A piece of work, done file by file: its name, and the folder in which its tables will stand."""

    name: str
    folder: str

    def __len__(self) -> int:
        raise NotImplementedError

    @property
    def tables(self) -> Path:
        return Path(self.folder, self.name)

    @property
    def is_done(self) -> bool:
        return self.tables.is_dir()


class Shard(Piece, frozen=True, tag="shard"):
    """Some files to be read. `base` is the folder that the names in `files` start from."""

    files: tuple[str, ...]
    base: str

    def __len__(self) -> int:
        return len(self.files)


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
            Shard(named(number, [_state(file) for file in piece]), str(target), tuple(map(str, piece)), str(base))
            for number, piece in enumerate(pieces)
        ),
    )


def named(number: int, made_from: Any) -> str:
    """The name of a piece made from this by this version."""
    mark = hashlib.sha256(json.dumps([__version__, made_from]).encode()).hexdigest()
    return f"{number:06}-{mark[:12]}"


def _state(file: Path) -> tuple[str, int, int]:
    try:
        stat = file.stat()
    except OSError:
        return str(file), -1, -1
    return str(file), stat.st_size, stat.st_mtime_ns


@contextmanager
def unfinished(piece: Piece) -> Iterator[Path]:
    """A folder to write the tables of a piece in, which becomes the piece when all went well."""
    folder = piece.tables.with_name(f".{piece.name}.{secrets.token_hex(4)}")
    folder.mkdir(parents=True)
    try:
        yield folder
        if not piece.is_done:
            folder.rename(piece.tables)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def keep(manifest: Manifest, folder: Path, *, finished: bool) -> None:
    """Write the manifest down and remove what earlier runs left: all, or with `finished` all but its own shards."""
    sweep(folder / "shards", {shard.name for shard in manifest.shards} if finished else ())
    with whole_file(folder / "manifest.json") as file:
        # json and not msgspec writes the names: those that are no UTF-8 hold half surrogates.
        file.write_text(json.dumps(msgspec.to_builtins(manifest), indent=1), encoding="ascii")


def sweep(place: Path, wanted: Container[str]) -> None:
    """Remove what earlier runs left in a folder of pieces, all but those wanted."""
    place.mkdir(parents=True, exist_ok=True)
    for old in place.iterdir():
        if _OURS.fullmatch(old.name) and old.name not in wanted:
            shutil.rmtree(old)


def pieces(folder: Path, table: str) -> list[Path]:
    """The files that a table is made of, in order: of a shard that was compared, those of its comparison."""
    found = (file for place in ("shards", "compared") for file in folder.glob(f"{place}/[0-9]*/{table}.parquet"))
    by_number = {file.parent.name.partition("-")[0]: file for file in found}
    return [by_number[number] for number in sorted(by_number)]
