"""`manage.py restore slicewise.backup`: a backup into an empty database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backups import BackupError, restore


class Command(BaseCommand):
    help = "Fills an empty database from a file that `manage.py backup` wrote. It never overwrites anything."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="what `manage.py backup` wrote, from the same engine")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            waiting = restore(options["file"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The database is filled from {options['file']}.")
        if waiting:
            self.stdout.write(
                f"It is older than the app: {waiting} migrations are waiting. Run manage.py migrate."
            )
        else:
            self.stdout.write(
                "Every migration of the app is in it. Start the app with the secret key of then."
            )
