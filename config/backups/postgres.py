"""PostgreSQL: `pg_dump` sees one moment while others write (postgresql.org/docs/current/app-pgdump.html)."""

import os
import shutil
import subprocess
from pathlib import Path

from django.conf import settings

from config.backups.errors import BackupError

MAGIC = b"PGDMP"
# libpq's variables, so that no password stands in the list of processes.
VARIABLES = {
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "NAME": "PGDATABASE",
}
OPTIONS = ("sslmode", "sslrootcert", "sslcert", "sslkey")
PLAIN = ("--no-owner", "--no-privileges")  # who owns it, and who else may read it, is the new place's affair


def write(draft: Path) -> None:
    """All of the app's database into `draft`."""
    _run("pg_dump", "--format=custom", *PLAIN, f"--file={draft}")


def migrations(file: Path) -> set[tuple[str, str]]:
    """Those that were applied to what `file` holds."""
    with file.open("rb") as source:
        if source.read(len(MAGIC)) != MAGIC:
            raise BackupError(f"{file} was not made by pg_dump, and the app runs on PostgreSQL.")
    told = _run("pg_restore", "--data-only", "--table=django_migrations", "--file=-", str(file))
    lines = iter(told.splitlines())
    if not any(line.startswith("COPY ") and "(id, app, name," in line for line in lines):
        raise BackupError(f"{file} holds no database of Slicewise.")
    rows = (line.split("\t") for line in iter(lambda: next(lines, "\\."), "\\."))
    return {(app, name) for _, app, name, *_ in rows}


def load(file: Path) -> None:
    """All of `file` into the empty database, or nothing of it."""
    name = str(settings.DATABASES["default"]["NAME"])
    _run("pg_restore", "--single-transaction", "--exit-on-error", *PLAIN, f"--dbname={name}", str(file))


def _environment() -> dict[str, str]:
    database = settings.DATABASES["default"]
    named = {VARIABLES[key]: str(database[key]) for key in VARIABLES if database.get(key)}
    options = database.get("OPTIONS", {})
    return {**os.environ, **named, **{f"PG{key.upper()}": options[key] for key in OPTIONS if key in options}}


def _run(program: str, *arguments: str) -> str:
    """What it printed. BackupError with its own words when it fails or is not there."""
    if shutil.which(program) is None:
        raise BackupError(f"{program} is not installed. On Debian or Ubuntu: apt install postgresql-client")
    done = subprocess.run(  # noqa: S603  our own arguments; the name of a file stays one argument
        [program, *arguments], env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()}")
    return done.stdout
