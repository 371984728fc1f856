"""留存: reports as they were read, kept beside the tables of their shard, to be held against others later."""

import zipfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path, PurePath

import msgspec

from gongkai.report.report import Report

_NAME = "reports.zip"
_OPEN = 32

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(tuple[str, Report])


def encoded(file: str, report: Report) -> bytes:
    """A file, by the name it is shown under, and the whole of the report read from it."""
    source = msgspec.structs.replace(report.source, name=PurePath(file).name)
    return _encoder.encode((file, msgspec.structs.replace(report, source=source)))


def write(folder: Path, reports: Sequence[bytes]) -> None:
    """Keep a shard's reports, in the order of its table `reports`."""
    with zipfile.ZipFile(folder / _NAME, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for position, report in enumerate(reports):
            archive.writestr(str(position), report)


class Kept:
    """The reports of all shards of a folder; few of them in memory at once."""

    def __init__(self, shards: Path) -> None:
        self._shards = shards
        self._archive = lru_cache(maxsize=_OPEN)(self._opened)

    def report(self, shard: str, position: int) -> tuple[str, Report]:
        """The file and the report that stand in this row of their shard's table `reports`."""
        return _decoder.decode(self._archive(shard).read(str(position)))

    def _opened(self, shard: str) -> zipfile.ZipFile:
        return zipfile.ZipFile(self._shards / shard / _NAME)
