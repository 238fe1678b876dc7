"""`manage.py taught`: each point of the source notes with its lessons, labs, questions and errata, as Markdown."""

from typing import Any

from django.core.management.base import BaseCommand

from course.bank import bank
from course.library import course
from course.taught import as_markdown


class Command(BaseCommand):
    help = "Prints what is taught of the source notes, and where (docs/taught.md)."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(as_markdown(course(), bank()), ending="")
