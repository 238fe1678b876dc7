"""`manage.py import_questions FILE --objective L21-a`: questions from Moodle XML or from YAML as in quiz.yaml.

Without --write it says what would be added and what is wrong. With a problem nothing is written.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from course.bank import bank
from course.exchange.adding import Row, added
from course.exchange.moodle_in import from_moodle
from course.exchange.yaml_in import from_yaml
from course.library import CONTENT, course


class Command(BaseCommand):
    help = "Adds questions to the quiz.yaml of a lesson, after checking them as all others are checked."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="Moodle XML (.xml), or YAML with `questions:` (.yaml)")
        parser.add_argument("--objective", required=True, help="what they ask, such as L21-a")
        parser.add_argument("--write", action="store_true", help="write them into the lesson's quiz.yaml")
        parser.add_argument(
            "--content", type=Path, default=CONTENT, help="the folder of the course's content"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        objective = bank().objectives.get(options["objective"])
        if objective is None:
            raise CommandError(f"There is no objective {options['objective']!r}.")
        rows = self._rows(options["file"])
        if not rows:
            raise CommandError("There is no question in this file that can be read.")
        here = course()
        lesson = here.lessons[objective.lesson]
        file: Path = options["content"] / lesson.slug / "quiz.yaml"
        try:
            old = file.read_text(encoding="utf-8")
            text, ids, problems = added(old, rows, objective.id, lesson, here.details["names"])
        except (ValueError, OSError) as problem:
            raise CommandError(str(problem)) from None
        for name, row in zip(ids, rows, strict=True):
            self.stdout.write(f"{name}  {row.get('kind')}  {row.get('stem') or row.get('generator')}")
        if problems:
            raise CommandError("Nothing is written:\n" + "\n".join(map(str, problems)))
        if options["write"]:
            file.write_text(text, encoding="utf-8")
            self.stdout.write(f"{len(rows)} questions are in {lesson.slug}/quiz.yaml.")
        else:
            self.stdout.write("All are in order. Add --write to keep them.")

    def _rows(self, file: Path) -> list[Row]:
        try:
            text = file.read_text(encoding="utf-8")
            if file.suffix == ".xml":
                rows, left = from_moodle(text)
                for sentence in left:
                    self.stderr.write(self.style.WARNING(sentence))
                return rows
            return from_yaml(text)
        except (OSError, ValueError) as problem:
            raise CommandError(f"{file.name} cannot be read: {problem}") from None
