"""A report and its findings as rows of tables, the same columns first in each: file, agency, year, form."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import polars as pl

from gongkai.corpus import kept
from gongkai.corpus.sketches import sketches
from gongkai.report.report import Finding, Report, State

Schema = Mapping[str, type[pl.DataType] | pl.DataType]
Row = tuple[Any, ...]

_WHOSE: Schema = {"file": pl.String, "agency": pl.String, "year": pl.Int32, "form": pl.String}

TABLES: Mapping[str, Schema] = {
    "reports": {
        **_WHOSE,
        "title": pl.String,
        "period_from": pl.Date,
        "period_to": pl.Date,
        "signed_on": pl.Date,
        "kind": pl.String,
        "sha256": pl.String,
        **{state.value: pl.Int32 for state in State},
        "errors": pl.Int32,
        "warnings": pl.Int32,
        "notes": pl.Int32,
    },
    "sections": {**_WHOSE, "section": pl.String, "part": pl.String, "title": pl.String, "text": pl.String},
    "cells": {
        **_WHOSE,
        "cell": pl.String,
        "value": pl.Float64,
        "state": pl.String,
        "text": pl.String,
        "place": pl.String,
        "repairs": pl.String,
        "how": pl.String,
    },
    "statements": {
        **_WHOSE,
        "kind": pl.String,
        "label": pl.String,
        "value": pl.Float64,
        "unit": pl.String,
        "exact": pl.Boolean,
        "speaks_of": pl.Int32,
        "section": pl.String,
        "part": pl.String,
        "cell": pl.String,
        "quote": pl.String,
    },
    "statistics": {**_WHOSE, "label": pl.String, "unit": pl.String, "column": pl.String, "value": pl.Float64},
    "findings": {
        **_WHOSE,
        "rule": pl.String,
        "severity": pl.String,
        "verdict": pl.String,
        "message": pl.String,
        "place": pl.String,
        "quote": pl.String,
        "cells": pl.String,
        "facts": pl.String,
        "cites": pl.String,
    },
    "pairs": {
        **_WHOSE,
        "kind": pl.String,
        "other_file": pl.String,
        "other_agency": pl.String,
        "other_year": pl.Int32,
        "share": pl.Float64,
        "findings": pl.Int32,
        "failure": pl.String,
    },
    "failures": {"file": pl.String, "kind": pl.String, "reason": pl.String},
}
"""Every table with its columns. `failures.kind`: unreadable, error, crashed, timeout.

`pairs.kind`: previous (the agency's report of the year before), neighbour (one it may be a copy of), double (another
file for the same agency and year, which is no one's previous), failed (nothing was compared; `failure` says why).
`share` is that of the words that are the other's too, where it is a half or more; `findings` counts what the pair
added to the findings.
"""

_SKETCHES: Schema = {"report": pl.Int32, "marks": pl.List(pl.UInt32)}
"""Of each shard, not of the whole: the row of the report, and the marks of one of its pieces of prose."""


def frame(schema: Schema, rows: Sequence[Row]) -> pl.DataFrame:
    """Rows as a table with these columns."""
    columns = zip(*rows, strict=True) if rows else ([] for _ in schema)
    return pl.DataFrame(
        [pl.Series(name, column, kind) for (name, kind), column in zip(schema.items(), columns, strict=True)]
    )


class Records:
    """Rows gathered report by report, to be written as one file a table, with what it takes to compare them later."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._kept: list[bytes] = []
        self._sketches: list[Row] = []

    def __len__(self) -> int:
        return len(self._rows["reports"])

    def add(self, file: str, report: Report, findings: Sequence[Finding]) -> None:
        """A report that was read, with what was found in it: all of its rows, or an exception and none."""
        rows = {
            "reports": [_report_row(report, findings)],
            "sections": list(_section_rows(report)),
            "cells": list(_cell_rows(report)),
            "statements": list(_statement_rows(report)),
            "statistics": list(_statistic_rows(report)),
            "findings": list(finding_rows(findings)),
        }
        whose = (file, report.agency, report.year, report.form)
        msgspec.msgpack.encode((whose, rows))  # words that are no Unicode must fail here, not when the table is written
        whole = kept.encoded(file, report)
        pieces = [(len(self), marks) for marks in sketches(report)]
        for table, more in rows.items():
            self._rows[table] += [whose + row for row in more]
        self._kept.append(whole)
        self._sketches += pieces

    def fail(self, file: str, kind: str, reason: str) -> None:
        """A file that gave no report."""
        self._rows["failures"].append((file, kind, reason))

    def write(self, folder: Path) -> None:
        """One Parquet file a table, the empty ones too; the sketches and the reports beside them."""
        for table, schema in TABLES.items():
            frame(schema, self._rows[table]).write_parquet(folder / f"{table}.parquet")
        frame(_SKETCHES, self._sketches).write_parquet(folder / "sketches.parquet")
        kept.write(folder, self._kept)


def _report_row(report: Report, findings: Sequence[Finding]) -> Row:
    begin, end = report.period or (None, None)
    states = Counter(cell.state for cell in report.cells.values())
    weights = Counter(finding.severity for finding in findings)
    return (
        report.title,
        begin,
        end,
        report.signed_on,
        report.source.kind,
        report.source.sha256,
        *(states[state] for state in State),
        weights["error"],
        weights["warning"],
        weights["note"],
    )


def _section_rows(report: Report) -> Iterator[Row]:
    for section in report.sections:
        yield section.code, "", section.title, section.text
        for part in section.parts:
            yield section.code, part.code, part.title, part.text


def _cell_rows(report: Report) -> Iterator[Row]:
    for path in report.edition.slots if report.edition else ():
        cell = report[path]
        place = str(cell.place) if cell.place else ""
        value = None if cell.value is None else float(cell.value)
        yield path, value, cell.state.value, cell.text, place, "；".join(cell.notes), cell.how


def _statement_rows(report: Report) -> Iterator[Row]:
    for s in report.statements:
        yield s.kind, s.label, float(s.value), s.unit, s.exact, s.year, s.section, s.part, s.cell or "", s.quote


def _statistic_rows(report: Report) -> Iterator[Row]:
    for statistic in report.statistics:
        for column, value in statistic.values.items():
            yield statistic.label, statistic.unit, column, None if value is None else float(value)


def finding_rows(findings: Sequence[Finding]) -> Iterator[Row]:
    """What follows whose it is, in the table of findings."""
    for f in findings:
        facts = msgspec.json.encode(dict(f.facts), enc_hook=str).decode()
        cells, cites = " ".join(f.cells), "；".join(f.cites)
        yield f.rule, f.severity, f.verdict, f.message, f.place, f.quote, cells, facts, cites
