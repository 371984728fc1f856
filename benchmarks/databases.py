"""The database that a benchmark works on: Django set up for it, and how large it is."""

import os
from pathlib import Path


def use(database: str) -> None:
    """Set Django up for postgresql://… or the path of an SQLite file, with a data folder beside it."""
    is_file = "://" not in database
    name = Path(database.removeprefix("sqlite://")).absolute()
    os.environ["GONGKAI_DATABASE"] = f"sqlite://{name}" if is_file else database
    os.environ.setdefault("GONGKAI_DATA", str(name.parent) if is_file else str(Path.cwd() / "data"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.settings")
    import django

    django.setup()


def upgrade() -> None:
    """Bring what an earlier version of gongkai made up to this one."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def megabytes() -> int:
    """How much of the disk the database takes."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0]) // 1_000_000
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return Path(connection.settings_dict["NAME"]).stat().st_size // 1_000_000
