"""From tables to files for people: findings and figures as CSV, Excel or Parquet.

The figures stand one report a line, one sheet an edition; a cell without a number says why.
"""

import shutil
from collections.abc import Callable, Iterator
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import polars as pl

from gongkai.corpus.shards import pieces
from gongkai.errors import Refused
from gongkai.report import forms
from gongkai.report.rendering.whole_file import whole_file
from gongkai.report.rendering.words import SEVERITIES
from gongkai.report.report import State
from gongkai.report.sheets import Rows, Value, write_csv, write_xlsx
from gongkai.report.totals import STATES

SUFFIXES = (".csv", ".xlsx", ".parquet")

_WORDS = {
    "findings": {
        "file": "文件",
        "agency": "机关",
        "year": "年度",
        "severity": "轻重",
        "rule": "规则",
        "message": "问题",
        "place": "位置",
        "quote": "原文",
        "cells": "涉及的格",
        "cites": "依据",
    },
    "statements": {
        "file": "文件",
        "agency": "机关",
        "year": "年度",
        "kind": "种类",
        "label": "说法",
        "value": "数",
        "unit": "单位",
        "quote": "原文",
        "section": "部分",
    },
    "reports": {
        "file": "文件",
        "agency": "机关",
        "year": "年度",
        "form": "格式",
        "title": "标题",
        "signed_on": "落款日期",
        "kind": "文件种类",
        "errors": "错误",
        "warnings": "警告",
        "notes": "提示",
        "blank": "空白格",
        "missing": "缺的格",
        "unreadable": "无法识别的格",
        "inferred": "推定的格",
    },
    "pairs": {
        "file": "文件",
        "agency": "机关",
        "year": "年度",
        "kind": "与",
        "other_file": "对方文件",
        "other_agency": "对方机关",
        "other_year": "对方年度",
        "share": "相同的字句",
        "findings": "由此发现的问题",
        "failure": "为什么没有比对",
    },
    "failures": {"file": "文件", "reason": "为什么没有读出"},
}
"""The columns that people are shown, in their order, under their heads."""

_NAMES = {
    "findings": "问题",
    "statements": "正文中的数",
    "reports": "报告",
    "pairs": "比对",
    "failures": "未读出的文件",
}

PAIRS = {
    "previous": "上年报告",
    "neighbour": "文字相近的报告",
    "double": "同一机关同一年度的文件",
    "failed": "没有比对",
}
"""What a report was held against."""

_CODES: dict[tuple[str, str], dict[Any, str]] = {("findings", "severity"): SEVERITIES, ("pairs", "kind"): PAIRS}
"""The columns of codes that people are shown in words."""

_TABLES = ("findings", "cells", "statements", "reports", "pairs", "failures")


def export(folder: Path, path: Path) -> list[Path]:
    """Findings and figures of a folder of tables, in the format that the suffix names; the files written.

    Excel takes them as sheets of one workbook. CSV and Parquet have one table a file: the findings under the name
    given, the others beside it.
    """
    refuse_unless_known(path)
    if path.suffix.lower() == ".xlsx":
        with whole_file(path) as whole:
            write_xlsx(whole, {name: rows() for name, _, rows in _sheets(folder)})
        return [path]
    writers: dict[str, Callable[[Path], object]]
    if path.suffix.lower() == ".csv":
        writers = {code: _to_csv(rows) for _, code, rows in _sheets(folder)}
    else:
        writers = {table: _copied(folder / f"{table}.parquet") for table in _TABLES}
    for table, write in writers.items():
        with whole_file(_beside(path, table)) as whole:
            write(whole)
    return [_beside(path, table) for table in writers]


def refuse_unless_known(path: Path) -> None:
    """Refuse a file of a kind that `export` does not write."""
    if path.suffix.lower() not in SUFFIXES:
        raise Refused(f"“{path.name}”应以 {'、'.join(SUFFIXES)} 结尾，或者是一个文件夹。")


def names(path: Path) -> list[Path]:
    """Every file that `export` may write under this name: none of them is a report."""
    editions = (f"figures-{form.edition}" for form in forms.editions())
    return [_beside(path, table) for table in (*_TABLES, *editions)]


def _beside(path: Path, table: str) -> Path:
    return path if table == "findings" else path.with_name(f"{path.stem}-{table}{path.suffix}")


def _to_csv(rows: Callable[[], Rows]) -> Callable[[Path], None]:
    return lambda path: write_csv(path, rows())


def _copied(table: Path) -> Callable[[Path], object]:
    return lambda path: shutil.copyfile(table, path)


def _sheets(folder: Path) -> Iterator[tuple[str, str, Callable[[], Rows]]]:
    """Name for people, name in a file's name, and rows of each table, its head first."""

    def plain(table: str) -> Callable[[], Rows]:
        return lambda: chain([list(_WORDS[table].values())], _rows(folder, table))

    def figures(edition: str) -> Callable[[], Rows]:
        return lambda: _figures(folder, edition)

    yield _NAMES["findings"], "findings", plain("findings")
    editions = pl.scan_parquet(folder / "reports.parquet").select(pl.col("form").unique().sort()).collect()
    for edition in filter(None, editions.to_series()):
        yield f"{edition} 年版表格", f"figures-{edition}", figures(edition)
    for table in ("statements", "reports", "pairs", "failures"):
        yield _NAMES[table], table, plain(table)


def _pieces(folder: Path, table: str) -> Iterator[pl.DataFrame]:
    """A table, one shard at a time."""
    for piece in pieces(folder, table):
        yield pl.read_parquet(piece)


def _rows(folder: Path, table: str) -> Iterator[list[Value]]:
    for piece in _pieces(folder, table):
        for row in piece.select(list(_WORDS[table])).iter_rows(named=True):
            yield [_shown(_CODES.get((table, name), {}).get(value, value)) for name, value in row.items()]


def _shown(value: Any) -> Value:
    return _figure(value) if isinstance(value, float) else None if value is None else _plain(value)


def _plain(value: Any) -> Value:
    return value if isinstance(value, int | str) else str(value)


def _figure(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _figures(folder: Path, edition: str) -> Iterator[list[Value]]:
    slots = forms.form(edition).slots
    yield ["文件", "机关", "年度", *(slot.label for slot in slots.values())]
    for piece in _pieces(folder, "cells"):
        wanted = piece.filter(pl.col("form") == edition).select("file", "agency", "year", "cell", "value", "state")
        for (file, agency, year), cells in groupby(wanted.iter_rows(), key=itemgetter(0, 1, 2)):
            found = {
                cell: STATES[State(state)] if value is None else _figure(value) for *_, cell, value, state in cells
            }
            yield [file, agency, year, *(found[path] for path in slots)]
