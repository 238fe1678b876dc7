"""`manage.py reading_level`: how hard each lesson is to read, in a table. It warns, and never fails."""

from typing import Any

from django.core.management.base import BaseCommand

from course import library, reading_level
from course.lesson import Lesson

HEAD = f"{'lesson':<26}{'words':>7}{'grade':>7}{'a sentence':>12}{'longest':>9}{'story':>8}"


class Command(BaseCommand):
    help = "Prints the Flesch-Kincaid grade of each lesson, and warns of what is too hard or too long."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        written = [lesson for lesson in library.course().lessons.values() if lesson.written]
        self.stdout.write(HEAD)
        for lesson in written:
            self.stdout.write(row(lesson))
        for lesson in written:
            for warning in warnings(lesson):
                self.stdout.write(self.style.WARNING(f"{lesson.slug}: {warning}"))


def row(lesson: Lesson) -> str:
    """One line of the table: words, grade, words a sentence, words of the longest sentence, words of the story."""
    found, story = reading_level.whole(lesson), reading_level.section(lesson, "story")
    each = found.words / max(found.sentences, 1)
    return (
        f"{lesson.slug:<26}{found.words:>7}{found.grade:>7.1f}{each:>12.1f}{found.longest:>9}{story.words:>8}"
    )


def warnings(lesson: Lesson) -> list[str]:
    """What is too hard or too long, in words."""
    found, story = reading_level.whole(lesson), reading_level.section(lesson, "story")
    said = []
    if found.grade > reading_level.TARGET:
        said.append(
            f"grade {found.grade:.1f} is above {reading_level.TARGET:g}: shorter words, shorter sentences."
        )
    if found.longest > reading_level.LONGEST_SENTENCE:
        said.append(f"a sentence of {found.longest} words; {reading_level.LONGEST_SENTENCE} are enough.")
    if story.words > reading_level.LONGEST_STORY:
        said.append(f"the story has {story.words} words; {reading_level.LONGEST_STORY} are enough.")
    return said
