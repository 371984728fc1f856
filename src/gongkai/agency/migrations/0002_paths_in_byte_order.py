"""Paths compare byte by byte, whatever language the database was made in: the range of a subtree depends on it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

COLUMN = "ALTER TABLE agency_agency ALTER COLUMN path TYPE varchar(60) COLLATE {}"


def to_bytes(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(COLUMN.format('"C"'))


def to_default(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(COLUMN.format('"default"'))


class Migration(migrations.Migration):
    dependencies = [("agency", "0001_records")]

    operations = [migrations.RunPython(to_bytes, to_default)]
