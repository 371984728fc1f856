"""装载: many rows into the tables of either database, as fast as it takes them, with bounded memory.

PostgreSQL is given them by COPY, SQLite by one statement for many rows. While they go in, nothing checks or indexes
them; at the end the indexes are made again and every reference is followed once.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone

AT_ONCE = 5_000


class Rows:
    """Rows of one model on their way to its table: values for the fields named, what a new record has for the others.

    Values are as the tables keep them: days and moments (UTC) as ISO text, JSON as text. A primary key that is not
    given is the database's to give.
    """

    def __init__(self, model: type[models.Model], *names: str) -> None:
        meta = model._meta
        given = [meta.get_field(name) for name in names]
        others = [field for field in meta.concrete_fields if field not in given and not field.primary_key]
        self.model = model
        self.table = meta.db_table
        self.columns = [field.column for field in (*given, *others)]
        self.constants = tuple(self._default(field) for field in others)
        self.waiting: list[tuple[Any, ...]] = []
        self.count = 0

    @staticmethod
    def _default(field: models.Field[Any, Any]) -> Any:
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            return moment(timezone.now())
        value = field.get_default()
        return field.get_db_prep_save(value, connection) if not isinstance(value, dict | list) else _empty(value)

    def add(self, *values: Any) -> None:
        self.waiting.append(values + self.constants)
        self.count += 1

    @property
    def is_full(self) -> bool:
        return len(self.waiting) >= AT_ONCE

    def write(self) -> None:
        if not self.waiting:
            return
        columns = ", ".join(f'"{column}"' for column in self.columns)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{self.table}" ({columns}) FROM STDIN') as copy:
                    for row in self.waiting:
                        copy.write_row(row)
            else:
                places = ", ".join(["?"] * len(self.columns))
                statement = f'INSERT INTO "{self.table}" ({columns}) VALUES ({places})'
                cursor.connection.executemany(statement, self.waiting)
        self.waiting.clear()


def _empty(value: Sequence[Any] | dict[str, Any]) -> str:
    return "{}" if isinstance(value, dict) else "[]"


def moment(value: Any) -> str:
    """A moment as both databases read it: UTC, without saying so."""
    return f"{value.astimezone(timezone.get_fixed_timezone(0)):%Y-%m-%d %H:%M:%S}"


def write(*tables: Rows) -> None:
    """Everything that waits, in one transaction."""
    with transaction.atomic():
        for rows in tables:
            rows.write()


@contextmanager
def unindexed(*listed: type[models.Model]) -> Iterator[None]:
    """Tables without indexes and without references checked; both are there again afterwards. Not in a transaction."""
    kept: list[str] = []
    with connection.cursor() as cursor:
        for model in listed:
            for name, statement in _indexes(cursor, model._meta.db_table):
                cursor.execute(f"DROP INDEX {name}")
                kept.append(statement)
        cursor.execute(_CHECKING[connection.vendor][False])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in kept:
                cursor.execute(statement)
            cursor.execute(_CHECKING[connection.vendor][True])
            for statement in connection.ops.sequence_reset_sql(no_style(), listed):
                cursor.execute(statement)
    connection.check_constraints([model._meta.db_table for model in listed])


_CHECKING = {
    "postgresql": {False: "SET session_replication_role = replica", True: "SET session_replication_role = origin"},
    "sqlite": {False: "PRAGMA foreign_keys = OFF", True: "PRAGMA foreign_keys = ON"},
}

_INDEXES = {
    "postgresql": (
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass "
        "AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)"
    ),
    "sqlite": (
        "SELECT '\"' || name || '\"', sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL"
    ),
}


def _indexes(cursor: Any, table: str) -> list[tuple[str, str]]:
    """The indexes that stand behind no constraint: the name of each, and how it is made."""
    cursor.execute(_INDEXES[connection.vendor], [table])
    return list(cursor.fetchall())
