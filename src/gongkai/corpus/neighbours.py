"""相近: which reports may be copies of which, told from their sketches without comparing every two.

Pieces that agree in a band of their MinHash signatures lie together when sorted, and only those that lie side by side
are looked at: five thousand copies of one text make as many chances as five. What is kept in memory is the signatures.
"""

import operator
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest
from itertools import islice
from pathlib import Path

import polars as pl
import rensa

BANDS, ROWS = 21, 3
"""Two pieces that share a half of their runs agree in some band 94 times of 100, those that share a tenth 2 times."""

COMMON, FEW = 0.05, 50
"""What stands in more than this share of the reports, and in more than a few, is everybody's: words of the notice."""

OWN = 0.25
"""A report that has less than this share of its runs to itself is known by all of them: it is a copy of everybody's."""

MOST = 3
"""So many neighbours are worth comparing, the most alike first."""

ALIKE = 0.15
"""The share of a report's runs, as the signatures tell it, that makes a neighbour worth comparing."""

_FEWEST = 10  # marks of a piece that can be known again
_SIDE_BY_SIDE, _SEEN = 2, 20
_BANDS_SORTED = 3
_CHANCES = 24
_PARTS = 16
_SEED = 50


class _Pieces:
    """The pieces of all reports: whose each is, how many marks it has, its signature."""

    def __init__(self) -> None:
        self.owners = array("l")
        self.sizes = array("l")
        self.signatures: list[bytes] = []

    def add(self, owners: Sequence[int], marks: Sequence[Sequence[int]]) -> None:
        flat, ends = array("Q"), array("Q", [0])
        for piece in marks:
            flat.extend(piece)
            ends.append(len(flat))
        self.owners.extend(owners)
        self.sizes.extend(map(len, marks))
        if marks:
            matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(flat, ends, BANDS * ROWS, _SEED)
            self.signatures += map(_halved, matrix.to_rows())

    def agreement(self, one: int, other: int) -> float:
        """The share of their marks that two pieces have in common, as their signatures tell it."""
        mine, others = (memoryview(self.signatures[piece]).cast("H") for piece in (one, other))
        agreeing: int = sum(map(operator.eq, mine, others))
        return agreeing / (BANDS * ROWS)


def _halved(row: Sequence[int]) -> bytes:
    """Half of each number: enough to tell two apart, and half the memory."""
    return array("H", array("I", row).tobytes())[::2].tobytes()


def neighbours(
    sketches: Sequence[tuple[int, Path]], reports: int, may_copy: Callable[[int, int], bool]
) -> Iterator[tuple[int, list[int]]]:
    """For every report that has any: the reports it may be a copy of, the most alike first.

    Each file of sketches comes with the number its first report has among all `reports`; `may_copy(report, other)`
    says which are worth knowing. The same reports in the same order give the same answer, however they are shared out.
    """
    common = _common([file for _, file in sketches], max(FEW, COMMON * reports))
    pieces = _Pieces()
    for first, file in sketches:
        pieces.add(*_worth_knowing(file, first, common))
    chances = _chances(pieces, may_copy)
    own = _by_owner(pieces)
    for report in sorted(chances):
        alike = [(-_likeness(pieces, own[report], own[other]), other) for other in chances[report]]
        nearest = [other for share, other in sorted(alike)[:MOST] if -share >= ALIKE]
        if nearest:
            yield report, nearest


def _common(sketches: list[Path], most: float) -> frozenset[int]:
    """The marks that stand in more pieces than so many; counted in parts, so that not all are in memory at once."""
    marks = pl.scan_parquet(sketches).select(pl.col("marks").explode())
    found: list[int] = []
    for part in range(_PARTS):
        of_part = marks.filter((pl.col("marks") // 64) % _PARTS == part)
        counted = of_part.group_by("marks").agg(pl.len().alias("pieces")).filter(pl.col("pieces") > most)
        found += counted.select("marks").collect(engine="streaming")["marks"].to_list()
    return frozenset(found)


def _worth_knowing(file: Path, first: int, common: frozenset[int]) -> tuple[list[int], list[list[int]]]:
    """Owner and marks of each piece of a shard that can be known again."""
    owners: list[int] = []
    known: list[list[int]] = []
    for (report,), pieces in pl.read_parquet(file).group_by("report", maintain_order=True):
        whole = pieces["marks"].to_list()
        rare = [[mark for mark in marks if mark not in common] for marks in whole]
        enough = sum(map(len, rare)) >= OWN * sum(map(len, whole))
        kept = [marks for marks in (rare if enough else whole) if len(marks) >= _FEWEST]
        owners += [first + report] * len(kept)
        known += kept
    return owners, known


def _chances(pieces: _Pieces, may_copy: Callable[[int, int], bool]) -> dict[int, Counter[int]]:
    """For every report the others that lay beside it, with how often they did."""
    chances: dict[int, Counter[int]] = {}

    def note(report: int, other: int) -> bool:
        if not may_copy(report, other):
            return False
        met = chances.setdefault(report, Counter())
        met[other] += 1
        if len(met) > 2 * _CHANCES:
            chances[report] = Counter(dict(_foremost(met)))
        return True

    for alike in _lying_together(pieces):
        for place, one in enumerate(alike):
            beside = 0
            for other in islice(alike, place + 1, place + 1 + _SEEN):
                whose, others = pieces.owners[one], pieces.owners[other]
                met = whose != others and [note(whose, others), note(others, whose)]
                beside += bool(met and any(met))
                if beside == _SIDE_BY_SIDE:
                    break
    return {report: Counter(dict(_foremost(met))) for report, met in chances.items()}


def _foremost(met: Counter[int]) -> list[tuple[int, int]]:
    return nsmallest(_CHANCES, met.items(), key=lambda item: (-item[1], item[0]))


def _lying_together(pieces: _Pieces) -> Iterator[list[int]]:
    """Pieces that agree in a band, those that agree in the next as well side by side."""
    width = ROWS * array("H").itemsize
    for band in range(BANDS):
        start = band * width

        def key(piece: int, start: int = start) -> bytes:
            signature = pieces.signatures[piece]
            return (signature[start:] + signature[:start])[: _BANDS_SORTED * width]

        together: list[int] = []
        last = b""
        for piece in sorted(range(len(pieces.signatures)), key=key):
            in_band = pieces.signatures[piece][start : start + width]
            if in_band != last:
                if len(together) > 1:
                    yield together
                together, last = [], in_band
            together.append(piece)
        if len(together) > 1:
            yield together


def _by_owner(pieces: _Pieces) -> dict[int, range]:
    """Where the pieces of a report stand: they come one after another."""
    own: dict[int, range] = {}
    for piece, owner in enumerate(pieces.owners):
        own[owner] = range(own[owner].start if owner in own else piece, piece + 1)
    return own


def _likeness(pieces: _Pieces, mine: range, others: range) -> float:
    """The share of a report's marks that another has: each piece against the one most like it."""
    shared = sum(pieces.sizes[one] * max(pieces.agreement(one, other) for other in others) for one in mine)
    return shared / sum(pieces.sizes[one] for one in mine)
