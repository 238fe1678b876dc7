"""`manage.py export_questions --format moodle --out bank.xml`: the bank for another platform."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from course.bank import bank
from course.exchange.gift import to_gift
from course.exchange.moodle import to_moodle
from course.exchange.portable import portable
from course.library import course

FORMATS = {"moodle": to_moodle, "gift": to_gift}
DRAWINGS = range(1, 51)


class Command(BaseCommand):
    help = "Writes the questions as Moodle XML or GIFT. A generated question becomes several, each with its seed."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=FORMATS, default="moodle")
        parser.add_argument(
            "--lesson", action="append", default=[], help="only this one, such as L21; may repeat"
        )
        parser.add_argument("--drawings", type=int, default=5, help="of each generated question (5)")
        parser.add_argument("--out", type=Path, help="a file; without it, to the terminal")

    def handle(self, *args: Any, **options: Any) -> None:
        titles = {lesson.id: lesson.title for lesson in course().lessons.values()}
        if unknown := [lesson for lesson in options["lesson"] if lesson not in titles]:
            raise CommandError(f"There is no lesson {unknown[0]!r}.")
        if options["drawings"] not in DRAWINGS:
            raise CommandError(f"From {DRAWINGS[0]} to {DRAWINGS[-1]} drawings can be had.")
        lessons = options["lesson"] or titles
        items = [item for item in bank().items.values() if item.ask.lesson in lessons]
        text = FORMATS[options["format"]](portable(items, options["drawings"]), titles)
        if options["out"] is None:
            self.stdout.write(text, ending="")
            return
        options["out"].write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(items)} questions are in {options['out']}.")
