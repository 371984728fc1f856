"""From paths to tables: every report read, checked, and kept as Parquet."""

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock

import msgspec
import polars as pl

from gongkai.corpus import engines
from gongkai.corpus.engines import Engine
from gongkai.corpus.files import found
from gongkai.corpus.records import TABLES
from gongkai.corpus.shards import keep, planned
from gongkai.errors import Refused
from gongkai.report.rendering.whole_file import whole_file


class Summary(msgspec.Struct, frozen=True):
    """What came of it: how many files, how many of them were reports, how many failed."""

    files: int
    reports: int
    failures: int


Told = Callable[[int, int], None]
"""Hears how many files are behind, of how many."""


def build(
    paths: Iterable[Path],
    folder: Path,
    *,
    engine: Engine = "local",
    scheduler: str | None = None,
    workers: int | None = None,
    resume: bool = False,
    told: Told = lambda behind, files: None,
) -> Summary:
    """Read and check all files and write `reports.parquet`, `cells.parquet`, … into the folder.

    A file that cannot be read is a row in `failures`. With `resume`, what an earlier run finished is not done again.
    The tables are the same however the work was shared out. Raises Refused when nothing is found or written.
    """
    if scheduler and engine != "dask":
        raise Refused("--scheduler 只与 --engine dask 同用。")
    files = [file for file in found(paths) if not file.resolve().is_relative_to(folder.resolve())]
    if not files:
        raise Refused("没有找到任何文件。")
    manifest = planned(files, folder)
    try:
        keep(manifest, folder, finished=resume)
    except OSError as error:
        raise Refused(f"文件夹“{folder}”不能写（{error.strerror}）；请换一个位置。") from error
    behind = sum(len(shard.files) for shard in manifest.shards if shard.is_done)
    told(behind, len(files))

    counting = Lock()

    def count(more: int) -> None:
        nonlocal behind
        with counting:
            behind += more
            told(behind, len(files))

    ahead = [shard for shard in manifest.shards if not shard.is_done]
    for _ in engines.run(ahead, engine=engine, scheduler=scheduler, workers=workers, told=count):
        pass
    for table in TABLES:
        pieces = [shard.tables / f"{table}.parquet" for shard in manifest.shards]
        with whole_file(folder / f"{table}.parquet") as whole:
            pl.scan_parquet(pieces).sink_parquet(whole)
    reports, failures = (
        pl.scan_parquet(folder / f"{table}.parquet").select(pl.len()).collect().item()
        for table in ("reports", "failures")
    )
    return Summary(len(files), reports, failures)
