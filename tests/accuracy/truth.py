"""What a careful person reads from a report, by the paths of the form."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from gongkai.report import forms
from gongkai.report.forms import Column, Form, Row, Table

Value = int | Decimal | str | None
"""A number, None for a blank cell, or the words that stand in the cell instead of a number."""


@dataclass(frozen=True)
class Truth:
    file: Path
    said: dict[str, Any]
    layout: str

    @property
    def name(self) -> str:
        return self.file.name

    @cached_property
    def editions(self) -> dict[str, Form]:
        """The form whose words each of the tables has; a report may mix two."""
        return {code: _form_with(code, rows) for code, rows in self._tables()}

    @cached_property
    def cells(self) -> dict[str, Value]:
        """Every cell that is in the text, in the order of the form."""
        cells: dict[str, Value] = {}
        for code, rows in self._tables():
            table = self.editions[code].tables[code]
            found = {table.path(row, column): value for row, column, value in _named(table, rows)}
            cells |= {slot.path: found[slot.path] for slot in table.slots if slot.path in found}
        return cells

    def _tables(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for key, code in (("table2", "disclosure"), ("table3", "requests"), ("table4", "challenges")):
            if self.said.get(key):
                yield code, self.said[key]

    @property
    def settled_by_equations(self) -> bool:
        """The digits of its tables run together, so that other digits in their places would mean something else."""
        return "glued" in self.name or "glued" in self.layout


def truths(folder: Path) -> list[Truth]:
    """The reports of a folder that have their truth beside them."""
    said = {file.stem: file for file in (folder / "truth").glob("*.json")}
    layouts = {row["file"]: row["layout"] for row in _index(folder)}
    found = []
    for file in sorted((folder / "reports").iterdir()):
        names = [name for name in said if file.stem == name or file.name.startswith(f"{name}_")]
        if names:
            truth = json.loads(said[max(names, key=len)].read_text(encoding="utf-8"), parse_float=Decimal)
            found.append(Truth(file, truth, layouts.get(file.name, file.suffix)))
    return found


def _index(folder: Path) -> Iterable[dict[str, Any]]:
    index = folder / "index.jsonl"
    return map(json.loads, index.read_text(encoding="utf-8").splitlines()) if index.exists() else ()


def plain(label: str) -> str:
    """The letters of a label, whatever its brackets, blanks and widths."""
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", label))


def _words(line: Row | Column) -> set[str]:
    return {plain(words) for words in (line.label, *line.variants)}


def _form_with(code: str, rows: dict[str, Any]) -> Form:
    for form in reversed(forms.editions()):
        try:
            list(_named(form.tables[code], rows))
        except LookupError:
            continue
        return form
    raise LookupError(f"no edition has these rows: {list(rows)}")


def _named(table: Table, rows: dict[str, Any]) -> Iterator[tuple[Row, Column, Value]]:
    """Rows and columns of the truth by those of the form; LookupError where the form has no such words."""
    for label, values in rows.items():
        block_words, _, column_words = label.rpartition("-")
        pairs = [
            (block, row) for block in table.block for row in block.rows if plain(block_words or label) in _words(row)
        ]
        if not pairs:
            raise LookupError(label)
        block, row = pairs[0]
        if isinstance(values, dict):
            for column_label, value in values.items():
                yield row, _column(block.columns, column_label), value
        elif isinstance(values, list):
            if len(values) != len(block.columns):
                raise LookupError(label)
            for column, value in zip(block.columns, values, strict=True):
                yield row, column, value
        else:
            yield row, _column(block.columns, column_words), values


def _column(columns: Iterable[Column], label: str) -> Column:
    for column in columns:
        if plain(label) in _words(column):
            return column
    raise LookupError(label)
