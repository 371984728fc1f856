"""gongkai check of many files: what was found by rule and by report, and the tables of it."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
from rich.console import Console

from gongkai.cli import given
from gongkai.cli.screen import LISTED, progresses, screen, table, warn
from gongkai.corpus import building, exporting
from gongkai.corpus.exporting import PAIRS
from gongkai.corpus.records import TABLES
from gongkai.errors import Refused, reason
from gongkai.report.rendering.whole_file import whole_file
from gongkai.report.rendering.words import SEVERITIES, days_in_words
from gongkai.report.rules import RULES

_LONGEST_PATH = 24
_COPIES = 8
_LONGEST_EXAMPLE = 50


def check_many(paths: tuple[Path, ...], out: Path | None, *, alone: bool = False) -> int:
    """Check all reports, each `alone` or held against others, show and write what was found; the exit code."""
    into_file = out is not None and bool(out.suffix) and not out.is_dir()
    if out and into_file:
        exporting.refuse_unless_known(out)
    elif out:
        _make(out)
    files = list(_not_ours(given.files(paths), out, into_file=into_file))
    with tempfile.TemporaryDirectory(prefix="gongkai-") as scratch:
        tables = Path(scratch)
        with progresses("核对", "比对") as (told, compared):
            summary = building.build(files, tables, alone=alone, told=told, compared=compared)
        wrote: dict[Path, str] = {}
        if out:  # before anything is shown, for who looks at the first lines only wants the file all the same
            wrote = exporting.export(tables, out) if into_file else _copied(tables, out)
        _show(tables, summary, screen())
        for name, holds in wrote.items():
            warn(f"写成 {name}：{holds}")
        if not summary.reports:
            warn("错误：没有一份报告读得出；请检查给出的文件。")
            return 2
        return 1 if summary.failures or _errors(tables) else 0


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"文件夹“{folder}”建不成（{reason(error)}）；请换一个位置。") from error


def _not_ours(files: Sequence[Path], out: Path | None, *, into_file: bool) -> Iterator[Path]:
    """The files without what an earlier run wrote. Raises Refused where a report stands in the way of the output."""
    if not out:
        yield from files
        return
    targets = exporting.names(out) if into_file else [out / f"{table}.parquet" for table in TABLES]
    standing = [target for target in targets if target.exists()]
    for file in files:
        if not any(given.is_same(file, target) for target in standing):
            yield file
        elif not exporting.is_export(file):
            raise Refused(f"--out 要写的“{file}”就是要读的文件，写了会毁掉它；请换一个文件名。")


def _copied(tables: Path, folder: Path) -> dict[Path, str]:
    names = [f"{table}.parquet" for table in TABLES]
    for name in names:
        with whole_file(folder / name) as whole:
            shutil.copyfile(tables / name, whole)
    return {folder: "、".join(names)}


def _errors(tables: Path) -> int:
    return int(pl.scan_parquet(tables / "reports.parquet").select(pl.col("errors").sum()).collect().item())


def _show(tables: Path, summary: building.Summary, to: Console) -> None:
    to.print(f"{summary.files} 个文件，读出 {summary.reports} 份报告，{summary.failures} 个没有读出。", style="bold")
    order = dict(zip(SEVERITIES, range(len(SEVERITIES)), strict=True))
    rules = (
        pl.scan_parquet(tables / "findings.parquet")
        .group_by("severity", "rule")
        .agg(pl.len().alias("found"), pl.col("file").n_unique().alias("files"), pl.col("message").first())
        .collect()
        .sort(pl.col("severity").replace_strict(order, return_dtype=pl.Int8), -pl.col("found").cast(pl.Int64), "rule")
    )
    titles = {rule.name: rule.title for rule in RULES}
    rows = [
        (f"{SEVERITIES[severity]} {titles[rule]}", count, files, _brief(days_in_words(example)))
        for severity, rule, count, files, example in rules.iter_rows()
    ]
    to.print(table(f"问题：{len(rows)} 种", ("规则", "处", "份", "例如"), rows, figures="处 份"))
    _show_pairs(pl.read_parquet(tables / "pairs.parquet"), to)
    worst = (
        pl.scan_parquet(tables / "reports.parquet")
        .filter(pl.col("errors") > 0)
        .select("file", "agency", "year", "errors", "warnings")
        .sort("errors", "warnings", "file", descending=[True, True, False])
        .collect()
    )
    reports = [
        (_short(file), agency or "机关不明", year or "年度不明", errors, warnings)
        for file, agency, year, errors, warnings in worst.iter_rows()
    ]
    heads = ("文件", "机关", "年度", "错误", "警告")
    to.print(table(f"有错误的报告：{len(reports)} 份", heads, reports, figures="错误 警告", most=LISTED))
    failed = pl.read_parquet(tables / "failures.parquet")
    if failed.height:
        reasons = failed.select("file", "reason").iter_rows()
        to.print(table(f"没有读出的文件：{failed.height} 个", ("文件", "原因"), reasons, most=LISTED))


def _show_pairs(pairs: pl.DataFrame, to: Console) -> None:
    """How many reports were held against others, which are copies of which, which files are not the only ones."""
    of_kind = {kind: pairs.filter(pl.col("kind") == kind) for kind in PAIRS}
    years, neighbours = of_kind["previous"].height, of_kind["neighbour"].height
    if years or neighbours:
        to.print(f"成对比对：与上年报告 {years} 对，与文字相近的报告 {neighbours} 对。", style="bold")
    rows: list[tuple[object, ...]]
    copies = pairs.filter(pl.col("share").is_not_null(), pl.col("findings") > 0)
    if copies.height:
        rows = [
            (_short(file), _whose(agency, year), f"{share:.0%}", _whose(other_agency, other_year))
            for file, agency, year, share, other_agency, other_year in copies.sort(
                "share", "file", "kind", descending=[True, False, False]
            )
            .select("file", "agency", "year", "share", "other_agency", "other_year")
            .iter_rows()
        ]
        heads = ("文件", "报告", "相同", "与哪一份")
        to.print(table(f"文字雷同：{len(rows)} 对", heads, rows, figures="相同", most=_COPIES))
    if of_kind["double"].height:
        rows = [
            (_whose(agency, year), file, other)
            for agency, year, file, other in of_kind["double"]
            .sort("agency", "year", "file")
            .select("agency", "year", "file", "other_file")
            .iter_rows()
        ]
        title = f"重复的报告，不当作上年报告：{len(rows)} 个文件"
        to.print(table(title, ("报告", "文件", "另一份"), rows, most=LISTED))
    if of_kind["failed"].height:
        rows = list(of_kind["failed"].select("file", "failure").iter_rows())
        to.print(table(f"没有比对成的报告：{len(rows)} 份", ("文件", "原因"), rows, most=LISTED))


def _short(file: str) -> str:
    """A file by its path, or by its name alone where that is long: what stands before is the same for most."""
    return Path(file).name if len(file) > _LONGEST_PATH else file


def _whose(agency: str | None, year: int | None) -> str:
    return f"{agency or '机关不明'} {year or '年度不明'}"


def _brief(message: str) -> str:
    return message if len(message) <= _LONGEST_EXAMPLE else f"{message[: _LONGEST_EXAMPLE - 1]}…"
