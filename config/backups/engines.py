"""Which engine the database has, as the three things that a backup needs of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from config.backups import postgres, sqlite
from config.backups.errors import BackupError

Migrations = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Engine:
    """write: all of the database into an empty file. migrations: those that a file holds, as (app, name).
    load: a file into the empty database. Each raises BackupError.
    """

    write: Callable[[Path], None]
    migrations: Callable[[Path], Migrations]
    load: Callable[[Path], None]


ENGINES = {
    "sqlite": Engine(sqlite.write, sqlite.migrations, sqlite.load),
    "postgresql": Engine(postgres.write, postgres.migrations, postgres.load),
}


def this() -> Engine:
    """The engine of DATABASE_URL."""
    if connection.vendor not in ENGINES:
        raise BackupError(f"Backups of {connection.display_name} are left to its own tools.")
    return ENGINES[connection.vendor]
