"""文件: what is uploaded, kept under the hash of its content, in places that do not mix.

originals  what officers uploaded: never public          released  the cleaned copies the public may have
photos     proofs of publication, without their metadata
cases, case_released, identity     the same of requests, whose app says which of them its records name
filings    published reports as the public has them         filing_originals  files that earlier reports came in

A file is there whole or not at all: it is written aside, brought to the disk, then renamed.
"""

import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives import hashes
from django.conf import settings

from gongkai.disclosure.models import Attachment, Channel, Publication
from gongkai.errors import Refused, reason

Area = Literal["originals", "released", "photos", "cases", "case_released", "identity", "filings", "filing_originals"]
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store: SM3 of its content in hexadecimal, and its size in bytes."""

    hash: str
    size: int


def path(area: Area, hash: str) -> Path:
    """Where a file lies."""
    return Path(settings.MEDIA_ROOT) / area / hash[:2] / hash


def keep(chunks: Iterable[bytes], area: Area, *, most: int | None = None) -> Kept:
    """Store content as it comes. Nothing is left when it is refused: empty, larger than `most` bytes, no room."""
    folder = Path(settings.MEDIA_ROOT) / area
    folder.mkdir(parents=True, exist_ok=True)
    state, size = hashes.Hash(hashes.SM3()), 0
    handle, name = tempfile.mkstemp(dir=folder, prefix=".writing-")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if most is not None and size > most:
                    raise Refused(f"文件超过 {most // 1_000_000} MB，没有保存。请压缩或拆开后再传。")
                state.update(chunk)
                file.write(chunk)
            if not size:
                raise Refused("这是空文件，没有保存。请检查后再传。")
            file.flush()
            os.fsync(file.fileno())
        hash = state.finalize().hex()
        target = path(area, hash)
        target.parent.mkdir(exist_ok=True)
        written.chmod(0o640)
        written.replace(target)
    except BaseException as error:
        with suppress(FileNotFoundError):
            written.unlink()
        if isinstance(error, OSError):
            raise Refused(f"文件没有保存：{reason(error)}。请联系平台管理员，处理后再传。") from error
        raise
    return Kept(hash, size)


def keep_path(source: Path, area: Area, *, most: int | None = None) -> Kept:
    """Store a file that lies elsewhere."""
    with source.open("rb") as file:
        return keep(iter(lambda: file.read(CHUNK), b""), area, most=most)


def remove_unreferenced(hashes_of_attachments: Iterable[tuple[str, str]]) -> int:
    """Remove originals and released copies that no attachment names any more. How many."""
    removed = 0
    for original, released in hashes_of_attachments:
        if original and not Attachment.objects.filter(original_hash=original).exists():
            removed += _remove("originals", original)
        if released and not Attachment.objects.filter(released_hash=released).exists():
            removed += _remove("released", released)
    return removed


def purge(before: float) -> int:
    """Remove every file that no record names and that was stored before a moment (seconds since 1970). How many.

    A file is stored before its record is written, so that young ones are left alone.
    """
    removed = 0
    for area, named in _NAMED.items():
        folder = Path(settings.MEDIA_ROOT) / area
        for found in folder.rglob("*") if folder.is_dir() else ():
            if found.is_file() and found.stat().st_mtime < before and not named(found.name):
                found.unlink(missing_ok=True)
                removed += 1
    return removed


def _remove(area: Area, hash: str) -> int:
    try:
        path(area, hash).unlink()
    except FileNotFoundError:
        return 0
    return 1


_NAMED: dict[Area, Callable[[str], bool]] = {
    "originals": lambda hash: Attachment.objects.filter(original_hash=hash).exists(),
    "released": lambda hash: Attachment.objects.filter(released_hash=hash).exists(),
    "photos": lambda hash: (
        Publication.objects.filter(proof_hash=hash).exists() or Channel.objects.filter(photo_hash=hash).exists()
    ),
}
"""Whether a record names a file, by its place."""


def register(area: Area, named: Callable[[str], bool]) -> None:
    """Say which files of a place the records of an app above name; the others are removed."""
    _NAMED[area] = named
