"""The whole database as one file, written while the app runs, and put back into an empty place.

Invariant: a file under the name that was asked for is whole, and belongs to one moment of the database. Nothing is ever
overwritten: neither a file nor a database that holds tables.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from config.backups import engines
from config.backups.errors import BackupError
from simulator.rooms.models import Room, new_epoch

__all__ = ["BackupError", "backup", "restore"]


def backup(target: Path) -> int:
    """Write the database to `target`, for its owner's eyes alone; return its size in bytes. BackupError: why not."""
    if target.exists():
        raise BackupError(f"{target} is there already, and nothing is overwritten. Choose another name.")
    with _draft(target) as draft:
        engines.this().write(draft)
        _put(draft, target)
    return target.stat().st_size


def restore(source: Path) -> int:
    """Fill the empty database from `source`; return how many migrations are waiting now. BackupError: why not."""
    if not source.is_file():
        raise BackupError(f"There is no file {source}.")
    engine = engines.this()
    _check_migrations(engine.migrations(source))
    if connection.introspection.table_names():
        raise BackupError("The database is not empty, and nothing is overwritten. Restore into a new one.")
    connection.close()
    engine.load(source)
    # Rooms went back in time: under another epoch a browser that saw later events takes what is there now.
    Room.objects.update(epoch=new_epoch())
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """An empty file beside `target` that nobody else may read; gone at the end."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield draft
    except OSError as error:
        raise BackupError(f"{target} cannot be written: {error.strerror or error}.") from error
    finally:
        with suppress(OSError):
            draft.unlink()


def _put(draft: Path, target: Path) -> None:
    """Give the finished draft its name. A link fails where a file is, even one that came a moment ago."""
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    os.link(draft, target)


def _check_migrations(applied: set[tuple[str, str]]) -> None:
    unknown = applied - set(MigrationLoader(None).disk_migrations)
    if unknown:
        app, name = min(unknown)
        raise BackupError(
            f"Another version of Slicewise made this backup: it holds the migration {app}.{name}, which this one does "
            "not know. Install that version, restore, and then update."
        )
