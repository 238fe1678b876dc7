"""SQLite: `VACUUM INTO` reads one moment while others write (sqlite.org/lang_vacuum.html), and the copy is compact."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.backups.errors import BackupError
from config.single import claim_data_folder

MAGIC = b"SQLite format 3\0"
PATIENCE = 20  # seconds to wait for a writer, as the app does


@contextmanager
def _opened(file: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """mode: as SQLite names it, "ro" or "rw"; neither makes a file."""
    try:
        with closing(
            sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", PATIENCE, uri=True)
        ) as database:
            yield database
    except sqlite3.Error as error:
        raise BackupError(f"SQLite says of {file}: {error}.") from error


def _database() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def write(draft: Path) -> None:
    """All of the app's database into `draft`, which is then looked through."""
    with _opened(_database(), "rw") as database:
        database.execute("VACUUM INTO ?", [str(draft)])
    _check(draft)


def _check(file: Path) -> None:
    with _opened(file, "ro") as copy:
        (said,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        raise BackupError(f"{file} is damaged: {said}.")


def migrations(file: Path) -> set[tuple[str, str]]:
    """Those that were applied to what `file` holds."""
    with file.open("rb") as source:
        if source.read(len(MAGIC)) != MAGIC:
            raise BackupError(f"{file} is no SQLite database, and the app runs on SQLite.")
    with _opened(file, "ro") as copy:
        return set(copy.execute("SELECT app, name FROM django_migrations"))


def load(file: Path) -> None:
    """Put a copy of `file` where the app's database will be. The place is empty: at most a file without tables."""
    try:
        claim_data_folder()
    except ImproperlyConfigured as running:
        raise BackupError(str(running)) from running
    database = _database()
    draft = database.with_name(f".{database.name}.restored")
    try:
        shutil.copyfile(file, draft)
        _check(draft)
        with draft.open("rb+") as copy:
            os.fsync(copy.fileno())
        for ending in ("", "-wal", "-shm"):
            database.with_name(database.name + ending).unlink(missing_ok=True)
        draft.rename(database)
    except OSError as error:
        raise BackupError(f"{database} cannot be written: {error.strerror or error}.") from error
    finally:
        draft.unlink(missing_ok=True)
