"""No line of the source notes is untaught, and the page that says so is up to date."""

from pathlib import Path

import pytest
from django.core.management import call_command

from course.bank import bank
from course.library import course
from course.taught import taught

COURSE = course()
NOTES = COURSE.details["notes"]
ROWS = taught(COURSE)
HEADINGS = (
    "Introduction",
    "Basics:",
    "Vertical Scaling",
    "Pizza shop:",
    "High level system design",
    "Consistent Hashing",
)


def test_every_line_of_the_notes_belongs_to_one_point_and_is_no_heading():
    taken = [line for first, last in NOTES.points.values() for line in range(first, last + 1)]
    assert len(taken) == len(set(taken))
    for number, line in enumerate(NOTES.seed.splitlines(), start=1):
        assert (number in taken) != (not line.strip() or line.strip().startswith(HEADINGS)), line


def test_the_points_are_those_that_the_course_carries():
    assert list(NOTES.points) == list(COURSE.details["seed_points"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.point)
def test_a_point_is_taught(row):
    assert row.lessons
    for lesson in row.lessons:
        assert lesson.written, f"{lesson.id} is not written"
        assert lesson.experiment, f"{lesson.id} has no lab"
        assert bank().of_lesson(lesson.id), f"{lesson.id} asks nothing"
        assert row.point in lesson.seed_points, f"{lesson.id} does not say that it carries {row.point}"


def test_every_erratum_stands_in_a_row_and_on_a_card_of_its_lessons():
    assert {erratum for row in ROWS for erratum in row.errata} == set(COURSE.errata)
    for erratum in COURSE.errata.values():
        cards = {
            lesson.id
            for lesson in COURSE.lessons.values()
            for section in lesson.sections
            for block in section.blocks
            if block.embed == "fix" and block.argument == erratum.id
        }
        assert cards & set(erratum.lessons) or erratum.kind == "spelling", erratum.id


def test_the_page_is_what_the_command_prints(capsys):
    call_command("taught")
    page = Path(__file__).parents[2] / "docs" / "taught.md"
    assert page.read_text() == capsys.readouterr().out
