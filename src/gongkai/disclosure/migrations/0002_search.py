"""The index of what is public: FTS5 in SQLite, a tsvector in PostgreSQL."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = "CREATE VIRTUAL TABLE disclosure_search USING fts5(tokens, tokenize = 'unicode61 remove_diacritics 0')"
POSTGRESQL = (
    "CREATE TABLE disclosure_search (item_id bigint PRIMARY KEY, tokens tsvector NOT NULL)",
    "CREATE INDEX disclosure_search_tokens ON disclosure_search USING gin (tokens)",
)


def make(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else (SQLITE,):
        editor.execute(statement)


def drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("DROP TABLE disclosure_search")


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_records")]

    operations = [migrations.RunPython(make, drop)]
