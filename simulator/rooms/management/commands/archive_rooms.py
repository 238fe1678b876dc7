"""`manage.py archive_rooms`: put away the rooms that nobody used for ROOMS_KEPT_DAYS. For a timer, once a day."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from simulator.engine.words import count_of
from simulator.rooms import archive


class Command(BaseCommand):
    help = (
        "Archives rooms that nobody changed or came into for ROOMS_KEPT_DAYS (30). Their rings stay and open again by "
        "their links; their histories go. Rooms with somebody in them are left alone. It may run beside the servers, "
        "as often as you like."
    )

    requires_system_checks = ()  # a lesson with a mistake in it is no reason to keep old rooms

    def add_arguments(self, parser: CommandParser) -> None:
        days = settings.ROOMS_KEPT_DAYS
        parser.add_argument("--days", type=int, default=days, help=f"instead of ROOMS_KEPT_DAYS, now {days}")
        parser.add_argument("--dry-run", action="store_true", help="only say what it would do")

    def handle(self, *args: Any, **options: Any) -> None:
        days: int = options["days"]
        if days < 0:
            raise CommandError("--days is 0 or more; 0 keeps every room.")
        if days == 0:
            self.stdout.write("Every room is kept: ROOMS_KEPT_DAYS is 0.")
            return
        now = timezone.now()
        before = now - timedelta(days=days)
        done = archive.count(before) if options["dry_run"] else archive.run(before, now)
        begin, end = ("Would archive", "would go") if options["dry_run"] else ("Archived", "went")
        rooms, events = count_of(done.rooms, "room"), count_of(done.events, "event")
        self.stdout.write(f"{begin} {rooms} that nobody used for {days} days; {events} of history {end}.")
