"""What the page looks at by itself: can the database and the layer be reached and how quickly, is there room on the
disk, was there a backup. What takes its time is looked at every 10 s at most, however many look at the page.
"""

import shutil
import time
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from config import health
from simulator.rooms.models import Presence
from simulator.rooms.presence import GONE_AFTER

KEPT = 10.0  # seconds
LAST_BACKUP = "last-backup"  # an empty file in the data folder; when it was written is what counts


@dataclass(frozen=True, slots=True)
class Reached:
    """problem: None if it answered. seconds: how long it took."""

    problem: str | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Slow:
    """What is looked at now and then. folder, free, disk: bytes. backup: seconds since 1970, None if none is known."""

    migrations: str | None
    folder: int
    free: int
    disk: int
    backup: float | None


def ask_database() -> None:
    """One query, there and back. Raise `DatabaseError` if nobody answers."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")


def database() -> Reached:
    """Whether it answers, and how quickly."""
    begun = time.perf_counter()
    try:
        ask_database()
        problem = None
    except DatabaseError as error:
        problem = type(error).__name__
    return Reached(problem, time.perf_counter() - begun)


def layer() -> Reached:
    """One hint, sent."""
    begun = time.perf_counter()
    return Reached(health.layer_problem(), time.perf_counter() - begun)


def people() -> int | None:
    """How many are in rooms now, each once however many windows they have open; None if the database does not say."""
    here = Presence.objects.filter(seen_at__gte=timezone.now() - GONE_AFTER)
    try:
        return here.values("person").distinct().count()
    except DatabaseError:
        return None


def slow() -> Slow:
    """As of at most KEPT seconds ago."""
    return _slow(int(time.monotonic() // KEPT), settings.DATA_DIR)


@lru_cache(maxsize=1)
def _slow(turn: int, folder: Path) -> Slow:
    disk = shutil.disk_usage(folder)
    return Slow(health.database_problem(), size_of(folder), disk.free, disk.total, last_backup(folder))


def size_of(folder: Path) -> int:
    """Bytes of all files in a folder, whatever comes and goes meanwhile."""
    size = 0
    for path in folder.rglob("*"):
        try:
            size += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return size


def last_backup(folder: Path) -> float | None:
    """When `manage.py backup` last went well on this data folder; None if it never did."""
    note = folder / LAST_BACKUP
    return note.stat().st_mtime if note.exists() else None


def note_backup(folder: Path) -> None:
    """A backup went well. It stays one where the note cannot be written."""
    with suppress(OSError):
        (folder / LAST_BACKUP).touch()


@lru_cache(maxsize=1)
def version() -> str:
    """As pyproject.toml says it."""
    path = settings.BASE_DIR / "pyproject.toml"
    return str(tomllib.loads(path.read_text())["project"]["version"]) if path.exists() else "unknown"
