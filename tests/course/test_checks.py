"""`manage.py check` shows each problem as an error of Django; a page never fails for one."""

import os
from pathlib import Path

import pytest
from django.core.checks import Error
from django.core.exceptions import ImproperlyConfigured

from course import library
from course.checks import check_course
from course.library import Library
from tests.course.toy import SLUG, Content


@pytest.fixture
def shelf(content: Content, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The library of the small course, in the place of the real one."""
    held = Library(content.folder)
    monkeypatch.setattr(library, "_library", held)
    return held


def test_the_course_as_it_is_passes() -> None:
    assert check_course() == []


def test_a_good_course_passes(shelf: Library) -> None:
    assert check_course() == []


def test_each_problem_is_an_error_with_its_place_and_a_hint(shelf: Library, content: Content) -> None:
    content.write(explain="It is 17.\n\nThe [[hush]].")
    first, second = check_course()
    assert isinstance(first, Error)
    assert first.obj == f"course/content/{SLUG}/lesson.md:{content.line_of('It is 17')}"
    assert first.msg == "The number 17 does not say where it comes from."
    assert "list it in `given`" in str(first.hint)
    assert second.msg == "There is no term 'hush' in the glossary."


def test_the_lab_is_run_at_the_settings_of_the_lesson_only(shelf: Library, content: Content) -> None:
    content.write(explain="[81%]{from=moved} and [91%]{from=moved after=10}")
    assert [error.msg for error in check_course()] == ["Printed '81%', but moved of toy is 80."]


def test_a_lesson_with_a_problem_is_shown_all_the_same(shelf: Library, content: Content) -> None:
    content.write(explain="It is 17.")
    assert "It is 17." in shelf.get(look_again=True).lessons["L21"].section("explain").blocks[0].html
    assert len(shelf.problems) == 1


def test_an_edited_file_is_read_again_if_one_looks(shelf: Library, content: Content) -> None:
    before = shelf.get(look_again=True)
    assert shelf.get(look_again=True) is before
    content.write(story="Another story.")
    assert shelf.get(look_again=False) is before
    after = shelf.get(look_again=True)
    assert "Another story." in after.lessons["L21"].section("story").blocks[0].html


def test_an_edit_of_the_same_length_is_seen(shelf: Library, content: Content) -> None:
    before = shelf.get(look_again=True)
    file = content.folder / SLUG / "lesson.md"
    file.write_text(file.read_text().replace("A fifth", "A sixth"))
    os.utime(file, ns=(1, 1))
    assert shelf.get(look_again=True) is not before


def test_a_folder_without_a_course_says_so(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"course\.yaml"):
        Library(tmp_path).get(look_again=False)
