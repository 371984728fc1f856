"""比对: the reports of a shard held against last year's and their neighbours', by the rules that need another report.

What is found joins what was found in each report alone.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec
import polars as pl

from gongkai.corpus.kept import Kept
from gongkai.corpus.records import TABLES, Row, finding_rows, frame
from gongkai.corpus.shards import Piece
from gongkai.report.rendering.words import SEVERITIES
from gongkai.report.report import Finding, Report
from gongkai.report.rules import check_together

Kind = Literal["previous", "neighbour", "double"]
"""What the other report is to the one."""

_ALIKE = "similar_text"


class Ref(msgspec.Struct, frozen=True):
    """A report by its place: the shard it was read in, and its row there."""

    shard: str
    position: int


class Asked(msgspec.Struct, frozen=True):
    """What a report of the shard is held against: last year's, those it may be a copy of.

    `double` is another file that claims to be the same agency's report of the same year.
    """

    position: int
    previous: Ref | None
    others: tuple[Ref, ...]
    double: Ref | None


class Comparisons(Piece, frozen=True, tag="comparisons"):
    """The reports of a shard that are to be compared; `shards` is the folder in which it and the others stand."""

    shard: str
    shards: str
    reports: tuple[Asked, ...]

    def __len__(self) -> int:
        return len(self.reports)


class Comparing:
    """Findings and pairs gathered report by report, to be written with what was found in each report alone."""

    def __init__(self, piece: Comparisons) -> None:
        self._piece = piece
        self._alone = Path(piece.shards, piece.shard)
        self._reports = pl.read_parquet(self._alone / "reports.parquet")
        self._kept = Kept(Path(piece.shards))
        self._findings: list[Row] = []
        self._weights: dict[int, Counter[str]] = {}
        self._pairs: list[Row] = []

    def take(self, number: int) -> None:
        """Compare a report with all that it is to be held against."""
        asked = self._piece.reports[number]
        file, report = self._kept.report(self._piece.shard, asked.position)
        whose = (file, report.agency, report.year, report.form)
        found: list[Finding] = []
        pairs: list[Row] = []
        if asked.previous:
            other, last_years = self._kept.report(asked.previous.shard, asked.previous.position)
            more = [_named(finding, other) for finding in check_together(report, previous=last_years)]
            found += more
            pairs.append(_pair("previous", other, last_years, _share(more), len(more)))
        neighbours = [self._kept.report(other.shard, other.position) for other in asked.others]
        alike = [check_together(report, other=neighbour) for _, neighbour in neighbours]
        shares = [_share(more) for more in alike]
        nearest = max(range(len(alike)), key=lambda at: shares[at] or 0.0, default=None)
        for at, (other, neighbour) in enumerate(neighbours):
            more = [_named(finding, other) for finding in alike[at]] if at == nearest else []
            found += more
            pairs.append(_pair("neighbour", other, neighbour, shares[at], len(more)))
        if asked.double:
            pairs.append(_pair("double", *self._kept.report(asked.double.shard, asked.double.position)))
        self._findings += [whose + row for row in finding_rows(found)]
        self._weights[asked.position] = Counter(finding.severity for finding in found)
        self._pairs += [whose + pair for pair in pairs]

    def fail(self, number: int, kind: str, reason: str) -> None:
        """A report that could not be compared."""
        [whose] = self._reports[self._piece.reports[number].position].select("file", "agency", "year", "form").rows()
        self._pairs.append((*whose, "failed", None, None, None, None, 0, f"{kind}: {reason}"))

    def write(self, folder: Path) -> None:
        """The shard's tables `reports`, `findings` and `pairs`, the last two with what was found here."""
        order = {file: row for row, file in enumerate(self._reports["file"])}
        weight = {severity: place for place, severity in enumerate(SEVERITIES)}
        findings = pl.concat(
            [pl.read_parquet(self._alone / "findings.parquet"), frame(TABLES["findings"], self._findings)]
        )
        findings.sort(
            pl.col("file").replace_strict(order, return_dtype=pl.Int32),
            pl.col("severity").replace_strict(weight, return_dtype=pl.Int8),
            maintain_order=True,
        ).write_parquet(folder / "findings.parquet")
        more = {
            column: [self._weights.get(row, Counter())[severity] for row in range(self._reports.height)]
            for column, severity in (("errors", "error"), ("warnings", "warning"), ("notes", "note"))
        }
        self._reports.with_columns(
            pl.col(column) + pl.Series(column, counts, pl.Int32) for column, counts in more.items()
        ).write_parquet(folder / "reports.parquet")
        frame(TABLES["pairs"], self._pairs).write_parquet(folder / "pairs.parquet")


def _named(finding: Finding, file: str) -> Finding:
    """The finding with the file that the report was compared with."""
    message = f"{finding.message}比对的是“{file}”。"
    return msgspec.structs.replace(finding, message=message, facts={**finding.facts, "compared_with": file})


def _share(findings: Sequence[Finding]) -> float | None:
    """The share of the words that are the other's too, where there is a finding of it."""
    return next((finding.facts["share"] for finding in findings if finding.rule == _ALIKE), None)


def _pair(kind: Kind, file: str, other: Report, share: float | None = None, findings: int = 0) -> Row:
    return kind, file, other.agency, other.year, share, findings, ""
