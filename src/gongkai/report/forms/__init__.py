"""格式: each official edition of the annual report, read from one data file.

Reader, rules, writers and totals all derive from these; a new edition is a new file beside them.
Cells are named by a path, `table.row.column`, in which a row's own code may hold a dot:
`requests.refused.state_secret.business`.
"""

import tomllib
from collections.abc import Iterator
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Literal

import msgspec

from gongkai.law import statutes

_CHINESE = "一二三四五六七八九十"


class Part(msgspec.Struct, frozen=True):
    """A part of a section (小标题), by its official words; `variants` are other words met."""

    code: str
    title: str
    variants: tuple[str, ...] = ()


class Section(msgspec.Struct, frozen=True):
    """One of the sections of the report; `article` and `item` say which words of the regulation ask for it."""

    code: str
    title: str
    variants: tuple[str, ...] = ()
    part: tuple[Part, ...] = ()
    article: int = 50
    item: int | None = None

    @property
    def cites(self) -> str:
        return statutes.ORDER_711.article(self.article, item=self.item)


class Row(msgspec.Struct, frozen=True):
    """A row of figures; `group` are the merged labels it stands under, outermost first."""

    code: str
    label: str
    group: tuple[str, ...] = ()
    role: str = ""
    variants: tuple[str, ...] = ()


class Column(msgspec.Struct, frozen=True):
    """A column of figures. `kind`: a count of things, an amount of money, or a change that may be negative."""

    code: str
    label: str
    unit: str
    group: tuple[str, ...] = ()
    role: str = ""
    kind: Literal["count", "amount", "change"] = "count"
    variants: tuple[str, ...] = ()


class Merged(msgspec.Struct, frozen=True):
    """A row met in place of the rows `of`, kept from an older edition; no row of the form, but its figures count."""

    code: str
    label: str
    of: tuple[str, ...]
    group: tuple[str, ...] = ()


class Block(msgspec.Struct, frozen=True):
    """Rows and columns under one heading. `across`: the rows stand side by side, over one line of figures."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    heading: str = ""
    corner: str = ""
    across: bool = False
    merged: tuple[Merged, ...] = ()


class _Sum(msgspec.Struct, frozen=True):
    rule: str
    each: Literal["row", "column"]
    left: tuple[str, ...]
    right: tuple[str, ...]


class Equation(msgspec.Struct, frozen=True):
    """勾稽关系: the cells of `left` add up to the same as those of `right`; `at` names the line it holds along."""

    rule: str
    at: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        return self.left + self.right


class Slot(msgspec.Struct, frozen=True):
    """One cell of the form: its path and what it stands under."""

    path: str
    table: "Table"
    block: Block
    row: Row
    column: Column

    @property
    def label(self) -> str:
        """How a person names it: 表三“（七）总计”·自然人."""
        return f"{self.table.name}“{self.row.label}”·{self.column.label}"


class Table(msgspec.Struct, frozen=True, dict=True):
    """A table of the form, with the equations that hold in it."""

    code: str
    name: str
    section: str
    block: tuple[Block, ...]
    equation: tuple[_Sum, ...] = ()

    def path(self, row: Row | str, column: Column | str) -> str:
        row_code = row if isinstance(row, str) else row.code
        return f"{self.code}.{row_code}.{column if isinstance(column, str) else column.code}"

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(
            Slot(self.path(row, column), self, block, row, column)
            for block in self.block
            for row in block.rows
            for column in block.columns
        )

    @cached_property
    def equations(self) -> tuple[Equation, ...]:
        return tuple(equation for block in self.block for equation in self._equations(block))

    def _equations(self, block: Block) -> Iterator[Equation]:
        for sum_ in self.equation:
            along, across = (block.rows, block.columns) if sum_.each == "row" else (block.columns, block.rows)
            left, right = ([c for name in side for c in _named(name, across)] for side in (sum_.left, sum_.right))
            for line in along:
                if sum_.each == "row":
                    sides = ([self.path(line.code, code) for code in side] for side in (left, right))
                else:
                    sides = ([self.path(code, line.code) for code in side] for side in (left, right))
                yield Equation(sum_.rule, line.label, *map(tuple, sides))


def _named(name: str, lines: tuple[Row, ...] | tuple[Column, ...]) -> list[str]:
    """A code stands for itself; `@role` for every line that plays that role."""
    if not name.startswith("@"):
        return [name]
    return [line.code for line in lines if line.role == name[1:]]


class Form(msgspec.Struct, frozen=True, dict=True):
    """One edition of the annual report: its sections, its tables, the years it is in force for."""

    edition: str
    name: str
    statute: str
    first_year: int
    section: tuple[Section, ...]
    table: tuple[Table, ...]
    last_year: int | None = None
    distinctive: tuple[str, ...] = ()

    @property
    def cites(self) -> str:
        statute: statutes.Statute = getattr(statutes, self.statute)
        return str(statute)

    def in_force_for(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def heading(self, section: Section) -> str:
        """The official heading, with its number: 三、收到和处理政府信息公开申请情况."""
        return f"{_CHINESE[self.section.index(section)]}、{section.title}"

    def part_heading(self, section: Section, part: Part) -> str:
        return f"（{_CHINESE[section.part.index(part)]}）{part.title}"

    @cached_property
    def tables(self) -> dict[str, Table]:
        return {table.code: table for table in self.table}

    @cached_property
    def sections(self) -> dict[str, Section]:
        return {section.code: section for section in self.section}

    @cached_property
    def slots(self) -> dict[str, Slot]:
        """Every cell of the form in official order, by its path."""
        return {slot.path: slot for table in self.table for slot in table.slots}

    @cached_property
    def merged_slots(self) -> dict[str, Slot]:
        """The cells of rows met in place of several of the form; a report has them only where it prints such a row."""
        return {
            table.path(merged.code, column): Slot(
                table.path(merged.code, column), table, block, Row(merged.code, merged.label, merged.group), column
            )
            for table in self.table
            for block in table.block
            for merged in block.merged
            for column in block.columns
        }

    @cached_property
    def every_slot(self) -> dict[str, Slot]:
        """The cells that a report of this edition can have: those of the form, and those of merged rows."""
        return {**self.slots, **self.merged_slots}

    @cached_property
    def equations(self) -> tuple[Equation, ...]:
        return tuple(equation for table in self.table for equation in table.equations)


def read_form(path: Path | resources.abc.Traversable) -> Form:
    """A form from its data file; a mistake in the file surfaces as msgspec's own error."""
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Form)


folders: list[Path | resources.abc.Traversable] = [resources.files(__package__)]
"""Where editions are looked for. Who adds a folder of further ones calls `editions.cache_clear()` after."""


@cache
def editions() -> tuple[Form, ...]:
    """Every edition that is kept, oldest first."""
    files = [file for folder in folders for file in folder.iterdir() if file.name.endswith(".toml")]
    return tuple(sorted(map(read_form, files), key=lambda form: form.first_year))


def form(edition: str) -> Form:
    """The form of an edition, by its name: "2019", "2021".

    Raises KeyError for an edition that is not kept.
    """
    return {form.edition: form for form in editions()}[edition]
