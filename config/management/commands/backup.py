"""`manage.py backup slicewise.backup`: the whole database as one file, while the app runs."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backups import BackupError, backup
from config.ops.checks import note_backup

MEGABYTE = 1_000_000


class Command(BaseCommand):
    help = "Writes the whole database to a new file, while the app runs. SQLite by VACUUM INTO, PostgreSQL by pg_dump."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a new file; one that is there is never overwritten")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            size = backup(file)
        except BackupError as error:
            raise CommandError(str(error)) from error
        note_backup(settings.DATA_DIR)  # for /ops/
        kept = settings.DATA_DIR / "secret_key"
        where = kept if kept.exists() else "the variable SECRET_KEY"
        self.stdout.write(
            f"The database is in {file}, {size / MEGABYTE:.1f} MB. It holds what learners did and how they sign in: "
            "keep it where only you can read it.\n"
            f"Not in it: the secret key ({where}). Keep a copy of it apart from the backup; under another key every "
            "browser becomes a new visitor, and everyone has to sign in again.\n"
            "Not in it either: outcomes of experiments and metrics, which come back by themselves."
        )
