"""From paths to tables: every report read, checked, and kept as Parquet."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Lock
from typing import TypeVar

import msgspec
import polars as pl

from gongkai.corpus import engines, pairing
from gongkai.corpus.engines import Engine
from gongkai.corpus.files import found
from gongkai.corpus.records import TABLES
from gongkai.corpus.shards import Piece, keep, pieces, planned, sweep
from gongkai.errors import Refused, reason
from gongkai.report.rendering.whole_file import whole_file


class Summary(msgspec.Struct, frozen=True):
    """What came of it: how many files, how many of them were reports, how many failed."""

    files: int
    reports: int
    failures: int


_ROWS = 20_000  # of a table in memory at once, while its pieces are put together

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
    alone: bool = False,
    told: Told = lambda behind, files: None,
    compared: Told = lambda behind, files: None,
) -> Summary:
    """Read and check all files and write `reports.parquet`, `cells.parquet`, … into the folder.

    Each report is also held against last year's and those it may be a copy of, unless it is to be checked `alone`;
    `told` hears of the reading, `compared` of that. A file that cannot be read is a row in `failures`. With `resume`,
    what an earlier run finished is not done again. The tables are the same however the work was shared out. Raises
    Refused when nothing is found or written.
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
        raise Refused(f"文件夹“{folder}”不能写（{reason(error)}）；请换一个位置。") from error
    with engines.engaged(engine, scheduler=scheduler, workers=workers) as run:
        for _ in run(_ahead(manifest.shards), _counted(manifest.shards, told)):
            pass
        comparisons = [] if alone else pairing.paired(manifest, folder)
        sweep(folder / "compared", {piece.name for piece in comparisons} if resume else ())
        for _ in run(_ahead(comparisons), _counted(comparisons, compared)):
            pass
    for table in TABLES:
        with whole_file(folder / f"{table}.parquet") as whole:
            pl.scan_parquet(pieces(folder, table)).sink_parquet(whole, row_group_size=_ROWS)
    reports, failures = (
        pl.scan_parquet(folder / f"{table}.parquet").select(pl.len()).collect().item()
        for table in ("reports", "failures")
    )
    return Summary(len(files), reports, failures)


AnyPiece = TypeVar("AnyPiece", bound=Piece)


def _ahead(work: Sequence[AnyPiece]) -> list[AnyPiece]:
    """The pieces still to be done."""
    return [piece for piece in work if not piece.is_done]


def _counted(work: Sequence[Piece], told: Told) -> engines.Told:
    """Adds up what is behind, beginning with the pieces that are done."""
    files = sum(map(len, work))
    behind = sum(len(piece) for piece in work if piece.is_done)
    counting = Lock()

    def count(more: int) -> None:
        nonlocal behind
        with counting:
            behind += more
            told(behind, files)

    count(0)
    return count
