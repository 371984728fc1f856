"""配对: which reports of a folder are to be held against which: last year's, likely copies, doubles."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

import msgspec
import polars as pl

from gongkai.corpus.comparing import Asked, Comparisons, Ref
from gongkai.corpus.neighbours import neighbours
from gongkai.corpus.shards import Manifest, named
from gongkai.report.comparison import agency_words


class One(msgspec.Struct, frozen=True):
    """A report among the others: its place, its agency under one name, its year, its bytes."""

    ref: Ref
    agency: str | None
    year: int | None
    sha256: str

    @property
    def claim(self) -> tuple[object, ...]:
        """What only one report can be: that of an agency and year, or, without them, a certain file."""
        if self.agency is None or self.year is None:
            return (self.sha256 or self.ref,)
        return self.agency, self.year


def paired(manifest: Manifest, folder: Path) -> list[Comparisons]:
    """What there is to compare, shard by shard; a shard with nothing to compare is not among them."""
    tables = [
        pl.read_parquet(shard.tables / "reports.parquet", columns=["agency", "year", "sha256"])
        for shard in manifest.shards
    ]
    starts = [0, *accumulate(table.height for table in tables)]
    called = one_name_each(agency for table in tables for agency in table["agency"].unique() if agency)
    reports = [
        One(Ref(shard.name, position), called.get(agency or ""), year, sha256)
        for shard, table in zip(manifest.shards, tables, strict=True)
        for position, (agency, year, sha256) in enumerate(table.iter_rows())
    ]
    del tables
    asked = _asked(
        reports,
        [(start, shard.tables / "sketches.parquet") for start, shard in zip(starts, manifest.shards, strict=False)],
    )
    target = str((folder / "compared").resolve())
    found = []
    for number, shard in enumerate(manifest.shards):
        mine = tuple(asked[report] for report in range(starts[number], starts[number + 1]) if report in asked)
        if mine:
            made_from = [shard.name, msgspec.to_builtins(mine)]
            found.append(Comparisons(named(number, made_from), target, shard.name, shard.folder, mine))
    return found


def _asked(reports: Sequence[One], sketches: Sequence[tuple[int, Path]]) -> dict[int, Asked]:
    """What to compare each report with, of those that have any."""
    claims: dict[tuple[object, ...], list[int]] = {}
    for number, report in enumerate(reports):
        claims.setdefault(report.claim, []).append(number)

    def previous(report: One) -> int | None:
        if report.agency is None or report.year is None:
            return None
        last_years = claims.get((report.agency, report.year - 1), [])
        return last_years[0] if len(last_years) == 1 else None

    def may_copy(one: int, other: int) -> bool:
        report, source = reports[one], reports[other]
        if report.claim == source.claim or (report.agency is not None and report.agency == source.agency):
            return False
        return report.year is None or source.year is None or source.year <= report.year

    alike = dict(neighbours(sketches, len(reports), may_copy))
    asked = {}
    for number, report in enumerate(reports):
        before, same = previous(report), claims[report.claim]
        if before is not None or number in alike or len(same) > 1:
            double = None if len(same) == 1 else same[1] if same[0] == number else same[0]
            asked[number] = Asked(
                report.ref.position,
                None if before is None else reports[before].ref,
                tuple(reports[other].ref for other in alike.get(number, [])),
                None if double is None else reports[double].ref,
            )
    return asked


_AFTER_A_PLACE = re.compile(r"(?<=[省州盟市县区旗])(?=.)")


def one_name_each(agencies: Iterable[str]) -> dict[str, str]:
    """The one name under which each agency goes here, however fully it is written.

    「白石镇」 is 「柳河县白石镇」 where no other 白石镇 is among them; where one is, nobody can tell which.
    """
    words = {agency: agency_words(agency) for agency in agencies}
    names = {name for name in words.values() if name}
    longer: dict[str, list[str]] = {}
    for name in sorted(names, key=len):
        for ending in _endings(name):
            if ending in names:
                longer.setdefault(ending, []).append(name)
    whole = {name: _longest(longer.get(name, [])) or name for name in names}
    return {agency: whole[name] for agency, name in words.items() if name}


def _endings(name: str) -> Iterator[str]:
    """What is left of a name without the places that it begins with."""
    return (name[found.start() :] for found in _AFTER_A_PLACE.finditer(name))


def _longest(names: Sequence[str]) -> str | None:
    """The longest of these, shortest first, when all the others are parts of it."""
    return names[-1] if names and all(names[-1].endswith(name) for name in names) else None
