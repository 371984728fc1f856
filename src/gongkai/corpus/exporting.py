"""From tables to files for people: findings and figures as CSV, Excel or Parquet.

The figures stand one report a line, one sheet an edition; a cell without a number says why.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
from python_calamine import CalamineError, CalamineWorkbook

from gongkai.corpus.shards import pieces
from gongkai.errors import Refused
from gongkai.report import forms
from gongkai.report.rendering.whole_file import whole_file
from gongkai.report.rendering.words import KINDS, SEVERITIES, days_in_words
from gongkai.report.report import State
from gongkai.report.rules import RULES
from gongkai.report.sheets import Rows, Value, write_csv, write_xlsx
from gongkai.report.totals import STATES

SUFFIXES = (".csv", ".xlsx", ".parquet")

_Says = Callable[[Any, str], Value]
"""What people are shown for a value, in a row of a report on this edition of the form."""


def _plainly(value: Any, _: str) -> Value:
    if isinstance(value, float):
        return _figure(value)
    return value if value is None or isinstance(value, int | str) else str(value)


def _said(words: Mapping[Any, str]) -> _Says:
    return lambda value, _: words.get(value, value)


def _labels(cells: str, edition: str) -> str:
    """The first of these cells as people name them: 表三“（七）总计”·总计."""
    slots = forms.form(edition).every_slot if edition else {}
    labels = [slots[path].label for path in cells.split() if path in slots]
    return "、".join(labels[:_NAMED]) + (f" 等{len(labels)}格" if len(labels) > _NAMED else "")


def _edition(form: str, _: str) -> str:
    return f"{form} 年版" if form else "没有读到表格"


class _Column(NamedTuple):
    """A column that people are shown: its head, the column of the table it is taken from, how it is said."""

    head: str
    name: str
    says: _Says = _plainly


_NAMED = 6
_WHOSE = (_Column("文件", "file"), _Column("机关", "agency"), _Column("年度", "year"))
_RULES = {rule.name: rule.title for rule in RULES}
_SECTIONS = {section.code: section.title for form in forms.editions() for section in form.section}
_VERDICTS = {"fault": "有错", "cannot_tell": "不能判定"}

PAIRS = {
    "previous": "上年报告",
    "neighbour": "文字相近的报告",
    "double": "同一机关同一年度的文件",
    "failed": "没有比对",
}
"""What a report was held against."""

_COLUMNS: Mapping[str, tuple[_Column, ...]] = {
    "findings": (
        *_WHOSE,
        _Column("轻重", "severity", _said(SEVERITIES)),
        _Column("判定", "verdict", _said(_VERDICTS)),
        _Column("规则", "rule", _said(_RULES)),
        _Column("问题", "message", lambda message, _: days_in_words(message)),
        _Column("位置", "place"),
        _Column("原文", "quote"),
        _Column("涉及的格", "cells", _labels),
        _Column("依据", "cites"),
        _Column("规则代码", "rule"),
        _Column("格的代码", "cells"),
    ),
    "statements": (
        *_WHOSE,
        _Column("种类", "kind", _said(KINDS)),
        _Column("说法", "label"),
        _Column("数", "value"),
        _Column("单位", "unit"),
        _Column("原文", "quote"),
        _Column("部分", "section", _said(_SECTIONS)),
        _Column("对应的格", "cell", _labels),
    ),
    "reports": (
        *_WHOSE,
        _Column("格式", "form", _edition),
        _Column("标题", "title"),
        _Column("落款日期", "signed_on"),
        _Column("文件种类", "kind"),
        _Column("错误", "errors"),
        _Column("警告", "warnings"),
        _Column("提示", "notes"),
        _Column("空白格", "blank"),
        _Column("缺的格", "missing"),
        _Column("无法识别的格", "unreadable"),
        _Column("推定的格", "inferred"),
    ),
    "pairs": (
        *_WHOSE,
        _Column("与", "kind", _said(PAIRS)),
        _Column("对方文件", "other_file"),
        _Column("对方机关", "other_agency"),
        _Column("对方年度", "other_year"),
        _Column("相同的字句", "share"),
        _Column("由此发现的问题", "findings"),
        _Column("为什么没有比对", "failure"),
    ),
    "failures": (_Column("文件", "file"), _Column("为什么没有读出", "reason")),
}
"""The columns that people are shown, in their order."""

_NAMES = {
    "findings": "问题",
    "cells": "各格的数",
    "statements": "正文中的数",
    "reports": "报告",
    "pairs": "比对",
    "failures": "未读出的文件",
}

_HEAD, _PARQUET = "\ufeff文件,".encode(), b"PAR1"  # the first bytes of what is written


def export(folder: Path, path: Path) -> dict[Path, str]:
    """Findings and figures of a folder of tables, in the format that the suffix names; the files written, by content.

    Excel takes them as sheets of one workbook. CSV and Parquet have one table a file: the findings under the name
    given, the others beside it.
    """
    refuse_unless_known(path)
    if path.suffix.lower() == ".xlsx":
        with whole_file(path) as whole:
            write_xlsx(whole, {name: rows() for name, _, rows in _sheets(folder)})
        return {path: "、".join(name for name, _, _ in _sheets(folder))}
    writers: dict[str, tuple[str, Callable[[Path], object]]]
    if path.suffix.lower() == ".csv":
        writers = {code: (name, _to_csv(rows)) for name, code, rows in _sheets(folder)}
    else:
        writers = {table: (name, _copied(folder / f"{table}.parquet")) for table, name in _NAMES.items()}
    for table, (_, write) in writers.items():
        with whole_file(_beside(path, table)) as whole:
            write(whole)
    return {_beside(path, table): name for table, (name, _) in writers.items()}


def is_export(path: Path) -> bool:
    """Whether a file is one that `export` wrote, and no report."""
    try:
        if path.suffix.lower() == ".xlsx":
            return CalamineWorkbook.from_path(path).sheet_names[:1] == [_NAMES["findings"]]
        with path.open("rb") as file:
            start = file.read(len(_HEAD))
    except (OSError, CalamineError):
        return False
    return start == _HEAD if path.suffix.lower() == ".csv" else start[: len(_PARQUET)] == _PARQUET


def refuse_unless_known(path: Path) -> None:
    """Refuse a file of a kind that `export` does not write."""
    if path.suffix.lower() not in SUFFIXES:
        raise Refused(f"“{path.name}”应以 {'、'.join(SUFFIXES)} 结尾，或者是一个文件夹。")


def names(path: Path) -> list[Path]:
    """Every file that `export` may write under this name: none of them is a report."""
    editions = (f"figures-{form.edition}" for form in forms.editions())
    return [_beside(path, table) for table in (*_NAMES, *editions)]


def _beside(path: Path, table: str) -> Path:
    return path if table == "findings" else path.with_name(f"{path.stem}-{table}{path.suffix}")


def _to_csv(rows: Callable[[], Rows]) -> Callable[[Path], None]:
    return lambda path: write_csv(path, rows())


def _copied(table: Path) -> Callable[[Path], object]:
    return lambda path: shutil.copyfile(table, path)


def _sheets(folder: Path) -> Iterator[tuple[str, str, Callable[[], Rows]]]:
    """Name for people, name in a file's name, and rows of each table, its head first."""

    def plain(table: str) -> Callable[[], Rows]:
        return lambda: chain([[column.head for column in _COLUMNS[table]]], _rows(folder, table))

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
        for row in piece.iter_rows(named=True):
            yield [column.says(row[column.name], row.get("form", "")) for column in _COLUMNS[table]]


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
